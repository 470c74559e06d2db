import { ERROR_CODES } from '../error-codes.js';
import { HelpBoardError, type ErrorCode } from '../errors.js';

/** What a status means when no problem document says it. */
const STATUS: Partial<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  413: 'too-large',
  429: 'rate-limited',
};

/** The error that an answer of failure stands for: a problem document (RFC 9457) with a code of ours, else by status. */
export function failure(status: number, headers: Headers, json: unknown): HelpBoardError {
  const problem =
    /problem\+json/.test(headers.get('content-type') ?? '') && (json as Record<string, unknown>);
  const { code, fields } = (problem || {}) as { code?: ErrorCode; fields?: Record<string, string> };
  return new HelpBoardError(
    ERROR_CODES.includes(code!)
      ? code!
      : // A 403 or 404 without our code comes from something in between.
        (STATUS[status] ?? (status < 500 ? 'bad-answer' : 'server')),
    {
      status,
      retryAfter: retryAfter(headers),
      fields: fields && typeof fields === 'object' ? fields : undefined,
      cause: json,
    },
  );
}

/** `Retry-After` in seconds: a number or an HTTP date (RFC 9110 §10.2.3). */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const seconds = isNaN(+value) ? (Date.parse(value) - Date.now()) / 1000 : +value;
  return seconds >= 0 ? seconds : undefined;
}
