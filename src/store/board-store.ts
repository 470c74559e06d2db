import { TABS, type HelpBoardAdapter, type ListQuery } from '../adapters/contract.js';
import { HelpBoardError } from '../adapters/errors.js';
import type { Board, HelpRequest, RequestPage } from '../model/index.js';

/** One list as far as it has been read. `kept`: seen before, and not asked for anew yet. */
export interface ListState {
  status: 'kept' | 'loading' | 'ready' | 'more' | 'error';
  items: HelpRequest[];
  pinned: HelpRequest[];
  /** There is another page. */
  next?: string;
  /** Why the last read failed; what was read before stays. */
  error?: HelpBoardError;
  /** When it was read, by the device's clock. */
  at?: number;
  /** Of an earlier visit, or of a snapshot. */
  old?: boolean;
}

/** What was seen of a board before: the first page of tabs, nothing filtered. */
export interface Kept {
  /** By the device's clock, epoch milliseconds. */
  at: number;
  board: Board;
  pages: Partial<Record<string, RequestPage>>;
}

export interface BoardState {
  board?: Board;
  boardError?: HelpBoardError;
}

const LOADING: ListState = { status: 'loading', items: [], pinned: [] };

/** What was thrown, as the one error there is. */
export const asError = (cause: unknown): HelpBoardError =>
  cause instanceof HelpBoardError ? cause : new HelpBoardError('bad-answer', { cause });

/** Names a list. */
export const keyOf = ({ sort, category, stage, region, q }: ListQuery): string =>
  JSON.stringify([sort, category, stage, region, q]);

/**
 * What a board knows, read through one adapter and shared by all elements of a page that show the same board. No DOM: the
 * elements subscribe and draw. Reading is lazy: a list is asked for when somebody looks at it.
 */
export class BoardStore {
  state: BoardState = {};
  /** The board has been read, or could not be. */
  settled = false;
  /** What has been read, by question. */
  readonly lists = new Map<string, ListState>();
  private listeners = new Set<() => void>();
  /** The newest read of each list: an older one that answers late is not believed. */
  private reads = new Map<string, object>();

  constructor(readonly adapter: HelpBoardAdapter) {}

  /** Calls back after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Shows what was seen before, where nothing newer is known; it is asked for all the same. */
  recall({ at, board, pages }: Kept): void {
    this.state = { ...this.state, board: this.state.board ?? board };
    this.settled = true;
    for (const sort of TABS) {
      const key = keyOf({ sort });
      const page = pages[sort];
      if (page && !this.lists.get(key)?.items.length)
        this.lists.set(key, { ...page, next: undefined, status: 'kept', at, old: true });
    }
    this.changed();
  }

  /** Reads the board itself: title, categories, rules. */
  async load(): Promise<void> {
    try {
      this.state = { board: await this.adapter.loadBoard() };
    } catch (cause) {
      // A board that was there stays there: its form must still open.
      this.state = { ...this.state, boardError: asError(cause) };
    }
    this.settled = true;
    this.changed();
  }

  /** A list as it stands; the first look starts reading it. */
  list(query: ListQuery): ListState {
    const known = this.lists.get(keyOf(query));
    if (known && known.status !== 'kept') return known;
    const list: ListState = { ...(known ?? LOADING), status: 'loading' };
    this.lists.set(keyOf(query), list);
    void this.read(query);
    return list;
  }

  /** Reads the list anew from its first page; what is on the screen stays until the answer is there. */
  async refresh(query: ListQuery): Promise<void> {
    this.put(query, { ...(this.lists.get(keyOf(query)) ?? LOADING), status: 'loading' });
    await this.read(query);
  }

  /** Reads the next page, once however often it is asked for. */
  async more(query: ListQuery): Promise<void> {
    const list = this.lists.get(keyOf(query));
    if (!list?.next || list.status !== 'ready') return;
    this.put(query, { ...list, status: 'more' });
    await this.read({ ...query, cursor: list.next }, list);
  }

  /** Tells everybody who subscribed. */
  changed(): void {
    this.listeners.forEach((listener) => listener());
  }

  private async read(query: ListQuery, before?: ListState): Promise<void> {
    const read = {};
    this.reads.set(keyOf(query), read);
    const outdated = () => this.reads.get(keyOf(query)) !== read;
    try {
      const page = await this.adapter.list(query);
      if (outdated()) return;
      const pinned = before ? before.pinned : page.pinned;
      // The same request can come twice when something moved between two pages; pinned ones stand on top already.
      const seen = new Set(pinned.concat(before?.items ?? []).map((request) => request.id));
      const items = (before?.items ?? []).concat(page.items.filter((request) => !seen.has(request.id)));
      this.put(query, { status: 'ready', items, pinned, next: page.next, at: before?.at ?? Date.now() });
    } catch (cause) {
      if (outdated()) return;
      const kept = before ?? this.lists.get(keyOf(query)) ?? LOADING;
      this.put(query, {
        ...kept,
        status: before || kept.items.length ? 'ready' : 'error',
        error: asError(cause),
      });
    }
  }

  private put(query: ListQuery, list: ListState): void {
    this.lists.set(keyOf(query), list);
    this.changed();
  }
}
