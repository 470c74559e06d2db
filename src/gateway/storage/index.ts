import { mkdirSync } from 'node:fs';
import { sql, type Kysely } from 'kysely';
import { Boards } from './boards.js';
import { openDatabase, type Database, type Place } from './database/index.js';
import { openEpoch } from './epoch.js';
import { GroupCommit } from './group-commit.js';
import { migrate } from './migrations/index.js';
import type { Secret } from './secret.js';
import { followSealing } from './sealing.js';
import { openSecret } from './secret-file.js';
import type { Tables } from './tables.js';

export { DatabaseBusyError, DatabaseUnavailableError, type Place } from './database/index.js';

/** All that the gateway keeps: one open database and its secret. */
export interface Storage {
  /** Whether other processes may write to it too. */
  shared: boolean;
  /** See `Database`. */
  hold?: Database['hold'];
  db: Kysely<Tables>;
  search: Database['search'];
  /** See `Database`. */
  clock: Database['clock'];
  writes: GroupCommit;
  boards: Boards;
  secret: Secret;
  /** Part of every ETag; a new one after a restore makes everybody ask again. */
  epoch: string;
  /** Finishes the writes under way and lets the database go. */
  close(): Promise<void>;
}

/** Opens the data of a site and brings them up to date. */
export async function openStorage(place: Place): Promise<Storage> {
  mkdirSync(place.dataDir, { recursive: true });
  const database = await openDatabase(place);
  const { db } = database;
  try {
    await bringUpToDate(place, database);
    const secret = await openSecret(place.dataDir, db);
    await followSealing({ db, secret });
    const epoch = await openEpoch(db);
    const boards = new Boards(db);
    await boards.refresh();
    const writes = new GroupCommit(database);
    return {
      shared: database.kind === 'postgres',
      hold: database.hold,
      db,
      search: database.search,
      clock: database.clock,
      writes,
      boards,
      secret,
      epoch,
      async close() {
        await writes.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function bringUpToDate({ dataDir }: Place, database: Database): Promise<void> {
  const { db, search } = database;
  const steps = await db.transaction().execute(async (trx) => {
    // Of several processes that start at once, the first takes the steps.
    await database.takeTurn(trx);
    return migrate(trx as unknown as Kysely<never>, { search, secret: () => openSecret(dataDir, trx) });
  });
  // What was sealed in a database that had been in use lay there in plain: its old pages go.
  if (steps[0] === '0002-sealed') await sql`vacuum`.execute(db);
}
