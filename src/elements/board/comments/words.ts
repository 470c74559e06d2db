import { decode } from '../../../model/decode.js';
import { object, record, string, type Infer } from '../../../model/schema.js';
import { placeSchema } from '../writing/place.js';

const typed = string({ default: '' });

/** What the form holds, as typed; kept as the `content` of its draft. Comments have no photos. */
const wordsSchema = object(
  { body: typed, nickname: typed, alts: record(string(), { default: {} }) },
  { at: placeSchema },
);
export type CommentWords = Infer<typeof wordsSchema>;

export const readWords = (content: unknown): CommentWords =>
  decode(wordsSchema, content) ?? decode(wordsSchema, {})!;
