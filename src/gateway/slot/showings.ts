import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import {
  nextTurn,
  showingAt,
  shownBefore,
  type HomeSlot,
  type SlotContent,
  type SlotReason,
  type SlotShowing,
} from '../../model/index.js';
import { audit } from '../loop/change.js';
import type { Boards } from '../storage/boards.js';
import type { WriteContext } from '../storage/group-commit.js';
import { sequentialId } from '../storage/ids.js';
import { toInstant } from '../storage/projection.js';
import type { Reader, SlotShowingTable } from '../storage/tables.js';
import { addVersion, loadVersion, nameOf, showable, type SlotOptions } from './versions.js';

export type ShowingRow = Selectable<SlotShowingTable>;

const YEAR = 366 * 86_400_000;
/** Showings among which is looked for the one before. */
const BACK_MAX = 1000;

export const showingOf = (row: ShowingRow): SlotShowing => ({
  ...{ id: row.id, version: row.version, reason: row.reason, by: row.by },
  ...{ at: toInstant(row.at), from: toInstant(row.from_at) },
  ...(row.until_at !== null && { until: toInstant(row.until_at) }),
  ...(row.ended_by !== null && { endedBy: row.ended_by }),
});

/** What is shown at this moment, and because of what. */
export async function inForce({ db }: Reader, board: string, at: number): Promise<ShowingRow | undefined> {
  const rows = await db
    .selectFrom('slot_showing')
    .selectAll()
    .where('board', '=', board)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', at)]))
    .execute();
  const now = showingAt(
    rows.map(({ id, reason, from_at, until_at }) => ({ id, reason, from: from_at, until: until_at })),
    at,
  );
  return rows.find(({ id }) => id === now?.id);
}

/** The slot as the public has it because of a showing. */
export async function shownBy(reader: Reader, { board, version, reason }: ShowingRow): Promise<HomeSlot> {
  const { content } = await loadVersion(reader, board, version);
  return {
    ...(JSON.parse(content) as SlotContent),
    version,
    ...(reason === 'emergency' && { emergency: true }),
  };
}

/** Brings before the public what is in force at this moment. */
export async function showSlot(
  context: WriteContext,
  boards: Boards,
  board: string,
  at: number,
): Promise<void> {
  const now = await inForce(context, board, at);
  const home = now && (await shownBy(context, now));
  const before = await context.db
    .selectFrom('board')
    .select('home')
    .where('key', '=', board)
    .executeTakeFirstOrThrow();
  // A plan must not show, not even as a new version of the board.
  if ((before.home ?? undefined) !== (home && JSON.stringify(home)))
    await boards.update(context, board, { home });
}

interface Time {
  from?: number;
  until?: number;
}

