import { escaped } from './escaped.js';

/** What goes into the code: whatever is in it is written so that it cannot break out of its place. */
export interface Embedded {
  /** Address of the script. */
  script: string;
  board: string;
  /** Left out where it is what the script finds by itself. */
  backend?: string;
  /** Where the board is. */
  href?: string;
  /** The home page: what a path in `href` is on. */
  page: string;
  layout?: string;
  /** What stands there until the slot is ready, and when it cannot be. */
  fallback: string;
  /** The frame's title. */
  title: string;
}

export const CODE_KINDS = ['tag', 'script', 'iframe', 'wordpress', 'shortcode', 'static'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

const attributes = (values: Record<string, string | undefined>, prefix = ''): string =>
  Object.entries(values)
    .filter(([, value]) => value)
    .map(([name, value]) => ` ${prefix}${name}="${escaped(value!)}"`)
    .join('');

/**
 * A value in a WordPress shortcode: brackets and quotes would end it, and what HTML escapes is not read there. In an address
 * they say the same as percent signs; `&` may stay.
 */
const inShortcode = (text: string): string =>
  text.replace(
    /[[\]"'<>\s]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

/** An address as it is for somebody who is not on the page; what is none stays as it was written. */
function absolute(href: string | undefined, page: string): string | undefined {
  try {
    return href && new URL(href, page).href;
  } catch {
    return href;
  }
}

/** What to paste, for each kind of system. */
export function embedCode(kind: CodeKind, of: Embedded): string {
  const { script, board, backend, href, page, layout, fallback, title } = of;
  const own = { board, backend, href, layout };
  const tag =
    `<script async src="${escaped(script)}"></script>\n` +
    `<help-board-home${attributes(own)}>${escaped(fallback)}</help-board-home>`;
  switch (kind) {
    case 'script':
      return `<script async src="${escaped(script)}"${attributes({ ...own, element: 'home' }, 'data-')}></script>`;
    case 'iframe': {
      // For a CMS that lets no script through: a page of the board's own site, where a path would be one of that site.
      const frame = new URL('help-board-frame.html', script);
      frame.search = String(
        new URLSearchParams(
          JSON.parse(
            JSON.stringify({ element: 'home', board, href: absolute(href, page), layout }),
          ) as Record<string, string>,
        ),
      );
      return `<iframe src="${escaped(frame.href)}" title="${escaped(title)}" loading="lazy" width="100%" height="320" style="border:0"></iframe>`;
    }
    case 'wordpress':
      return `<!-- wp:html -->\n${tag}\n<!-- /wp:html -->`;
    case 'shortcode':
      // The backend is the plugin's: whoever may write a post may not choose it.
      return `[help-board-home${Object.entries({ board, href, layout })
        .filter(([, value]) => value)
        .map(([name, value]) => ` ${name}="${inShortcode(value!)}"`)
        .join('')}]`;
    case 'static':
      return `<div data-help-board${attributes({ ...own, element: 'home' }, 'data-')}>${escaped(fallback)}</div>\n<script async src="${escaped(script)}"${attributes({ backend }, 'data-')}></script>`;
    default:
      return tag;
  }
}
