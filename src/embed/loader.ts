/*
 * The one script tag: <script async src="https://help.example.cn/help-board.js"></script>, classic and free of anything a
 * browser of 2018 does not know but import(). It finds the elements of the page, starts the requests for their data and
 * the code of the right tree at the same time, and turns `data-board` and `data-help-board` into elements.
 */
type Tree = 'modern' | 'legacy';
type Entry = 'help-board' | 'home';

/** Replaced by the build: the files each entry imports statically, so that all of them are asked for at once. */
declare const FIRST_LOAD: Record<Tree, Record<Entry, string[]>>;

interface Api {
  origin: string;
  early: Record<string, Promise<Response>>;
  /** Runs a callback with this object once the script is here: `(window.helpBoard = window.helpBoard || []).push(…)`. */
  push(callback: (api: Api) => void): void;
}

(function () {
  const script = document.currentScript as HTMLScriptElement | null;
  const page = window as unknown as { helpBoard?: Api | ((api: Api) => void)[]; globalThis?: unknown };
  if (!script || !script.src) return;
  const base = script.src.replace(/[^/]*$/, '');
  // One tree for all: a second tag only brings its own element.
  const first = !page.helpBoard || Array.isArray(page.helpBoard);
  const waiting = first ? ((page.helpBoard as ((api: Api) => void)[]) ?? []) : [];
  const api: Api = first
    ? {
        origin: new URL(base).origin,
        early: {},
        push(callback) {
          try {
            callback(api);
          } catch (error) {
            console.error('[help-board]', error);
          }
        },
      }
    : (page.helpBoard as Api);
  page.helpBoard = api;

  // Array.prototype.at came with ES2021 syntax (Chrome 92, Safari 15.4), constructable sheets are Chrome 73 and Safari 16.4.
  const tree: Tree =
    'at' in Array.prototype && 'adoptedStyleSheets' in Document.prototype ? 'modern' : 'legacy';
  if (!('globalThis' in window)) page.globalThis = window;

  const TAGS: Record<string, Entry> = { 'help-board': 'help-board', 'help-board-home': 'home' };
  const loaded: Partial<Record<Entry, true>> = {};

  function load(entry: Entry): void {
    if (loaded[entry]) return;
    loaded[entry] = true;
    const files = FIRST_LOAD[tree][entry];
    // The entry comes first in the table and imports the others; asking for all of them at once saves a round trip.
    files.forEach(function (file) {
      import(base + tree + '/' + file).catch(function (error: unknown) {
        // Children of the element stay on the screen: the emergency numbers.
        console.error('[help-board] could not load ' + file, error);
      });
    });
  }

  /** Asks for what the element will ask for first, at the same URLs. A failed early answer is the adapter's to handle. */
  function ask(element: Element): void {
    const attribute = (name: string) => element.getAttribute(name) || '';
    const adapter = attribute('adapter');
    const board = attribute('board');
    if (!board || (adapter && adapter !== 'rest')) return;
    const url = (attribute('backend') || api.origin + '/api') + '/boards/' + encodeURIComponent(board);
    const home = element.localName === 'help-board-home';
    const tab = (!home && attribute('tab')) || 'hot';
    const limit = home ? 10 : Number(attribute('page-size')) || 20;
    [url, url + '/requests?sort=' + tab + '&limit=' + limit].forEach(function (one) {
      if (one in api.early) return;
      const answer = fetch(one, { credentials: 'omit' });
      answer.catch(function () {});
      api.early[one] = answer;
    });
  }

  const seen: Element[] = [];
  function find(): void {
    document.querySelectorAll('[data-help-board]').forEach(function (place) {
      if (place.firstElementChild && place.firstElementChild.localName in TAGS) return;
      if (place.localName !== 'script') place.appendChild(make(place));
    });
    document.querySelectorAll(Object.keys(TAGS).join()).forEach(function (element) {
      if (seen.indexOf(element) >= 0) return;
      seen.push(element);
      ask(element);
      load(TAGS[element.localName]!);
    });
  }

  /** An element with the `data-*` of `from` as its attributes. */
  function make(from: Element): Element {
    const made = document.createElement(
      from.getAttribute('data-element') === 'home' ? 'help-board-home' : 'help-board',
    );
    for (let i = 0; i < from.attributes.length; i++) {
      const { name, value } = from.attributes[i]!;
      const own = /^data-(?!element$|target$|help-board$)(.+)/.exec(name);
      if (own) made.setAttribute(own[1]!, value);
    }
    return made;
  }

  /** `data-board` on the tag itself: the element stands at the target, or right behind the script. */
  function place(): boolean {
    if (!script!.getAttribute('data-board')) return true;
    const selector = script!.getAttribute('data-target');
    const target = selector ? document.querySelector(selector) : null;
    if (selector && !target && document.readyState === 'loading') return false;
    const made = make(script!);
    if (target) target.appendChild(made);
    else if (script!.parentNode === document.head) document.body.appendChild(made);
    else script!.insertAdjacentElement('afterend', made);
    return true;
  }

  const placed = document.body ? place() : false;
  find();
  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', function () {
      if (!placed) place();
      find();
    });
  waiting.forEach((callback) => api.push(callback));
})();
