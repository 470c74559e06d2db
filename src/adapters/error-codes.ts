import { FINAL } from './errors.js';

/** Whatever else happened: sending again may help, and is safe under the same key. */
const PASSING = [
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
  /** The board takes nothing new at the moment. */
  'board-closed',
  /** A referenced photo has not been uploaded under this key. */
  'missing-upload',
  /** Solve the challenge and send again. */
  'challenge-required',
] as const;

/** The closed list. */
export const ERROR_CODES = [...FINAL, ...PASSING] as const;
