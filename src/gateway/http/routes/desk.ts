import type { FastifyInstance } from 'fastify';
import { HelpBoardError } from '../../../adapters/errors.js';
import { audit } from '../../loop/change.js';
import { listForDesk, readForDesk, type DeskQuery } from '../../loop/desk-reads.js';
import { standingOf } from '../../people/person.js';
import { openPhoto } from '../../storage/sealed.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/desk.js';
import { route } from '../route.js';
import { paramsOf } from './board.js';
import { boardActions } from './desk/board-actions.js';
import { groupActions } from './desk/group-actions.js';
import { requestActions } from './desk/request-actions.js';

/** The desk's calls, behind its guard. */
export function deskRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, now } = context;
  const { writes } = storage;
  route(app, calls.listForDesk, (request) =>
    listForDesk(storage, paramsOf(request).board, request.query as DeskQuery, {
      grants: request.grants!,
      actor: request.actor!,
      at: now(),
    }),
  );

  route(app, calls.readForDesk, (request) => {
    return readForDesk(
      storage,
      request.home!,
      paramsOf(request).id,
      { actor: request.actor!, desk: paramsOf(request).board, sight: request.sight! },
      now(),
    );
  });

  route(app, calls.readPhotoForDesk, async (request, reply) => {
    const { board: desk, id } = paramsOf(request);
    const row = await storage.db
      .selectFrom('upload')
      .innerJoin('photo', 'photo.id', 'upload.photo')
      .innerJoin('request', (join) =>
        join.onRef('request.board', '=', 'upload.board').onRef('request.id', '=', 'upload.request'),
      )
      .select(['photo.id', 'photo.type', 'photo.bytes', 'upload.request', 'upload.withheld'])
      .select(['request.assignee', 'request.confidential', 'request.stage', 'request.handler'])
      .where('photo.id', '=', id)
      .where((eb) => eb.or([eb('upload.board', '=', desk), eb('request.handler', '=', desk)]))
      .executeTakeFirst();
    const { own, sight } = (row && standingOf(request.grants!, desk, row)) ?? {};
    // Who is on a picture is nobody's business to whom the request is only offered, or of whom it is kept.
    if (!row || !own || (sight === 'released' && row.withheld)) throw new HelpBoardError('not-found');
    const look = { actor: request.actor!, action: 'look', board: desk, request: row.request!, at: now() };
    await writes.write((c) => audit(c, { ...look, detail: { fields: ['photo'] } }));
    return reply.type(row.type).send(openPhoto(storage.secret, row));
  });

  requestActions(app, context);
  groupActions(app, context);
  boardActions(app, context);
}
