/*
 * The one script tag: <script async src="https://help.example.cn/help-board.js"></script>, classic and free of anything a
 * browser of 2018 does not know but import(). It finds the elements of the page, starts the requests for their data and
 * the code of the right tree at the same time, and turns `data-board` and `data-help-board` into elements.
 */

interface Api {
  origin: string;
  early: Record<string, Promise<Response>>;
  /** Runs a callback with this object once the script is here: `(window.helpBoard = window.helpBoard || []).push(…)`. */
  push(callback: (api: Api) => void): void;
}

(function (script) {
  const page = window as unknown as { helpBoard?: Api | ((api: Api) => void)[]; globalThis?: unknown };
  if (!script) return;
  const base = script.src.replace(/[^/]*$/, '');
  const waiting = page.helpBoard || [];
  // A second script tag only brings its own element.
  const api: Api =
    'early' in waiting
      ? waiting
      : {
          origin: base.split('/', 3).join('/'),
          early: {},
          push: (callback) => void setTimeout(callback, 0, api),
        };
  page.helpBoard = api;

  // Array.prototype.at came with ES2021 syntax (Chrome 92, Safari 15.4), constructable sheets are Chrome 73 and Safari 16.4.
  const tree = 'at' in [] && 'adoptedStyleSheets' in Document.prototype ? 'modern' : 'legacy';
  // lit asks for it by this name; Chrome has it since 71.
  page.globalThis = window;

  const TAGS = 'help-board,help-board-home';

  /** Loads the element's code, and asks for what it will ask for first, at the same URLs. What fails is asked for again. */
  function serve(element: Element): void {
    const attribute = (name: string, otherwise: unknown) => element.getAttribute(name) || otherwise;
    const board = attribute('board', '') as string;
    const home = element.localName !== 'help-board';
    const url = `${attribute('backend', api.origin + '/api')}/boards/${encodeURIComponent(board)}`;
    const list = `/requests?sort=${home ? 'hot' : attribute('tab', 'hot')}&limit=${home ? 10 : attribute('page-size', 20)}`;
    if (board && attribute('adapter', 'rest') === 'rest')
      [url, url + list].forEach((early) => {
        if (early in api.early) return;
        api.early[early] = fetch(early, { credentials: 'omit' });
        api.early[early].catch(() => 0);
      });
    // The home slot's code imports the board's: asking for both at once saves a round trip.
    for (const file of home ? ['help-board', 'home'] : ['help-board'])
      // Where the code cannot be had, the element's children stay on the screen: the emergency numbers.
      import(`${base + tree}/${file}.js`).catch((error) => console.error('[help-board]', file, error));
  }

  /** An element with the `data-*` of `from` as its attributes. */
  function make({ attributes }: Element): Element {
    const made = document.createElement(
      (attributes as unknown as Record<string, Attr | undefined>)['data-element']?.value === 'home'
        ? 'help-board-home'
        : 'help-board',
    );
    for (const { name, value } of Array.from(attributes))
      if (/^data-(?!element|target|help-)/.test(name)) made.setAttribute(name.slice(5), value);
    return made;
  }

  let placed = !script.dataset.board;
  function find(): void {
    // `data-board` on the tag itself: the element stands at the target, or right behind the script.
    const { target } = script!.dataset;
    const place = target ? document.querySelector(target) : document.body && script;
    if (!placed && place) {
      placed = true;
      if (target) place.appendChild(make(script!));
      else if (document.head.contains(place)) document.body.appendChild(make(place));
      else place.insertAdjacentElement('afterend', make(place));
    }
    document.querySelectorAll('[data-help-board]').forEach((empty) => {
      if (!empty.querySelector(TAGS)) empty.appendChild(make(empty));
    });
    document.querySelectorAll(TAGS).forEach(serve);
  }
  find();
  document.addEventListener('DOMContentLoaded', find);
  if (waiting !== api) (waiting as ((api: Api) => void)[]).forEach(api.push);
})(document.currentScript as HTMLScriptElement | null);
