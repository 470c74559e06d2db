/*
 * A page with one element and nothing else, for systems that let no script through and frames only. Its address says what is
 * in it, all but the backend: nobody shall be able to make this site show what another one says.
 */
const { searchParams } = new URL(location.href);
const made = document.createElement(
  searchParams.get('element') === 'home' ? 'help-board-home' : 'help-board',
);
for (const name of ['board', 'href', 'layout', 'opens', 'lang', 'theme', 'text-size', 'source']) {
  const value = searchParams.get(name);
  if (value) made.setAttribute(name, value);
}
document.body.appendChild(made);
export {};
