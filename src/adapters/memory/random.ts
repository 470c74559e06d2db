/** Crockford's base32: no I, L, O, U, so nothing is misread when somebody copies it by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random characters of 5 bits each. `randomUUID` is missing on plain-http pages, `getRandomValues` is not. */
export const randomCode = (length: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => ALPHABET[byte & 31]).join('');

/** A code as somebody wrote it down or typed it on a phone: small letters, spaces, O for 0, I or L for 1. */
export const plainCode = (code: string): string =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐–—_.·]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
