import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Delivery, Outbox } from '../../drafts/types.js';
import type { BoardHost } from '../contexts.js';
import { HelpBoardEvent } from '../events.js';

const idle = (work: () => void): void => {
  // Safari has no requestIdleCallback; two seconds after the first paint nobody waits for us.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 5000 });
  else setTimeout(work, 2000);
};

/** Opens the outbox at idle, so that what waits is sent; counts it for the board; tells the page what arrived and what did not. */
export class OutboxWatch implements ReactiveController {
  /** Queued, but not with the backend yet. */
  unsent = 0;
  private outbox?: Outbox;
  private known = new Map<string, Delivery>();
  private started = false;

  constructor(
    private element: ReactiveControllerHost,
    private host: BoardHost,
  ) {
    element.addController(this);
  }

  hostConnected(): void {}

  start(open: () => Promise<Outbox>): void {
    this.stop();
    this.started = true;
    idle(() => {
      if (!this.started) return;
      // Without its code (offline, a build that went away) the board still reads; the next visit tries again.
      open().then(
        (outbox) => this.follow(outbox),
        () => undefined,
      );
    });
  }

  stop(): void {
    this.started = false;
    this.outbox?.removeEventListener('change', this.changed);
    this.outbox = undefined;
    this.known.clear();
  }

  private async follow(outbox: Outbox): Promise<void> {
    await outbox.ready;
    if (!this.started || this.outbox) return;
    for (const { key, delivery } of outbox.entries()) this.known.set(key, delivery);
    this.outbox = outbox;
    outbox.addEventListener('change', this.changed);
    this.changed();
  }

  private changed = (): void => {
    let unsent = 0;
    for (const { key, delivery, receipt, failure } of this.outbox!.entries()) {
      const before = this.known.get(key);
      this.known.set(key, delivery);
      if (delivery !== 'draft' && delivery !== 'sent') unsent++;
      if (delivery === before) continue;
      if (delivery === 'sent' && receipt) this.host.emit(new HelpBoardEvent('sent', { receipt }));
      else if (failure && delivery !== 'sending' && delivery !== 'draft')
        this.host.emit(
          new HelpBoardEvent('send-failed', { key, code: failure.code, final: delivery === 'attention' }),
        );
    }
    if (unsent === this.unsent) return;
    this.unsent = unsent;
    this.element.requestUpdate();
  };
}
