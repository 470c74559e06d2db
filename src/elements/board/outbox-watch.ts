import type { Delivery, Outbox } from '../../drafts/types.js';
import type { BoardHost } from '../contexts.js';
import { HelpBoardEvent } from '../events.js';
import { isTouched } from './delivery.js';
import { LeaveGuard } from './writing/leave-guard.js';

/** What on this device has not arrived. */
export interface Pending {
  /** Queued, but not with the backend yet; those that need the person included. */
  unsent: number;
  /** Only the person can help. */
  attention: number;
  drafts: number;
  /** Drafts the device is about to delete. */
  expiring: number;
  /** Anything of it is in this page's memory only. */
  inMemory: boolean;
}

const NOTHING: Pending = { unsent: 0, attention: 0, drafts: 0, expiring: 0, inMemory: false };

/** Counts what has not arrived, for the board; tells the page what arrived and what did not. */
export class OutboxWatch {
  pending = NOTHING;
  private outbox?: Outbox;
  private known = new Map<string, Delivery>();
  private guard = new LeaveGuard();

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
    this.guard.set(false);
  }

  private changed = (): void => {
    const pending = { ...NOTHING };
    for (const entry of this.outbox!.entries()) {
      const { key, delivery, receipt, failure } = entry;
      const before = this.known.get(key);
      this.known.set(key, delivery);
      if (delivery === 'draft') {
        if (isTouched(entry)) pending.drafts++;
        if (entry.expiresAt) pending.expiring++;
      } else if (delivery !== 'sent') pending.unsent++;
      if (delivery === 'attention' || delivery === 'maybe') pending.attention++;
      if (delivery === before) continue;
      if (delivery === 'sent' && receipt) this.host.emit(new HelpBoardEvent('sent', { receipt }));
      else if (failure && delivery !== 'sending' && delivery !== 'draft')
        this.host.emit(
          new HelpBoardEvent('send-failed', { key, code: failure.code, final: delivery === 'attention' }),
        );
    }
    pending.inMemory = this.outbox!.keeping === 'memory' && pending.unsent + pending.drafts > 0;
    this.guard.set(pending.inMemory);
    const before = this.pending;
    if ((Object.keys(pending) as Array<keyof Pending>).every((name) => pending[name] === before[name]))
      return;
    this.pending = pending;
    this.counted();
  };
}
