import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorCode } from '../../../adapters/errors.js';
import type { Entry } from '../../../drafts/types.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import type { Board } from '../../../model/board.js';
import type { Submission } from '../../../model/submission.js';
import { dateTime } from '../../parts/time.js';

/** All the panel is drawn from. */
export interface Sent {
  texts: Texts;
  views: ViewTexts;
  board?: Board;
  /** Undefined for the blink before the outbox lists it. */
  entry?: Entry;
  submission: Submission;
  /** It lives in this page's memory only. */
  inMemory: boolean;
  /** What was copied just now. */
  copied: '' | 'code' | 'text';
  copy(what: 'code' | 'text', text: string): void;
  retry(): void;
  edit(): void;
  another(): void;
  toMine(): void;
}

/** What is shown after pressing send: where the text is now, in the words of its delivery, and what happens next. */
export function sentPanel(s: Sent): TemplateResult {
  const { views, entry, inMemory } = s;
  const delivery = entry?.delivery ?? 'queued';
  const waiting = delivery === 'queued' || delivery === 'sending';
  const { tone, icon, title } = {
    draft: { tone: 'blue', icon: '…', title: views.delivery.draft },
    queued: { tone: 'blue', icon: '…', title: views.sent.queuedTitle },
    sending: { tone: 'blue', icon: '↑', title: views.sent.sendingTitle },
    sent: { tone: 'green', icon: '✓', title: views.sent.sentTitle },
    maybe: { tone: 'amber', icon: '?', title: views.sent.maybeTitle },
    attention: { tone: 'amber', icon: '!', title: views.sent.attentionTitle },
  }[delivery];
  return html`<section class="sent" aria-live="polite">
    <p class="sign ${tone}" aria-hidden="true">${icon}</p>
    <h2 tabindex="-1">${title}</h2>
    ${delivery === 'sent' ? arrived(s) : html`<p>${delivery === 'queued' ? views.sent.queuedNext : views.deliveryNext[delivery]}</p>`}
    ${waiting && inMemory ? html`<p class="note amber">${views.sent.keepOpen}</p>` : nothing}
    ${delivery === 'sent' ? nothing : failure(s)}
    <p class="row">
      ${delivery === 'attention' || delivery === 'maybe' ? parked(s) : nothing}
      <button class=${waiting || delivery === 'sent' ? 'primary' : ''} @click=${s.toMine}>
        ${views.sent.toMine}
      </button>
      <button @click=${s.another}>${views.sent.another}</button>
    </p>
  </section>`;
}

function arrived({ texts, views, board, entry, submission, copied, copy }: Sent): TemplateResult {
  const { sent } = views;
  const receipt = entry?.receipt;
  const received =
    submission.visibility === 'desk'
      ? sent.receivedDesk
      : board && !board.features.review
        ? sent.receivedPublic
        : sent.receivedReview;
  return html`<p>${received}</p>
    ${
      receipt
        ? html`<p>${receipt.dueAt ? sent.dueBy(dateTime(receipt.dueAt, texts)) : sent.dueLater}</p>
            <div class="code">
              <p class="muted">${sent.code}</p>
              <p><code>${receipt.trackingCode}</code></p>
              <button @click=${() => copy('code', receipt.trackingCode)}>
                ${copied === 'code' ? sent.copied : sent.copyCode}
              </button>
              <p class="muted">${sent.codeHint}</p>
            </div>`
        : nothing
    }`;
}

/** Why it is not there yet, and when the next try is. */
function failure({ texts, views, entry }: Sent): TemplateResult | typeof nothing {
  if (!entry?.failure || entry.delivery === 'sending') return nothing;
  const { title, next } = texts.error[entry.failure.code as ErrorCode] ?? texts.error['bad-answer'];
  return html`<div class="note amber">
    <p><strong>${title}</strong></p>
    <p>${next}</p>
    ${
      entry.delivery === 'queued' && entry.nextTryAt
        ? html`<p class="muted">${views.mine.nextTry(dateTime(entry.nextTryAt, texts))}</p>`
        : nothing
    }
  </div>`;
}

/** What a person can do about an entry that no longer goes by itself. */
function parked({ views: { mine }, entry, submission, copied, copy, retry, edit }: Sent): TemplateResult {
  return html`<button class="primary" @click=${retry}>${mine.sendNow}</button>
    ${entry?.delivery === 'attention' ? html`<button @click=${edit}>${mine.edit}</button>` : nothing}
    <button @click=${() => copy('text', submission.body)}>
      ${copied === 'text' ? mine.copied : mine.copy}
    </button>`;
}
