import { HelpBoardError } from '../../adapters/errors.js';
import type { Addition } from '../../model/index.js';
import { keyHash } from '../intake/submission-key.js';
import { hashBody } from '../intake/submit.js';
import { claimUploads } from '../intake/uploads.js';
import { randomId } from '../storage/ids.js';
import type { Storage } from '../storage/index.js';
import { toInstant } from '../storage/projection.js';
import { sealAddition } from '../storage/sealed.js';
import type { Secret } from '../storage/secret.js';
import type { Reader } from '../storage/tables.js';
import { changeRequest, findRequest, move } from './change.js';
import { flagsOf, withFlag } from './flags.js';
import { part } from './merge.js';
import { reopen } from './moves/closing.js';
import { openOwn, REQUESTER, type OwnCall } from './own.js';

/** What somebody sends after the request, and the key it comes under. */
export interface KeyedAddition extends OwnCall {
  key: string;
  addition: Addition;
}

/** What was answered to this key before, if anything was; only for the same words. Whose request it is has been looked at. */
async function answerTo(
  { db }: Reader,
  secret: Secret,
  { key, addition, ...call }: KeyedAddition,
): Promise<{ id: string; at: string } | undefined> {
  const known = await db
    .selectFrom('addition')
    .select(['request', 'id', 'body_hash', 'at'])
    .where('board', '=', call.board)
    .where('key_hash', '=', keyHash(secret, call.board, key))
    .executeTakeFirst();
  if (!known) return undefined;
  if (known.body_hash !== hashBody(secret, addition) || known.request !== call.id)
    throw new HelpBoardError('already-received');
  return { id: known.id, at: toInstant(known.at) };
}

/** The same, for the requester alone. */
export async function knownAddition(storage: Storage, keyed: KeyedAddition): ReturnType<typeof answerTo> {
  await openOwn(storage, storage, keyed);
  return answerTo(storage, storage.secret, keyed);
}

/**
 * 补充材料: stored beside the original, once per key, for the desk to read. It answers an open question, so the clock runs
 * again. Nothing of it is public. With `reopen` it asks for the request to be taken up again.
 */
export function add(
  storage: Storage,
  keyed: KeyedAddition,
  at: number,
  by: 'add' | 'reopen' = 'add',
): Promise<{ id: string; at: string }> {
  const { secret, writes, boards } = storage;
  const { key, addition, ...call } = keyed;
  const hash = keyHash(secret, call.board, key);
  return writes.write(async (context) => {
    const request = await openOwn(context, storage, call);
    const known = await answerTo(context, secret, keyed);
    if (known) return known;
    if (!addition.body.trim()) throw new HelpBoardError('invalid', { fields: { body: 'missing' } });
    move(request.stage, by);
    const id = randomId();
    await claimUploads(context, {
      board: call.board,
      keyHash: hash,
      attachments: addition.attachments ?? [],
      request: call.id,
      addition: id,
      withheld: request.confidential === 1,
    });
    await context.db
      .insertInto('addition')
      .values({
        board: call.board,
        key_hash: hash,
        body_hash: hashBody(secret, addition),
        request: call.id,
        id,
        sealed: sealAddition(secret, { board: call.board, id }, addition.body.split('\u0000').join('')),
        at,
        withheld: request.confidential,
      })
      .execute();
    // Without an open question nothing public changes, and nothing public may show that something came.
    const quiet = by === 'add' && !flagsOf(request).includes('needs-info');
    const options = { boards, secret, ...call, actor: REQUESTER, at, quiet };
    await changeRequest(context, options, (row, doing) =>
      by === 'reopen'
        ? { ...reopen()(row, doing)!, fields: ['additions'] }
        : {
            action: 'add',
            set: { flags: withFlag(row, 'needs-info', false) },
            fields: ['additions'],
          },
    );
    // Nobody works on a merged one any more: those who work on the other are told, and where that is gone it comes back to them.
    const other = request.merged_into && (await findRequest(context, call.board, request.merged_into));
    if (other)
      await changeRequest(context, { ...options, id: other.id, quiet: true }, () => ({
        action: 'add-to-merged',
        fields: ['additions'],
        detail: { from: call.id },
      }));
    else if (request.merged_into) await changeRequest(context, { ...options, quiet: false }, part);
    return { id, at: toInstant(at) };
  });
}
