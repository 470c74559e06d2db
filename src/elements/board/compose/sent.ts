import { html, nothing, type TemplateResult } from 'lit';
import type { Entry } from '../../../drafts/types.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import type { Board } from '../../../model/board.js';
import type { Submission } from '../../../model/submission.js';
import type { Copying } from '../../parts/copying.js';
import { dateTime } from '../../parts/time.js';
import { isRefused, isRest, requestOf, whatNext, whyNot } from '../delivery.js';

/** All the panel is drawn from. */
export interface Sent {
  texts: Texts;
  views: ViewTexts;
  board?: Board;
  /** Undefined for the blink before the outbox lists it. */
  entry?: Entry;
  /** Everything the outbox knows of. */
  entries: readonly Entry[];
  submission: Submission;
  /** It lives in this page's memory only. */
  inMemory: boolean;
  copying: Copying;
  retry(): void;
  edit(): void;
  another(): void;
  toMine(): void;
  back(): void;
}

/** What is shown after pressing send: where the text is now, in the words of its delivery, and what happens next. */
export function sentPanel(s: Sent): TemplateResult {
  const { texts, views, entry, inMemory } = s;
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
  return html`<section class="sent">
    <div class="sent" aria-live="polite">
      <p class="sign ${tone}" aria-hidden="true">${icon}</p>
      <h2 tabindex="-1">${title}</h2>
      ${
        delivery === 'sent'
          ? arrived(s)
          : html`<p>
              ${entry && whatNext(entry, texts, views)}
              ${waiting && !inMemory ? views.sent.queuedNext : nothing}
            </p>`
      }
      ${waiting && inMemory ? html`<p class="note red">${views.sent.keepOpen}</p>` : nothing} ${failure(s)}
    </div>
    ${rest(s)}
    <div class="row">
      ${entry && (delivery === 'attention' || delivery === 'maybe') ? parked(s, entry) : nothing}
      ${
        // On somebody else's device there is nothing to go to: leaving deletes it.
        entry?.forget && delivery === 'sent'
          ? nothing
          : html`<button class=${waiting || delivery === 'sent' ? 'primary' : ''} @click=${s.toMine}>
              ${views.sent.toMine}
            </button>`
      }
      <button @click=${s.another}>${views.sent.another}</button>
      <button @click=${s.back}>${texts.back}</button>
    </div>
  </section>`;
}

function arrived({ texts, views, board, entry, submission, copying }: Sent): TemplateResult {
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
            ${code(receipt.trackingCode, views, copying)}
            ${entry.forget ? html`<p class="note amber">${sent.forgotten}</p>` : nothing}`
        : nothing
    }`;
}

/** What opens the request from anywhere. Hotlines and Open311 servers give none. */
function code(trackingCode: string, views: ViewTexts, copying: Copying): TemplateResult | typeof nothing {
  const { sent } = views;
  return trackingCode
    ? html`<div class="code">
        <p class="muted">${sent.code}</p>
        <p><code>${trackingCode}</code></p>
        <div class="row">${copying.render('code', trackingCode, sent.copyCode, views)}</div>
        <p class="muted">${sent.codeHint}</p>
      </div>`
    : nothing;
}

/** Words that were changed after an earlier wording had arrived: they can still reach the desk. */
function rest({ views, entry, entries, toMine }: Sent): TemplateResult | typeof nothing {
  const id = entry?.receipt?.id;
  const any = id && entries.some((other) => requestOf(other) === id && isRest(other));
  return any
    ? html`<div class="note amber" role="status">
        <p>${views.addition.rest}</p>
        <button @click=${toMine}>${views.addition.open}</button>
      </div>`
    : nothing;
}

/** Why it is not there yet. */
function failure({ texts, views, entry }: Sent): TemplateResult | typeof nothing {
  const why = entry && whyNot(entry, texts, views);
  return why
    ? html`<div class="note amber">
        <p><strong>${why.title}</strong></p>
        <p>${why.next}</p>
      </div>`
    : nothing;
}

/** What a person can do about an entry that no longer goes by itself. */
function parked({ views, submission, copying, retry, edit }: Sent, entry: Entry): TemplateResult {
  const { mine, writing } = views;
  const { delivery } = entry;
  return html`${
    isRefused(entry)
      ? nothing
      : html`<button class="primary" @click=${retry}>
          ${delivery === 'maybe' ? mine.sendAgain : mine.sendNow}
        </button>`
  }
  ${delivery === 'attention' ? html`<button @click=${edit}>${mine.edit}</button>` : nothing}
  ${copying.render('text', submission.body, writing.copy, views)}`;
}
