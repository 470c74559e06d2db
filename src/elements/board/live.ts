import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { ViewTexts } from '../../locales/texts.js';
import { keyOf, type BoardStore } from '../../store/board-store.js';
import { lookForNewer, takeNewer, type Newer } from '../../store/live-list.js';
import { RequestStore } from '../../store/request-store.js';
import type { Session } from '../session.js';
import type { HelpBoard } from './help-board.js';

/** Milliseconds between two looks at the version: a cache in front of the backend answers most of them. */
const EVERY = 10_000;
/** After failures, at most so many times as long. */
const SLOWEST = 32;

/**
 * Follows the board while somebody looks at its list, or at one request: asks for the tiny version, and for what is looked at
 * only when that has changed. Rests while the page is hidden or offline, in the other views, and with `no-live`.
 */
export class LiveController implements ReactiveController {
  private session?: Session;
  private version?: string;
  private newer?: Newer;
  /** A cache may hold the list longer than the version: after a change it is read once more. */
  private again = false;
  /** The request that is open, and the version it was last looked at with. */
  private opened?: { id: string; version: string; again: boolean };
  private failures = 0;
  private timer?: ReturnType<typeof setTimeout>;
  private call?: AbortController;

  constructor(private board: HelpBoard) {
    board.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.wake);
    addEventListener('online', this.wake);
    addEventListener('offline', this.wake);
    this.plan();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.wake);
    removeEventListener('online', this.wake);
    removeEventListener('offline', this.wake);
    this.rest();
  }

  /** The board has a session, or another one. */
  follow(session: Session): void {
    if (session === this.session) return;
    this.rest();
    this.session = session;
    this.version = this.newer = this.opened = undefined;
    this.plan();
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.call?.abort();
  }

  private wake = (event: Event): void => {
    this.rest();
    const { store } = this.session ?? {};
    if (event.type === 'online' && store && (store.state.boardError || store.list(this.board.query).error))
      void this.board.refresh();
    this.board.requestUpdate();
    this.plan(event.type === 'online' || !document.hidden ? 0 : EVERY);
  };

  private plan(after = EVERY): void {
    const { board, session } = this;
    clearTimeout(this.timer);
    if (!session?.adapter.version || document.hidden || navigator.onLine === false) return;
    if (!board.isConnected || board.hasAttribute('no-live')) return;
    // Thousands who came with the same push message must not ask in the same second.
    const jitter = 0.8 + 0.4 * Math.random();
    this.timer = setTimeout(() => void this.look(session), after * jitter * 2 ** this.failures);
  }

  private async look({ adapter, store }: Session): Promise<void> {
    const { board } = this;
    const { query } = board;
    const { signal } = (this.call = new AbortController());
    try {
      if (board.view === 'feed') {
        const version = await adapter.version!({ signal });
        const changed = this.version !== undefined && version !== this.version;
        if (this.isMissing(store)) void board.refresh();
        else if (changed || this.again) {
          // Nothing of an older look is offered: what was in it may have been taken down.
          this.newer = await lookForNewer(store, query, signal);
          this.again = changed || !this.newer;
          board.requestUpdate();
        }
        this.version = version;
      }
      if (board.view === 'request')
        await this.lookAt(board.request, await adapter.version!({ signal }), store);
      this.failures = 0;
    } catch {
      if (signal.aborted) return;
      this.failures = Math.min(this.failures + 1, Math.log2(SLOWEST));
    }
    this.plan();
  }

  /** Somebody may be writing down a number that has been put right since. */
  private async lookAt(id: string, version: string, store: BoardStore): Promise<void> {
    const before = this.opened?.id === id ? this.opened : undefined;
    const changed = before !== undefined && before.version !== version;
    this.opened = { id, version, again: changed };
    if (changed || before?.again) await RequestStore.of(store).reload(id);
  }

  /** Something could not be read while the backend was down: now that it answers, it is asked for without a press. */
  private isMissing(store: BoardStore): boolean {
    const { error, old, items } = store.list(this.board.query);
    const failed = store.state.boardError ?? (old || !items.length ? error : undefined);
    return Boolean(failed?.retryable);
  }

  /** How many are new: pressed, they come to the top of the list. */
  render({ live: t }: ViewTexts): TemplateResult {
    const { newer, board, session } = this;
    const shown = newer?.count && session && newer.key === keyOf(board.query);
    return html`<p class="float" role="status">
      ${
        shown
          ? html`<button class="primary fresh" @click=${() => this.take(session, newer)}>
              ${t.fresh(newer.count)}
            </button>`
          : nothing
      }
    </p>`;
  }

  private take({ store }: Session, newer: Newer): void {
    const { board } = this;
    this.newer = undefined;
    takeNewer(store, newer);
    // Figures and announcements too.
    void store.load();
    void board.updateComplete.then(() => {
      const first = board.renderRoot.querySelector<HTMLElement>('.card .open');
      // The button that had the focus is gone.
      first?.focus({ preventScroll: true });
      const tabs = board.renderRoot.querySelector('[role="tabpanel"]');
      if (tabs && tabs.getBoundingClientRect().top < 0) tabs.scrollIntoView();
    });
  }
}
