import type { ListQuery } from '../../adapters/contract.js';
import type { HelpRequest, RequestPage } from '../../model/index.js';
import {
  listPublic,
  PAGE_MAX,
  PAGE_SIZE,
  readCursor,
  writeCursor,
  type PublicReader,
} from '../storage/public-reads.js';

/**
 * A page of the lists of several boards as one. Each board is read in its own order, and only as far as one page goes: a
 * million requests of a province are no more work than its number of boards.
 */
export async function listSubtree(
  reader: PublicReader,
  boards: readonly string[],
  query: ListQuery,
): Promise<RequestPage> {
  const { sort, limit = PAGE_SIZE, cursor } = query;
  const valueOf = (item: HelpRequest): number => (sort === 'hot' ? item.score : Date.parse(item.createdAt));
  const inOrder = (a: HelpRequest, b: HelpRequest): number =>
    valueOf(b) - valueOf(a) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
  const pages: RequestPage[] = [];
  for (const board of boards) pages.push(await listPublic(reader, board, query));
  const all = pages.flatMap(({ items }) => items).sort(inOrder);
  const items = all.slice(0, limit);
  const last = items.at(-1);
  const more = all.length > limit || pages.some(({ next }) => next !== undefined);
  const page = (cursor ? readCursor(cursor, sort).page : 1) + 1;
  return {
    items,
    pinned: pages
      .flatMap(({ pinned }) => pinned)
      .sort((a, b) => b.score - a.score)
      .slice(0, PAGE_MAX),
    ...(more && last && { next: writeCursor({ sort, value: valueOf(last), id: last.id, page }) }),
  };
}
