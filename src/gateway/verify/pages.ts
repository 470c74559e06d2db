import type { Reader } from '../storage/tables.js';
import type { RequestRow } from '../storage/projection.js';

const PAGE = 200;

/** All requests, some at a time: together they may be more than memory holds. */
export async function* requestPages({ db }: Reader): AsyncIterable<RequestRow[]> {
  let last: RequestRow | undefined;
  do {
    let from = db.selectFrom('request').selectAll();
    if (last) {
      const { board, id } = last;
      from = from.where((eb) => eb(eb.refTuple('board', 'id'), '>', eb.tuple(board, id)));
    }
    const rows: RequestRow[] = await from.orderBy('board').orderBy('id').limit(PAGE).execute();
    yield rows;
    last = rows.length === PAGE ? rows.at(-1) : undefined;
  } while (last);
}
