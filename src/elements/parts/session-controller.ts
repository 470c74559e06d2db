import type { ReactiveController, ReactiveElement } from 'lit';
import type { HelpBoardAdapter } from '../../adapters/contract.js';
import type { HostUser } from '../contexts.js';
import { defaultBackend, earlyAnswer } from '../page.js';
import { sessionOf, type Session } from '../session.js';

interface BoardElement extends ReactiveElement {
  board: string;
  backend: string;
  adapter: string | HelpBoardAdapter;
  user?: HostUser;
}

/** Gives an element the session of its board, and redraws it when the store changed. */
export class SessionController implements ReactiveController {
  session?: Session;
  /** The session, as soon as its adapter is here. */
  ready!: Promise<Session>;
  private unsubscribe?: () => void;

  constructor(private host: BoardElement) {
    host.addController(this);
  }

  /** Takes the session that the element's attributes name. */
  join(): void {
    const { host } = this;
    this.hostDisconnected();
    this.session = undefined;
    const ready = (this.ready = sessionOf({
      adapter: host.adapter || 'rest',
      backend: host.backend || defaultBackend(),
      board: host.board,
      getToken: () => host.user?.getToken?.(),
      early: earlyAnswer,
    }));
    void ready.then((session) => {
      if (ready !== this.ready) return;
      this.session = session;
      this.hostConnected();
    });
  }

  hostConnected(): void {
    const { host } = this;
    this.hostDisconnected();
    if (host.isConnected) this.unsubscribe = this.session?.store.subscribe(() => host.requestUpdate());
    host.requestUpdate();
  }

  hostDisconnected(): void {
    this.unsubscribe?.();
  }
}
