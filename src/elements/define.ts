/**
 * Defines a tag once. A throw inside `customElements.define` would abort the rest of the bundle; the same class again is
 * quiet, another one is loud and the first wins.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  const known = customElements.get(tag);
  if (!known) customElements.define(tag, element);
  else if (known !== element) console.warn(tag, 'is defined twice');
}
