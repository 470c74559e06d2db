/*
 * What lit 3 and our own code need on Chrome 64 to 79, iOS 12 and WPE 2.38 beyond lowered syntax. Loaded by the legacy tree
 * alone, before everything else. Only what is missing is added; nothing a page brought or the browser has is replaced.
 */

type Method = (this: never, ...args: never[]) => unknown;

const add = (target: object, name: string, value: Method | typeof FallbackAbortController): void => {
  if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
};

/** Chrome 66. `fetch` of older ones ignores `signal`, so an aborted request runs on; its answer is dropped by the caller. */
class FallbackAbortController {
  // Neither Safari 12 nor Chrome 63 can construct an EventTarget; a node is one.
  readonly signal = Object.assign(document.createDocumentFragment(), {
    aborted: false,
    reason: undefined as unknown,
    onabort: null,
  });

  abort(reason?: unknown): void {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    this.signal.reason = reason ?? new DOMException('aborted', 'AbortError');
    this.signal.dispatchEvent(new Event('abort'));
  }
}

const flat = (list: readonly unknown[], depth: number): unknown[] =>
  list.reduce<unknown[]>(
    (all, item) => all.concat(Array.isArray(item) && depth > 0 ? flat(item, depth - 1) : [item]),
    [],
  );

// Chrome 71, Safari 12.1
add(window, 'globalThis', window as never);
// Chrome 69
add(Array.prototype, 'flat', function (this: unknown[], depth = 1) {
  return flat(this, depth);
} as Method);
add(Array.prototype, 'flatMap', function (this: unknown[], each: (item: unknown) => unknown) {
  return flat(
    this.map((item) => each(item)),
    1,
  );
} as Method);
// Chrome 92, Safari 15.4
add(Array.prototype, 'at', function (this: unknown[], index: number) {
  return this[index < 0 ? this.length + index : index];
} as Method);
// Chrome 71, Safari 12.1
add(window, 'queueMicrotask', ((task: () => void) => void Promise.resolve().then(task)) as Method);
// Chrome 73, Safari 12.1
add(Object, 'fromEntries', ((entries: Iterable<[string, unknown]>) => {
  const result: Record<string, unknown> = {};
  for (const [key, value] of entries) result[key] = value;
  return result;
}) as Method);
// Chrome 76
add(Promise, 'allSettled', ((all: Iterable<unknown>) =>
  Promise.all(
    Array.from(all).map((one) =>
      Promise.resolve(one).then(
        (value) => ({ status: 'fulfilled', value }),
        (reason: unknown) => ({ status: 'rejected', reason }),
      ),
    ),
  )) as Method);
// Chrome 86, Safari 14
add(Element.prototype, 'replaceChildren', function (this: Element, ...nodes: (Node | string)[]) {
  while (this.lastChild) this.removeChild(this.lastChild);
  this.append(...nodes);
} as Method);
add(window, 'AbortController', FallbackAbortController);
