import { boardSchema } from '../model/board.js';
import { decode } from '../model/decode.js';
import { requestPageSchema } from '../model/request.js';
import { number, object, record } from '../model/schema.js';
import type { Kept } from '../store/board-store.js';

/** Where the device keeps what it has seen of a board: public data only. */
export const keptName = (scope: string): string => `help-board-kept ${scope}`;

/** What the last visit saw of a board, to be shown at once; undefined where there is none, or it is not ours to read. */
export function keptCopy(scope: string): Kept | undefined {
  try {
    return decode(
      object({ at: number(), board: boardSchema, pages: record(requestPageSchema) }),
      JSON.parse(localStorage.getItem(keptName(scope))!),
    );
  } catch {
    // Storage is refused, or the text is damaged.
    return undefined;
  }
}
