import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import { isClosed, stageAfter, type Move } from '../../model/index.js';
import type { WriteContext } from '../storage/group-commit.js';
import { randomId } from '../storage/ids.js';
import { isPublic, storeProjection, toInstant, type RequestRow } from '../storage/projection.js';
import type { GroupTable, Reader } from '../storage/tables.js';
import { audit, changeRequest, loadRequest, move, type ChangeOptions } from './change.js';
import { accept } from './moves/sorting.js';
import { reachRequest } from './reach.js';
import { handOver, type HandingOver } from './slips.js';

/** A request as an editor saw it. */
export interface Seen {
  id: string;
  revision: number;
}

async function loadGroup({ db }: Reader, board: string, id: string): Promise<Selectable<GroupTable>> {
  const row = await db
    .selectFrom('request_group')
    .selectAll()
    .where('board', '=', board)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  return row;
}

/** A group is of what its desk handles, wherever it was posted. */
const membersOf = ({ db }: Reader, desk: string, group: string): Promise<RequestRow[]> =>
  db
    .selectFrom('request')
    .selectAll()
    .where('handler', '=', desk)
    .where('in_group', '=', group)
    .orderBy('received_at')
    .orderBy('id')
    .execute();

/** Opens a group of requests that are handled together, each with its own reply and clock. */
export async function openGroup(
  context: WriteContext,
  options: ChangeOptions,
  { title, requests }: { title: string; requests: Seen[] },
) {
  const { board, actor, at } = options;
  const id = randomId();
  await context.db
    .insertInto('request_group')
    .values({ board, id, title, at, who: actor.name ?? actor.kind, revision: 1 })
    .execute();
  await audit(context, { actor, action: 'group-open', board, at, detail: { group: id } });
  for (const seen of requests) await changeRequest(context, await member(context, options, seen), join(id));
  return readGroup(context, board, id);
}

/** Options for a change of one request that this desk handles. */
async function member(
  reader: Reader,
  options: ChangeOptions,
  { id, revision }: Seen,
): Promise<ChangeOptions> {
  const { board: desk } = options;
  const row = await reachRequest(reader, desk, id);
  if (row.handler !== desk) throw new HelpBoardError('conflict', { fields: { [id]: 'routed' } });
  return { ...options, board: row.board, desk, id, revision, quiet: true };
}

const join = (group: string) => (row: RequestRow) => {
  move(row.stage, 'group');
  if (row.in_group === group) return undefined;
  if (row.in_group) throw new HelpBoardError('conflict', { fields: { group: row.in_group } });
  return { action: 'group-in', set: { in_group: group }, detail: { group } };
};

/** Takes requests into a group, and others out of it. */
export async function changeMembers(
  context: WriteContext,
  options: ChangeOptions,
  { add = [], remove = [] }: { add?: Seen[]; remove?: Seen[] },
) {
  const { board, id: group } = options;
  await touch(context, options);
  for (const seen of add) await changeRequest(context, await member(context, options, seen), join(group));
  for (const seen of remove)
    await changeRequest(context, await member(context, options, seen), (row) =>
      row.in_group === group
        ? { action: 'group-out', set: { in_group: null }, detail: { group } }
        : undefined,
    );
  return readGroup(context, board, group);
}

/** The group is in its next revision, if it is still in the one that was seen. */
async function touch(context: WriteContext, { board, id, revision }: ChangeOptions): Promise<void> {
  const group = await loadGroup(context, board, id);
  if (revision !== undefined && revision !== group.revision)
    throw new HelpBoardError('conflict', {
      fields: { revision: 'stale' },
      revision: group.revision,
      changes: [],
    });
  await context.db
    .updateTable('request_group')
    .set({ revision: group.revision + 1 })
    .where('board', '=', board)
    .where('id', '=', id)
    .execute();
}

/**
 * One action for every member that somebody still works on: all of them, or none and it says which are in the way. The
 * public is shown all of it at once.
 */
export async function withMembers(
  context: WriteContext,
  options: ChangeOptions,
  by: Move,
  work: (members: ChangeOptions[], rows: RequestRow[]) => Promise<unknown>,
) {
  const { boards, board: desk, id: group, at } = options;
  await touch(context, options);
  const rows = (await membersOf(context, desk, group)).filter(
    ({ stage }) => !isClosed(stage) || by === 'reopen',
  );
  if (!rows.length) throw new HelpBoardError('conflict', { fields: { group: 'empty' } });
  const blocked = rows.filter(
    ({ stage }) => !stageAfter(stage, by) && !(by === 'dispatch' && stage === 'submitted'),
  );
  if (blocked.length)
    throw new HelpBoardError('conflict', {
      fields: Object.fromEntries(blocked.slice(0, 20).map(({ id, stage }) => [id, stage])),
    });
  const members = rows.map(({ board, id }) => ({
    ...{ ...options, board, desk, id },
    ...{ revision: undefined, quiet: true },
  }));
  await work(members, rows);

  const shown = new Set<string>();
  for (const { board, id, publication, stage } of rows) {
    const row = await loadRequest(context, board, id);
    if (!isPublic({ publication, stage }) && !isPublic(row)) continue;
    await storeProjection(context, row, at);
    shown.add(board);
  }
  for (const board of shown) await boards.bump(context, board);
  return readGroup(context, desk, group);
}

/** One slip for all of them. Those that nobody has taken on yet are taken on with it. */
export function dispatchGroup(context: WriteContext, options: ChangeOptions, to: HandingOver) {
  return withMembers(context, options, 'dispatch', async (members, rows) => {
    for (const [n, row] of rows.entries())
      if (row.stage === 'submitted') await changeRequest(context, members[n]!, accept);
    await handOver(context, { ...to, group: options.id }, members);
  });
}

export async function readGroup(reader: Reader, board: string, id: string) {
  const group = await loadGroup(reader, board, id);
  const members = await membersOf(reader, board, id);
  return {
    ...groupOf(group),
    requests: members.map((row) => ({
      id: row.id,
      stage: row.stage,
      dueAt: toInstant(row.due_at),
      revision: row.revision,
      ...(row.answered_at !== null && { answeredAt: toInstant(row.answered_at) }),
      ...(row.slip && { slip: row.slip }),
    })),
  };
}

const groupOf = ({ id, title, at, who, revision }: Selectable<GroupTable>) => ({
  id,
  title,
  at: toInstant(at),
  by: who,
  revision,
});

/** A board's groups, the newest first, with how many are in each. */
export async function listGroups({ db }: Reader, board: string) {
  const rows = await db
    .selectFrom('request_group')
    .selectAll()
    .where('board', '=', board)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
  const counts = await db
    .selectFrom('request')
    .select(['in_group', (eb) => eb.fn.countAll().as('count')])
    .where('handler', '=', board)
    .where('in_group', 'is not', null)
    .groupBy('in_group')
    .execute();
  const count = new Map(counts.map((row) => [row.in_group, Number(row.count)]));
  return { items: rows.map((row) => ({ ...groupOf(row), count: count.get(row.id) ?? 0 })) };
}
