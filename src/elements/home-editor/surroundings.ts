const SCRIPT = /\/help-board(\.[\w-]+)?\.js(\?|$)/;

/** The address of the script that pages load: what the CMS says, the one of this page, or where the gateway has it. */
export function scriptAddress(given: string, backend: string): string {
  if (given) return new URL(given, document.baseURI).href;
  const own = [...document.scripts].find(({ src, type }) => SCRIPT.test(src) && type !== 'module');
  return own?.src ?? new URL('/help-board.js', backend).href;
}

/** The site's style sheets: what the CMS says, or those of this page. */
export function siteSheets(given: string): string[] {
  if (given.trim()) return given.trim().split(/\s+/).map((href) => new URL(href, document.baseURI).href); // prettier-ignore
  return [...document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"]')].map(({ href }) => href);
}
