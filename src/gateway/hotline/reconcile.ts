import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import type { Order } from '../../adapters/hotline/index.js';
import { isClosed } from '../../model/index.js';
import type { Storage } from '../storage/index.js';
import { toInstant } from '../storage/projection.js';
import type { HotlineMessageState, HotlineOrderTable } from '../storage/tables.js';
import type { Connection } from './connections.js';
import { askAbout } from './poll.js';

const OURS_MAX = 2000;
const PAGES_MAX = 100;
const PAGE_SIZE = 50;
/** Orders asked for one by one, where there is no list of them. */
const ASKED_MAX = 500;

/** Ours against theirs: what both have, and each thing in which they differ. */
export interface Reconciliation {
  hotline: string;
  since: string;
  at: string;
  /** Orders we have handed over since. */
  ours: number;
  /** Both have them, once, and agree on whether they are done. */
  agree: number;
  /** They cannot be asked about these. */
  unasked: number;
  /** Not through yet, given up, or unknown: a person decides. */
  undelivered: { request: string; order: string; state: HotlineMessageState; problem?: string }[];
  /** They should have it, and do not. */
  missing: { request: string; order: string }[];
  /** They have it more than once. */
  doubled: { request: string; order: string; remoteIds: string[] }[];
  /** They have it under an id of ours that we do not know. */
  strange: { remoteId: string; order: string }[];
  /** One side says that it is done. */
  differ: { request: string; order: string; ours: string; theirs: string }[];
}

type OrderRow = Selectable<HotlineOrderTable>;

/** All that they have, by our id; nothing where they give no list by which ours could be known. */
async function listed(
  { client, profile }: Connection,
  since: number,
): Promise<Map<string, Order[]> | undefined> {
  if (!client.can('list') || !profile.fields.ownId) return undefined;
  const found = new Map<string, Order[]>();
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const { orders, next } = await client.list({ size: PAGE_SIZE, cursor });
    for (const order of orders)
      if (order.ownId) found.set(order.ownId, [...(found.get(order.ownId) ?? []), order]);
    // The newest come first.
    const last = orders.at(-1)?.createdAt;
    if (next === undefined || (last && Date.parse(last) < since)) return found;
    cursor = next;
  }
  throw new HelpBoardError('too-large', { fields: { period: 'too many orders' } });
}

const done = (stage: string): boolean => stage === 'answered' || isClosed(stage as never);

export async function reconcile(
  storage: Storage,
  connection: Connection,
  since: number,
  at: number,
): Promise<Reconciliation> {
  const { board, key, name } = connection;
  const { db } = storage;
  const rows = await db
    .selectFrom('hotline_order')
    .selectAll()
    .where('desk', '=', board)
    .where('hotline', '=', key)
    .where('at', '>=', since)
    .orderBy('at')
    .limit(OURS_MAX + 1)
    .execute();
  if (rows.length > OURS_MAX)
    throw new HelpBoardError('too-large', { fields: { period: 'too many orders' } });
  const theirs = await listed(connection, since);
  const report: Reconciliation = {
    ...{ hotline: name, since: toInstant(since), at: toInstant(at), ours: rows.length },
    ...{ agree: 0, unasked: 0, undelivered: [], missing: [], doubled: [], strange: [], differ: [] },
  };
  let asked = 0;
  for (const row of rows) {
    const { request, id: order } = row;
    const delivery = await deliveryOf(db, row);
    if (delivery && delivery.state !== 'sent') {
      const { state, problem } = delivery;
      report.undelivered.push({ request, order, state, ...(problem && { problem }) });
      continue;
    }
    const found = theirs
      ? (theirs.get(order) ?? [])
      : asked++ < ASKED_MAX
        ? await alone(connection, row)
        : undefined;
    if (!found) report.unasked++;
    else if (!found.length) report.missing.push({ request, order });
    else if (found.length > 1)
      report.doubled.push({ request, order, remoteIds: found.map(({ remoteId = '' }) => remoteId) });
    else await compare(storage, report, row, found[0]!);
  }
  if (theirs) report.strange.push(...(await strangers(db, connection, theirs)));
  return report;
}

/** What is known of one that is asked for by itself; nothing where it cannot be. */
async function alone(connection: Connection, row: OrderRow): Promise<Order[] | undefined> {
  const { client } = connection;
  if (!client.can('find') && !(client.can('get') && row.remote_id !== null)) return undefined;
  const order = await askAbout(connection, row);
  return order ? [order] : [];
}

const deliveryOf = (db: Storage['db'], { board, id }: OrderRow) =>
  db
    .selectFrom('hotline_message')
    .select(['state', 'problem'])
    .where('board', '=', board)
    .where('hotline_order', '=', id)
    .where('kind', '=', 'submit')
    .executeTakeFirst();

async function compare({ db }: Storage, report: Reconciliation, row: OrderRow, theirs: Order): Promise<void> {
  const request = await db
    .selectFrom('request')
    .select(['stage', 'slip'])
    .where('board', '=', row.board)
    .where('id', '=', row.request)
    .executeTakeFirst();
  // Theirs no more: what they think of it has no meaning.
  const same =
    !request ||
    request.slip !== row.slip ||
    // What nobody has mapped cannot be compared.
    theirs.stage === 'unknown' ||
    done(request.stage) === done(theirs.stage);
  if (same) return void report.agree++;
  const their = theirs.rawLabel ?? theirs.stage;
  report.differ.push({ request: row.request, order: row.id, ours: request.stage, theirs: their });
}

async function strangers(db: Storage['db'], { board, key }: Connection, theirs: Map<string, Order[]>) {
  const ours = await db
    .selectFrom('hotline_order')
    .select('id')
    .where('desk', '=', board)
    .where('hotline', '=', key)
    .execute();
  const known = new Set(ours.map(({ id }) => id));
  return [...theirs].flatMap(([order, [first]]) =>
    known.has(order) ? [] : [{ order, remoteId: first!.remoteId ?? '' }],
  );
}
