import type { RequestRow } from '../storage/projection.js';
import type { Reader } from '../storage/tables.js';
import { findRequest, loadRequest } from './change.js';

/**
 * The board at which a request was posted that a desk may work on: its own, or one that was routed to it. Everything that a
 * person holds of it, key, receipt, tracking code, address, is that board's and stays so; only the desk changes.
 */
export async function homeOf(reader: Reader, desk: string, id: string): Promise<string | undefined> {
  if (await findRequest(reader, desk, id)) return desk;
  const row = await reader.db
    .selectFrom('routing')
    .innerJoin('request', (join) =>
      join.onRef('request.board', '=', 'routing.board').onRef('request.id', '=', 'routing.request'),
    )
    .select('request.board')
    .where('routing.to_board', '=', desk)
    .where('routing.request', '=', id)
    .where('request.handler', '=', desk)
    .executeTakeFirst();
  return row?.board;
}

/** The request of an id that a desk may work on. */
export async function reachRequest(reader: Reader, desk: string, id: string): Promise<RequestRow> {
  return loadRequest(reader, (await homeOf(reader, desk, id)) ?? desk, id);
}
