import type { ReactiveController } from 'lit';
import type { Entry, Outbox } from '../../drafts/types.js';
import { isTouched } from '../board/delivery.js';
import type { HelpBoard } from '../board/help-board.js';
import type { HostUser } from '../contexts.js';
import type { Session } from '../session.js';
import type { OpenedBoard } from './open-board.js';
import { waiting } from './waiting.js';

/** Sent by itself, sooner or later; all else needs the person, or nothing. */
const waits = ({ delivery, nextTryAt }: Entry): boolean =>
  delivery === 'queued' || delivery === 'sending' || (delivery === 'attention' && !!nextTryAt);

/** Typed or posted, and nowhere else than on this device. */
const isHere = (entry: Entry): boolean =>
  entry.delivery === 'draft' ? isTouched(entry) : entry.delivery !== 'sent';

/** What the board of a slot has still to send or to keep. It marks it for pages to come, as it really is. */
export class Unsent implements ReactiveController {
  private opening?: Promise<Outbox>;
  private session?: Session;
  private outbox?: Outbox;

  constructor(
    private opened: OpenedBoard,
    private board: HelpBoard,
    private changed: () => void,
  ) {
    opened.addController(this);
  }

  /** Whose outbox it is, besides the board's own views. */
  get user(): HostUser {
    return this.board.user;
  }

  get draftDays(): number | undefined {
    const days = Number(this.board.getAttribute('draft-days'));
    return days > 0 ? days : undefined;
  }

  /**
   * Whether the board must stay on the page: something waits to be sent, or what was written lies in this page's memory only,
   * and would go with it.
   */
  async any(): Promise<boolean> {
    try {
      const { keeping, entries } = await this.open();
      return entries().some((entry) => waits(entry) || (keeping !== 'disk' && isHere(entry)));
    } catch {
      // Without its code nothing could be written.
      return false;
    }
  }

  hostConnected(): void {
    void this.open().catch(() => undefined);
  }

  hostDisconnected(): void {
    // A disconnect may be a move within the page.
    void Promise.resolve().then(() => this.opened.isConnected || void this.stop());
  }

  private open(): Promise<Outbox> {
    this.opening ??= this.follow();
    this.opening.catch(() => (this.opening = undefined));
    return this.opening;
  }

  private async follow(): Promise<Outbox> {
    await this.board.updateComplete;
    const [session, { outboxOf }] = await Promise.all([
      this.board.joined.ready,
      import('../session-outbox.js'),
    ]);
    this.session = session;
    const outbox = (this.outbox = outboxOf(session, this));
    await outbox.ready;
    // Closed meanwhile: it is somebody else's by now, or nobody's.
    if (this.outbox !== outbox) return outbox;
    for (const sign of ['change', 'cleared']) outbox.addEventListener(sign, this.mark);
    this.mark();
    // The board left the page while this code was on its way.
    if (!this.opened.isConnected) this.hostDisconnected();
    return outbox;
  }

  private async stop(): Promise<void> {
    const { session, outbox } = this;
    if (!session || !outbox) return;
    for (const sign of ['change', 'cleared']) outbox.removeEventListener(sign, this.mark);
    this.session = this.outbox = this.opening = undefined;
    const { leaveOutbox } = await import('../session-outbox.js');
    leaveOutbox(session, this);
  }

  private mark = (): void => {
    const { session, outbox } = this;
    waiting.set(
      session!.scope,
      outbox!.entries().flatMap((entry) => (waits(entry) ? entry.key : [])),
    );
    this.changed();
  };
}
