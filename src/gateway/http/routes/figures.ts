import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { digestOf } from '../../figures/digest.js';
import { openData, type OpenFormat } from '../../figures/open-data.js';
import { periodOf } from '../../figures/period.js';
import { REPORT_POLICY, reportCsv, reportHtml, type DailyReport } from '../../figures/report.js';
import { countStats, statsOf } from '../../figures/stats.js';
import type { Level } from '../../../model/index.js';
import { AtOnce } from '../at-once.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/figures.js';
import { PUBLIC_CACHING, sendPrepared } from '../public-answer.js';
import { route } from '../route.js';
import { boardOf } from './board.js';

interface StatsCall {
  period: string;
  level: Level;
}

/** Exports being read at once: each reads the whole board, and holds a page of it in memory. */
const EXPORTING = { inAll: 6, perAddress: 2 };
/** A reader that takes nothing for so long gives its place to others. */
const STALLED_MS = 30_000;

/** Figures for everybody. Their tag is their own: they change by the clock, not with the board. */
export function figureRoutes(app: FastifyInstance, context: HttpContext): void {
  route(app, calls.getStats, async (request, reply) => {
    const { key } = boardOf(context, request).board;
    const { period, level } = request.query as StatsCall;
    return sendPrepared(request, reply, await context.stats.get(key, level, period, context.now()));
  });

  const exporting = new AtOnce(EXPORTING);
  route(app, calls.exportRequests, async (request, reply) => {
    const { key } = boardOf(context, request).board;
    const { format } = request.query as { format: OpenFormat };
    reply.raw.once('close', exporting.enter(request.ip));
    reply.raw.setTimeout(STALLED_MS, () => reply.raw.destroy());
    return reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8')
      .header('cache-control', PUBLIC_CACHING)
      .header('content-disposition', `attachment; filename="${key}.${format}"`)
      .send(Readable.from(openData(context.storage.db, key, format)));
  });
}

/** Figures for the desk: of this moment, whole. */
export function deskFigureRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, now } = context;
  const { boards } = storage;

  const whole = async (board: string, level: Level, period: string, at: number) => {
    const counts = await countStats(storage, { board, level, period: periodOf(period, at), at, whole: true });
    return { counts, stats: statsOf(boards, counts) };
  };

  route(app, calls.getDeskStats, async (request) => {
    const { key } = boardOf(context, request).board;
    const { period, level } = request.query as StatsCall;
    const { counts, stats } = await whole(key, level, period, now());
    const sources = Object.entries(counts.sum.channels)
      .map(([channel, { received, done }]) => ({ channel, received, done }))
      .sort((a, b) => b.received - a.received);
    return { ...stats, sources };
  });

  route(app, calls.getDigest, async (request) => {
    const { board, rules } = boardOf(context, request);
    const { period, level } = request.query as StatsCall;
    const { minimum } = rules.figures;
    return digestOf(storage, { board: board.key, level, period: periodOf(period, now()), minimum });
  });

  route(app, calls.getReport, async (request, reply) => {
    const { board, rules } = boardOf(context, request);
    const { day: name } = request.params as { day: string };
    const { format, level } = request.query as { format: 'html' | 'csv' | 'json'; level: Level };
    const at = now();
    const { key, title, categories } = board;
    const report: DailyReport = {
      board: { key, title, categories },
      day: (await whole(key, level, name, at)).stats,
      whole: (await whole(key, level, 'all', at)).stats,
      digest: await digestOf(storage, {
        ...{ board: key, level, minimum: rules.figures.minimum },
        period: periodOf(name, at),
      }),
    };
    if (format === 'json') return reply.type('application/json; charset=utf-8').send(JSON.stringify(report));
    if (format === 'csv')
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${key}-${name}.csv"`)
        .send(reportCsv(report));
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', REPORT_POLICY)
      .send(reportHtml(report));
  });
}
