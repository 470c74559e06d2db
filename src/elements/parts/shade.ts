/**
 * Classes of the root for a `theme`, as page and device stand now. `host`: light or dark as the page's own text is, in the
 * page's font and on its ground.
 */
export function shade(theme: string, element: Element): string {
  if (theme === 'host') {
    // None where the element is not on a page.
    const rgb = getComputedStyle(element).color.match(/[\d.]+/g) ?? [];
    return Number(rgb[0]) + Number(rgb[1]) + Number(rgb[2]) > 384 ? 'dark host' : theme;
  }
  return theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : theme;
}
