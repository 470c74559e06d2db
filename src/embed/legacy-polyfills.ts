/*
 * What lit 3 and our own code need on Chrome 64 and iOS 12 beyond lowered syntax. Loaded by the legacy tree alone, before
 * everything else. Only what is missing is added; nothing a page brought or the browser has is replaced.
 */

const add = (target: object, name: string, value: unknown): void => {
  if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
};

/** Chrome 66. `fetch` of older ones ignores `signal`, so an aborted request runs on; its answer is dropped by the caller. */
class FallbackAbortController {
  // Neither Safari 12 nor Chrome 63 can construct an EventTarget; a node is one.
  readonly signal = Object.assign(document.createDocumentFragment(), { aborted: false });

  abort(): void {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    this.signal.dispatchEvent(new CustomEvent('abort'));
  }
}

// Chrome 71, Safari 12.1
add(window, 'globalThis', window);
// Chrome 66, Safari 12.1
add(window, 'AbortController', FallbackAbortController);
// Chrome 69, Safari 12: as deep as lit's lists of styles go.
add(Array.prototype, 'flat', function flat(this: unknown[]): unknown[] {
  return this.reduce<unknown[]>(
    (all, item) => all.concat(Array.isArray(item) ? flat.call(item) : [item]),
    [],
  );
});
// Chrome 69, Safari 12
add(Element.prototype, 'toggleAttribute', function (this: Element, name: string, on: boolean): boolean {
  if (on) this.setAttribute(name, '');
  else this.removeAttribute(name);
  return on;
});
