import { HelpBoardError } from '../../adapters/errors.js';
import { figuresOf } from '../loop/figures.js';
import { changeRequest, loadRequest, type Actor } from '../loop/change.js';
import { giveTo } from '../loop/moves/handing-over.js';
import type { WriteContext } from '../storage/group-commit.js';
import { sequentialId } from '../storage/ids.js';
import type { Storage } from '../storage/index.js';
import type { RequestRow } from '../storage/projection.js';

export interface Route {
  /** Where it was posted. */
  board: string;
  /** The desk that gives it away. */
  desk: string;
  id: string;
  to: string;
  reason: string;
  actor: Actor;
  at: number;
}

/** Gives a request to another desk of the tree below the board it was posted at, or back. Its clock runs on. */
export async function routeRequest(
  context: WriteContext,
  { boards, secret }: Storage,
  { board, desk, id, to, reason, actor, at }: Route,
): Promise<RequestRow> {
  if (!boards.get(to)) throw new HelpBoardError('invalid', { fields: { to: 'unknown' } });
  if (!boards.subtree(board).includes(to))
    throw new HelpBoardError('invalid', { fields: { to: 'not-below' } });
  const before = await loadRequest(context, board, id);
  const options = { boards, secret, board, desk, id, actor, at };
  const name = boards.get(to)!.board.title;
  const after = await changeRequest(context, options, giveTo({ to, name, reason }));
  if (after.handler === before.handler) return after;
  await context.db
    .insertInto('routing')
    .values({
      // The reason may speak of a person: it is sealed with the note.
      ...{ board, request: id, id: sequentialId(at), at, reason: '' },
      from_board: before.handler,
      to_board: to,
      actor: `${actor.kind}:${actor.id}`,
    })
    .execute();
  // Its figures go with it: each desk's totals are of what it handles.
  const figures = figuresOf(after);
  const none = figuresOf(undefined);
  await boards.count(context, before.handler, {
    received: none.received - figures.received,
    answeredOnline: none.answeredOnline - figures.answeredOnline,
    handedOver: none.handedOver - figures.handedOver,
    waiting: none.waiting - figures.waiting,
    done: none.done - figures.done,
  });
  await boards.count(context, to, figures);
  return after;
}
