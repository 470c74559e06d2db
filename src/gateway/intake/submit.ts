import type { Kysely } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import { canonical, type Board, type Receipt, type Submission } from '../../model/index.js';
import type { Boards } from '../storage/boards.js';
import type { GroupCommit, WriteContext } from '../storage/group-commit.js';
import { randomId } from '../storage/ids.js';
import { prepared } from '../storage/prepared.js';
import { toInstant, type RequestRow } from '../storage/projection.js';
import type { Secret } from '../storage/secret.js';
import type { Tables } from '../storage/tables.js';
import { changeRequest, type Actor, type ChangeOptions } from '../loop/change.js';
import { reply } from '../loop/moves/replying.js';
import { claimUploads } from './uploads.js';
import { insertRequest, type NewRequest } from './insert-request.js';
import type { SubmissionKey } from './submission-key.js';

const GATEWAY: Actor = { kind: 'gateway', id: 'intake' };

export interface Intake {
  boards: Boards;
  secret: Secret;
  writes: GroupCommit;
}

/** Keyed: the hash outlives the text, and must not confirm a guess of it. */
export function hashBody(secret: Secret, body: unknown): string {
  try {
    return secret.hash('body', canonical(body));
  } catch (cause) {
    throw new HelpBoardError('invalid', { fields: { body: 'depth' }, cause });
  }
}

/** Made anew from the key whenever it is asked for: nothing of it but hashes is stored. */
const receipt = (
  key: SubmissionKey,
  row: { request: string; received_at: number; due_at: number },
): Receipt => ({
  key: key.key,
  id: row.request,
  trackingCode: key.trackingCode,
  token: key.token,
  stage: 'submitted',
  receivedAt: toInstant(row.received_at),
  dueAt: toInstant(row.due_at),
});

const findReceipt = prepared((db, board: string, hash: string) =>
  db.selectFrom('receipt').selectAll().where('board', '=', board).where('key_hash', '=', hash),
);

/**
 * What was answered to this key before, if anything was. The same text gets the same receipt; another text is told so, with
 * the receipt, because the key has already brought one in.
 */
export async function receiptFor(
  db: Kysely<Tables>,
  key: SubmissionKey,
  bodyHash: string,
): Promise<Receipt | undefined> {
  const row = await findReceipt(db, key.board, key.hash);
  if (!row) return undefined;
  const known = receipt(key, row);
  if (row.body_hash !== bodyHash) throw new HelpBoardError('already-received', { receipt: known });
  return known;
}

/** 自动回执, where the board has one: it says that the request has come in, and stops no clock. */
async function acknowledge(context: WriteContext, options: ChangeOptions): Promise<void> {
  const { board, settings } = options.boards.get(options.board)!;
  const body = settings.acknowledgement;
  if (!body) return;
  const words = { author: board.title, role: 'newsroom', kind: 'acknowledgement', body } as const;
  await changeRequest(context, options, reply(words));
}

/**
 * Records a submission that has been found valid, once. The key is looked up again inside the transaction: of five posts
 * under the same key at the same time the first writes, and all five get its receipt.
 */
export function submit(
  { boards, secret, writes }: Intake,
  board: Board,
  key: SubmissionKey,
  bodyHash: string,
  submission: Submission,
  receivedAt: number,
  more: Pick<NewRequest, 'actor' | 'citizen' | 'guard'> & { arrived?: (row: RequestRow) => void } = {},
): Promise<Receipt> {
  return writes.write(async (context) => {
    const known = await receiptFor(context.db, key, bodyHash);
    if (known) return known;
    const id = randomId();
    await claimUploads(context, {
      board: board.key,
      keyHash: key.hash,
      attachments: submission.attachments,
      request: id,
      withheld: submission.confidential === true,
    });
    const { arrived, ...given } = more;
    const from = { boards, secret, board, key, bodyHash, submission, receivedAt, id, ...given };
    const row = await insertRequest(context, from);
    await acknowledge(context, { boards, secret, board: board.key, id, actor: GATEWAY, at: receivedAt });
    context.afterCommit(() => arrived?.(row));
    return receipt(key, { request: id, ...row });
  });
}
