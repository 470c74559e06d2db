import { ask } from '../../adapters/rest/ask.js';
import { boardSchema } from '../../model/board.js';
import { decode } from '../../model/decode.js';
import { requestPageSchema } from '../../model/request.js';
import { object, string } from '../../model/schema.js';
import type { BoardStore } from '../../store/board-store.js';

const schema = object(
  { board: boardSchema },
  { hot: requestPageSchema, featured: requestPageSchema, latest: requestPageSchema, version: string() },
);

/** Shows a static snapshot of the board, as `GET …/snapshot` gives it, when the backend cannot be reached. */
export async function showSnapshot(store: BoardStore, url: string): Promise<void> {
  const { json, headers } = await ask(url);
  const snapshot = decode(schema, json);
  if (!snapshot) return;
  const { board, version: _, ...pages } = snapshot;
  const at = Date.parse(headers.get('last-modified') ?? headers.get('date') ?? '');
  store.recall({ at: isNaN(at) ? Date.now() : at, board, pages });
}
