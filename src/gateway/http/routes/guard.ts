import type { FastifyInstance } from 'fastify';
import { HelpBoardError } from '../../../adapters/errors.js';
import type { BoardGuard } from '../../guard/board-guard.js';
import { ForbiddenAddressError } from '../../guard/outbound.js';
import { audit } from '../../loop/change.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/guard.js';
import { route } from '../route.js';
import { paramsOf } from './board.js';

const COVERED = '*'.repeat(16);

/** As it is shown: whoever sets a secret has it. */
const shown = ({ moderation, open311, ...guard }: BoardGuard): BoardGuard => ({
  ...guard,
  ...(open311 && {
    open311: { ...open311, keys: open311.keys.map(({ name }) => ({ name, key: COVERED })) },
  }),
  ...(moderation && { moderation: { ...moderation, secret: COVERED } }),
});

/** What stands before a board, for its admins. Behind the desk's guard. */
export function guardRoutes(app: FastifyInstance, { storage, guards, outbound, now }: HttpContext): void {
  route(app, calls.readGuard, async (request) => shown(await guards.of(paramsOf(request).board)));

  route(app, calls.setGuard, async (request) => {
    const { board } = paramsOf(request);
    const { moderation, open311, ...given } = request.body as BoardGuard;
    const before = await guards.of(board);
    if (moderation) {
      try {
        outbound.check(moderation.url);
      } catch (cause) {
        if (!(cause instanceof ForbiddenAddressError)) throw cause;
        throw new HelpBoardError('invalid', { fields: { 'moderation.url': 'address' }, cause });
      }
    }
    // Sent back as it was shown, it stays.
    const secret = moderation?.secret === COVERED ? before.moderation?.secret : moderation?.secret;
    if (moderation && !secret)
      throw new HelpBoardError('invalid', { fields: { 'moderation.secret': 'missing' } });
    const keys = open311?.keys.map(({ name, key }) => {
      const known = before.open311?.keys.find((one) => one.name === name)?.key;
      if (key === COVERED && !known)
        throw new HelpBoardError('invalid', { fields: { 'open311.keys': 'missing' } });
      return { name, key: key === COVERED ? known! : key };
    });
    const guard: BoardGuard = {
      ...given,
      ...(open311 && { open311: { ...open311, keys: keys! } }),
      ...(moderation && { moderation: { ...moderation, secret: secret! } }),
    };
    await storage.writes.write(async (context) => {
      await guards.set(context, board, guard);
      const detail = {
        challenge: guard.challenge,
        words: guard.words.length,
        moderation: guard.moderation?.url,
        open311: guard.open311?.keys.map(({ name }) => name),
      };
      await audit(context, { actor: request.actor!, action: 'guard', board, at: now(), detail });
    });
    return shown(guard);
  });
}
