import { idSchema, REPLY_KINDS } from './request.js';
import { instant, integer, object, oneOf, string, type Infer } from './schema.js';

/** A reply prepared for what is asked again and again. Its placeholders are filled in for each request. */
export const replyTemplateSchema = object(
  {
    id: idSchema,
    title: string(),
    body: string(),
    kind: oneOf(REPLY_KINDS, { default: 'answer' }),
    updatedAt: instant(),
    revision: integer({ default: 1 }),
  },
  {
    /** For requests of this category; for all when left out. */
    category: string(),
  },
);
export type ReplyTemplate = Infer<typeof replyTemplateSchema>;
