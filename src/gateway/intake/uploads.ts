import type { Kysely } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import { maskText, type Submission } from '../../model/index.js';
import { inParts, type Turn } from '../jobs.js';
import type { WriteContext } from '../storage/group-commit.js';
import { randomId } from '../storage/ids.js';
import type { Storage } from '../storage/index.js';
import { sealPhoto } from '../storage/sealed.js';
import type { Tables } from '../storage/tables.js';
import type { Photo } from './photo.js';

/** Uploads under one key that wait for their submission; a form sends up to nine. */
const WAITING_MAX = 12;
/** What no submission has asked for after this long is thrown away; a later submission is told to upload again. */
const KEEP_MS = 7 * 24 * 3_600_000;

export interface UploadName {
  board: string;
  keyHash: string;
  sha256: string;
}

export async function uploadExists(db: Kysely<Tables>, name: UploadName): Promise<boolean> {
  const row = await db
    .selectFrom('upload')
    .select('photo')
    .where('board', '=', name.board)
    .where('key_hash', '=', name.keyHash)
    .where('sha256', '=', name.sha256)
    .executeTakeFirst();
  return row !== undefined;
}

/** Stores a re-encoded picture under key and hash; the second time it does nothing. */
export function storeUpload(
  { writes, secret }: Pick<Storage, 'writes' | 'secret'>,
  name: UploadName,
  photo: Photo,
  at: number,
): Promise<void> {
  const id = randomId();
  const bytes = sealPhoto(secret, id, photo.bytes);
  return writes.write(async ({ db }) => {
    if (await uploadExists(db, name)) return;
    const { count } = await db
      .selectFrom('upload')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('board', '=', name.board)
      .where('key_hash', '=', name.keyHash)
      .executeTakeFirstOrThrow();
    if (Number(count) >= WAITING_MAX)
      throw new HelpBoardError('too-large', { fields: { attachments: 'maxItems' } });
    await db
      .insertInto('photo')
      .values({ ...photo, id, bytes })
      .execute();
    await db
      .insertInto('upload')
      .values({
        board: name.board,
        key_hash: name.keyHash,
        sha256: name.sha256,
        photo: id,
        received_at: at,
        request: null,
        addition: null,
        position: 0,
        alt: null,
      })
      .execute();
  });
}

export interface Claim {
  board: string;
  keyHash: string;
  attachments: Submission['attachments'];
  request: string;
  /** Where they come with an addition. */
  addition?: string;
  /** Of somebody who asks confidentially: a picture shows a face, or a door. */
  withheld: boolean;
}

/** Gives the uploads of a key to their request. One that has not arrived under this key is `missing-upload`. */
export async function claimUploads({ db }: WriteContext, claim: Claim): Promise<void> {
  for (const [position, { sha256, alt }] of claim.attachments.entries()) {
    const { numUpdatedRows } = await db
      .updateTable('upload')
      .set({
        request: claim.request,
        addition: claim.addition ?? null,
        position,
        withheld: claim.withheld ? 1 : 0,
        alt: alt ? maskText(alt) : null,
      })
      .where('board', '=', claim.board)
      .where('key_hash', '=', claim.keyHash)
      .where('sha256', '=', sha256)
      .executeTakeFirstOrThrow();
    if (!numUpdatedRows) {
      const fields = { [`attachments.${position}`]: 'missing' };
      throw new HelpBoardError('missing-upload', { fields });
    }
  }
}

/** Thrown away in one transaction: posts wait meanwhile. */
const AT_ONCE = 200;

/** Throws away all uploads whose submission never came: one address alone may leave thousands in an hour. */
export const dropStaleUploads = (turn: Pick<Turn, 'write' | 'ending'>, now: number): Promise<void> =>
  inParts(turn, AT_ONCE, () => dropSome(turn, now));

function dropSome(turn: Pick<Turn, 'write'>, now: number): Promise<number> {
  return turn.write(async ({ db }) => {
    const stale = await db
      .selectFrom('upload')
      .select(['board', 'key_hash', 'sha256', 'photo'])
      .where('request', 'is', null)
      .where('received_at', '<', now - KEEP_MS)
      .limit(AT_ONCE)
      .execute();
    for (const { board, key_hash, sha256, photo } of stale) {
      await db
        .deleteFrom('upload')
        .where('board', '=', board)
        .where('key_hash', '=', key_hash)
        .where('sha256', '=', sha256)
        .execute();
      await db.deleteFrom('photo').where('id', '=', photo).execute();
    }
    return stale.length;
  });
}
