import type { Kysely } from 'kysely';
import type { HelpRequest } from '../../model/index.js';
import type { Tables } from '../storage/tables.js';
import { BOM, csvLine } from './csv.js';

/** Requests read at a time: a million of them are never in memory together. */
const PAGE = 200;

const COLUMNS: readonly [name: string, of: (request: HelpRequest) => string | number | undefined][] = [
  ['id', ({ id }) => id],
  ['board', ({ board }) => board],
  ['region', ({ region }) => region],
  ['category', ({ category }) => category],
  ['urgency', ({ urgency }) => urgency],
  ['stage', ({ stage }) => stage],
  ['createdAt', ({ createdAt }) => createdAt],
  ['dueAt', ({ dueAt }) => dueAt],
  ['answeredAt', ({ answeredAt }) => answeredAt],
  ['assignee', ({ assignee }) => assignee?.name],
  ['meToo', ({ meToo }) => meToo],
  ['title', ({ title }) => title],
  ['body', ({ publicBody }) => publicBody],
  ['answer', ({ replies }) => replies.find(({ kind }) => kind === 'answer')?.body],
];

export type OpenFormat = 'csv' | 'jsonl';

/** Everything public of a board, as it is shown, in the order of the ids. What is taken down while it is read is not in it. */
export async function* openData(
  db: Kysely<Tables>,
  board: string,
  format: OpenFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield BOM + csvLine(COLUMNS.map(([name]) => name));
  let last = '';
  for (;;) {
    const rows = await db
      .selectFrom('public_request')
      .select(['id', 'doc'])
      .where('board', '=', board)
      .where('id', '>', last)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    if (!rows.length) return;
    last = rows.at(-1)!.id;
    if (format === 'jsonl') yield rows.map(({ doc }) => `${doc}\n`).join('');
    else
      yield rows
        .map(({ doc }) => JSON.parse(doc) as HelpRequest)
        .map((request) => csvLine(COLUMNS.map(([, of]) => of(request))))
        .join('');
  }
}
