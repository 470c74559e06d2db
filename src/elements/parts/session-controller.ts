import type { ReactiveController, ReactiveElement } from 'lit';
import type { HelpBoardAdapter } from '../../adapters/contract.js';
import type { HostUser } from '../contexts.js';
import { defaultBackend, earlyAnswer } from '../page.js';
import { joinSession, type Session } from '../session.js';

interface BoardElement extends ReactiveElement {
  board: string;
  backend: string;
  adapter: string | HelpBoardAdapter;
  user?: HostUser;
}

/** Keeps an element in the session of its board, over moves within the page, and redraws it when the store changed. */
export class SessionController implements ReactiveController {
  session?: Session;
  private joined?: ReturnType<typeof joinSession>;
  private unsubscribe?: () => void;

  constructor(private host: BoardElement) {
    host.addController(this);
  }

  hostConnected(): void {
    if (!this.joined && this.host.hasUpdated) this.join();
  }

  hostDisconnected(): void {
    // A disconnect may be a move: only one that lasts gives the session up.
    void Promise.resolve().then(() => this.host.isConnected || this.leave());
  }

  /** The session, as soon as its adapter is here. */
  ready(): Promise<Session> {
    return (this.joined ?? this.join()).session;
  }

  /** Joins the session that the element's attributes name; leaves the one before. */
  join(): ReturnType<typeof joinSession> {
    this.leave();
    const { host } = this;
    const joined = joinSession({
      adapter: host.adapter,
      backend: host.backend || defaultBackend(),
      board: host.board,
      getToken: () => host.user?.getToken?.(),
      early: earlyAnswer,
    });
    this.joined = joined;
    void joined.session.then((session) => {
      if (this.joined !== joined) return;
      this.session = session;
      this.unsubscribe = session.store.subscribe(() => host.requestUpdate());
      host.requestUpdate();
    });
    return joined;
  }

  private leave(): void {
    this.unsubscribe?.();
    this.joined?.leave();
    this.joined = this.session = undefined;
  }
}
