import { sql } from 'kysely';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { HelpBoardError } from '../../adapters/errors.js';
import type { HttpContext } from './context.js';
import { guardDesk } from './desk-guard.js';
import { loggerOptions } from './logging.js';
import { openapi } from './openapi.js';
import * as service from './operations/service.js';
import { sendProblem } from './problems.js';
import { route } from './route.js';
import { boardOf, boardRoutes } from './routes/board.js';
import { elsewhereRoutes, prefillRoutes } from './routes/elsewhere.js';
import { deskFigureRoutes, figureRoutes } from './routes/figures.js';
import { deskRoutes } from './routes/desk.js';
import { guardRoutes } from './routes/guard.js';
import { liveRoutes } from './routes/live.js';
import { levelRoutes } from './routes/levels.js';
import { hotlineDeskRoutes, hotlinePushRoutes } from './routes/hotlines.js';
import { intakeRoutes, uploadRoutes } from './routes/intake.js';
import { open311Routes } from './routes/open311.js';
import { peopleRoutes } from './routes/people.js';
import { requesterRoutes } from './routes/requester.js';
import { slotDeskRoutes, slotRoutes } from './routes/slot.js';
import { suggestionRoutes } from './routes/suggestions.js';
import { sessionRoutes } from './routes/session.js';

export interface ServerOptions {
  logLevel: string;
  logStream?: { write(line: string): void };
  trustProxy?: FastifyServerOptions['trustProxy'];
}

/**
 * Public calls come from any page, also from `Origin: null`, and never with cookies; desk and requester calls carry a
 * bearer token, which no foreign page has. So every origin may call.
 */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Date, Age, ETag, Retry-After',
  'cross-origin-resource-policy': 'cross-origin',
};
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
  'access-control-allow-headers':
    'Authorization, Challenge-Solution, Content-Type, Idempotency-Key, If-Match, If-None-Match',
  'access-control-max-age': '86400',
  'cache-control': 'public, max-age=86400',
};

/** The HTTP side: everything under `/api`. Pages and files are added by the caller. */
export function createServer(context: HttpContext, options: ServerOptions): FastifyInstance {
  const app = Fastify({
    logger: loggerOptions(options.logLevel, options.logStream),
    trustProxy: options.trustProxy ?? false,
    // A photo over a poor line takes its time; a line that says nothing for that long is given up.
    requestTimeout: 180_000,
    bodyLimit: 128 * 1024,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true, strict: true } },
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
  });
  // Bodies are JSON, and nothing else is read.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(sendProblem);
  app.addHook('onRequest', async (request, reply) => {
    reply
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'strict-origin-when-cross-origin')
      // Answers of the API are no pages: nothing in one is ever run or shown in a frame. Pages say otherwise themselves.
      .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=15552000');
    if (/^\/api(?!\/session\b)/.test(request.url)) reply.headers(CORS);
  });

  // A connection that is answered while the gateway ends must not be kept: its idle time would be waited for.
  let ending = false;
  app.addHook('preClose', async () => {
    ending = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (ending) reply.header('connection', 'close');
  });

  void app.register(
    async (api) => {
      api.options('/*', (_request, reply) => reply.code(204).headers(PREFLIGHT).send());
      api.setNotFoundHandler((request, reply) =>
        sendProblem(new HelpBoardError('not-found'), request, reply),
      );
      route(api, service.getHealth, async (_request, reply) => {
        reply.header('cache-control', 'no-store');
        // A gateway that cannot read its database takes nobody's post: whoever shares out calls must send them elsewhere.
        await sql`select 1`.execute(context.storage.db);
        return { status: 'ok', time: new Date(context.now()).toISOString() };
      });
      const document = JSON.stringify(openapi());
      route(api, service.getOpenapi, async (_request, reply) =>
        reply
          .type('application/json; charset=utf-8')
          .header('cache-control', 'public, max-age=60')
          .send(document),
      );
      await api.register(async (scope) => boardRoutes(scope, context));
      await api.register(async (scope) => figureRoutes(scope, context));
      await api.register(async (scope) => {
        scope.addHook('onRequest', async (request) => void boardOf(context, request));
        await scope.register(async (inner) => intakeRoutes(inner, context));
        await scope.register(async (inner) => uploadRoutes(inner, context));
        await scope.register(async (inner) => requesterRoutes(inner, context));
        await scope.register(async (inner) => prefillRoutes(inner, context));
        await scope.register(async (inner) => suggestionRoutes(inner, context));
        await scope.register(async (inner) => slotRoutes(inner, context));
        await scope.register(async (inner) => liveRoutes(inner, context));
      });
      await api.register(async (scope) => hotlinePushRoutes(scope, context));
      await api.register(async (scope) => open311Routes(scope, context));
      await api.register(async (scope) => sessionRoutes(scope, context));
      await api.register(async (scope) => {
        guardDesk(scope, context);
        await scope.register(async (inner) => deskRoutes(inner, context));
        await scope.register(async (inner) => peopleRoutes(inner, context));
        await scope.register(async (inner) => levelRoutes(inner, context));
        await scope.register(async (inner) => deskFigureRoutes(inner, context));
        await scope.register(async (inner) => elsewhereRoutes(inner, context));
        await scope.register(async (inner) => guardRoutes(inner, context));
        await scope.register(async (inner) => slotDeskRoutes(inner, context));
        await scope.register(async (inner) => hotlineDeskRoutes(inner, context));
      });
    },
    { prefix: '/api' },
  );
  return app;
}
