import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../../adapters/errors.js';
import type { Addition, NewComment, Rating } from '../../../model/index.js';
import { add, knownAddition } from '../../loop/additions.js';
import { comment, knownComment, listPublicComments, type CommentQuery } from '../../loop/comments.js';
import { deleteOwn, listOwn, rateOwn, readOwn, urgeOwn, withdraw } from '../../loop/own.js';
import { track } from '../../loop/track.js';
import { citizenOf } from '../../people/identify.js';
import type { HttpContext } from '../context.js';
import * as publicCalls from '../operations/public.js';
import * as calls from '../operations/requester.js';
import { bearerToken, idempotencyKey, route } from '../route.js';
import { boardOf, paramsOf } from './board.js';

/** What a requester, or somebody in the same need, does with a request that exists. Never cached. */
export function requesterRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, limits, votes, hostTokens, now } = context;

  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    // Who shows no token is told so, whatever else is wrong.
    if (request.routeOptions.config.operation?.tag === 'requester') bearerToken(request);
  });

  /** After the look at the key: whoever has an answer coming gets it, and it costs nothing. */
  const slowDown = ({ ip }: FastifyRequest) => {
    limits.submits.check(ip);
    limits.submits.take(ip);
  };

  const ownCall = async (request: FastifyRequest) => {
    const token = bearerToken(request);
    return { ...paramsOf(request), token, citizen: await citizenOf(storage, hostTokens, token) };
  };

  route(app, calls.listOwn, async (request) => {
    const citizen = await citizenOf(storage, hostTokens, bearerToken(request));
    if (!citizen) throw new HelpBoardError('unauthorized');
    return listOwn(storage, paramsOf(request).board, citizen);
  });

  route(app, calls.getOwn, async (request) => readOwn(storage, await ownCall(request)));

  for (const [operation, by] of [
    [calls.addAddition, 'add'],
    [calls.reopenOwn, 'reopen'],
  ] as const)
    route(app, operation, async (request) => {
      const call = await ownCall(request);
      const keyed = { ...call, key: idempotencyKey(request), addition: request.body as Addition };
      const known = await knownAddition(storage, keyed);
      if (known) return known;
      slowDown(request);
      return add(storage, keyed, now(), by);
    });

  route(app, calls.urgeOwn, async (request) => urgeOwn(storage, await ownCall(request), now()));
  route(app, calls.rateOwn, async (request) =>
    rateOwn(storage, await ownCall(request), request.body as Rating, now()),
  );

  route(app, calls.deleteOwn, async (request) => deleteOwn(storage, await ownCall(request), now()));

  route(app, calls.withdrawRequest, async (request) => withdraw(storage, await ownCall(request), now()));

  route(app, publicCalls.trackRequest, async (request) => {
    const { board, code } = request.params as { board: string; code: string };
    limits.tracking.check(request.ip);
    try {
      return await track(storage, board, code);
    } catch (error) {
      // Only wrong codes count: looking after one's own request as often as one likes is no attack.
      limits.tracking.take(request.ip);
      throw error;
    }
  });

  route(app, publicCalls.addMeToo, async (request) => {
    const { board, id } = paramsOf(request);
    if (!boardOf(context, request).board.features.meToo) throw new HelpBoardError('unsupported');
    limits.meToo.check(request.ip);
    limits.meToo.take(request.ip);
    return { meToo: await votes.add('me_too', board, id, (request.body as { device: string }).device) };
  });

  route(app, publicCalls.addThanks, async (request) => {
    const { board, id } = paramsOf(request);
    limits.meToo.check(request.ip);
    limits.meToo.take(request.ip);
    return { thanks: await votes.add('thanks', board, id, (request.body as { device: string }).device) };
  });

  route(app, publicCalls.addComment, async (request) => {
    const { board } = boardOf(context, request);
    const { id } = paramsOf(request);
    const keyed = { board, id, key: idempotencyKey(request), comment: request.body as NewComment };
    const known = await knownComment(storage.db, storage.secret, keyed);
    if (known) return known;
    if (!board.features.comments) throw new HelpBoardError('unsupported');
    slowDown(request);
    return comment(storage, keyed, now());
  });
  route(app, publicCalls.listComments, async (request) => {
    const { board } = boardOf(context, request);
    if (!board.features.comments) throw new HelpBoardError('unsupported');
    return listPublicComments(storage.db, board.key, paramsOf(request).id, request.query as CommentQuery);
  });
}
