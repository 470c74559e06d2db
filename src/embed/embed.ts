/*
 * What the script tag does on a page: it finds the elements, and starts the requests for their data and their code at the
 * same time. Classic, and free of anything a browser of 2018 does not know; every byte of it is in the first load.
 */

import type { Place } from './place.js';

declare const __VERSION__: string;

/** A script tag of ours, marked with the version that it would be. */
export type Tag = HTMLScriptElement & { version: string };

/** The one global, `window.helpBoard`. */
export interface Api {
  version: string;
  /** Origin of the script, where the backend is unless the page says otherwise. */
  origin: string;
  /** Folder of the script, where its code is. */
  base: string;
  /** What has begun, by URL or file: the elements take their first answers from here. */
  early: Record<string, Promise<unknown> | undefined>;
  /** Runs a callback with this object once the script is here: `(window.helpBoard = window.helpBoard || []).push(…)`. */
  push(callback: (api: Api) => void): void;
  /** Looks for elements. Those below a shadow root are found only if somebody says where: `api.find(root)`. */
  find(root?: ParentNode): void;
  /** Another script tag runs on this page. The first one stays, and does the other's work. */
  another(version: string): void;
}

/** Where the rest of the script comes from: gives a module of the tree that this browser reads. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- modules of several kinds
export type Load = (base: string, file: string) => Promise<any>;

/** As a module, or by a tag manager's own means, the running tag is nobody's current one: then it is the last of our name. */
const ownTag = (): HTMLScriptElement =>
  (document.currentScript as HTMLScriptElement | null) ||
  [...document.querySelectorAll<HTMLScriptElement>('script[src*="/help-board."]')].pop()!;

/** Serves the page, unless another script does already. */
export function embed(load: Load): void {
  const page = window as { helpBoard?: Api | ((api: Api) => void)[] };
  const waiting = page.helpBoard || [];
  if ('another' in waiting) return waiting.another(__VERSION__);

  const { href: base, origin } = new URL('.', ownTag().src);
  const early: Api['early'] = {};
  const tags: Tag[] = [];
  let due: unknown;
  /** The page has slots and no board: it takes the slot's code from where that stands alone. */
  let alone: boolean | undefined;

  /** Begins what has not begun yet. Where the code cannot be had, the children stay on the screen: the emergency numbers. */
  function begin(name: string, start: () => Promise<unknown>): void {
    if (!(name in early)) (early[name] = start()).catch((error) => console.error(name, error));
  }

  const code = (file: string) => begin(file, () => load(base, file));

  /** Loads the element's code, and asks for what it will ask for first, at the same URLs. What fails is asked for again. */
  function serve(element: Element, prefix: string): void {
    const attribute = (name: string, otherwise: unknown) => element.getAttribute(prefix + name) || otherwise;
    const board = attribute('board', '') as string;
    const home = /home$/.test(attribute('element', element.localName) as string);
    const url = attribute('backend', origin + '/api') + '/boards/' + encodeURIComponent(board);
    if (board && attribute('adapter', 'rest') === 'rest')
      (home
        ? ['/home']
        : ['', '/requests?sort=' + attribute('tab', 'hot') + '&limit=' + attribute('page-size', 20)]
      ).forEach((call) => begin(url + call, () => fetch(url + call, { credentials: 'omit' })));
    // Decided once: then all elements of the page share their code, one store and one outbox, whichever came first.
    alone = alone ?? (home && !document.querySelector('help-board'));
    code((alone ? 'slot/' : '') + (home ? 'home' : 'help-board'));
  }

  function find(root: ParentNode = document): void {
    due = 0;
    root.querySelectorAll('help-board,help-board-home').forEach((element) => serve(element, ''));
    if (root.querySelector('help-board-home-editor')) code('editor/home-editor');
    const makers = [...tags, ...root.querySelectorAll<HTMLElement>('[data-help-board]')];
    makers.forEach((maker) => serve(maker, 'data-'));
    if (makers[0])
      load(base, '../help-board-place').then(
        ({ place }: { place: Place }) => place(api, makers),
        console.error,
      );
  }

  const api: Api = {
    version: __VERSION__,
    origin,
    base,
    early,
    find,
    push: (callback) => void setTimeout(callback, 0, api),
    another(version) {
      const tag = Object.assign(ownTag(), { version });
      // Most tags stand for nothing but the script.
      if (version !== __VERSION__ || tag.dataset.board) tags.push(tag);
      find();
    },
  };
  page.helpBoard = api;
  api.another(__VERSION__);
  // Also what a framework puts in later, for which nothing else would tell. To be told costs a page 0.9 µs for each insertion, to
  // look 0.08 µs for each of its nodes (Chromium): on one of 2,000 that never rests 0.4 % of the time.
  new MutationObserver(() => {
    due = due || setTimeout(find, 40);
  }).observe(document, { childList: true, subtree: true });
  // An element of the page whose id is helpBoard is a global of that name, too.
  if (Array.isArray(waiting)) waiting.forEach(api.push);
}
