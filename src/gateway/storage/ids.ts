import { randomBytes } from 'node:crypto';
import { CODE_ALPHABET } from '../../model/index.js';

/** The first `length` characters, 5 bits each, of some bytes. */
export function base32(bytes: Uint8Array, length: number): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += CODE_ALPHABET[(value >>> bits) & 31];
      value &= (1 << bits) - 1;
    }
  }
  return text;
}

let pool = Buffer.alloc(0);

/** Fetched by the kilobyte: each fetch costs as much as a hash, and a post takes four. */
export function randomness(bytes: number): Buffer {
  if (pool.length < bytes) pool = randomBytes(4096);
  const taken = pool.subarray(0, bytes);
  pool = pool.subarray(bytes);
  return taken;
}

/** 60 random bits: neither guessable nor telling when, or how many came before. */
export const randomId = (): string => base32(randomness(8), 12).toLowerCase();

let last = 0;
let count = 0;

/** Ids of steps and replies: in the order in which they were made, at this time or after. */
export function sequentialId(at: number): string {
  if (at === last) count++;
  else count = 0;
  last = at;
  const time = at.toString(32).padStart(9, '0');
  return `${time}${count.toString(32).padStart(3, '0')}${base32(randomness(4), 6).toLowerCase()}`;
}
