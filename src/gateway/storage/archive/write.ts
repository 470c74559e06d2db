import { createHash } from 'node:crypto';
import {
  createWriteStream,
  openSync,
  closeSync,
  existsSync,
  fsyncSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Kysely } from 'kysely';
import { schemaOf } from '../migrations/index.js';
import type { Snapshot } from '../snapshot.js';
import { TABLES, type Tables } from '../tables.js';
import { ArchiveError, toValue, type ArchiveEnd, type ArchiveHead, type TableHead } from './format.js';

const WHY: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no room left on its disk',
  EDQUOT: 'there is no room left for you on its disk',
  EFBIG: 'a file may not be that large there',
  EACCES: 'you may not write there',
  EROFS: 'its disk can only be read',
};

/**
 * Writes all rows of a snapshot to a new file; it has its name when it is whole, confirmed and on the disk. Gives their
 * number.
 */
export async function writeArchive(
  snapshot: Snapshot,
  file: string,
  at: Date,
  confirm: () => Promise<void>,
): Promise<number> {
  const folder = dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new ArchiveError(`There is no folder ${folder}.`);
  if (existsSync(file)) throw new ArchiveError(`${file} exists already: a backup never overwrites another.`);
  const part = `${file}.part`;
  const count = { rows: 0 };
  try {
    await pipeline(
      Readable.from(lines(snapshot, at, count)),
      createGzip(),
      createWriteStream(part, { mode: 0o600 }),
    );
    await confirm();
    syncFile(part);
    renameSync(part, file);
    syncFile(folder);
  } catch (error) {
    rmSync(part, { force: true });
    const { code = '' } = error as NodeJS.ErrnoException;
    if (WHY[code]) throw new ArchiveError(`${file} cannot be written: ${WHY[code]}.`);
    throw error;
  }
  return count.rows;
}

async function* lines(snapshot: Snapshot, at: Date, count: { rows: number }): AsyncIterable<string> {
  const { db } = snapshot;
  const hash = createHash('sha256');
  const line = (value: ArchiveHead | TableHead | unknown[]): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line({
    archive: 'help-board',
    format: 1,
    schema: (await schemaOf(db as unknown as Kysely<never>))!,
    at: at.toISOString(),
    secret: await secretCheck(db),
  });
  const present = new Set((await db.introspection.getTables()).map(({ name }) => name));
  for (const table of Object.keys(TABLES) as (keyof Tables)[]) {
    if (!present.has(table)) continue;
    let columns: string[] | undefined;
    for await (const row of snapshot.rows(table)) {
      if (!columns) yield line({ table, columns: (columns = Object.keys(row)) });
      yield line(columns.map((column) => toValue(row[column])));
      count.rows++;
    }
  }
  const end: ArchiveEnd = { rows: count.rows, sha256: hash.digest('hex') };
  yield `${JSON.stringify(end)}\n`;
}

async function secretCheck(db: Kysely<Tables>): Promise<string> {
  const of = db.selectFrom('meta').select('value').where('name', '=', 'secret');
  return (await of.executeTakeFirstOrThrow()).value;
}

function syncFile(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