/** Decides that a version is shown, from now on or for a time. The caller brings it before the public. */
export async function addShowing(
  { db }: WriteContext,
  options: Pick<SlotOptions, 'board' | 'actor' | 'at'>,
  version: number,
  reason: SlotReason,
  { from: from_at = options.at, until }: Time = {},
): Promise<ShowingRow> {
  const { board, at } = options;
  const until_at = until ?? null;
  await db
    .updateTable('slot_version')
    .set({ draft: 0 })
    .where('board', '=', board)
    .where('number', '=', version)
    .execute();
  return db
    .insertInto('slot_showing')
    .values({
      ...{ board, id: sequentialId(at), version, reason, from_at, until_at, by: nameOf(options), at },
      ...{ ended_by: null, due_at: nextTurn({ from: from_at, until: until_at }, at) },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

const detailOf = ({ id, version, from_at, until_at }: ShowingRow) => ({
  ...{ showing: id, version, from: toInstant(from_at) },
  ...(until_at !== null && { until: toInstant(until_at) }),
});

/** Shows a version: now or from a time on, for good or until a time. A time that has passed is now. */
export async function publishSlot(
  context: WriteContext,
  options: SlotOptions,
  { from, until }: { from?: string; until?: string },
): Promise<void> {
  const { boards, board, actor, at } = options;
  const time = {
    from: Math.max(at, from ? Date.parse(from) : at),
    until: until ? Date.parse(until) : undefined,
  };
  if (time.from > at + YEAR)
    throw new HelpBoardError('invalid', { fields: { from: 'more than a year ahead' } });
  if (time.until !== undefined && time.until <= time.from)
    throw new HelpBoardError('invalid', { fields: { until: 'over before it begins' } });
  const { number } = await showable(context, options);
  const row = await addShowing(context, options, number, 'publish', time);
  await audit(context, { actor, action: 'slot-publish', board, at, detail: detailOf(row) });
  await showSlot(context, boards, board, at);
}

/** Ends what is shown, or takes back what is planned; what was shown below it is shown again. */
export async function endShowing(context: WriteContext, options: SlotOptions): Promise<void> {
  const { boards, board, id, actor, at } = options;
  const row = await context.db
    .selectFrom('slot_showing')
    .selectAll()
    .where('board', '=', board)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  if (row.until_at !== null && row.until_at <= Math.max(at, row.from_at))
    throw new HelpBoardError('conflict', { fields: { showing: 'over' } });
  await cutShort(context, row, options);
  await audit(context, {
    actor,
    action: 'slot-end',
    board,
    at,
    detail: { showing: id, version: row.version },
  });
  await showSlot(context, boards, board, at);
}

/** One that has not begun is over before it begins. */
export const cutShort = (
  { db }: WriteContext,
  { board, id, from_at }: ShowingRow,
  options: Pick<SlotOptions, 'actor' | 'at'>,
) =>
  db
    .updateTable('slot_showing')
    .set({ until_at: Math.max(options.at, from_at), ended_by: nameOf(options), due_at: null })
    .where('board', '=', board)
    .where('id', '=', id)
    .execute();

/** Shows again what was shown before, by time, and was on and is something else; or the version that is named. */
export async function rollBack(
  context: WriteContext,
  options: SlotOptions,
  { version }: { version?: number },
): Promise<void> {
  const { boards, board, actor, at } = options;
  const now = await inForce(context, board, at);
  if (now?.reason === 'emergency') throw new HelpBoardError('conflict', { fields: { emergency: 'on' } });
  let known = context.db
    .selectFrom('slot_showing')
    .innerJoin('slot_version', (join) =>
      join
        .onRef('slot_version.board', '=', 'slot_showing.board')
        .onRef('slot_version.number', '=', 'slot_showing.version'),
    )
    .select(['id', 'version', 'reason', 'from_at as from', 'until_at as until', 'content'])
    .where('slot_showing.board', '=', board)
    .where('reason', '<>', 'emergency')
    .where('from_at', '<=', at)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', eb.ref('from_at'))]));
  if (version !== undefined) known = known.where('version', '=', version);
  const began = await known.orderBy('from_at', 'desc').orderBy('id', 'desc').limit(BACK_MAX).execute();
  const current = began.find(({ id }) => id === now?.id);
  const isElse = ({ content }: { content: string }) =>
    content !== current?.content && (JSON.parse(content) as SlotContent).on;
  const before =
    version !== undefined ? began[0] : current ? shownBefore(began, current, isElse) : began.find(isElse);
  if (!before) throw new HelpBoardError('conflict', { fields: { version: 'none was shown before' } });
  const row = await addShowing(context, options, before.version, 'roll-back');
  await audit(context, { actor, action: 'slot-roll-back', board, at, detail: detailOf(row) });
  await showSlot(context, boards, board, at);
}

/** On or off, and other words with it: at once, and nobody has to make a draft first. */
export async function switchSlot(
  context: WriteContext,
  options: SlotOptions,
  change: Partial<SlotContent>,
): Promise<HomeSlot> {
  const { board, actor, at } = options;
  const now = await inForce(context, board, at);
  if (now?.reason === 'emergency') throw new HelpBoardError('conflict', { fields: { emergency: 'on' } });
  const row = await changeShown(context, options, change, 'switch');
  const home = await shownBy(context, row);
  await audit(context, { actor, action: 'home', board, at, detail: { on: home.on, version: row.version } });
  return home;
}

/** A new version of what is shown with something else about it, shown at once. */
export async function changeShown(
  context: WriteContext,
  options: Pick<SlotOptions, 'boards' | 'board' | 'actor' | 'at'>,
  change: Partial<SlotContent>,
  reason: SlotReason,
): Promise<ShowingRow> {
  const { boards, board, at } = options;
  const now = await inForce(context, board, at);
  const {
    version: _,
    emergency: __,
    ...shown
  } = now ? await shownBy(context, now) : unwritten(boards, board);
  const { number } = await addVersion(context, options, { ...shown, ...change });
  const row = await addShowing(context, options, number, reason);
  await showSlot(context, boards, board, at);
  return row;
}

/** Nothing has been written for it yet. */
const unwritten = (boards: Boards, board: string): HomeSlot => ({
  on: false,
  headline: boards.get(board)!.board.title,
});
