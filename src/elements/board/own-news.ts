import { html, type TemplateResult } from 'lit';
import type { Entry } from '../../drafts/types.js';
import type { Texts } from '../../locales/texts.js';
import type { Session } from '../session.js';
import { seen } from './mine/seen.js';

/** The newest requests of this device that are asked about: a phone with a hundred receipts must not knock a hundred times. */
const ASKED = 5;
/** Milliseconds between two looks. */
const EVERY = 60_000;

/** How many replies to this device's requests nobody has had on the screen yet: counted on the button that leads to them. */
export class OwnNews {
  private counts = new Map<string, number>();
  private lookedAt = -Infinity;

  constructor(private changed: () => void) {}

  /** Looks, one after the other, and not all the time. */
  async look({ adapter, scope }: Session, entries: readonly Entry[]): Promise<void> {
    if (!adapter.own || Date.now() - this.lookedAt < EVERY || navigator.onLine === false) return;
    this.lookedAt = Date.now();
    const own = entries.filter(({ form, receipt, forget }) => form === 'request' && receipt && !forget);
    const newest = own.sort((a, b) => b.createdAt - a.createdAt).slice(0, ASKED);
    for (const { receipt } of newest) {
      const { id, token } = receipt!;
      if (!token) continue;
      try {
        const { replies } = await adapter.own({ id, token });
        this.counts.set(id, replies.length);
      } catch {
        // What is not known is not counted.
      }
    }
    this.scope = scope;
    this.changed();
  }
  private scope = '';

  get unread(): number {
    let unread = 0;
    for (const [id, replies] of this.counts) unread += Math.max(0, replies - seen.replies(this.scope, id));
    return unread;
  }

  render(texts: Texts): TemplateResult | undefined {
    const { unread } = this;
    return unread
      ? html`<span class="badge green" role="img" aria-label=${texts.unread(unread)}>${unread}</span>`
      : undefined;
  }
}
