import type { FastifyInstance } from 'fastify';
import { listAudit, type AuditQuery } from '../../people/audit-reads.js';
import { meOf } from '../../people/me.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/people.js';
import { route } from '../route.js';
import { paramsOf } from './board.js';

/** Who works here, and what they have done. Behind the desk's guard. */
export function peopleRoutes(app: FastifyInstance, { storage }: HttpContext): void {
  route(app, calls.readMe, async (request) => meOf(storage.boards, request.person!));

  route(app, calls.listAudit, (request) =>
    listAudit(storage, paramsOf(request).board, request.query as AuditQuery),
  );
}
