import { CODE_ALPHABET } from '../../model/tracking-code.js';

/** Random characters of 5 bits each. `randomUUID` is missing on plain-http pages, `getRandomValues` is not. */
export const randomCode = (length: number): string =>
  [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => CODE_ALPHABET[byte & 31]).join('');
