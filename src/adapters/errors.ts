import type { ChangeSince } from '../model/history.js';
import type { Receipt } from '../model/submission.js';
import type { ERROR_CODES } from './error-codes.js';

/**
 * All that can go wrong, as codes; the words for people live in the locales. The list is closed: an adapter maps whatever
 * its backend says to one of these. After a final one, sending the same thing again cannot help.
 */
export const FINAL = [
  /** 403 with a code of ours. */
  'forbidden',
  'unknown-board',
  'not-found',
  /** The submission breaks the schema or a rule; `fields` says where. */
  'invalid',
  /** The key came before with another text: it has arrived, `receipt` is with it, and the edit may go as an addition. */
  'already-received',
  /** A stale edit, or a move the table does not allow. */
  'conflict',
  'too-large',
  'unsupported-type',
  /** The backend does not offer this. */
  'unsupported',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Whether sending the same thing again cannot help. */
export const isFinal = (code: ErrorCode): boolean => (FINAL as readonly string[]).includes(code);

export interface ErrorDetails {
  /** Seconds to wait before the next try. */
  retryAfter?: number;
  /** HTTP status, where there was one. */
  status?: number;
  /** Path of a field → what is wrong with it, both machine words. */
  fields?: Record<string, string>;
  /** With `already-received`. */
  receipt?: Receipt;
  /** With `conflict` over a stale edit: the present revision, and what has changed since the one that was seen. */
  revision?: number;
  changes?: ChangeSince[];
  cause?: unknown;
}

/** The only thing an adapter ever throws. */
export class HelpBoardError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfter?: number;
  readonly status?: number;
  readonly fields?: Record<string, string>;
  readonly receipt?: ErrorDetails['receipt'];
  readonly revision?: number;
  readonly changes?: ErrorDetails['changes'];
  override readonly cause?: unknown;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.name = 'HelpBoardError';
    this.code = code;
    this.retryable = !isFinal(code);
    Object.assign(this, details);
  }
}
