/** A property that an element has otherwise than before. */
export interface Change {
  element: string;
  property: string;
  was: string;
  is: string;
}

/**
 * Source of a function that puts HTML into the page's head and tells what changed of what is computed for our elements, and
 * for what stands before and behind them.
 */
export const COMPARE = `async (html) => {
  const ours = [];
  const collect = (root) =>
    root.querySelectorAll('*').forEach((element) => {
      if (/^(slot|style)$/.test(element.localName)) return;
      for (const pseudo of ['', '::before', '::after']) ours.push([element, pseudo]);
      if (element.shadowRoot) collect(element.shadowRoot);
    });
  for (const { shadowRoot } of document.querySelectorAll('help-board, help-board-home')) collect(shadowRoot);
  const look = () =>
    ours.map(([element, pseudo]) => {
      const style = getComputedStyle(element, pseudo || null);
      if (pseudo && style.content === 'none') return {};
      return Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)]));
    });
  const before = look();
  const holder = document.createElement('div');
  holder.innerHTML = html;
  const hostile = holder.firstElementChild;
  const loaded = new Promise((done) => hostile.addEventListener('load', done));
  document.head.append(hostile);
  await loaded;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const now = look();
  hostile.remove();
  const changed = [];
  ours.forEach(([element, pseudo], i) => {
    const { localName, className, offsetParent } = element;
    // Where the page puts the box is its own business, and what is measured from the page with it.
    const apart = before[i].position === 'absolute' && !(offsetParent && offsetParent.getRootNode().host);
    const was = before[i];
    const is = now[i];
    // A page's own custom properties come through, and mean nothing to us.
    const names = Object.keys(is).filter((name) => name in was || !name.startsWith('--'));
    for (const property of new Set([...Object.keys(was), ...names]))
      if (was[property] !== is[property] && !(apart && /^(top|right|bottom|left|inset-.*)$/.test(property)))
        changed.push({ element: localName + '.' + className + pseudo, property, was: was[property], is: is[property] });
  });
  return { elements: ours.length / 3, changed };
}`;
