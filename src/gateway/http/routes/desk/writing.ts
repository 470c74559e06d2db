import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../../../adapters/errors.js';
import type { ChangeOptions } from '../../../loop/change.js';
import { flagsOf } from '../../../loop/flags.js';
import { once } from '../../../loop/once.js';
import type { WriteContext } from '../../../storage/group-commit.js';
import type { Storage } from '../../../storage/index.js';
import { toInstant, type RequestRow } from '../../../storage/projection.js';
import type { HttpContext } from '../../context.js';
import type { Operation } from '../../operations/index.js';
import { revisionOf } from '../../revision.js';
import { route } from '../../route.js';
import { paramsOf } from '../board.js';

export const stateOf = (row: RequestRow) => ({
  id: row.id,
  stage: row.stage,
  publication: row.publication,
  flags: flagsOf(row),
  dueAt: toInstant(row.due_at),
  revision: row.revision,
});

/** One transaction: under a key of its sender's once, however often it is sent. */
export function writeOnce(
  { writes, secret }: Storage,
  { asked, answeredOnly, body }: FastifyRequest,
  at: number,
  work: (context: WriteContext) => Promise<unknown>,
): Promise<unknown> {
  return writes.write((context) => {
    if (!asked) return work(context);
    return once(context, secret, { hash: asked, body: body ?? null }, at, async () => {
      // It was theirs when it was done: see `guardDesk`.
      if (answeredOnly) throw new HelpBoardError('not-found');
      return work(context);
    });
  });
}

/** Makes the route of a change at the desk: all it does is one transaction, by the caller, now, on the revision they saw. */
export function deskWrite<Body>(
  app: FastifyInstance,
  { storage, now }: HttpContext,
  operation: Operation,
  work: (
    context: WriteContext,
    options: ChangeOptions,
    body: Body,
    request: FastifyRequest,
  ) => Promise<unknown>,
): void {
  const { boards, secret } = storage;
  route(app, operation, (request) => {
    const { board: desk, id } = paramsOf(request);
    const revision = operation.revised ? revisionOf(request) : undefined;
    const place = { board: request.home ?? desk, desk, id };
    const options = { boards, secret, ...place, actor: request.actor!, at: now(), revision };
    return writeOnce(storage, request, options.at, (context) =>
      work(context, options, request.body as Body, request),
    );
  });
}
