import { createChallenge, verifySolution } from 'altcha-lib/v1';
import { decode, integer, object, oneOf, string, type Challenge, type Infer } from '../../model/index.js';
import type { GroupCommit } from '../storage/group-commit.js';
import type { Storage } from '../storage/index.js';

/** Hashes until the number is found, at most: half a second on a phone of ten years ago. */
const NUMBER_MAX = 50_000;
/** Time to solve it and send; over a poor line, too. */
const VALID_MS = 10 * 60_000;

const solutionSchema = object({
  algorithm: oneOf(['SHA-256']),
  challenge: string({ maxLength: 64 }),
  number: integer({ minimum: 0 }),
  salt: string({ maxLength: 200 }),
  signature: string({ maxLength: 64 }),
});
type Solution = Infer<typeof solutionSchema>;

/**
 * A post may be asked to cost its sender's device some work. Nothing is kept of a riddle that has been given out; a
 * solution that has been used is kept until it would have expired, so that it counts once, at whichever process it arrives.
 */
export class Challenges {
  readonly #storage: Storage;
  readonly #now: () => number;

  constructor(storage: Storage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  create(board: string): Promise<Challenge> {
    return createChallenge({
      ...{ hmacKey: this.#key, algorithm: 'SHA-256', maxNumber: NUMBER_MAX },
      ...{ params: { board }, expires: new Date(this.#now() + VALID_MS) },
    }) as Promise<Challenge>;
  }

  /** Whether it solves a riddle of this board, which has not expired, for the first time. */
  async isSolved(board: string, header: unknown): Promise<boolean> {
    const solution = typeof header === 'string' ? read(header) : undefined;
    if (!solution) return false;
    const said = new URLSearchParams(solution.salt.split('?')[1]);
    const expires = Number(said.get('expires')) * 1000;
    const { [0]: of } = said.getAll('board');
    if (of !== board || !(expires > this.#now())) return false;
    if (!(await verifySolution(solution, this.#key, false))) return false;
    return this.#useUp(solution, expires);
  }

  get #key(): string {
    return this.#storage.secret.hash('challenge');
  }

  async #useUp({ challenge }: Solution, expires_at: number): Promise<boolean> {
    const added = await this.#storage.writes.write(({ db }) =>
      db
        .insertInto('solved_challenge')
        .values({ hash: challenge, expires_at })
        .onConflict((oc) => oc.doNothing())
        .returning('hash')
        .executeTakeFirst(),
    );
    return added !== undefined;
  }
}

/** Forgets what could not be used again anyway. */
export async function forgetChallenges(writes: Pick<GroupCommit, 'write'>, now: number): Promise<void> {
  await writes.write(({ db }) => db.deleteFrom('solved_challenge').where('expires_at', '<', now).execute());
}

function read(header: string): Solution | undefined {
  try {
    return decode(solutionSchema, JSON.parse(Buffer.from(header, 'base64').toString()));
  } catch {
    return undefined;
  }
}
