import { attempt, get } from './api.js';
import { h } from './dom.js';

const none = (what) => h('p', {}, `没有${what}。`);
export const cards = (items, what, show) =>
  items.length ? items.map((one) => h('div', { class: 'card' }, show(one))) : none(what);

/** A list with its next page behind a button; `read` gets each page as it comes. */
export async function paged(path, what, show, read = () => {}) {
  const box = h('div', {});
  async function more(cursor) {
    const page = await attempt(() => get(path + (cursor ? `&cursor=${encodeURIComponent(cursor)}` : '')), '');
    if (!page) return;
    read(page);
    box.append(...[cards(page.items, cursor ? '更多了' : what, show)].flat());
    if (page.next) {
      const button = h('button', { click: () => (button.remove(), more(page.next)) }, '再看一些');
      box.append(button);
    }
  }
  await more();
  return box;
}
