import type { AdapterOptions, HelpBoardAdapter } from '../adapters/contract.js';
import { registeredAdapter } from '../adapters/registry.js';
import { createRestAdapter } from '../adapters/rest/index.js';
import { BoardStore } from '../store/board-store.js';

/** What all elements of a page share that show the same board of the same backend. */
export interface Session {
  /** Names it: outbox entries are bound to adapter, backend and board. */
  readonly scope: string;
  readonly adapter: HelpBoardAdapter;
  readonly store: BoardStore;
  /** Calls back when the last element has left. */
  whenLeft(callback: () => void): void;
}

export interface SessionOptions extends AdapterOptions {
  /** A registered name, or an adapter the page made itself. */
  adapter: string | HelpBoardAdapter;
}

interface Shared {
  session: Promise<Session>;
  users: number;
  left: (() => void)[];
}

const sessions = new Map<string | HelpBoardAdapter, Shared>();

async function createAdapter({ adapter, ...options }: SessionOptions): Promise<HelpBoardAdapter> {
  if (typeof adapter !== 'string') return adapter;
  const registered = registeredAdapter(adapter);
  if (registered) return registered(options);
  if (adapter === 'memory') return (await import('../adapters/memory/index.js')).createMemoryAdapter();
  if (adapter !== 'rest') console.warn(`[help-board] no adapter "${adapter}" is registered; "rest" is used`);
  return createRestAdapter(options);
}

/** Joins the session of this board, or starts it. Every join is left once. */
export function joinSession(options: SessionOptions): { session: Promise<Session>; leave(): void } {
  const { adapter, backend, board } = options;
  const scope = [typeof adapter === 'string' ? adapter : adapter.name, backend, board].join('|');
  const key = typeof adapter === 'string' ? scope : adapter;
  let shared = sessions.get(key);
  if (!shared) {
    const left: Shared['left'] = [];
    const session = createAdapter(options).then((made) => {
      const store = new BoardStore(made);
      void store.load();
      return { scope, adapter: made, store, whenLeft: (callback: () => void) => void left.push(callback) };
    });
    sessions.set(key, (shared = { users: 0, left, session }));
  }
  const mine = shared;
  mine.users++;
  let gone = false;
  return {
    session: mine.session,
    leave() {
      if (gone) return;
      gone = true;
      if (--mine.users) return;
      sessions.delete(key);
      for (const callback of mine.left) callback();
    },
  };
}
