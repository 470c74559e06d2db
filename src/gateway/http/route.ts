import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { HelpBoardError } from '../../adapters/errors.js';
import { KEY_PATTERN, type Schema } from '../../model/index.js';
import type { Operation } from './operations/index.js';
import { bodyOrNothing, bodySchema } from './revision.js';

const KEY = new RegExp(KEY_PATTERN);

const paramsSchema = (params: NonNullable<Operation['params']>): Schema<unknown> => ({
  type: 'object',
  properties: params,
  required: Object.keys(params),
});

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route was made of. */
    operation?: Operation;
  }
}

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Query strings hold texts only; `limit` is meant as a number. */
const readLimit: Hook = async (request) => {
  const query = request.query as Record<string, unknown>;
  if (typeof query['limit'] === 'string' && /^\d{1,4}$/.test(query['limit']))
    query['limit'] = +query['limit'];
};

const NUL = '\u0000';

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(NUL);
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return false;
  return Object.values(value).some(hasNul);
}

const withoutNul = (body: unknown): unknown =>
  JSON.parse(
    JSON.stringify(body, (_, value: unknown) =>
      typeof value === 'string' ? value.replaceAll(NUL, '') : value,
    ),
  );

/** U+0000 is in nobody's text, and PostgreSQL cannot hold it: left out of what is sent, and nothing has a name with it. */
const leaveOutNul: Hook = async (request) => {
  if (hasNul(request.params) || hasNul(request.query))
    throw new HelpBoardError('invalid', { fields: { url: 'pattern' } });
  try {
    if (hasNul(request.body)) request.body = withoutNul(request.body);
  } catch (cause) {
    // Nested deeper than anything that somebody wrote.
    throw new HelpBoardError('invalid', { fields: { body: 'depth' }, cause });
  }
};

/** Makes a route of an operation: its schemas check what comes in, and let nothing else out. */
export function route(
  app: FastifyInstance,
  operation: Operation,
  handler: Handler,
  options: { before?: Hook[] } & Pick<RouteShorthandOptions, 'bodyLimit'> = {},
): void {
  const { method, path, params, query, answer, status } = operation;
  const body = bodySchema(operation);
  const before = [
    leaveOutNul,
    ...(query?.properties?.['limit'] ? [readLimit] : []),
    ...(operation.revised ? [bodyOrNothing] : []),
    ...(options.before ?? []),
  ];
  app.route({
    method,
    config: { operation },
    url: path.replace(/\{(\w+)\}/g, ':$1'),
    ...(options.bodyLimit && { bodyLimit: options.bodyLimit }),
    schema: {
      ...(params && { params: paramsSchema(params) }),
      ...(query && { querystring: query }),
      ...(body && { body }),
      ...(answer && { response: { [status]: answer } }),
    },
    preValidation: before,
    handler: async (request, reply) => {
      reply.code(status);
      return handler(request, reply);
    },
  });
}

/** The client's key of this write. */
export function idempotencyKey(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw new HelpBoardError('invalid', {
    fields: { 'Idempotency-Key': key === undefined ? 'missing' : 'pattern' },
  });
}

export function bearerIfAny(request: FastifyRequest): string | undefined {
  const match = /^Bearer ([\w.~+/-]{1,4000}=*)$/i.exec(request.headers.authorization ?? '');
  return match?.[1];
}

export function bearerToken(request: FastifyRequest): string {
  const token = bearerIfAny(request);
  if (!token) throw new HelpBoardError('unauthorized');
  return token;
}
