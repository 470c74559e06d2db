/**
 * The address of a page on which a slot shows what a preview's code opens. Behind the `#`: no server and no cache in front
 * of it learns of it, and a page that is passed on by an app that adds parameters stays the same.
 */
export const previewLink = (page: string, code: string): string =>
  `${page.replace(/#.*/, '')}#help-board-preview=${encodeURIComponent(code)}`;

/** The code in a page's `location.hash`. */
export const previewCode = (hash: string): string | undefined =>
  /^#help-board-preview=([\w-]+)/.exec(hash)?.[1];
