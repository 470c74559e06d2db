import { challengeSchema } from '../../model/challenge.js';
import { decode } from '../../model/decode.js';
import { HelpBoardError } from '../errors.js';

/** Hashes between two looks at the clock: an old phone does so many in less than a frame. */
const AT_A_TIME = 200;
/** Milliseconds of work after which the page gets its turn. */
const TURN = 12;

const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Solves what a backend asked for, and gives the header that goes along with the post. Hashed in plain code: `crypto.subtle`
 * is missing on plain-http pages, and one promise for each of 50,000 hashes costs more than the hash.
 */
export async function solve(given: unknown, signal?: AbortSignal): Promise<string> {
  const riddle = decode(challengeSchema, given);
  if (!riddle) throw new HelpBoardError('bad-answer', { cause: given });
  const { sha256 } = await import('js-sha256');
  const { algorithm, challenge, maxnumber, salt, signature } = riddle;
  let since = Date.now();
  for (let number = 0; number <= maxnumber; number++) {
    if (sha256(salt + number) === challenge)
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    if (number % AT_A_TIME || Date.now() - since < TURN) continue;
    await breath();
    if (signal?.aborted) throw new HelpBoardError('aborted');
    since = Date.now();
  }
  throw new HelpBoardError('bad-answer', { cause: given });
}
