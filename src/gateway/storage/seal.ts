import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { randomness } from './ids.js';

/** Something sealed cannot be opened: it was changed, moved to another place, or its key is missing. */
export class SealError extends Error {
  override name = 'SealError';
}

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + NONCE + TAG;

/** Where something sealed belongs: table, board, id. Put anywhere else it does not open. */
export type Place = readonly string[];

const bytesOf = (place: Place): Buffer => Buffer.from(place.map((part) => `${part.length}:${part}`).join(''));

/**
 * Encrypts what must not lie about in plain (AES-256-GCM). The first byte says with which key: there may be several, one
 * seals and all of them open, so keys can be changed while the gateway runs.
 */
export class Seal {
  readonly #keys: (Buffer | undefined)[] = [];
  #version = 0;

  /** @param secrets the oldest first, nothing in place of a retired one; at most 200, because a first byte of 255 is a JPEG's */
  constructor(secrets: readonly (Buffer | undefined)[]) {
    for (const secret of secrets) this.add(secret);
    this.#version = this.newest;
  }

  /** The number of the key that seals. */
  get version(): number {
    return this.#version;
  }

  get newest(): number {
    return this.#keys.length;
  }

  has(version: number): boolean {
    return this.#keys[version - 1] !== undefined;
  }

  /** One more that opens. It does not seal before it is told to. */
  add(secret: Buffer | undefined): void {
    this.#keys.push(secret && createHmac('sha256', secret).update('help-board sealing').digest());
  }

  /** From now on this one seals. */
  use(version: number): void {
    if (!this.has(version)) throw new SealError(`Key ${version} is missing.`);
    this.#version = version;
  }

  retire(version: number): void {
    this.#keys[version - 1] = undefined;
  }

  sealBytes(plain: Uint8Array, place: Place): Buffer {
    const nonce = randomness(NONCE);
    const cipher = createCipheriv(CIPHER, this.#keys[this.version - 1]!, nonce).setAAD(bytesOf(place));
    const body = cipher.update(plain);
    cipher.final();
    return Buffer.concat([Buffer.of(this.version), nonce, cipher.getAuthTag(), body]);
  }

  openBytes(sealed: Uint8Array, place: Place): Buffer {
    const key = this.#keys[sealed[0]! - 1];
    if (!key) throw new SealError(`${place.join(' ')} is sealed with key ${sealed[0]}, which is missing.`);
    try {
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(1, 1 + NONCE), { authTagLength: TAG })
        .setAAD(bytesOf(place))
        .setAuthTag(sealed.subarray(1 + NONCE, HEAD));
      const plain = decipher.update(sealed.subarray(HEAD));
      decipher.final();
      return plain;
    } catch (cause) {
      throw new SealError(`${place.join(' ')} cannot be opened: it has been changed.`, { cause });
    }
  }

  sealText(plain: string, place: Place): string {
    return this.sealBytes(Buffer.from(plain), place).toString('base64url');
  }

  openText(sealed: string, place: Place): string {
    return this.openBytes(Buffer.from(sealed, 'base64url'), place).toString();
  }

  /** With which key a text was sealed. */
  keyOfText(sealed: string): number {
    return Buffer.from(sealed.slice(0, 4), 'base64url')[0]!;
  }
}
