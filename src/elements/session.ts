import type { AdapterOptions, HelpBoardAdapter } from '../adapters/contract.js';
import { createRestAdapter } from '../adapters/rest/index.js';
import type { Background } from '../drafts/types.js';
import { BoardStore } from '../store/board-store.js';
import type { HostUser } from './contexts.js';

/** What all elements of a page share that show the same board of the same backend. It holds no listener and no timer. */
export interface Session {
  /** Names it: outbox entries are bound to adapter, backend and board. */
  scope: string;
  adapter: HelpBoardAdapter;
  store: BoardStore;
  /** How a service worker can deliver what is queued, see `OutboxOptions`. */
  background?: () => Background | undefined;
}

export interface SessionOptions extends Omit<AdapterOptions, 'getToken'> {
  /** A registered name, or an adapter the page made itself. */
  adapter: string | HelpBoardAdapter;
  user(): HostUser | undefined;
}

const sessions = new Map<string | HelpBoardAdapter, Promise<Session>>();

async function start({ adapter: given, user, ...about }: SessionOptions, scope: string): Promise<Session> {
  const options: AdapterOptions = { ...about, getToken: () => user()?.getToken?.() };
  const adapter =
    given === 'rest'
      ? createRestAdapter(options)
      : typeof given === 'string'
        ? (await import('../adapters/named.js')).namedAdapter(given, options)
        : given;
  const store = new BoardStore(adapter);
  void store.load();
  const { backend, board } = about;
  // A worker knows our own contract only, has another address than the page, and nobody to ask for a token.
  const background = () =>
    given === 'rest' && /^(https?:)?\//.test(backend) && !user()?.getToken ? { backend, board } : undefined;
  return { scope, adapter, store, background };
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
