import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { HelpBoardError, type ErrorCode, type ErrorDetails } from '../../adapters/errors.js';

/** What each of our codes is called in HTTP. Those that only a client can know are not in it. */
export const STATUS: Partial<Record<ErrorCode, number>> = {
  invalid: 400,
  unsupported: 400,
  unauthorized: 401,
  forbidden: 403,
  'unknown-board': 404,
  'not-found': 404,
  'board-closed': 409,
  conflict: 409,
  'too-large': 413,
  'unsupported-type': 415,
  'already-received': 422,
  'missing-upload': 422,
  'challenge-required': 428,
  'rate-limited': 429,
  server: 500,
};

const TITLES: Partial<Record<ErrorCode, string>> = {
  invalid: 'The request breaks the schema or a rule',
  unsupported: 'Not offered here',
  unauthorized: 'A bearer token is needed',
  forbidden: 'Not allowed',
  'unknown-board': 'No such board',
  'not-found': 'No such thing',
  'board-closed': 'The board takes nothing new at the moment',
  conflict: 'Not possible in the present state',
  'too-large': 'Too large',
  'unsupported-type': 'This type is not taken',
  'already-received': 'This key has brought in another text before',
  'missing-upload': 'A photo has not been uploaded under this key',
  'challenge-required': 'Solve the challenge first',
  'rate-limited': 'Too many; come back later',
  server: 'The gateway failed',
};

/** A problem document of RFC 9457. Nothing in it comes from a stack or from what was sent, but names of fields. */
export interface Problem extends Pick<
  ErrorDetails,
  'retryAfter' | 'fields' | 'receipt' | 'revision' | 'changes'
> {
  type: 'about:blank';
  title: string;
  status: number;
  code: ErrorCode;
}

const FIELDS_MAX = 20;

interface SchemaFault {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}

/** `/contact/phone` + required → `contact.phone: missing`. */
function fieldsOf(faults: SchemaFault[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { instancePath, keyword, params } of faults.slice(0, FIELDS_MAX)) {
    const path = instancePath.split('/').slice(1);
    let word = keyword;
    if (keyword === 'required') {
      path.push(String(params['missingProperty']));
      word = 'missing';
    } else if (keyword === 'additionalProperties') {
      path.push(String(params['additionalProperty']).slice(0, 40));
      word = 'unknown';
    }
    fields[path.join('.') || 'body'] = word;
  }
  return fields;
}

/** Fastify's own refusals in our words. */
const FRAMEWORK: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-type',
  FST_ERR_NOT_FOUND: 'not-found',
};

/** Whatever was thrown, as one of our errors. */
export function asHelpBoardError(error: unknown): HelpBoardError {
  if (error instanceof HelpBoardError) return error;
  const { code, statusCode, validation } = error as FastifyError;
  if (validation)
    return new HelpBoardError('invalid', { fields: fieldsOf(validation as SchemaFault[]), cause: error });
  const known = FRAMEWORK[code];
  if (known) return new HelpBoardError(known, { cause: error });
  // PostgreSQL's own word for a value that its column cannot hold: a number too large, a cursor made up.
  if (/^22\w{3}$/.test(code ?? '')) return new HelpBoardError('invalid', { cause: error });
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return new HelpBoardError('invalid', { cause: error });
  return new HelpBoardError('server', { cause: error });
}

export function problemOf(error: HelpBoardError): Problem {
  const code: ErrorCode = STATUS[error.code] ? error.code : 'server';
  return {
    type: 'about:blank',
    title: TITLES[code]!,
    status: STATUS[code]!,
    code,
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    ...(error.fields && { fields: error.fields }),
    ...(error.receipt && { receipt: error.receipt }),
    ...(error.changes && { revision: error.revision, changes: error.changes }),
  };
}

/** Answers with the problem. Only our own failures are logged with what happened: an error about a body quotes the body. */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = asHelpBoardError(thrown);
  const problem = problemOf(error);
  if (problem.status >= 500) request.log.error({ err: error.cause ?? error }, 'failed');
  else request.log.info({ code: problem.code }, 'refused');
  if (problem.retryAfter !== undefined) reply.header('retry-after', Math.ceil(problem.retryAfter));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .removeHeader('etag')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}
