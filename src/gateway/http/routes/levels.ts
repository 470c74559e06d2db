import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../../adapters/errors.js';
import { digestOf } from '../../figures/digest.js';
import { periodOf } from '../../figures/period.js';
import {
  acknowledge,
  deliverDigest,
  deliverKeyIssue,
  deliveryOf,
  listDeliveries,
} from '../../levels/deliveries.js';
import { levelOf, setLevel, type LevelChange } from '../../levels/level.js';
import { routeRequest } from '../../levels/routing.js';
import { grantsOn } from '../../people/person.js';
import { toInstant } from '../../storage/projection.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/levels.js';
import { route } from '../route.js';
import { boardOf, paramsOf } from './board.js';
import { deskWrite, writeOnce } from './desk/writing.js';

const DAYS_7 = 7 * 86_400_000;
const ESCALATIONS_MAX = 200;

interface DeliverBody {
  kind: 'key-issue' | 'digest';
  request?: string;
  words: string;
  period: string;
}

const isAdmin = (request: FastifyRequest, board: string): boolean =>
  grantsOn(request.person!, board).some(({ role }) => role === 'admin');

/** Between the levels: the tree and its rules, routing, what is put before the level above, what ran out. */
export function levelRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, now } = context;
  const { boards, writes, db } = storage;

  route(app, calls.getLevel, async (request) => levelOf(boards, boardOf(context, request).board.key));

  route(app, calls.setLevel, async (request) => {
    const { board } = paramsOf(request);
    const change = request.body as LevelChange;
    // What stands in the lists and figures of the level above is its own business: both have to want it.
    if (change.parent && change.parent !== boards.get(board)!.parent && !isAdmin(request, change.parent))
      throw new HelpBoardError('forbidden', { fields: { parent: 'admin' } });
    await writes.write((c) => setLevel(c, boards, board, change, { actor: request.actor!, at: now() }));
    return levelOf(boards, board);
  });

  deskWrite<{ to: string; reason: string }>(
    app,
    context,
    calls.routeRequest,
    async (write, { board, desk, id, actor, at }, body) => {
      const row = await routeRequest(write, storage, { board, desk: desk!, id, actor, at, ...body });
      return { id: row.id, board: row.board, handler: row.handler };
    },
  );

  route(app, calls.listDeliveries, (request) =>
    listDeliveries(storage, paramsOf(request).board, request.query as { way: 'in' | 'out'; cursor?: string }),
  );

  route(app, calls.deliver, async (request) => {
    const { kind, request: id, words, period } = request.body as DeliverBody;
    const { board, rules } = boardOf(context, request);
    const at = now();
    const how = { desk: board.key, words, actor: request.actor!, at };
    if (kind === 'digest') {
      const of = { board: board.key, level: 'subtree', minimum: rules.figures.minimum } as const;
      // Worked out before the transaction: posts do not wait for it.
      const digest = await digestOf(storage, { ...of, period: periodOf(period, at) });
      return writeOnce(storage, request, at, async (c) =>
        deliveryOf(await deliverDigest(c, storage, digest, how)),
      );
    }
    if (!id) throw new HelpBoardError('invalid', { fields: { request: 'missing' } });
    return writeOnce(storage, request, at, async (c) =>
      deliveryOf(await deliverKeyIssue(c, storage, id, how)),
    );
  });

  deskWrite(app, context, calls.receiveDelivery, async (write, options) =>
    deliveryOf(await acknowledge(write, options)),
  );
  deskWrite<{ answer: string }>(app, context, calls.answerDelivery, async (write, options, { answer }) =>
    deliveryOf(await acknowledge(write, options, answer)),
  );

  route(app, calls.listEscalations, async (request) => {
    const rows = await db
      .selectFrom('escalation')
      .selectAll()
      .where('handler', '=', paramsOf(request).board)
      .where('at', '>', now() - DAYS_7)
      .orderBy('at', 'desc')
      .limit(ESCALATIONS_MAX)
      .execute();
    const items = rows.map(({ request: id, step, due_at, at }) => ({
      ...{ request: id, step },
      ...{ dueAt: toInstant(due_at), at: toInstant(at) },
    }));
    return { items };
  });
}
