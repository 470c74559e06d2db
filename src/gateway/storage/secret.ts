import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { groupedCode } from '../../model/index.js';
import { base32 } from './ids.js';
import type { Tables } from './tables.js';

/** Secret and database do not belong together. */
export class SecretError extends Error {
  override name = 'SecretError';
}

/**
 * What the gateway knows and nobody else. Everything a requester is given (tracking code, token) is derived from the
 * submission's key with it, so a repeated post gets the very same receipt although the database holds hashes only.
 */
export class Secret {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** A keyed hash; `purpose` keeps hashes for different uses apart. */
  mac(purpose: string, ...parts: string[]): Buffer {
    return createHmac('sha256', this.#key)
      .update([purpose, ...parts].map((part) => `${part.length}:${part}`).join(''))
      .digest();
  }

  hash(purpose: string, ...parts: string[]): string {
    return this.mac(purpose, ...parts).toString('base64url');
  }

  /** 60 bits, shown as `XXXX-XXXX-XXXX`. */
  trackingCode(board: string, key: string): string {
    return groupedCode(base32(this.mac('tracking-code', board, key), 12));
  }

  /** 128 bits. */
  requesterToken(board: string, key: string): string {
    return this.mac('requester-token', board, key).subarray(0, 16).toString('base64url');
  }
}

/** Compares without telling by time how much of it was right. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * The secret of a data folder, in a file only its owner can read. Made on the first start; a database that has been used
 * with another one is refused, because receipts and codes given out so far would no longer be recognised.
 */
export async function openSecret(dataDir: string, db: Kysely<Tables>): Promise<Secret> {
  const file = join(dataDir, 'secret');
  const check = await db.selectFrom('meta').select('value').where('name', '=', 'secret').executeTakeFirst();
  if (!existsSync(file)) {
    if (check)
      throw new SecretError(
        `The file ${file} is missing. Put it back from your backup: it belongs to this database.`,
      );
    writeDurably(file, randomBytes(32).toString('hex'));
  }
  const secret = new Secret(Buffer.from(readFileSync(file, 'utf8').trim(), 'hex'));
  const value = secret.hash('check');
  if (!check) await db.insertInto('meta').values({ name: 'secret', value }).execute();
  else if (check.value !== value) throw new SecretError(`The file ${file} belongs to another database.`);
  return secret;
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(`${file}.new`, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${file}.new`, file);
}
