import { instant, list, object, oneOf, string, type Infer } from './schema.js';

/** Longest comment, in UTF-16 units. */
export const COMMENT_MAX = 1000;

/** What a reader writes under a public request. */
export const newCommentSchema = object(
  { body: string({ minLength: 1, maxLength: COMMENT_MAX }) },
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

/** Comments that an editor has let through, the oldest first. */
export const commentPageSchema = object(
  { items: list(commentSchema) },
  {
    /** Ask with this for the next page; missing on the last one. */
    next: string(),
  },
);
export type CommentPage = Infer<typeof commentPageSchema>;

export const COMMENT_PUBLICATIONS = ['pending', 'public', 'hidden'] as const;
export const commentPublication = oneOf(COMMENT_PUBLICATIONS);
