import { html, type TemplateResult } from 'lit';
import type { Outbox } from '../../drafts/types.js';
import type { Texts } from '../../locales/texts.js';
import type { Session } from '../session.js';
import { seen } from './mine/seen.js';
import { wordings } from './request/wordings.js';

/** The newest requests of this device that are asked about: a phone with a hundred receipts must not knock a hundred times. */
const ASKED = 5;
/** Milliseconds between two looks. */
const EVERY = 60_000;

/** How many replies to this device's requests nobody has had on the screen yet: counted on the button that leads to them. */
export class OwnNews {
  private counts = new Map<string, number>();
  private lookedAt = -Infinity;

  private outbox?: Outbox;
  private scope = '';

  constructor(private changed: () => void) {}

  /** Looks, one after the other, and not all the time. */
  async look({ adapter, scope }: Session, outbox: Outbox): Promise<void> {
    if (!adapter.own || Date.now() - this.lookedAt < EVERY || navigator.onLine === false) return;
    this.lookedAt = Date.now();
    this.outbox = outbox;
    this.scope = scope;
    const own = outbox
      .entries()
      .filter(({ form, receipt, forget }) => form === 'request' && receipt && !forget);
    const newest = own.sort((a, b) => b.createdAt - a.createdAt).slice(0, ASKED);
    for (const { receipt } of newest) {
      const { id, token } = receipt!;
      if (!token) continue;
      try {
        const { replies } = await adapter.own({ id, token });
        this.counts.set(id, wordings(replies));
      } catch {
        // What is not known is not counted.
      }
    }
    this.changed();
  }

  /** Of what is on the device still. */
  get unread(): number {
    let unread = 0;
    for (const { form, receipt } of this.outbox?.entries() ?? []) {
      const replies = form === 'request' && receipt && this.counts.get(receipt.id);
      if (replies) unread += Math.max(0, replies - seen.replies(this.scope, receipt.id));
    }
    return unread;
  }

  render(texts: Texts): TemplateResult | undefined {
    const { unread } = this;
    return unread
      ? html`<span class="badge green" role="img" aria-label=${texts.unread(unread)}>${unread}</span>`
      : undefined;
  }
}
