import { instant, object, oneOf, string, type Infer } from './schema.js';

/** What a reader writes under a public request. */
export const newCommentSchema = object(
  { body: string({ minLength: 1, maxLength: 1000 }) },
  {
    /** Nobody needs to give a name. */
    nickname: string({ maxLength: 20 }),
  },
);
export type NewComment = Infer<typeof newCommentSchema>;

/** A comment as everybody reads it: numbers covered, let through by an editor. */
export const commentSchema = object({
  id: string(),
  author: string({ default: '' }),
  body: string(),
  at: instant(),
});
export type Comment = Infer<typeof commentSchema>;

export const COMMENT_PUBLICATIONS = ['pending', 'public', 'hidden'] as const;
export const commentPublication = oneOf(COMMENT_PUBLICATIONS);
