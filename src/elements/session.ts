import type { AdapterOptions, HelpBoardAdapter } from '../adapters/contract.js';
import { createRestAdapter } from '../adapters/rest/index.js';
import { BoardStore } from '../store/board-store.js';
import { keptCopy } from './kept-copy.js';

/** What all elements of a page share that show the same board of the same backend. It holds no listener and no timer. */
export interface Session {
  /** Names it: outbox entries are bound to adapter, backend and board. */
  scope: string;
  adapter: HelpBoardAdapter;
  store: BoardStore;
  /** What it was asked for with. */
  options: SessionOptions;
}

export interface SessionOptions extends AdapterOptions {
  /** A registered name, or an adapter the page made itself. */
  adapter: string | HelpBoardAdapter;
}

const sessions = new Map<string | HelpBoardAdapter, Promise<Session>>();

async function start(options: SessionOptions, scope: string): Promise<Session> {
  const { adapter: given } = options;
  const adapter =
    given === 'rest'
      ? createRestAdapter(options)
      : typeof given === 'string'
        ? (await import('../adapters/named.js')).namedAdapter(given, options)
        : given;
  const store = new BoardStore(adapter);
  const kept = keptCopy(scope);
  if (kept) store.recall(kept);
  void store.load();
  return { scope, adapter, store, options };
}

/** The session of a board, started by whoever asks first. */
export function sessionOf(options: SessionOptions): Promise<Session> {
  const { adapter, backend, board } = options;
  const named = typeof adapter === 'string';
  const scope = [named ? adapter : adapter.name, backend, board].join('|');
  const key = named ? scope : adapter;
  const session = sessions.get(key) ?? start(options, scope);
  sessions.set(key, session);
  return session;
}
