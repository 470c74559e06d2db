/** An address to go to, and nothing else: a backend's `javascript:` is no link, and a fragment alone is this very page. */
export function webAddress(url = ''): string {
  try {
    return /^https?:[^#]/.test(url[0] === '#' ? '' : new URL(url, document.baseURI).href) ? url : '';
  } catch {
    return '';
  }
}
