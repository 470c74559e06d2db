import { HelpBoardError } from '../../adapters/errors.js';
import type { WriteContext } from '../storage/group-commit.js';
import type { RequestRow } from '../storage/projection.js';
import { changeRequest, move, type ChangeOptions } from './change.js';

/**
 * 转给承办单位: lets the unit of somebody who asks confidentially read what was added, with its pictures. What a unit has read
 * stays read: there is no way back.
 */
export async function release(
  context: WriteContext,
  options: ChangeOptions,
  addition: string,
): Promise<RequestRow> {
  const known = await context.db
    .selectFrom('addition')
    .select('withheld')
    .where('board', '=', options.board)
    .where('request', '=', options.id)
    .where('id', '=', addition)
    .executeTakeFirst();
  if (!known) throw new HelpBoardError('not-found');
  return changeRequest(context, { ...options, quiet: true }, (row) => {
    move(row.stage, 'release');
    return known.withheld
      ? { action: 'release', released: addition, fields: ['additions'], detail: { addition } }
      : undefined;
  });
}
