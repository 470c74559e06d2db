import type { FastifyInstance } from 'fastify';
import type { Level } from '../../../model/index.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/figures.js';
import { sendPrepared } from '../public-answer.js';
import { route } from '../route.js';
import { boardOf } from './board.js';

interface StatsCall {
  period: string;
  level: Level;
}

/** Figures for everybody. Their tag is their own: they change by the clock, not with the board. */
export function figureRoutes(app: FastifyInstance, context: HttpContext): void {
  route(app, calls.getStats, async (request, reply) => {
    const { key } = boardOf(context, request).board;
    const { period, level } = request.query as StatsCall;
    return sendPrepared(request, reply, await context.stats.get(key, level, period, context.now()));
  });
}
