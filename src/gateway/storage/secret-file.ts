import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kysely } from 'kysely';
import { GatewayError } from '../gateway-error.js';
import { Secret, type SecretParts } from './secret.js';
import type { Tables } from './tables.js';

/** Secret and database do not belong together. */
export class SecretError extends GatewayError {
  override name = 'SecretError';
}

const fileOf = (dataDir: string): string => join(dataDir, 'secret');

/** In place of a key that opens nothing any more: those behind it keep their numbers. */
const RETIRED = 'retired';

/** One part a line: the root, then what was added for sealing. 32 bytes each, in hex. */
function readParts(text: string, from: string): SecretParts {
  const parts = text.split(/[\s,]+/).filter(Boolean);
  if (
    !parts.length ||
    parts.some((part, n) => !/^[0-9a-f]{64}$/i.test(part) && (n === 0 || part !== RETIRED))
  )
    throw new SecretError(`${from} does not hold a secret: 64 hexadecimal digits a line.`);
  const [root, ...added] = parts.map((part) => (part === RETIRED ? undefined : Buffer.from(part, 'hex')));
  return [root!, ...added];
}

/** What a database remembers of its secret: enough to know it again. */
export const checkOf = (secret: Secret): string => secret.hash('check');

/** The secret as it is given; nothing where none is. */
export function readSecret(dataDir: string): { secret: Secret; from: string } | undefined {
  const given = process.env['HELP_BOARD_SECRET'];
  const from = given ? 'HELP_BOARD_SECRET' : fileOf(dataDir);
  if (!given && !existsSync(from)) return undefined;
  return { secret: new Secret(readParts(given ?? readFileSync(from, 'utf8'), from)), from };
}

/**
 * The secret of a data folder, in a file that only its owner can read, or in HELP_BOARD_SECRET where several machines share
 * one database. Made on the first start; a database that has been used with another one is refused, because receipts and
 * codes given out so far would no longer be recognised.
 */
export async function openSecret(dataDir: string, db: Kysely<Tables>): Promise<Secret> {
  const file = fileOf(dataDir);
  const known = async () =>
    (await db.selectFrom('meta').select('value').where('name', '=', 'secret').executeTakeFirst())?.value;
  let check = await known();
  if (!readSecret(dataDir)) {
    if (check)
      throw new SecretError(
        `The file ${file} is missing. Put it back from your backup: it belongs to this database.`,
      );
    writeDurably(file, newPart());
  }
  const { secret, from } = readSecret(dataDir)!;
  if (!check) {
    // Another process may have started on the same empty database: the first one's counts.
    await db
      .insertInto('meta')
      .values({ name: 'secret', value: checkOf(secret) })
      .onConflict((oc) => oc.doNothing())
      .execute();
    check = await known();
  }
  if (check !== checkOf(secret)) throw new SecretError(`${from} belongs to another database.`);
  return secret;
}

/** The secret of a database that is in use, without making or storing anything. */
export async function knownSecret(dataDir: string, db: Kysely<Tables>): Promise<Secret> {
  const given = readSecret(dataDir);
  if (!given) throw new SecretError(`The file ${fileOf(dataDir)} is missing: it belongs to this database.`);
  const row = await db.selectFrom('meta').select('value').where('name', '=', 'secret').executeTakeFirst();
  if (row?.value !== checkOf(given.secret))
    throw new SecretError(`${given.from} belongs to another database.`);
  return given.secret;
}

/** A new key for sealing, on the disk before anything is sealed with it; what is sealed already stays readable. */
export function addSealingKey(dataDir: string): Buffer {
  const file = fileOf(dataDir);
  const part = newPart();
  writeDurably(file, `${readFileSync(file, 'utf8').trim()}\n${part}`);
  return Buffer.from(part.trim(), 'hex');
}

/** Takes keys out of the secret for good. */
export function dropSealingKeys(dataDir: string, versions: readonly number[]): void {
  const file = fileOf(dataDir);
  const parts = readFileSync(file, 'utf8')
    .split(/[\s,]+/)
    .filter(Boolean);
  for (const version of versions) parts[version - 1] = RETIRED;
  writeDurably(file, `${parts.join('\n')}\n`);
}

export const newPart = (): string => `${randomBytes(32).toString('hex')}\n`;

function writeDurably(file: string, text: string): void {
  const handle = openSync(`${file}.new`, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${file}.new`, file);
  // The name is on the disk when its folder is.
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
