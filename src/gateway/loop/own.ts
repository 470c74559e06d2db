import { isDeepStrictEqual } from 'node:util';
import { HelpBoardError } from '../../adapters/errors.js';
import type { OwnRequest, Rating } from '../../model/index.js';
import { tokenHash } from '../intake/submission-key.js';
import { deleteRequest } from '../retention/delete-request.js';
import type { Storage } from '../storage/index.js';
import {
  besides,
  publicFlags,
  publicReply,
  publicStep,
  toInstant,
  type RequestRow,
} from '../storage/projection.js';
import { openAddition, openPrivate, openWords, sealWords } from '../storage/sealed.js';
import { sameHash, type Secret } from '../storage/secret.js';
import { changeRequest, loadRequest, move, type Actor } from './change.js';
import type { Sight } from '../people/person.js';
import { flagsOf } from './flags.js';
import { isOver } from '../clock/wind.js';
import { rate, withdraw as withdrawn } from './moves/closing.js';
import { urge } from './moves/handing-over.js';
import { otherReplies, partAll } from './merge.js';
import type { Reader } from '../storage/tables.js';

const OWN_MAX = 100;
export const REQUESTER: Actor = { kind: 'requester', id: 'token' };

/** What the holder of a receipt's token asks about. */
export interface OwnCall {
  board: string;
  id: string;
  token: string;
  /** The site's signed-in reader, where it is the site's token: see `citizenOf`. */
  citizen?: string;
}

/**
 * The request that a token opens. A wrong token and a request that does not exist get the same answer: an id tells nobody
 * anything.
 */
export async function openOwn(context: Reader, storage: Storage, call: OwnCall): Promise<RequestRow> {
  const row = await loadRequest(context, call.board, call.id);
  const own = call.citizen
    ? row.citizen !== null && sameHash(row.citizen, call.citizen)
    : sameHash(row.token_hash, tokenHash(storage.secret, call.token));
  if (!own) throw new HelpBoardError('not-found');
  return row;
}

/** All that the requester may see of the own request, whatever its publication. Contact data is not sent back. */
export async function readOwn(storage: Storage, call: OwnCall): Promise<OwnRequest> {
  const row = await openOwn(storage, storage, call);
  const other = await otherReplies(storage, row);
  const { replies, timeline } = await besides(storage, call.board, call.id);
  const additions = await storage.db
    .selectFrom('addition')
    .select(['board', 'id', 'sealed', 'at'])
    .where('board', '=', call.board)
    .where('request', '=', call.id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const { title, body } = openPrivate(storage.secret, row);
  return {
    id: row.id,
    stage: row.stage,
    publication: row.publication,
    flags: publicFlags(row),
    category: row.category,
    urgency: row.urgency,
    body,
    createdAt: toInstant(row.received_at),
    dueAt: toInstant(row.due_at),
    replies: [...replies, ...other].map(publicReply),
    timeline: timeline.filter((step) => step.audience === 'public').map(publicStep),
    additions: additions.map((addition) => ({
      id: addition.id,
      body: openAddition(storage.secret, addition),
      at: toInstant(addition.at),
    })),
    ...(title && { title }),
    ...(row.merged_into && { mergedInto: row.merged_into }),
    ...(row.answered_at !== null && { answeredAt: toInstant(row.answered_at) }),
    ...(row.paused_at !== null && { pausedAt: toInstant(row.paused_at) }),
    ...(row.assignee && { assignee: JSON.parse(row.assignee) as OwnRequest['assignee'] }),
    ...(row.rating && { rating: ratingOf(storage.secret, row) }),
  };
}

export const ratingOf = (
  secret: Secret,
  { board, id, rating, rating_words }: RequestRow,
  sight: Sight = 'whole',
): Rating => ({
  ...(JSON.parse(rating!) as Rating),
  ...(sight !== 'released' &&
    rating_words && { words: openWords(secret, 'rating', { board, id, sealed: rating_words }) }),
});

/** What a site's signed-in reader has asked, on whatever device, the newest first. */
export async function listOwn(storage: Storage, board: string, citizen: string) {
  const rows = await storage.db
    .selectFrom('request')
    .selectAll()
    .where('board', '=', board)
    .where('citizen', '=', citizen)
    .orderBy('received_at', 'desc')
    .limit(OWN_MAX)
    .execute();
  const items = rows.map((row) => ({
    ...{ id: row.id, stage: row.stage, publication: row.publication, flags: publicFlags(row) },
    ...{ category: row.category, urgency: row.urgency, body: openPrivate(storage.secret, row).body },
    ...{ createdAt: toInstant(row.received_at), dueAt: toInstant(row.due_at) },
    ...(row.answered_at !== null && { answeredAt: toInstant(row.answered_at) }),
  }));
  return { items };
}

/** 撤回: taken out of public view at once, and nobody works on it any more. Asked again, it stays withdrawn. */
export function withdraw(storage: Storage, call: OwnCall, at: number): Promise<{ stage: 'withdrawn' }> {
  const { writes, boards, secret } = storage;
  return writes.write(async (context) => {
    const row = await openOwn(context, storage, call);
    const options = { boards, secret, ...call, actor: REQUESTER, at };
    await changeRequest(context, options, withdrawn);
    await partAll(context, options, row);
    return { stage: 'withdrawn' };
  });
}

/** 删除: everything about it goes, for good. */
export function deleteOwn(storage: Storage, call: OwnCall, at: number): Promise<{ deleted: true }> {
  const { writes, boards, secret } = storage;
  return writes.write(async (context) => {
    await openOwn(context, storage, call);
    await deleteRequest(context, { boards, secret, ...call, actor: REQUESTER, at });
    return { deleted: true };
  });
}

/** Where the own request stands after something its requester did. */
const standingOf = (row: RequestRow) => ({
  stage: row.stage,
  flags: publicFlags(row),
  dueAt: toInstant(row.due_at),
});

/** 催办 by the requester: not before the time is over. Asked again, it stays urged. */
export function urgeOwn(storage: Storage, call: OwnCall, at: number) {
  const { writes, boards, secret } = storage;
  return writes.write(async (context) => {
    await openOwn(context, storage, call);
    const options = { boards, secret, ...call, actor: REQUESTER, at };
    const row = await changeRequest(context, options, (before, doing) => {
      move(before.stage, 'urge');
      if (!isOver(before, at)) throw new HelpBoardError('conflict', { fields: { dueAt: 'not-over' } });
      return flagsOf(before).includes('urged') ? undefined : urge()(before, doing);
    });
    return standingOf(row);
  });
}

/** 评价 by the requester. Said again, as after a lost answer, it is said once: a hotline is not told twice. */
export function rateOwn(storage: Storage, call: OwnCall, rating: Rating, at: number) {
  const { writes, boards, secret } = storage;
  const words = rating.words?.trim();
  return writes.write(async (context) => {
    await openOwn(context, storage, call);
    const sealed = words ? sealWords(secret, 'rating', call, words) : null;
    const options = { boards, secret, ...call, actor: REQUESTER, at };
    const said = { ...rating, words };
    const row = await changeRequest(context, options, (before, doing) =>
      before.rating && isDeepStrictEqual({ words: undefined, ...ratingOf(secret, before) }, said)
        ? undefined
        : rate(rating, sealed)(before, doing),
    );
    return standingOf(row);
  });
}
