import { sql } from 'kysely';
import { termsOf } from '../search/terms.js';
import type { Check } from './index.js';

const PAGE = 200;

/** Every public text is found by what is in it, and nothing else is found. */
export const searchIndex: Check = async ({ db, search }) => {
  const wrong: string[] = [];
  let count = 0;
  const counts = new Map<string, number>();
  let last = { board: '', id: '' };
  for (;;) {
    const rows = await db
      .selectFrom('public_request')
      .select(['board', 'id', 'words'])
      .where((eb) => eb(eb.refTuple('board', 'id'), '>', eb.tuple(last.board, last.id)))
      .orderBy('board')
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const { board, id, words } of rows) {
      counts.set(board, (counts.get(board) ?? 0) + 1);
      const entry = sql`select 1 from public_search
        where board = ${board} and id = ${id} and terms = ${termsOf(board, words)}`;
      if (!(await entry.execute(db)).rows.length) wrong.push(`${board} ${id}: not found by its text`);
    }
    count += rows.length;
    if (rows.length < PAGE) break;
    last = rows.at(-1)!;
  }
  const boards = await db.selectFrom('board').select('key').execute();
  for (const { key } of boards) {
    const { rows } = await search.count(key).execute(db);
    const shown = counts.get(key) ?? 0;
    if (Number(rows[0]!.n) !== shown) wrong.push(`${key}: ${rows[0]!.n} are found, and ${shown} are public`);
  }
  return { what: `the search index, of public requests (${count})`, wrong };
};
