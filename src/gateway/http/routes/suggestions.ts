import type { FastifyInstance } from 'fastify';
import { suggestionsFor } from '../../search/suggestions.js';
import type { HttpContext } from '../context.js';
import { suggest } from '../operations/suggestions.js';
import { route } from '../route.js';
import { boardOf } from './board.js';

/** What has been asked already, for whoever is about to ask it. */
export function suggestionRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, limits } = context;
  route(app, suggest, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    limits.suggestions.check(request.ip);
    limits.suggestions.take(request.ip);
    const { board } = boardOf(context, request);
    return suggestionsFor(storage, board, (request.body as { text: string }).text);
  });
}
