import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../../adapters/errors.js';
import type { Assignee, HomeSlot } from '../../../model/index.js';
import { audit, changeRequest } from '../../loop/change.js';
import * as desk from '../../loop/desk.js';
import { listForDesk, readForDesk, type DeskQuery } from '../../loop/desk-reads.js';
import { speaksAs, standingOf } from '../../people/person.js';
import { openPhoto } from '../../storage/sealed.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/desk.js';
import type { Operation } from '../operations/index.js';
import { route } from '../route.js';
import { boardOf, paramsOf } from './board.js';

type ReplyBody = Omit<desk.NewReply, 'author'> & { author?: string };

/** The desk's calls, behind its guard. */
export function deskRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, now } = context;
  const { boards, writes } = storage;
  route(app, calls.listForDesk, (request) =>
    listForDesk(storage, paramsOf(request).board, request.query as DeskQuery, request.grants!),
  );

  route(app, calls.readForDesk, (request) => {
    const { board, id } = paramsOf(request);
    return readForDesk(storage, board, id, { actor: request.actor!, sight: request.sight! }, now());
  });

  route(app, calls.readPhotoForDesk, async (request, reply) => {
    const { board, id } = paramsOf(request);
    const row = await storage.db
      .selectFrom('upload')
      .innerJoin('photo', 'photo.id', 'upload.photo')
      .innerJoin('request', (join) =>
        join.onRef('request.board', '=', 'upload.board').onRef('request.id', '=', 'upload.request'),
      )
      .select(['photo.id', 'photo.type', 'photo.bytes', 'upload.request'])
      .select(['request.assignee', 'request.confidential'])
      .where('upload.board', '=', board)
      .where('photo.id', '=', id)
      .executeTakeFirst();
    if (!row || !standingOf(request.grants!, row)) throw new HelpBoardError('not-found');
    const look = { actor: request.actor!, action: 'look', board, request: row.request!, at: now() };
    await writes.write((c) => audit(c, { ...look, detail: { fields: ['photo'] } }));
    return reply.type(row.type).send(openPhoto(storage.secret, row));
  });

  /** A change of one request: what it decides is stored as a whole, and the new state is the answer. */
  const action = (
    operation: Operation,
    decide: (request: FastifyRequest, at: number) => Parameters<typeof changeRequest>[2],
  ): void =>
    route(app, operation, async (request) => {
      const at = now();
      const options = { boards, ...paramsOf(request), actor: request.actor!, at };
      const row = await writes.write((c) => changeRequest(c, options, decide(request, at)));
      return { id: row.id, stage: row.stage, publication: row.publication, revision: row.revision };
    });

  action(calls.publishRequest, () => desk.publish);
  action(calls.hideRequest, () => desk.hide);
  action(calls.acceptRequest, () => desk.accept);
  action(calls.dispatchRequest, (request, at) => desk.dispatch(request.body as Assignee, at));
  action(calls.replyToRequest, (request, at) => {
    const { author = boardOf(context, request).board.title, ...words } = request.body as ReplyBody;
    // A unit speaks for itself, whatever it says.
    return desk.reply({ author, ...words, ...speaksAs(request.grants!) }, at);
  });
  action(calls.pinRequest, (request) => desk.mark('pinned', (request.body as { on: boolean }).on));
  action(calls.featureRequest, (request) => desk.mark('featured', (request.body as { on: boolean }).on));

  route(app, calls.switchHome, async (request) => {
    const { board } = boardOf(context, request);
    const change = request.body as Partial<HomeSlot>;
    const home: HomeSlot = { on: false, headline: board.title, ...board.home, ...change };
    const at = now();
    await writes.write(async (c) => {
      await boards.update(c, board.key, { home });
      const detail = { on: home.on };
      await audit(c, { actor: request.actor!, action: 'home', board: board.key, at, detail });
    });
    return home;
  });
}
