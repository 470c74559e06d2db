import { sql, type RawBuilder } from 'kysely';
import { publicTexts } from '../search/search-index.js';
import { termsOf } from '../search/terms.js';
import type { Check } from './index.js';

/** Entries looked for with one statement. */
const AT_ONCE = 200;

/** Every public text is found by what is in it, and nothing else is found. */
export const searchIndex: Check = async ({ db, search }) => {
  const wrong: string[] = [];
  let count = 0;
  const counts = new Map<string, number>();
  let some: { board: string; id: string; entry: RawBuilder<unknown> }[] = [];
  const look = async () => {
    if (!some.length) return;
    const { rows } = await sql<{ board: string; id: string }>`${sql.join(
      some.map(({ entry }) => entry),
      sql` union all `,
    )}`.execute(db);
    const found = new Set(rows.map(({ board, id }) => `${board} ${id}`));
    for (const { board, id } of some)
      if (!found.has(`${board} ${id}`)) wrong.push(`${board} ${id}: not found by its text`);
    some = [];
  };
  for await (const { board, id, words } of publicTexts(db)) {
    count++;
    counts.set(board, (counts.get(board) ?? 0) + 1);
    const entry = sql`select board, id from public_search
      where board = ${board} and id = ${id} and terms = ${termsOf(board, words)}`;
    some.push({ board, id, entry });
    if (some.length === AT_ONCE) await look();
  }
  await look();
  const boards = await db.selectFrom('board').select('key').execute();
  for (const { key } of boards) {
    const { rows } = await search.count(key).execute(db);
    const shown = counts.get(key) ?? 0;
    if (Number(rows[0]!.n) !== shown) wrong.push(`${key}: ${rows[0]!.n} are found, and ${shown} are public`);
  }
  return { what: `the search index, of public requests (${count})`, wrong };
};
