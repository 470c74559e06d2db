import { decode } from '../../model/decode.js';
import type { Schema } from '../../model/schema.js';
import { HelpBoardError } from '../errors.js';

/** A part of a path. Half a surrogate pair, which no URL can hold, is left out. */
export const segment = (text: string): string =>
  encodeURIComponent(String(text).replace(/[\ud800-\udfff]/gu, ''));

/** The value an answer holds, or `bad-answer` where it cannot be used at all. */
export function decoded<T>(schema: Schema<T>, json: unknown): T {
  const value = decode(schema, json);
  if (value === undefined) throw new HelpBoardError('bad-answer', { cause: json });
  return value;
}
