import { HelpBoardError } from '../../adapters/errors.js';
import { figuresOf } from '../loop/figures.js';
import { changeRequest, loadRequest, type Actor } from '../loop/change.js';
import type { WriteContext } from '../storage/group-commit.js';
import { sequentialId } from '../storage/ids.js';
import type { Storage } from '../storage/index.js';
import type { RequestRow } from '../storage/projection.js';
import type { Reader } from '../storage/tables.js';

/**
 * The board at which a request was posted that this board's desk handles. Everything that a person holds of it, key, receipt,
 * tracking code, address, is that board's and stays so; only the desk changes.
 */
export async function homeOf({ db }: Reader, handler: string, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('routing')
    .innerJoin('request', (join) =>
      join.onRef('request.board', '=', 'routing.board').onRef('request.id', '=', 'routing.request'),
    )
    .select('request.board')
    .where('routing.to_board', '=', handler)
    .where('routing.request', '=', id)
    .where('request.handler', '=', handler)
    .executeTakeFirst();
  return row?.board;
}

export interface Route {
  /** Where it was posted. */
  board: string;
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
  { board, id, to, reason, actor, at }: Route,
): Promise<RequestRow> {
  if (!boards.get(to)) throw new HelpBoardError('invalid', { fields: { to: 'unknown' } });
  if (!boards.subtree(board).includes(to))
    throw new HelpBoardError('invalid', { fields: { to: 'not-below' } });
  const before = await loadRequest(context, board, id);
  const options = { boards, secret, board, id, actor, at };
  const after = await changeRequest(context, options, ({ handler }) =>
    handler === to
      ? undefined
      : {
          action: 'route',
          set: { handler: to },
          by: boards.get(to)!.board.title,
          detail: { from: handler, to },
        },
  );
  if (after.handler === before.handler) return after;
  await context.db
    .insertInto('routing')
    .values({
      ...{ board, request: id, id: sequentialId(at), at, reason },
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
