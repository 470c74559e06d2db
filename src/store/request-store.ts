import type { HelpBoardError } from '../adapters/errors.js';
import type { HelpRequest } from '../model/request.js';
import { asError, type BoardStore } from './board-store.js';

/** One request opened for itself. */
export interface RequestState {
  status: 'loading' | 'ready' | 'error';
  request?: HelpRequest;
  error?: HelpBoardError;
}

const stores = new WeakMap<BoardStore, RequestStore>();

/** Single requests of a board, read one by one. Its subscribers are those of the board's store. */
export class RequestStore {
  private requests = new Map<string, RequestState>();

  constructor(private board: BoardStore) {}

  /** The one that belongs to a board's store. */
  static of(board: BoardStore): RequestStore {
    let store = stores.get(board);
    if (!store) stores.set(board, (store = new RequestStore(board)));
    return store;
  }

  /** One request; the first look starts reading it. What a list showed is shown meanwhile. */
  request(id: string): RequestState {
    const known = this.requests.get(id);
    if (known) return known;
    const listed = this.listed(id);
    // A list's photos have no address of their own yet: they come with the request itself.
    const state: RequestState = { status: 'loading', request: listed && { ...listed, attachments: [] } };
    this.requests.set(id, state);
    void this.reload(id);
    return state;
  }

  /** Reads one request anew. What was known of it stays when that fails, unless it has been taken down. */
  async reload(id: string): Promise<void> {
    const before = this.requests.get(id);
    try {
      this.requests.set(id, { status: 'ready', request: await this.board.adapter.get(id) });
    } catch (cause) {
      const error = asError(cause);
      const gone = error.code === 'not-found';
      this.requests.set(id, { status: 'error', request: gone ? undefined : before?.request, error });
      if (gone) this.inLists((requests) => requests.filter((request) => request.id !== id));
    }
    this.board.changed();
  }

  /** Shows a new count on every copy of the request. */
  setCount(id: string, of: 'meToo' | 'thanks', count: number): void {
    const open = this.requests.get(id);
    const request = open?.request ?? this.listed(id);
    if (!request) return;
    const changed = { ...request, [of]: count };
    const touch = (one: HelpRequest) => (one.id === id ? changed : one);
    if (open) this.requests.set(id, { ...open, request: changed });
    this.inLists((requests) => requests.map(touch));
    this.board.changed();
  }

  private inLists(change: (requests: HelpRequest[]) => HelpRequest[]): void {
    const { lists } = this.board;
    for (const [key, list] of lists)
      lists.set(key, { ...list, items: change(list.items), pinned: change(list.pinned) });
  }

  /** The request, if a list has it. */
  private listed(id: string): HelpRequest | undefined {
    for (const { pinned, items } of this.board.lists.values())
      for (const request of pinned.concat(items)) if (request.id === id) return request;
    return undefined;
  }
}
