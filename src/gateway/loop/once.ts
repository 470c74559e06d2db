import { HelpBoardError } from '../../adapters/errors.js';
import { hashBody } from '../intake/submit.js';
import type { GroupCommit, WriteContext } from '../storage/group-commit.js';
import type { Secret } from '../storage/secret.js';
import type { Reader } from '../storage/tables.js';

/** Longer than anybody presses the same button again. */
const KEPT_MS = 24 * 3_600_000;

/** A write at the desk under a key of its sender's: whoever loses the answer sends it again, and it is done once. */
export interface Asked {
  /** Made of the key, the sender and the call: nobody gets another's answer. */
  hash: string;
  body: unknown;
}

export const askedHash = (secret: Secret, key: string, actor: string, call: string): string =>
  secret.hash('desk-answer', actor, call, key);

const findAnswer = ({ db }: Reader, hash: string) =>
  db.selectFrom('desk_answer').selectAll().where('key_hash', '=', hash).executeTakeFirst();

export const wasAnswered = async (reader: Reader, hash: string): Promise<boolean> =>
  (await findAnswer(reader, hash)) !== undefined;

/** Does the work and keeps its answer with it; or, where that has been done under this key, gives the answer of then. */
export async function once(
  context: WriteContext,
  secret: Secret,
  { hash, body }: Asked,
  at: number,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const body_hash = hashBody(secret, body);
  const place = ['desk_answer', hash];
  const known = await findAnswer(context, hash);
  if (known) {
    if (known.body_hash !== body_hash) throw new HelpBoardError('already-received');
    return JSON.parse(secret.seal.openText(known.sealed, place));
  }
  const answer = await work();
  const sealed = secret.seal.sealText(JSON.stringify(answer), place);
  await context.db.insertInto('desk_answer').values({ key_hash: hash, body_hash, sealed, at }).execute();
  return answer;
}

export async function forgetAnswers(writes: Pick<GroupCommit, 'write'>, now: number): Promise<void> {
  await writes.write(({ db }) =>
    db
      .deleteFrom('desk_answer')
      .where('at', '<', now - KEPT_MS)
      .execute(),
  );
}
