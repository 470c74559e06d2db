import { sql } from 'kysely';
import { publicTexts } from '../search/search-index.js';
import { termsOf } from '../search/terms.js';
import type { Check } from './index.js';

/** Every public text is found by what is in it, and nothing else is found. */
export const searchIndex: Check = async ({ db, search }) => {
  const wrong: string[] = [];
  let count = 0;
  const counts = new Map<string, number>();
  for await (const { board, id, words } of publicTexts(db)) {
    count++;
    counts.set(board, (counts.get(board) ?? 0) + 1);
    const entry = sql`select 1 from public_search
      where board = ${board} and id = ${id} and terms = ${termsOf(board, words)}`;
    if (!(await entry.execute(db)).rows.length) wrong.push(`${board} ${id}: not found by its text`);
  }
  const boards = await db.selectFrom('board').select('key').execute();
  for (const { key } of boards) {
    const { rows } = await search.count(key).execute(db);
    const shown = counts.get(key) ?? 0;
    if (Number(rows[0]!.n) !== shown) wrong.push(`${key}: ${rows[0]!.n} are found, and ${shown} are public`);
  }
  return { what: `the search index, of public requests (${count})`, wrong };
};
