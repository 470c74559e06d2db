import type { HelpRequest, RequestPage } from '../../model/index.js';
import type { ListQuery } from '../contract.js';
import { HelpBoardError } from '../errors.js';

/** Where a member's list goes on: its own cursor, and how many of that page were shown already. */
interface Place {
  cursor?: string;
  shown: number;
}
/** A member that has come to its end is not in it. */
export type Places = Record<string, Place>;

export const writeCursor = (places: Places): string | undefined =>
  Object.keys(places).length ? JSON.stringify(places) : undefined;

/** The places of a cursor; all members from their beginning without one. */
export function readCursor(cursor: string | undefined, members: readonly string[]): Places {
  if (cursor === undefined) return Object.fromEntries(members.map((name) => [name, { shown: 0 }]));
  const places: Places = {};
  try {
    const given = JSON.parse(cursor) as Record<string, unknown>;
    for (const name of members) {
      const place = Object.prototype.hasOwnProperty.call(given, name)
        ? (given[name] as Place | null)
        : undefined;
      if (!place) continue;
      const { cursor: at, shown } = place;
      if (!Number.isInteger(shown) || shown < 0 || (at !== undefined && typeof at !== 'string'))
        throw new RangeError('no place');
      places[name] = { ...(at !== undefined && { cursor: at }), shown };
    }
  } catch (cause) {
    throw new HelpBoardError('invalid', { fields: { cursor: 'unknown' }, cause });
  }
  if (!Object.keys(places).length) throw new HelpBoardError('invalid', { fields: { cursor: 'unknown' } });
  return places;
}

/** What lists are ordered by. */
const rank = ({ sort }: ListQuery, of: HelpRequest): number =>
  sort === 'hot' ? of.score : Date.parse(of.createdAt);

/** The best heads of all lists, until the page is full; each list keeps its own order. */
export function merged(
  query: ListQuery,
  size: number,
  pages: Readonly<Record<string, RequestPage>>,
  places: Places,
): { items: HelpRequest[]; places: Places } {
  // In the members' order, whoever answered first: equal ones stand the same way each time.
  const rest = Object.keys(places).flatMap((name) => {
    const page = pages[name];
    return page ? [{ name, page, items: page.items.slice(places[name]!.shown), taken: 0 }] : [];
  });
  const items: HelpRequest[] = [];
  while (items.length < size) {
    // A list that has run out, but goes on, may hold the next best: the page ends here.
    if (rest.some(({ page, items: left, taken }) => taken === left.length && page.next !== undefined)) break;
    const heads = rest.filter(({ items: left, taken }) => taken < left.length);
    if (!heads.length) break;
    const best = heads.reduce((a, b) =>
      rank(query, b.items[b.taken]!) > rank(query, a.items[a.taken]!) ? b : a,
    );
    items.push(best.items[best.taken++]!);
  }
  const next: Places = {};
  for (const { name, page, items: left, taken } of rest) {
    if (taken < left.length) next[name] = { ...places[name], shown: places[name]!.shown + taken };
    else if (page.next !== undefined) next[name] = { cursor: page.next, shown: 0 };
  }
  return { items, places: next };
}
