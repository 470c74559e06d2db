import type { Page } from './answers.js';
import { attempt, get } from './api.js';
import { h, type Child } from './dom.js';

const none = (what: string): HTMLElement => h('p', {}, `没有${what}。`);
export const cards = <T>(items: readonly T[], what: string, show: (one: T) => Child): HTMLElement[] =>
  items.length ? items.map((one) => h('div', { class: 'card' }, show(one))) : [none(what)];

/** A list with its next page behind a button; `read` gets each page as it comes. */
export async function paged<T>(
  path: string,
  what: string,
  show: (one: T) => Child,
  read: (page: Page<T>) => void = () => {},
): Promise<HTMLElement> {
  const box = h('div', {});
  async function more(cursor?: string): Promise<void> {
    const page = await attempt(
      () => get<Page<T>>(path + (cursor ? `&cursor=${encodeURIComponent(cursor)}` : '')),
      '',
    );
    if (!page) return;
    read(page);
    box.append(...cards(page.items, cursor ? '更多了' : what, show));
    if (page.next) {
      const button: HTMLElement = h(
        'button',
        { click: () => (button.remove(), more(page.next)) },
        '再看一些',
      );
      box.append(button);
    }
  }
  await more();
  return box;
}
