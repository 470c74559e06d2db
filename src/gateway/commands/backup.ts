import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { restoreArchive } from '../storage/archive/restore.js';
import { writeArchive } from '../storage/archive/write.js';
import { openDatabase, type Place } from '../storage/database/index.js';
import { placeOf, type Given } from './options.js';
import { inSiteSnapshot } from './site-snapshot.js';
import { UsageError } from './usage.js';

function fileOf({ words }: Given): string {
  if (!words[1]) throw new UsageError('The file is missing.');
  return resolve(words[1]);
}

/** Gives the number of rows. */
export const backupSite = (place: Place, file: string): Promise<number> =>
  inSiteSnapshot(place, (snapshot, confirm) => writeArchive(snapshot, file, new Date(), confirm));

export async function backup(given: Given): Promise<void> {
  const file = fileOf(given);
  const rows = await backupSite(placeOf(given), file);
  console.log(
    `${file} holds all ${rows} rows. Keep the file “secret” of the data folder elsewhere: it opens them.`,
  );
}

export async function restore(given: Given): Promise<void> {
  console.log(`${await restoreSite(placeOf(given), fileOf(given))} rows are back`);
}

export async function restoreSite(place: Place, file: string): Promise<number> {
  mkdirSync(place.dataDir, { recursive: true });
  const database = await openDatabase(place);
  try {
    return await restoreArchive(place, database, file);
  } finally {
    await database.close();
  }
}
