/**
 * Runs in a page before anything else of it: keeps a book of what scripts leave on the page. Its own wrappers are what the page
 * takes for native.
 */
export function keepBook(): void {
  const book = new Map<string, number>();
  const count = (what: string, by: number) => book.set(what, (book.get(what) ?? 0) + by);

  const known = new WeakMap<EventTarget, Map<string, Set<unknown>>>();
  const nameOf = (target: unknown) =>
    target === window
      ? 'window'
      : target instanceof Node
        ? target === document || target === document.documentElement || target === document.body
          ? target.nodeName
          : ''
        : ((target as object)?.constructor?.name ?? 'window');
  /** Of nodes only those of the page itself: an element's own listeners go with it. */
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const listenersOf = (target: EventTarget, type: string, capture: boolean) => {
    const all = known.get(target) ?? new Map<string, Set<unknown>>();
    known.set(target, all);
    const key = `${type} ${capture}`;
    const set = all.get(key) ?? new Set();
    all.set(key, set);
    return set;
  };
  const captures = (options: unknown) =>
    typeof options === 'boolean' ? options : !!(options as AddEventListenerOptions | undefined)?.capture;
  const LASTING = /^(window|#document|HTML|BODY|VisualViewport|MediaQueryList|History|Navigation)$/;
  EventTarget.prototype.addEventListener = function (type: string, listener: any, options?: any) {
    const target = this ?? window;
    const name = nameOf(target);
    const set = listenersOf(target, type, captures(options));
    if (listener && LASTING.test(name) && !set.has(listener)) {
      set.add(listener);
      count(`${name} ${type}`, 1);
      const gone = () => set.delete(listener) && count(`${name} ${type}`, -1);
      options?.signal?.addEventListener('abort', gone);
      if (options?.once) addEventListener.call(target, type, gone, options);
    }
    return addEventListener.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type: string, listener: any, options?: any) {
    const target = this ?? window;
    if (listenersOf(target, type, captures(options)).delete(listener)) count(`${nameOf(target)} ${type}`, -1);
    return removeEventListener.call(target, type, listener, options);
  };

  const page = window as any;
  for (const name of ['MutationObserver', 'IntersectionObserver', 'ResizeObserver']) {
    const Native = page[name];
    page[name] = class extends Native {
      #on = 0;
      observe(...what: unknown[]) {
        if (!this.#on++) count(name, 1);
        return super.observe(...what);
      }
      unobserve(what: unknown) {
        if (this.#on && !--this.#on) count(name, -1);
        return super.unobserve(what);
      }
      disconnect() {
        if (this.#on) count(name, -1);
        this.#on = 0;
        return super.disconnect();
      }
    };
  }
  for (const name of ['BroadcastChannel', 'EventSource', 'WebSocket', 'Worker']) {
    const Native = page[name];
    page[name] = class extends Native {
      #open = true;
      constructor(...of: unknown[]) {
        super(...of);
        count(name, 1);
      }
      close() {
        if (this.#open) count(name, -1);
        this.#open = false;
        return super.close();
      }
      terminate() {
        if (this.#open) count(name, -1);
        this.#open = false;
        return super.terminate();
      }
    };
  }
  const { setInterval, clearInterval, setTimeout, clearTimeout } = window;
  const running = new Set<unknown>();
  page.setInterval = (...of: [any]) => {
    const timer = setInterval(...of);
    running.add(timer);
    count('interval', 1);
    return timer;
  };
  page.setTimeout = (work: any, ms: number, ...of: unknown[]) => {
    const timer: unknown = setTimeout(() => {
      if (running.delete(timer)) count('timeout', -1);
      work(...of);
    }, ms);
    running.add(timer);
    count('timeout', 1);
    return timer;
  };
  page.clearInterval = (timer: number) => {
    if (running.delete(timer)) count('interval', -1);
    clearInterval(timer);
  };
  page.clearTimeout = (timer: number) => {
    if (running.delete(timer)) count('timeout', -1);
    clearTimeout(timer);
  };
  /** What lasts at this moment, by name. */
  page.book = () => Object.fromEntries([...book].filter(([, number]) => number).sort());
}

/** Runs in a page: all that a script could have changed of the browser's own things, by path. */
export function natives(): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const owners: [string, object][] = [['window', window]];
  for (const name of Object.getOwnPropertyNames(window)) {
    const { value } = Object.getOwnPropertyDescriptor(window, name)!;
    if (typeof value !== 'function' || !/^[A-Z]/.test(name)) continue;
    owners.push([name, value]);
    if (value.prototype) owners.push([`${name}.prototype`, value.prototype]);
  }
  for (const [path, owner] of owners)
    for (const key of Reflect.ownKeys(owner)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(owner, key)!;
      // What is no function is the page's state: positions, sizes, the last event.
      const kept = value === undefined ? [get, set] : typeof value === 'function' ? [value] : [];
      kept.forEach((one, i) => found.set(`${path}.${String(key)} ${i}`, one));
    }
  return found;
}
