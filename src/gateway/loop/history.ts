import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import type { ChangeSince } from '../../model/index.js';
import { toInstant, type RequestRow } from '../storage/projection.js';
import type { Reader, TimelineTable } from '../storage/tables.js';
import type { Change } from './change.js';

/** What the desk calls the columns that a change may touch. */
const NAMES: Partial<Record<keyof RequestRow, string>> = {
  stage: 'stage',
  publication: 'publication',
  flags: 'flags',
  category: 'category',
  urgency: 'urgency',
  public_title: 'title',
  public_body: 'publicBody',
  due_at: 'dueAt',
  extension_asked: 'extensionAsked',
  answered_at: 'answeredAt',
  overdue_at: 'overdueAt',
  assignee: 'assignee',
  taken_by: 'takenBy',
  slip: 'slip',
  in_group: 'group',
  merged_into: 'mergedInto',
  pinned: 'pinned',
  featured: 'featured',
  key_issue: 'keyIssue',
  me_too: 'meToo',
  rating: 'rating',
};

export function changedFields(before: RequestRow, after: RequestRow, change: Change): string[] {
  const columns = Object.keys(NAMES) as (keyof RequestRow)[];
  return [
    ...columns.filter((column) => before[column] !== after[column]).map((column) => NAMES[column]!),
    ...(change.reply || change.correction ? ['replies'] : []),
    ...(change.opinion ? ['notes'] : []),
    ...(change.fields ?? []),
  ];
}

/** A step as the desk reads it. Those of before the desk had revisions count up by themselves. */
export const changeOf = (step: Selectable<TimelineTable>, position: number): ChangeSince => ({
  revision: step.revision ?? position + 1,
  at: toInstant(step.at),
  who: step.who ?? '',
  action: step.action,
  fields: JSON.parse(step.fields ?? '[]') as string[],
  ...(step.note && { note: step.note }),
});

/** The refusal of an edit that was decided on an older state: who has done what since. */
export async function staleEdit(
  { db }: Reader,
  { board, id, revision }: RequestRow,
  seen: number,
): Promise<HelpBoardError> {
  const since = await db
    .selectFrom('timeline')
    .selectAll()
    .where('board', '=', board)
    .where('request', '=', id)
    .where('revision', '>', seen)
    .orderBy('revision')
    .execute();
  const changes = since.map(changeOf);
  return new HelpBoardError('conflict', { fields: { revision: 'stale' }, revision, changes });
}
