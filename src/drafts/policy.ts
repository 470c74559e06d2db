import { ERROR_CODES } from '../adapters/error-codes.js';
import { isFinal, type ErrorCode } from '../adapters/errors.js';
import type { FoundReceipt } from '../model/submission.js';
import type { Dedupe, Failure } from './types.js';

/** First wait at most this long; every further try doubles it, up to the longest. Full jitter: anything below it. */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 5 * 60_000;
const SHORTEST_WAIT = 500;
/** A `Retry-After` beyond this is a mistake of the server: nobody is left waiting for a day. */
const LONGEST_REST = 60 * 60_000;
/** After so many tries that failed although the device was online, a person is told, while it goes on trying. */
export const ATTENTION_AFTER = 6;

/** Codes after which nobody knows whether the backend has recorded it. */
const UNKNOWN_OUTCOME: readonly string[] = [
  'network',
  'aborted',
  'bad-answer',
  'server',
] satisfies ErrorCode[];
export const mayHaveArrived = (code: string): boolean => UNKNOWN_OUTCOME.indexOf(code) >= 0;

export interface Circumstances {
  key: string;
  /** Tries that were made, this one included, since a person last said "try again". */
  tries: number;
  /** Code of the failure before this one. */
  previous?: string;
  online: boolean;
  dedupe: Dedupe;
  /** The text under this key that was sent before, with nobody knowing what became of it: this very one, or another. */
  ventured?: 'this' | 'another';
  random: () => number;
}

/** What happens to an entry after a try. */
export type Verdict =
  | { delivery: 'sent'; receipt: FoundReceipt; sameText: boolean }
  /** With `wait`: tried again by itself after so many milliseconds. Without: parked until a person decides. */
  | { delivery: 'queued' | 'attention' | 'maybe'; failure: Failure; wait?: number };

/** The receipt, if it is one and echoes our key. Everything else did not come from our backend. */
const ours = (answer: unknown, key: string): FoundReceipt | undefined => {
  const receipt = answer as FoundReceipt | null | undefined;
  return receipt && typeof receipt === 'object' && receipt.key === key && receipt.id ? receipt : undefined;
};

/** What was thrown, reduced to what may be kept: a known code and its details. Without a code there was no answer. */
const readFailure = (error: unknown): Failure => {
  const thrown = (error && typeof error === 'object' ? error : {}) as Partial<Failure>;
  const known = ERROR_CODES.indexOf(thrown.code as ErrorCode) >= 0;
  const failure: Failure = { code: known ? thrown.code! : 'network' };
  if (typeof thrown.status === 'number') failure.status = thrown.status;
  if (typeof thrown.retryAfter === 'number' && thrown.retryAfter > 0) failure.retryAfter = thrown.retryAfter;
  if (thrown.fields) failure.fields = { ...thrown.fields };
  return failure;
};

/** Full jitter, so that a county that comes back online does not knock in step. */
const backoff = (tries: number, random: () => number) =>
  Math.max(SHORTEST_WAIT, random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(tries - 1, 20)));

/**
 * Judges an answer. What was found, and not sent by us as far as we know, may be another text of a tab that died: then the
 * text here stays.
 */
export function judgeAnswer(answer: unknown, circumstances: Circumstances): Verdict {
  const { key, ventured } = circumstances;
  const receipt = ours(answer, key);
  if (!receipt) return judgeFailure({ code: 'bad-answer' }, circumstances);
  const { found } = receipt;
  const sameText = !found || ventured === 'this' || (found === 'perhaps' && !ventured);
  return { delivery: 'sent', receipt, sameText };
}

/** Judges what was thrown instead of an answer. Final are only the codes marked so in adapters/errors; the rest is tried for ever. */
export function judgeFailure(error: unknown, circumstances: Circumstances): Verdict {
  const failure = readFailure(error);
  if (failure.code === 'already-received') {
    const receipt = ours((error as { receipt?: unknown }).receipt, circumstances.key);
    if (receipt) return { delivery: 'sent', receipt, sameText: false };
    failure.code = 'bad-answer';
  }
  const code = failure.code as ErrorCode;
  if (isFinal(code)) return { delivery: 'attention', failure };
  if (circumstances.dedupe === 'none' && mayHaveArrived(code)) return { delivery: 'maybe', failure };

  const { tries, previous, online, random } = circumstances;
  // The token had run out: whoever sends fetches a fresh one, so once there is nothing to wait for.
  if (code === 'unauthorized' && previous !== 'unauthorized') return { delivery: 'queued', failure, wait: 0 };
  const rest = Math.min(LONGEST_REST, (failure.retryAfter || 0) * 1_000);
  return {
    delivery: online && tries >= ATTENTION_AFTER ? 'attention' : 'queued',
    failure,
    wait: rest + backoff(tries, random),
  };
}
