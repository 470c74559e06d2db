import { randomBytes } from 'node:crypto';
import { HelpBoardError } from '../../adapters/errors.js';
import { groupedCode, plainCode, type Prefill } from '../../model/index.js';
import { audit, type ChangeOptions } from '../loop/change.js';
import type { GroupCommit, WriteContext } from '../storage/group-commit.js';
import { base32, randomId } from '../storage/ids.js';
import type { Storage } from '../storage/index.js';
import { toInstant } from '../storage/projection.js';
import type { Secret } from '../storage/secret.js';

const KEPT_MS = 7 * 86_400_000;

const hashOf = (secret: Secret, board: string, code: string): string =>
  secret.hash('prefill', board, plainCode(code));

/**
 * Keeps a prefilled form, sealed, for a week, and gives the code that opens it: so short that it fits into a text message, and
 * nothing of what somebody needs stands in an address, where logs and referrers would have it.
 */
export async function keepPrefill(
  context: WriteContext,
  { secret, board, actor, at }: ChangeOptions,
  prefill: Prefill,
): Promise<{ code: string; expiresAt: string }> {
  const { db } = context;
  const code = base32(randomBytes(8), 12);
  const id = randomId();
  const expires_at = at + KEPT_MS;
  await db
    .insertInto('prefill')
    .values({
      ...{ board, id, created_at: at, expires_at, created_by: `${actor.kind}:${actor.id}` },
      code_hash: hashOf(secret, board, code),
      sealed: secret.seal.sealText(JSON.stringify(prefill), ['prefill', board, id]),
    })
    .execute();
  await audit(context, { actor, action: 'prefill', board, at });
  return { code: groupedCode(code), expiresAt: toInstant(expires_at) };
}

/** Opens it as often as somebody needs: a page may be closed before it is sent. */
export async function openPrefill(
  { db, secret }: Storage,
  board: string,
  code: string,
  at: number,
): Promise<Prefill> {
  const row = await db
    .selectFrom('prefill')
    .select(['id', 'sealed'])
    .where('board', '=', board)
    .where('code_hash', '=', hashOf(secret, board, code))
    .where('expires_at', '>', at)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  return JSON.parse(secret.seal.openText(row.sealed, ['prefill', board, row.id])) as Prefill;
}

/** Throws away those whose time is over: somebody's need and number stand in them. */
export async function forgetPrefills(writes: Pick<GroupCommit, 'write'>, now: number): Promise<void> {
  await writes.write(({ db }) => db.deleteFrom('prefill').where('expires_at', '<=', now).execute());
}
