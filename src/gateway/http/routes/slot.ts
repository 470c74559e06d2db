import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../../adapters/errors.js';
import type { SlotContent, SlotEmergency } from '../../../model/index.js';
import { switchEmergency } from '../../slot/emergency.js';
import { readBelow, readSlot } from '../../slot/read.js';
import { endShowing, publishSlot, rollBack } from '../../slot/showings.js';
import { changeDraft, draftSlot, openPreview, previewSlot } from '../../slot/versions.js';
import type { Reader } from '../../storage/tables.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/slot.js';
import { route } from '../route.js';
import { boardOf, paramsOf } from './board.js';
import { deskWrite } from './desk/writing.js';

/** A flood of readers reaches the caches in front, and the gateway once an hour for each page and version. */
const ARRIVAL_CACHING = 'public, max-age=3600, s-maxage=3600';

const isSupervisor = (request: FastifyRequest): boolean =>
  request.grants!.some(({ role }) => role === 'supervisor' || role === 'admin');

/** What editors do with the slot on home pages. */
export function slotDeskRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, now } = context;
  /** With the boards below for whoever may switch them all. */
  const read = async (reader: Reader, request: FastifyRequest) => {
    const { board } = paramsOf(request);
    const state = await readSlot(reader, board, now());
    const below = isSupervisor(request) ? await readBelow(reader, storage.boards, board, now()) : [];
    return { ...state, ...(below.length && { below }) };
  };
  route(app, calls.readSlot, (request) => read(storage, request));
  deskWrite<SlotContent>(app, context, calls.draftSlot, draftSlot);
  deskWrite<SlotContent & { revision?: number }>(
    app,
    context,
    calls.changeSlotDraft,
    (write, options, { revision: _, ...content }) => changeDraft(write, options, content),
  );
  deskWrite(app, context, calls.previewSlot, previewSlot);
  // What comes out of it is read in the same transaction.
  for (const [call, work] of [
    [calls.publishSlot, publishSlot],
    [calls.endSlotShowing, endShowing],
    [calls.rollBackSlot, rollBack],
  ] as const)
    deskWrite<object>(app, context, call, async (write, options, body, request) => {
      await work(write, options, body);
      return read(write, request);
    });
  deskWrite<SlotEmergency>(app, context, calls.switchSlotEmergency, (write, options, wish, request) => {
    if (wish.scope === 'subtree' && !isSupervisor(request)) throw new HelpBoardError('forbidden');
    return switchEmergency(write, options, wish);
  });
}

/** What pages ask, and say of themselves. */
export function slotRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, limits, arrivals, now } = context;
  route(app, calls.getSlotPreview, async (request, reply) => {
    const { board, code } = request.params as { board: string; code: string };
    reply.header('cache-control', 'no-store');
    boardOf(context, request);
    limits.tracking.check(request.ip);
    try {
      return await openPreview(storage, board, code, now());
    } catch (error) {
      // Only wrong codes count.
      limits.tracking.take(request.ip);
      throw error;
    }
  });
  route(app, calls.reportSlot, async (request, reply) => {
    const { board } = boardOf(context, request);
    const { page, version } = request.query as { page: string; version: string };
    if (!URL.canParse(page)) throw new HelpBoardError('invalid', { fields: { page: 'pattern' } });
    limits.arrivals.check(request.ip);
    limits.arrivals.take(request.ip);
    const arrival = { page, version: Number(version) };
    await arrivals.report(board.key, arrival);
    reply.header('cache-control', ARRIVAL_CACHING);
    return { version: arrival.version };
  });
}
