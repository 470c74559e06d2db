import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import { audit, type Actor } from '../loop/change.js';
import type { WriteContext } from '../storage/group-commit.js';
import type { Storage } from '../storage/index.js';
import { toInstant } from '../storage/projection.js';
import type { HotlineMessageTable, HotlineOrderTable } from '../storage/tables.js';
import type { Connection } from './connections.js';

const LISTED_MAX = 200;
/** What waits for a person. */
const STUCK = ['unknown', 'dead'] as const;

const messageOf = (row: Selectable<HotlineMessageTable>) => ({
  ...{ id: row.id, request: row.request, order: row.hotline_order, hotline: row.hotline },
  ...{ kind: row.kind, state: row.state, attempts: row.attempts, at: toInstant(row.at) },
  ...(row.state === 'waiting' && { nextTry: toInstant(row.due_at) }),
  ...(row.problem !== null && { problem: row.problem }),
  ...(row.sent_at !== null && { sentAt: toInstant(row.sent_at) }),
});

const orderOf = (row: Selectable<HotlineOrderTable>) => ({
  ...{ id: row.id, hotline: row.hotline, at: toInstant(row.at), checkedAt: toInstant(row.checked_at) },
  ...(row.remote_id !== null && { remoteId: row.remote_id }),
  ...(row.stage !== null && { stage: row.stage }),
  ...(row.raw_label !== null && { rawLabel: row.raw_label }),
  ...(row.closed_at !== null && { closedAt: toInstant(row.closed_at) }),
});

/** The hotlines of a desk, and how much waits for each. */
export async function hotlinesOf({ db }: Storage, board: string, connections: readonly Connection[]) {
  const counts = await db
    .selectFrom('hotline_message')
    .select((eb) => ['hotline', 'state', eb.fn.countAll<number>().as('n')])
    .where('desk', '=', board)
    .where('state', 'in', ['waiting', 'sending', ...STUCK])
    .groupBy(['hotline', 'state'])
    .execute();
  return connections.map(({ key, name, dedupe, pollEvery, callback }) => {
    const of = (...states: string[]) =>
      counts
        .filter(({ hotline, state }) => hotline === key && states.includes(state))
        .reduce((sum, { n }) => sum + Number(n), 0);
    return {
      ...{ key, name, dedupe, polled: pollEvery > 0, pushes: callback !== undefined },
      ...{ waiting: of('waiting', 'sending'), unknown: of('unknown'), dead: of('dead') },
    };
  });
}

/** What waits for somebody's decision, the oldest first. */
export async function stuckMessages({ db }: Storage, board: string) {
  const rows = await db
    .selectFrom('hotline_message')
    .selectAll()
    .where('desk', '=', board)
    .where('state', 'in', STUCK)
    .orderBy('id')
    .limit(LISTED_MAX)
    .execute();
  return { items: rows.map(messageOf) };
}

/** What hotlines have been told about a request, and how it stands with them. */
export async function hotlineHistory({ db }: Storage, board: string, request: string) {
  const of = (table: 'hotline_order' | 'hotline_message') =>
    db.selectFrom(table).where('board', '=', board).where('request', '=', request);
  const orders = await of('hotline_order').selectAll('hotline_order').orderBy('at').execute();
  const messages = await of('hotline_message').selectAll('hotline_message').orderBy('id').execute();
  return {
    orders: (orders as Selectable<HotlineOrderTable>[]).map(orderOf),
    messages: (messages as Selectable<HotlineMessageTable>[]).map(messageOf),
  };
}

/** `again` sends it, `arrived` counts it as heard (with their number, where it is known), `drop` gives it up for good. */
export interface Decision {
  as: 'again' | 'arrived' | 'drop';
  remoteId?: string;
}

export interface Deciding {
  desk: string;
  id: string;
  actor: Actor;
  at: number;
}

/** What a person decides about a message of which nobody knows, or that was given up. */
export async function decide(
  context: WriteContext,
  { desk, id, actor, at }: Deciding,
  { as, remoteId }: Decision,
) {
  const { db } = context;
  const row = await db
    .selectFrom('hotline_message')
    .selectAll()
    .where('desk', '=', desk)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  if (!STUCK.some((state) => state === row.state))
    throw new HelpBoardError('conflict', { fields: { state: row.state } });
  const set =
    as === 'again'
      ? // From the start, as if it had never been sent: whoever says so knows.
        ({ state: 'waiting', due_at: at, attempts: row.state === 'unknown' ? 0 : row.attempts } as const)
      : as === 'arrived'
        ? ({ state: 'sent', sent_at: at, problem: null } as const)
        : ({ state: 'dropped' } as const);
  const after = await db
    .updateTable('hotline_message')
    .set(set)
    .where('board', '=', row.board)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (as === 'arrived' && remoteId)
    await db
      .updateTable('hotline_order')
      .set({ remote_id: remoteId })
      .where('board', '=', row.board)
      .where('id', '=', row.hotline_order)
      .execute();
  await audit(context, {
    ...{ actor, action: `hotline-${as}`, board: desk, request: row.request, at },
    detail: { kind: row.kind, hotline: row.hotline },
  });
  return messageOf(after);
}
