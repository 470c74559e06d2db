import type { Receipt } from '../model/submission.js';

/**
 * All that can go wrong, as codes; the words for people live in the locales. The list is closed: an adapter maps whatever
 * its backend says to one of these.
 */
export const ERROR_CODES = [
  /** No answer: offline, refused, timed out, cut. The outcome of a write is unknown. */
  'network',
  /** The caller's signal was aborted. */
  'aborted',
  /** An answer that is not ours: HTML of a captive portal or firewall, broken JSON, a receipt with another key. */
  'bad-answer',
  /** The backend failed (5xx). */
  'server',
  /** Busy: come back after `retryAfter`. */
  'rate-limited',
  /** 401: the token is missing, wrong or old. */
  'unauthorized',
  /** 403 with a code of ours. */
  'forbidden',
  'unknown-board',
  'not-found',
  /** The board takes nothing new at the moment. */
  'board-closed',
  /** The submission breaks the schema or a rule; `fields` says where. */
  'invalid',
  /** The key came before with another text: it has arrived, `receipt` is with it, and the edit may go as an addition. */
  'already-received',
  /** A stale edit, or a move the table does not allow. */
  'conflict',
  'too-large',
  'unsupported-type',
  /** A referenced photo has not been uploaded under this key. */
  'missing-upload',
  /** Solve the challenge and send again. */
  'challenge-required',
  /** The backend does not offer this. */
  'unsupported',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Codes after which sending the same thing again cannot help. Everything else is retried. */
export const FINAL_CODES: readonly ErrorCode[] = [
  'forbidden',
  'unknown-board',
  'not-found',
  'invalid',
  'already-received',
  'conflict',
  'too-large',
  'unsupported-type',
  'unsupported',
];

export interface ErrorDetails {
  /** Seconds to wait before the next try. */
  retryAfter?: number;
  /** HTTP status, where there was one. */
  status?: number;
  /** Path of a field → what is wrong with it, both machine words. */
  fields?: Record<string, string>;
  /** With `already-received`. */
  receipt?: Receipt;
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
  override readonly cause?: unknown;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.name = 'HelpBoardError';
    this.code = code;
    this.retryable = FINAL_CODES.indexOf(code) < 0;
    this.retryAfter = details.retryAfter;
    this.status = details.status;
    this.fields = details.fields;
    this.receipt = details.receipt;
    this.cause = details.cause;
  }
}
