import { dayOf, dayStart } from '../../model/index.js';
import type { GroupCommit, Together, WriteContext } from '../storage/group-commit.js';
import type { RequestRow } from '../storage/projection.js';
import type { Reader } from '../storage/tables.js';
import { addRow, emptySheet, type DaySheet } from './day-sheet.js';

/** Days counted in one transaction: others wait to write meanwhile. */
const AT_ONCE = 8;

/** Something of a request that arrived at this desk at `receivedAt` has changed: its day is to be counted anew when asked for. */
export async function touchDay(
  { gather }: Pick<WriteContext, 'gather'>,
  board: string,
  receivedAt: number,
): Promise<void> {
  gather(touchDays, { board, day: dayOf(receivedAt) });
}

const touchDays: Together<{ board: string; day: number }> = async (touched, { db }) => {
  const days = new Map(touched.map((of) => [`${of.board} ${of.day}`, of]));
  for (const { board, day } of days.values())
    await db
      .insertInto('figure_day')
      .values({ board, day, sheet: '', stale: 1 })
      .onConflict((oc) => oc.columns(['board', 'day']).doUpdateSet({ stale: 1 }))
      .execute();
};

/** What a sheet counts by; a change of anything else leaves it exact. */
const COUNTED = [
  'stage',
  'answered_at',
  'dispatched_at',
  'due_at',
  'overdue_at',
  'rating',
  'region',
  'assignee',
  'category',
] as const;

/** A request has changed: marks what is to be counted anew, at both desks where it went from one to another. */
export async function touchChanged(
  context: WriteContext,
  before: RequestRow,
  after: RequestRow,
): Promise<void> {
  const moved = before.handler !== after.handler;
  if (moved) await touchDay(context, before.handler, before.received_at);
  if (moved || COUNTED.some((column) => before[column] !== after[column]))
    await touchDay(context, after.handler, after.received_at);
}

export async function countDay({ db }: Reader, board: string, day: number): Promise<DaySheet> {
  const rows = await db
    .selectFrom('request')
    .select(['stage', 'answered_at', 'dispatched_at', 'received_at', 'due_at', 'overdue_at', 'rating'])
    .select(['region', 'assignee', 'category', 'source_channel'])
    .where('handler', '=', board)
    .where('received_at', '>=', dayStart(day))
    .where('received_at', '<', dayStart(day + 1))
    .execute();
  const sheet = emptySheet();
  for (const row of rows) addRow(sheet, row);
  return sheet;
}

/**
 * Counts the days of these boards anew that have changed since they were counted. A day and the mark that it has changed are
 * written in the same transaction as the change, so a sheet that is not marked is exact.
 */
export async function bringUpToDate(writes: GroupCommit, { db }: Reader, boards: string[]): Promise<void> {
  const stale = await db
    .selectFrom('figure_day')
    .select(['board', 'day'])
    .where('stale', '=', 1)
    .where('board', 'in', boards)
    .execute();
  while (stale.length) {
    const some = stale.splice(0, AT_ONCE);
    await writes.write(async (context) => {
      for (const { board, day } of some) {
        const sheet = JSON.stringify(await countDay(context, board, day));
        await context.db
          .updateTable('figure_day')
          .set({ sheet, stale: 0 })
          .where('board', '=', board)
          .where('day', '=', day)
          .execute();
      }
    });
  }
}

export interface Sheet {
  board: string;
  day: number;
  sheet: DaySheet;
}

/** The sheets of some boards, from one day up to another, in order of the days. Each exact at some moment since it was asked for. */
export async function readSheets(
  writes: GroupCommit,
  reader: Reader,
  boards: string[],
  { from, to }: { from: number; to: number },
): Promise<Sheet[]> {
  await bringUpToDate(writes, reader, boards);
  const rows = await reader.db
    .selectFrom('figure_day')
    .select(['board', 'day', 'sheet'])
    .where('board', 'in', boards)
    .where('day', '>=', from)
    .where('day', '<', to)
    .where('sheet', '<>', '')
    .orderBy('day')
    .execute();
  return rows.map(({ sheet, ...row }) => ({ ...row, sheet: JSON.parse(sheet) as DaySheet }));
}
