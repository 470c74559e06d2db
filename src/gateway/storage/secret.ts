import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { groupedCode } from '../../model/index.js';
import { base32 } from './ids.js';
import { Seal } from './seal.js';

export type SecretParts = readonly [Buffer, ...(Buffer | undefined)[]];

/**
 * What the gateway knows and nobody else. Everything a requester is given (tracking code, token) is derived from the
 * submission's key with it, so a repeated post gets the very same receipt although the database holds hashes only.
 */
export class Secret {
  /** Never changes: receipts and codes that have been given out hang on it. */
  readonly #root: KeyObject;
  /** Encrypts what is private; its keys can be changed. */
  readonly seal: Seal;

  /** @param parts the root, then the secrets added since for sealing; nothing in place of a retired one */
  constructor(parts: SecretParts) {
    this.#root = createSecretKey(parts[0]);
    this.seal = new Seal(parts);
  }

  /** A keyed hash; `purpose` keeps hashes for different uses apart. */
  mac(purpose: string, ...parts: string[]): Buffer {
    return createHmac('sha256', this.#root)
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
