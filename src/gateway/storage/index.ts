import { sql, type Kysely } from 'kysely';
import { Boards } from './boards.js';
import { openDatabase } from './database.js';
import { GroupCommit } from './group-commit.js';
import { randomId } from './ids.js';
import { migrate } from './migrations/index.js';
import type { Secret } from './secret.js';
import { openSecret } from './secret-file.js';
import type { Tables } from './tables.js';

export { DatabaseBusyError } from './database.js';

/** All that the gateway keeps: one open data folder. */
export interface Storage {
  db: Kysely<Tables>;
  writes: GroupCommit;
  boards: Boards;
  secret: Secret;
  /** Part of every ETag; a new one after a restore makes everybody ask again. */
  epoch: string;
  /** Finishes the writes under way, folds the log into the database and lets it go. */
  close(): Promise<void>;
}

/** Opens a data folder, alone, and brings it up to date. */
export async function openStorage(dataDir: string): Promise<Storage> {
  const { db, close } = await openDatabase(dataDir);
  try {
    await bringUpToDate(dataDir, db);
    const secret = await openSecret(dataDir, db);
    const epoch = await openEpoch(db);
    const boards = new Boards(db);
    await boards.load();
    const writes = new GroupCommit(db);
    return {
      db,
      writes,
      boards,
      secret,
      epoch,
      async close() {
        await writes.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bringUpToDate(dataDir: string, db: Kysely<Tables>): Promise<void> {
  const steps = await db
    .transaction()
    .execute((trx) => migrate(trx as unknown as Kysely<never>, { secret: () => openSecret(dataDir, trx) }));
  // What was sealed in a database that had been in use lay there in plain: its old pages go.
  if (steps[0] === '0002-sealed') await sql`vacuum`.execute(db);
}

async function openEpoch(db: Kysely<Tables>): Promise<string> {
  const known = await db.selectFrom('meta').select('value').where('name', '=', 'epoch').executeTakeFirst();
  if (known) return known.value;
  const value = randomId().slice(0, 6);
  await db.insertInto('meta').values({ name: 'epoch', value }).execute();
  return value;
}
