import { TABS } from '../../adapters/contract.js';
import type { RequestPage } from '../../model/index.js';
import { keyOf, type BoardStore, type Kept } from '../../store/board-store.js';
import { forgetItem } from '../parts/forget-item.js';
import { keptName } from '../kept-copy.js';
import { toJson } from '../../model/json.js';

/** Items of a tab that are kept: the first screens of it. */
const ITEMS = 20;
/** Characters: the page's own storage has about five million for everything. */
const MOST = 400_000;
/** Milliseconds: one write for all that comes together. */
const PATIENCE = 1000;

const waiting = new WeakMap<BoardStore, ReturnType<typeof setTimeout>>();
/** Nothing more is kept of them on this page. */
const forgotten = new WeakSet<BoardStore>();

/** Keeps what is on the screen for the next visit: public data, the first page of each tab, what is searched for never. */
export function keepCopy(store: BoardStore, scope: string): void {
  if (waiting.has(store) || forgotten.has(store)) return;
  waiting.set(
    store,
    setTimeout(() => {
      waiting.delete(store);
      write(store, scope);
    }, PATIENCE),
  );
}

function write({ state: { board }, lists }: BoardStore, scope: string): void {
  if (!board) return;
  const pages: Kept['pages'] = {};
  let at = 0;
  for (const sort of TABS) {
    const list = lists.get(keyOf({ sort }));
    if (!list?.at) continue;
    at = Math.max(at, list.at);
    pages[sort] = { items: list.items.slice(0, ITEMS), pinned: list.pinned } satisfies RequestPage;
  }
  if (!at) return;
  try {
    const text = toJson({ at, board, pages } satisfies Kept);
    if (text.length <= MOST) localStorage.setItem(keptName(scope), text);
  } catch {
    // Full or refused: the next visit waits for the network, as the first did.
  }
}

/** The person has everything taken off this device. */
export function forgetCopy(store: BoardStore, scope: string): void {
  clearTimeout(waiting.get(store));
  forgotten.add(store);
  forgetItem(keptName(scope));
}
