import type { FastifyInstance } from 'fastify';
import type { HttpContext } from '../context.js';
import { LiveStreams } from '../live.js';
import { getEvents } from '../operations/live.js';
import { etagOf } from '../public-answer.js';
import { route } from '../route.js';
import { versioned } from './board.js';

/** The lines on which public changes are told. */
export function liveRoutes(app: FastifyInstance, context: HttpContext): void {
  const streams = new LiveStreams(context.storage.boards, context.streamsMax);
  app.addHook('preClose', async () => streams.close());

  route(app, getEvents, async (request, reply) => {
    const version = () => etagOf(context, versioned(context, request)).slice(3, -1);
    version();
    reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no');
    if (streams.full) return reply.code(204).send();
    const seen = request.headers['last-event-id'];
    // Nothing follows on it: when the gateway ends, nobody waits for it to be used again.
    reply.header('connection', 'close');
    streams.open(reply, version, typeof seen === 'string' ? seen : undefined);
    return reply;
  });
}
