import { sql } from 'kysely';
import type { Job, Turn } from '../jobs.js';
import type { Storage } from '../storage/index.js';
import { readMark, storeMark } from '../storage/sealing.js';
import {
  keyOf,
  sealAnew,
  SEALED_COLUMNS,
  sealedPages,
  type SealedColumn,
  type SealedRow,
} from './sealed-columns.js';

export const RESEAL = 'reseal';

/**
 * Seals anew what is sealed with an older key than the one of now, a page in one transaction. Cut off anywhere, it is taken
 * up again by the next run: what is done is passed over.
 */
export const resealJob = (storage: Storage): Job => ({
  name: RESEAL,
  every: 60_000,
  async run(turn) {
    const { version } = storage.secret.seal;
    if ((await readMark(storage, 'resealed')) >= version) return;
    // A page that was written in the meantime by a process that had not heard of the new key yet is found the next time.
    while (await resealAll(storage, turn));
    await turn.write((context) => storeMark(context, 'resealed', version));
  },
});

/** Gives the number of values that were sealed anew. */
async function resealAll(storage: Storage, turn: Turn): Promise<number> {
  const { seal } = storage.secret;
  let count = 0;
  for (const column of SEALED_COLUMNS)
    for await (const page of sealedPages(storage, column)) {
      const old = page.filter(({ value }) => keyOf(seal, value) !== seal.version);
      if (old.length) await turn.write(({ db }) => resealRows(db, storage, column, old));
      count += old.length;
    }
  return count;
}

async function resealRows(
  db: Storage['db'],
  { secret }: Storage,
  { table, column, key, place }: SealedColumn,
  rows: readonly SealedRow[],
): Promise<void> {
  for (const row of rows) {
    const anew = sealAnew(secret.seal, row.value, place(row.key));
    const same = sql.join(
      key.map((name) => sql`${sql.ref(name)} = ${row.key[name]}`),
      sql` and `,
    );
    // What has been changed since it was read was sealed by whoever changed it.
    const was = typeof row.value === 'string' ? row.value : Buffer.from(new Uint8Array(row.value));
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${anew}
      where ${same} and ${sql.ref(column)} = ${was}`.execute(db);
  }
}

/** How many values each key opens. */
export async function countByKey(storage: Pick<Storage, 'db' | 'secret'>): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const column of SEALED_COLUMNS)
    for await (const page of sealedPages(storage, column))
      for (const { value } of page) {
        const key = keyOf(storage.secret.seal, value);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
  return counts;
}
