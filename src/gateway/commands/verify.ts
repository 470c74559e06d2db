import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { restoreArchive } from '../storage/archive/restore.js';
import type { Place } from '../storage/database/index.js';
import { openSqlite } from '../storage/database/sqlite.js';
import { knownSecret } from '../storage/secret-file.js';
import { inSnapshot } from '../storage/snapshot.js';
import { verifySnapshot, type Finding } from '../verify/index.js';
import { placeOf, type Given } from './options.js';
import { inSiteSnapshot } from './site-snapshot.js';

/** Things that are wrong are told up to this many, each kind. */
const TOLD = 20;

export async function verify(given: Given): Promise<void> {
  const place = placeOf(given);
  const file = given.words[1];
  const findings = file ? await verifyFile(place, resolve(file)) : await verifySite(place);
  for (const { what, wrong } of findings) {
    console.log(`${wrong.length ? 'WRONG' : 'ok   '}  ${what}`);
    for (const line of wrong.slice(0, TOLD)) console.log(`       ${line}`);
    if (wrong.length > TOLD) console.log(`       and ${wrong.length - TOLD} more`);
  }
  const wrong = findings.reduce((sum, finding) => sum + finding.wrong.length, 0);
  console.log(wrong ? `${wrong} wrong` : 'everything is as it should be');
  if (wrong) process.exitCode = 1;
}

export const verifySite = (place: Place): Promise<Finding[]> =>
  inSiteSnapshot(place, async (snapshot, confirm) => {
    const findings = await verifySnapshot(snapshot, await knownSecret(place.dataDir, snapshot.db));
    await confirm();
    return findings;
  });

/** A backup is worth what can be put back from it: that is what is looked at. */
export async function verifyFile(place: Place, file: string): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'help-board-verify-'));
  try {
    const database = openSqlite(folder);
    try {
      await restoreArchive(place, database, file);
      return await inSnapshot(database, async (snapshot) =>
        verifySnapshot(snapshot, await knownSecret(place.dataDir, snapshot.db)),
      );
    } finally {
      await database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
