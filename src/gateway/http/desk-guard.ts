import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../adapters/errors.js';
import { findRequest, type Actor } from '../loop/change.js';
import { askedHash, wasAnswered } from '../loop/once.js';
import { homeOf } from '../loop/reach.js';
import { identify } from '../people/identify.js';
import { grantsOn, inNewsroom, standingOf, type Grant, type Person, type Sight } from '../people/person.js';
import type { HttpContext } from './context.js';
import { isRepeatable } from './operations/operation.js';
import { bearerToken, idempotencyKey } from './route.js';
import { boardOf, paramsOf } from './routes/board.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, on desk calls. */
    actor?: Actor;
    person?: Person;
    /** Their grants on the board of the call that let them make it. */
    grants?: readonly Grant[];
    /** The board at which the request was posted that the call is about. */
    home?: string;
    /** How much they see of it. */
    sight?: Sight;
    /** Of the key that a write came under: see `once`. */
    asked?: string;
    /** It is not theirs any more: what they were answered before is all they get. */
    answeredOnly?: boolean;
  }
}

const ABOUT_A_REQUEST = /\/requests\/:id/;

/**
 * The only way to a desk's call: a bearer token, then a role that the call is for, then a board, then, for whoever sees only
 * what was handed over to their unit, a request that was. One that was not does not exist for them.
 */
export function guardDesk(app: FastifyInstance, context: HttpContext): void {
  const { storage, hostTokens, now } = context;
  for (const name of ['actor', 'person', 'grants', 'home', 'sight', 'asked', 'answeredOnly'])
    app.decorateRequest(name);

  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const person = await identify(storage, hostTokens, bearerToken(request), now());
    const { board } = paramsOf(request);
    if (board !== undefined) boardOf(context, request);
    const { operation } = request.routeOptions.config;
    const allowed = operation?.roles ?? [];
    const grants = (board === undefined ? person.grants : grantsOn(person, board)).filter(({ role }) =>
      allowed.includes(role),
    );
    if (!grants.length) throw new HelpBoardError('forbidden');
    Object.assign(request, { actor: { ...person.actor, name: person.name }, person, grants, sight: 'whole' });
    if (isRepeatable(operation) && request.headers['idempotency-key'] !== undefined)
      request.asked = askedHash(
        storage.secret,
        idempotencyKey(request),
        person.actor.id,
        `${request.method} ${request.url}`,
      );
    if (board === undefined) return;
    if (ABOUT_A_REQUEST.test(request.routeOptions.url ?? '')) await standBefore(request, grants);
  });

  async function standBefore(request: FastifyRequest, grants: readonly Grant[]): Promise<void> {
    const { board: desk, id } = paramsOf(request);
    request.home = (await homeOf(storage, desk, id)) ?? desk;
    if (inNewsroom(grants)) return;
    const row = await findRequest(storage, request.home, id);
    const standing = row && standingOf(grants, desk, row);
    if (!standing) {
      // Given back, and the answer got lost: who did it is told once more that it is done.
      request.answeredOnly = request.asked !== undefined && (await wasAnswered(storage, request.asked));
      if (request.answeredOnly) return;
      throw new HelpBoardError('not-found');
    }
    const { operation } = request.routeOptions.config;
    const reads = request.method === 'GET';
    if (!reads && !standing.own && !(operation?.tag === 'desk' && operation.offered))
      throw new HelpBoardError('forbidden');
    request.sight = standing.sight;
  }
}
