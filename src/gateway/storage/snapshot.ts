import type { Kysely } from 'kysely';
import type { Database, Row } from './database/index.js';
import type { Tables } from './tables.js';

/** The data as they were at one moment, whatever is written meanwhile. */
export interface Snapshot {
  kind: Database['kind'];
  db: Kysely<Tables>;
  search: Database['search'];
  rows(table: keyof Tables): AsyncIterable<Row>;
}

export async function inSnapshot<T>(
  { kind, db, search, rows }: Database,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  // On SQLite every transaction is of this kind.
  const trx = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    return await work({ kind, db: trx, search, rows: (table) => rows(trx, table) });
  } finally {
    await trx.rollback().execute();
  }
}
