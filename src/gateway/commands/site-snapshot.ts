import { existsSync } from 'node:fs';
import { GatewayError } from '../gateway-error.js';
import { LocalLine } from '../local/line.js';
import { openDatabase, type Place } from '../storage/database/index.js';
import { openHeldSqlite, sqliteFile } from '../storage/database/sqlite.js';
import { inSnapshot, type Snapshot } from '../storage/snapshot.js';

/** Rejects where what has been read may not be of one moment after all. */
export type Confirm = () => Promise<void>;

/**
 * Reads a site's data as they are at one moment. A gateway that runs on them goes on writing meanwhile: on SQLite it only has
 * to leave its file as it is, and the reading is done here.
 */
export async function inSiteSnapshot<T>(
  place: Place,
  work: (snapshot: Snapshot, confirm: Confirm) => Promise<T>,
): Promise<T> {
  const { dataDir, databaseUrl } = place;
  if (!databaseUrl && !existsSync(sqliteFile(dataDir)))
    throw new GatewayError(`There is no database in ${dataDir}: name its folder with --data.`);
  const line = databaseUrl ? undefined : await LocalLine.open(dataDir);
  if (line) await line.call('hold', {});
  const database = line ? openHeldSqlite(dataDir) : await openDatabase(place);
  try {
    // The gateway is asked once more at the end: had it let go of its file, what was read would be of several moments.
    return await inSnapshot(database, (snapshot) =>
      work(snapshot, async () => void (await line?.call('stillHeld', {}))),
    );
  } finally {
    await database.close();
    line?.end();
  }
}
