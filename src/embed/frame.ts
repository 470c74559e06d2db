/*
 * A page with one element and nothing else, for systems that let no script through and frames only. Its address says what is
 * in it, all but the backend: nobody shall be able to make this site show what another one says. Nor shall its buttons lead to
 * another site: the board's page is one of the page around the frame, or of this site; otherwise the slot knows its own, or
 * opens the board over itself.
 */
const { searchParams } = new URL(location.href);
const made = document.createElement(
  searchParams.get('element') === 'home' ? 'help-board-home' : 'help-board',
);
for (const name of ['board', 'layout', 'opens', 'lang', 'theme', 'text-size', 'source']) {
  const value = searchParams.get(name);
  if (value) made.setAttribute(name, value);
}

/** The page around the frame. One that only links here has none: it is nobody's frame. Firefox knows no ancestors. */
const around = window === parent ? '' : (location.ancestorOrigins?.[0] ?? document.referrer);
const { origin } = /^https?:/.test(around) ? new URL(around) : location;
try {
  const href = searchParams.get('href');
  const page = new URL(href!, origin);
  if (href && [origin, location.origin].includes(page.origin)) made.setAttribute('href', page.href);
} catch {
  // No address at all.
}
document.body.appendChild(made);
export {};
