import { openDatabase } from '../../../src/gateway/storage/database/index.js';
import type { Place } from '../../../src/gateway/storage/index.js';
import { TABLES, type Tables } from '../../../src/gateway/storage/tables.js';

/** All that a database holds, in an order of its own, but for what a restore changes. */
export async function rowsOf(place: Place): Promise<Record<string, string[]>> {
  const { db, close } = await openDatabase(place);
  const all: Record<string, string[]> = {};
  for (const table of Object.keys(TABLES) as (keyof Tables)[]) {
    const rows: Record<string, unknown>[] = await db.selectFrom(table).selectAll().execute();
    all[table] = rows
      .filter((row) => !(table === 'meta' && row['name'] === 'epoch'))
      .map((row) =>
        JSON.stringify(
          Object.entries(row)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([column, value]) => [column, plain(value)]),
        ),
      )
      .sort();
  }
  await close();
  return all;
}

const plain = (value: unknown): unknown =>
  value instanceof ArrayBuffer || value instanceof Uint8Array
    ? Buffer.from(value as Uint8Array).toString('base64')
    : value;
