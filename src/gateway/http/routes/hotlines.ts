import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../../adapters/errors.js';
import { takePush, thanks } from '../../hotline/callback.js';
import type { Connection } from '../../hotline/connections.js';
import { decide, hotlineHistory, hotlinesOf, stuckMessages, type Decision } from '../../hotline/desk.js';
import { reconcile } from '../../hotline/reconcile.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/hotlines.js';
import { route } from '../route.js';
import { boardOf, paramsOf } from './board.js';
import { deskWrite } from './desk/writing.js';

const DAY = 86_400_000;

function connectionOf({ hotlines }: HttpContext, request: FastifyRequest): Connection {
  const { board, hotline } = request.params as { board: string; hotline: string };
  const connection = hotlines.get(board, hotline);
  if (!connection) throw new HelpBoardError('not-found');
  return connection;
}

/** The desk's side of its hotlines. */
export function hotlineDeskRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, hotlines, now } = context;

  route(app, calls.listHotlines, async (request) => {
    const { board } = paramsOf(request);
    return { items: await hotlinesOf(storage, board, hotlines.of(board)) };
  });
  route(app, calls.listStuckMessages, (request) => stuckMessages(storage, paramsOf(request).board));
  // By the board it was posted on: what came from the level above is this desk's, and still that one's request.
  route(app, calls.readHotlineHistory, (request) =>
    hotlineHistory(storage, request.home!, paramsOf(request).id),
  );
  deskWrite<Decision>(app, context, calls.decideMessage, (write, { desk, id, actor, at }, decision) =>
    decide(write, { desk: desk!, id, actor, at }, decision),
  );
  route(app, calls.reconcileHotline, async (request) => {
    const { limit: days = 7 } = request.query as { limit?: number };
    return reconcile(storage, connectionOf(context, request), now() - days * DAY, now());
  });
}

/** What hotlines push. Their bodies are in letters and shapes of their own, so they are taken as the bytes they are. */
export function hotlinePushRoutes(app: FastifyInstance, context: HttpContext): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  route(app, calls.hearHotline, async (request, reply) => {
    boardOf(context, request);
    const connection = connectionOf(context, request);
    if (!connection.callback) throw new HelpBoardError('not-found');
    const { method, headers, body } = request;
    const push = {
      method,
      url: `${request.protocol}://${request.host}${request.originalUrl}`,
      headers: headers as Record<string, string>,
      bytes: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    };
    await takePush(context.storage, connection, push, context.now());
    const { type, text } = thanks(connection.profile);
    return reply.header('cache-control', 'no-store').type(type).send(text);
  });
}
