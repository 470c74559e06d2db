import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import type { ListQuery } from '../../adapters/contract.js';
import type { HelpRequest, RequestPage } from '../../model/index.js';
import { similarRequests } from '../search/similar-requests.js';
import { soughtIn } from '../search/terms.js';
import type { Storage } from './index.js';
import { openPhoto } from './sealed.js';
import type { Secret } from './secret.js';
import type { Tables } from './tables.js';

/** Items a page: asked for nothing, and at most. */
export const PAGE_SIZE = 20;
export const PAGE_MAX = 50;
/** A search looks at this many of the newest that it finds: it must not read a million texts for one reader. */
const FOUND_MAX = 1000;

/** Where nothing has all that was looked for, what has at least this much of it. */
const NEARLY = 0.5;

/** Found as they are written or not at all: what is left of a covered number must not be found by the whole of it. */
const NUMBERS = /\d{5,}/g;

/** What lists are read from. */
export type PublicReader = Pick<Storage, 'db' | 'search'>;

/** Where a page begins: behind this (score or time, id). `page` counts on for the cache. */
export interface Cursor {
  sort: ListQuery['sort'];
  value: number;
  id: string;
  page: number;
}

export const writeCursor = ({ sort, value, id, page }: Cursor): string =>
  Buffer.from(JSON.stringify([sort[0], value, id, page])).toString('base64url');

/** Throws `invalid` for one that is not of this list. */
export function readCursor(text: string, sort: ListQuery['sort']): Cursor {
  try {
    const [of, value, id, page] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (of === sort[0] && typeof value === 'number' && typeof id === 'string' && Number.isInteger(page))
      return { sort, value, id, page: page as number };
  } catch {
    // Falls through: not a cursor of ours at all.
  }
  throw new HelpBoardError('invalid', { fields: { cursor: 'unknown' } });
}

type PublicQuery = SelectQueryBuilder<Tables, 'public_request', object>;

function filtered({ db, search }: PublicReader, board: string, query: ListQuery): PublicQuery {
  let from: PublicQuery = db.selectFrom('public_request');
  if (query.q?.trim()) {
    const sought = soughtIn(board, query.q);
    // From what the index finds to the requests, in this order: SQLite might read a whole list to keep its order.
    const found = sql`(select public_request.*
      from (${search.all(sought)} limit ${FOUND_MAX}) as found cross join public_search cross join public_request
      where public_search.n = found.n
        and public_request.board = public_search.board and public_request.id = public_search.id)`;
    from = db.selectFrom(found.as('public_request')) as unknown as PublicQuery;
    // The index knows pairs, and not that they stand in a row. Nothing but punctuation is in no text.
    for (const run of sought.runs) from = from.where(sql<boolean>`words like ${`%${run}%`}`);
    if (!sought.runs.length) from = from.where(sql<boolean>`1 = 0`);
  }
  from = from.where('board', '=', board);
  if (query.category) from = from.where('category', '=', query.category);
  if (query.stage) from = from.where('stage', '=', query.stage);
  if (query.region) from = from.where('region', '=', query.region);
  if (query.sort === 'featured') from = from.where('featured', '=', 1);
  return from;
}

/**
 * A page of the public list, by keyset: what is inserted or moves meanwhile makes no item appear twice or be skipped.
 * Pinned requests come apart, on the first page, and never among the items.
 */
export async function listPublic(
  reader: PublicReader,
  board: string,
  query: ListQuery,
): Promise<RequestPage> {
  const column = query.sort === 'hot' ? 'score' : 'created_at';
  const limit = query.limit ?? PAGE_SIZE;
  const cursor = query.cursor ? readCursor(query.cursor, query.sort) : undefined;
  let from = filtered(reader, board, query).where('pinned', '=', 0);
  if (cursor) {
    const { value, id } = cursor;
    from = from.where(column, '<=', value).where((eb) => eb.or([eb(column, '<', value), eb('id', '<', id)]));
  }
  const rows = await from
    .select(['id', column, 'doc'])
    .orderBy(column, 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => JSON.parse(row.doc) as HelpRequest);
  const last = rows[limit - 1] as { id: string; score?: number; created_at?: number } | undefined;
  const next =
    rows.length > limit && last
      ? writeCursor({
          sort: query.sort,
          value: (last.score ?? last.created_at)!,
          id: last.id,
          page: (cursor?.page ?? 1) + 1,
        })
      : undefined;
  const pinned = cursor ? [] : await listPinned(reader, board, query);
  if (query.q?.trim() && !cursor && !items.length && !pinned.length)
    return { items: await listNearly(reader, board, query), pinned };
  return { items, pinned, ...(next && { next }) };
}

/** One page of what comes near to what was looked for. */
async function listNearly(reader: PublicReader, board: string, query: ListQuery): Promise<HelpRequest[]> {
  const { category, stage, region, sort } = query;
  const similar = await similarRequests(reader, board, query.q!.replace(NUMBERS, ' '));
  return similar
    .filter(({ covered }) => covered >= NEARLY)
    .map(({ request }) => request)
    .filter(
      (item) =>
        (!category || item.category === category) &&
        (!stage || item.stage === stage) &&
        (!region || item.region === region) &&
        (sort !== 'featured' || item.featured),
    )
    .slice(0, query.limit ?? PAGE_SIZE);
}

async function listPinned(reader: PublicReader, board: string, query: ListQuery): Promise<HelpRequest[]> {
  // A pin belongs above every tab, also above Featured.
  const rows = await filtered(reader, board, { ...query, sort: 'hot' })
    .select('doc')
    .where('pinned', '=', 1)
    .orderBy('score', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE_MAX)
    .execute();
  return rows.map((row) => JSON.parse(row.doc) as HelpRequest);
}

export async function getPublic(db: Kysely<Tables>, board: string, id: string): Promise<HelpRequest> {
  const row = await db
    .selectFrom('public_request')
    .select('doc')
    .where('board', '=', board)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  return JSON.parse(row.doc) as HelpRequest;
}

/** Those of some requests that are public at this moment, in the order in which they are asked for. */
export async function choosePublic(
  db: Kysely<Tables>,
  board: string,
  ids: readonly string[] = [],
): Promise<HelpRequest[]> {
  if (!ids.length) return [];
  const rows = await db
    .selectFrom('public_request')
    .select(['id', 'doc'])
    .where('board', '=', board)
    .where('id', 'in', ids)
    .execute();
  return ids.flatMap((id) =>
    rows.filter((row) => row.id === id).map(({ doc }) => JSON.parse(doc) as HelpRequest),
  );
}

/** A picture of a request that is public at this moment. */
export async function getAttachment(
  { db, secret }: { db: Kysely<Tables>; secret: Secret },
  board: string,
  id: string,
) {
  const row = await db
    .selectFrom('public_attachment')
    .innerJoin('photo', 'photo.id', 'public_attachment.photo')
    .select(['photo.id', 'photo.type', 'photo.bytes'])
    .where('public_attachment.board', '=', board)
    .where('public_attachment.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  return { type: row.type, bytes: openPhoto(secret, row) };
}
