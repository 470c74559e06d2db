import type { FastifyRequest, FastifyServerOptions } from 'fastify';

/** A tracking code opens a request, and an upload's key is the submission's: neither belongs in a log. Nor does a search. */
export function loggedPath(url: string): string {
  const path = url.split('?', 1)[0]!;
  return path.replace(/(\/(?:track|uploads|prefills)\/).*/, '$1[hidden]').slice(0, 200);
}

/** Structured logs: what was called and how it ended. No bodies, no headers, no addresses of people. */
export function loggerOptions(
  level: string,
  stream?: { write(line: string): void },
): Exclude<FastifyServerOptions['logger'], boolean | undefined> {
  return {
    level,
    ...(stream && { stream }),
    serializers: {
      req: (request: FastifyRequest) => ({ method: request.method, path: loggedPath(request.url) }),
      res: (reply) => ({ status: reply.statusCode }),
    },
  };
}
