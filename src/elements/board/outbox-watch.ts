import type { Delivery, Outbox } from '../../drafts/types.js';
import type { BoardHost } from '../contexts.js';
import { HelpBoardEvent } from '../events.js';

/** Counts what has not arrived, for the board; tells the page what arrived and what did not. */
export class OutboxWatch {
  /** Queued, but not with the backend yet. */
  unsent = 0;
  private outbox?: Outbox;
  private known = new Map<string, Delivery>();

  constructor(
    private host: BoardHost,
    private counted: () => void,
  ) {}

  async follow(outbox: Outbox): Promise<void> {
    if (outbox === this.outbox) return;
    this.stop();
    this.outbox = outbox;
    await outbox.ready;
    if (outbox !== this.outbox) return;
    for (const { key, delivery } of outbox.entries()) this.known.set(key, delivery);
    outbox.addEventListener('change', this.changed);
    this.changed();
  }

  stop(): void {
    this.outbox?.removeEventListener('change', this.changed);
    this.outbox = undefined;
    this.known.clear();
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
    this.counted();
  };
}
