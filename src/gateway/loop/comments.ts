import type { Kysely, Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import { maskText, type Board, type Comment, type NewComment } from '../../model/index.js';
import { keyHash } from '../intake/submission-key.js';
import { hashBody } from '../intake/submit.js';
import type { WriteContext } from '../storage/group-commit.js';
import { sequentialId } from '../storage/ids.js';
import type { Storage } from '../storage/index.js';
import { storeProjection, toInstant } from '../storage/projection.js';
import { openWords, sealWords } from '../storage/sealed.js';
import type { Secret } from '../storage/secret.js';
import type { CommentTable, Tables } from '../storage/tables.js';
import { audit, loadRequest, type ChangeOptions } from './change.js';

const clean = (text: string): string => text.split('\u0000').join('').trim();

/** Where a comment goes, and the key it comes under. */
export interface KeyedComment {
  board: Board;
  /** Of the request. */
  id: string;
  key: string;
  comment: NewComment;
}

/** What was answered to this key before, if anything was. */
export async function knownComment(
  db: Kysely<Tables>,
  secret: Secret,
  { board, id, key, comment }: KeyedComment,
): Promise<{ id: string; at: string } | undefined> {
  const known = await db
    .selectFrom('comment')
    .select(['id', 'at', 'body_hash'])
    .where('board', '=', board.key)
    .where('key_hash', '=', keyHash(secret, board.key, key))
    .executeTakeFirst();
  if (!known) return undefined;
  if (known.body_hash !== commentHash(secret, id, comment)) throw new HelpBoardError('already-received');
  return { id: known.id, at: toInstant(known.at) };
}

const commentHash = (secret: Secret, id: string, { body, nickname = '' }: NewComment): string =>
  hashBody(secret, { body, nickname, id });

/** Stores a comment, once per key. Nobody but an editor reads it before it has been let through (先审后发). */
export function comment(
  { writes, secret }: Storage,
  keyed: KeyedComment,
  at: number,
): Promise<{ id: string; at: string }> {
  const { board, id, key } = keyed;
  const words = clean(keyed.comment.body);
  return writes.write(async ({ db }) => {
    const known = await knownComment(db, secret, keyed);
    if (known) return known;
    if (!words) throw new HelpBoardError('invalid', { fields: { body: 'missing' } });
    if (!board.open) throw new HelpBoardError('board-closed');
    await findPublic(db, board.key, id);
    const comment = sequentialId(at);
    await db
      .insertInto('comment')
      .values({
        board: board.key,
        key_hash: keyHash(secret, board.key, key),
        body_hash: commentHash(secret, id, keyed.comment),
        request: id,
        id: comment,
        author: maskText(clean(keyed.comment.nickname ?? '')),
        sealed: sealWords(secret, 'comment', { board: board.key, id: comment }, words),
        public_body: maskText(words),
        publication: 'pending',
        at,
      })
      .execute();
    return { id: comment, at: toInstant(at) };
  });
}

async function findPublic(db: Kysely<Tables>, board: string, id: string): Promise<void> {
  const shown = await db
    .selectFrom('public_request')
    .select('id')
    .where('board', '=', board)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!shown) throw new HelpBoardError('not-found');
}

export interface CommentQuery {
  /** `next` of the page before. */
  cursor?: string;
  limit?: number;
}

const page = <T extends { id: string }>(rows: T[], limit: number) => ({
  rows: rows.slice(0, limit),
  ...(rows.length > limit && { next: rows[limit - 1]!.id }),
});

const commentOf = (row: Pick<CommentTable, 'id' | 'author' | 'public_body' | 'at'>): Comment => ({
  id: row.id,
  author: row.author,
  body: row.public_body,
  at: toInstant(row.at),
});

export async function listPublicComments(
  db: Kysely<Tables>,
  board: string,
  request: string,
  { cursor = '', limit = 20 }: CommentQuery,
) {
  await findPublic(db, board, request);
  const found = await db
    .selectFrom('comment')
    .select(['id', 'author', 'public_body', 'at'])
    .where('board', '=', board)
    .where('request', '=', request)
    .where('publication', '=', 'public')
    .where('id', '>', cursor)
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const { rows, next } = page(found, limit);
  return { items: rows.map(commentOf), ...(next && { next }) };
}

/** What a desk has to read, as it was written, the oldest first. */
export async function listCommentsForDesk(
  { db, secret }: { db: Kysely<Tables>; secret: Secret },
  desk: string,
  {
    publication = 'pending',
    cursor = '',
    limit = 20,
  }: CommentQuery & { publication?: CommentTable['publication'] },
) {
  const found = await db
    .selectFrom('comment')
    .innerJoin('request', (join) =>
      join.onRef('request.board', '=', 'comment.board').onRef('request.id', '=', 'comment.request'),
    )
    .selectAll('comment')
    .where('request.handler', '=', desk)
    .where('comment.publication', '=', publication)
    .where('comment.id', '>', cursor)
    .orderBy('comment.id')
    .limit(limit + 1)
    .execute();
  const { rows, next } = page(found, limit);
  const items = rows.map((row: Selectable<CommentTable>) => ({
    ...commentOf(row),
    request: row.request,
    publication: row.publication,
    original: openWords(secret, 'comment', row),
  }));
  return { items, ...(next && { next }) };
}

/** Lets a comment through, or takes it away. How many there are is public. */
export async function setComment(
  context: WriteContext,
  { boards, board: desk, id, actor, at }: ChangeOptions,
  publication: 'public' | 'hidden',
): Promise<{ id: string; publication: string }> {
  const { db } = context;
  const known = await db
    .selectFrom('comment')
    .innerJoin('request', (join) =>
      join.onRef('request.board', '=', 'comment.board').onRef('request.id', '=', 'comment.request'),
    )
    .select(['comment.board', 'comment.request', 'comment.publication', 'comment.key_hash'])
    .where('comment.id', '=', id)
    .where((eb) => eb.or([eb('comment.board', '=', desk), eb('request.handler', '=', desk)]))
    .executeTakeFirst();
  if (!known) throw new HelpBoardError('not-found');
  const { board } = known;
  if (known.publication === publication) return { id, publication };
  await db
    .updateTable('comment')
    .set({ publication })
    .where('board', '=', board)
    .where('key_hash', '=', known.key_hash)
    .execute();
  const { count } = await db
    .selectFrom('comment')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('board', '=', board)
    .where('request', '=', known.request)
    .where('publication', '=', 'public')
    .executeTakeFirstOrThrow();
  await db
    .updateTable('request')
    .set({ comments: Number(count) })
    .where('board', '=', board)
    .where('id', '=', known.request)
    .execute();
  const action = `comment-${publication}`;
  await audit(context, { actor, action, board: desk, request: known.request, at, detail: { comment: id } });
  const row = await loadRequest(context, board, known.request);
  await storeProjection(context, row, row.updated_at);
  await boards.bump(context, board);
  return { id, publication };
}
