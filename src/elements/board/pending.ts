import { html, nothing, type TemplateResult } from 'lit';
import type { ViewTexts } from '../../locales/texts.js';
import type { Pending } from './outbox-watch.js';

/** Above the list, as long as anything lies on this device: the most pressing of it, and the way there. */
export function pendingLine(
  { unsent, attention, drafts, expiring, inMemory }: Pending,
  { outbox: t }: ViewTexts,
  look: () => void,
): TemplateResult | typeof nothing {
  const line = (tone: string, words: string, way = t.look) =>
    html`<div class="head pending">
      <div class="note ${tone}">
        <p class="row"><span role="status">${words}</span> <button @click=${look}>${way}</button></p>
      </div>
    </div>`;
  if (inMemory) return line('red', t.memory);
  if (attention) return line('red', t.attention(attention));
  if (unsent) return line('amber', t.waiting(unsent));
  if (expiring) return line('amber', t.expiring(expiring));
  return drafts ? line('', t.drafts(drafts), t.goOn) : nothing;
}
