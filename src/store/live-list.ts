import type { ListQuery } from '../adapters/contract.js';
import type { HelpRequest, RequestPage } from '../model/index.js';
import { keyOf, type BoardStore, type ListState } from './board-store.js';

/** A first page that is newer than the list on the screen, when it was read, and how many are in it that the list has not. */
export interface Newer {
  key: string;
  page: RequestPage;
  at: number;
  count: number;
}

/**
 * Reads the first page anew, behind the list on the screen: what is new waits until somebody asks for it, so that nothing
 * moves under a thumb. What is there already is brought up to date where it stands; what was taken down goes at once.
 * Undefined where the list is just being read: it is looked after once more.
 */
export async function lookForNewer(
  store: BoardStore,
  query: ListQuery,
  signal: AbortSignal,
): Promise<Newer | undefined> {
  const page = await store.adapter.list(query, { signal });
  const key = keyOf(query);
  const list = store.lists.get(key);
  if (list?.status !== 'ready') return undefined;
  const known = new Set(list.pinned.concat(list.items).map(({ id }) => id));
  const fresh = new Map(page.pinned.concat(page.items).map((request) => [request.id, request]));
  const count = [...fresh.keys()].filter((id) => !known.has(id)).length;
  const update = (request: HelpRequest) => fresh.get(request.id) ?? request;
  const gone = takenDown(list, page, fresh);
  const at = Date.now();
  store.lists.set(key, {
    ...list,
    items: list.items.filter(({ id }) => !gone.has(id)).map(update),
    // All that are pinned come with the first page.
    pinned: list.pinned.filter(({ id }) => fresh.has(id)).map(update),
    error: undefined,
    at,
  });
  outdate(store, key);
  store.changed();
  return { key, page, at, count };
}

/** Puts the newer page in the place of the list. */
export function takeNewer(store: BoardStore, { key, page, at }: Newer): void {
  const pinned = new Set(page.pinned.map(({ id }) => id));
  const items = page.items.filter(({ id }) => !pinned.has(id));
  store.lists.set(key, { ...page, items, status: 'ready', at });
  store.changed();
}

/**
 * What must be on the newer page if it were still public: as many as came to the page may have been pushed off its end, the
 * rest have nowhere else to be.
 */
function takenDown(
  { items }: ListState,
  { next, items: now }: RequestPage,
  fresh: ReadonlyMap<string, HelpRequest>,
): Set<string> {
  const before = items.slice(0, next ? now.length : undefined);
  const stood = new Set(before.map(({ id }) => id));
  const came = next ? [...fresh.keys()].filter((id) => !stood.has(id)).length : 0;
  const stay = before.slice(0, Math.max(0, before.length - came));
  return new Set(stay.map(({ id }) => id).filter((id) => !fresh.has(id)));
}

/** The other lists are read anew when somebody looks at them. */
function outdate(store: BoardStore, shown: string): void {
  for (const [key, list] of store.lists)
    if (key !== shown && list.status === 'ready')
      store.lists.set(key, { ...list, status: 'kept', old: true });
}
