/** An address to go to, and nothing else: a backend's `javascript:` is no link. */
export function webAddress(url = ''): string {
  try {
    return /^https?:$/.test(new URL(url, document.baseURI).protocol) ? url : '';
  } catch {
    return '';
  }
}
