import type { AdapterOptions, HelpBoardAdapter } from '../adapters/contract.js';
import { registeredAdapter } from '../adapters/registry.js';
import { createRestAdapter } from '../adapters/rest/index.js';
import type { Outbox } from '../drafts/types.js';
import { BoardStore } from '../store/board-store.js';

/** What all elements of a page share that show the same board of the same backend. */
export interface Session {
  readonly adapter: HelpBoardAdapter;
  readonly store: BoardStore;
  /** The same promise for everybody; the code of the outbox is loaded by the first call. */
  outbox(): Promise<Outbox>;
}

interface Shared {
  session: Promise<Session>;
  users: number;
  opened?: Promise<Outbox>;
}

export interface SessionOptions extends AdapterOptions {
  /** A registered name, or an adapter the page made itself. */
  adapter: string | HelpBoardAdapter;
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

async function openOutbox(adapter: HelpBoardAdapter, { backend, board }: SessionOptions): Promise<Outbox> {
  const [{ createOutbox }, { sendWith }] = await Promise.all([
    import('../drafts/index.js'),
    import('./send.js'),
  ]);
  return createOutbox({ scope: [adapter.name, backend, board].join('|'), send: sendWith(adapter) });
}

/** Joins the session of this board, or starts it. Every join is left once. */
export function joinSession(options: SessionOptions): { session: Promise<Session>; leave(): void } {
  const { adapter, backend, board } = options;
  const key = typeof adapter === 'string' ? [adapter, backend, board].join('|') : adapter;
  let shared = sessions.get(key);
  if (!shared) {
    const started: Shared = {
      users: 0,
      session: createAdapter(options).then((made) => {
        const store = new BoardStore(made);
        void store.load();
        return { adapter: made, store, outbox: () => (started.opened ??= openOutbox(made, options)) };
      }),
    };
    sessions.set(key, (shared = started));
  }
  const mine = shared;
  mine.users++;
  let left = false;
  return {
    session: mine.session,
    leave() {
      if (left) return;
      left = true;
      if (--mine.users) return;
      sessions.delete(key);
      void mine.opened?.then((outbox) => outbox.close());
    },
  };
}
