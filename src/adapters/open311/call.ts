import { HelpBoardError, type ErrorCode } from '../errors.js';
import { ask, type AskOptions } from '../rest/ask.js';
import { failure } from '../rest/failure.js';
import { objects, word } from './decode.js';
import { readGeoReport } from './xml.js';

const CODES: Partial<Record<number, ErrorCode>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
};

/** GeoReport says what was wrong as `[{code, description}]`, real servers as `{message}` too. */
const isTheirs = (json: unknown): boolean =>
  objects(json).some((error) => word(error['description']) ?? word(error['message']) ?? word(error['error']));

async function read(response: Response): Promise<unknown> {
  const { ok, status, headers } = response;
  const text = await response.text();
  let json: unknown;
  try {
    json = /^\s*<(?!!doctype html|html)/i.test(text)
      ? readGeoReport(text)
      : JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    // A page of HTML: somebody in between.
  }
  const code = isTheirs(json) ? CODES[status] : undefined;
  if (!ok) throw code ? new HelpBoardError(code, { status, cause: json }) : failure(status, headers, json);
  if (typeof json !== 'object' || json === null)
    throw new HelpBoardError('bad-answer', { status, cause: json });
  return json;
}

/** What a GeoReport server says in JSON or XML, or an error. */
export const call = (url: string, options: AskOptions<unknown> = {}): Promise<unknown> =>
  ask<unknown>(url, { ...options, read });
