import { html, nothing, type TemplateResult } from 'lit';
import { isFinal, type ErrorCode } from '../../../adapters/errors.js';
import type { Entry } from '../../../drafts/types.js';
import { errorText } from '../../parts/states.js';
import { ago, dateTime } from '../../parts/time.js';
import type { Words } from '../request/status.js';
import type { Asking } from './asking.js';
import type { Copying } from './copying.js';

/** What templates of entries on this device share. */
export interface EntryTools extends Words {
  asking: Asking;
  copying: Copying;
  edit(entry: Entry): void;
  send(entry: Entry): void;
  discard(entry: Entry): void;
  /** The entry whose edit was refused. */
  refused?: string;
}

/** Something was typed or attached; a form that was only opened is nothing to come back to. */
export const isTouched = ({ content, summary, photos }: Entry): boolean =>
  Boolean(content !== undefined || summary || photos.length);

/** All the words a person wrote, for taking them elsewhere. */
function wordsOf({ payload, content, summary }: Entry): string {
  for (const held of [content, payload] as ({ body?: unknown } | undefined)[])
    if (typeof held?.body === 'string' && held.body) return held.body;
  return summary;
}

const tone = { draft: '', queued: 'amber', sending: 'blue', maybe: 'amber', attention: 'red', sent: 'green' };

/** A draft, or something sent that has not arrived: where it is, what happens next, and what can be done. */
export function undelivered(entry: Entry, tools: EntryTools): TemplateResult {
  const { texts, views } = tools;
  const { key, delivery, summary, photos, updatedAt } = entry;
  return html`<li class="item" data-key=${key}>
    <p class="row">
      <span class="badge delivery ${tone[delivery]}">${views.delivery[delivery]}</span>
      ${photos.length ? html`<span class="badge">${views.mine.photos(photos.length)}</span>` : nothing}
      <time class="muted">${ago(new Date(updatedAt).toISOString(), Date.now(), texts)}</time>
    </p>
    <h4 class="text" dir="auto">${summary || views.mine.noDraftText}</h4>
    ${failure(entry, tools)}
    <p class="muted">${views.deliveryNext[delivery]}</p>
    <div class="row">${buttons(entry, tools)}</div>
    ${tools.refused === key ? html`<p class="note amber" role="alert">${delivery === 'draft' ? views.mine.elsewhere : views.mine.editRefused}</p>` : nothing}
  </li>`;
}

function failure({ failure: failed, nextTryAt, delivery }: Entry, { texts, views }: EntryTools) {
  if (!failed || delivery === 'draft') return nothing;
  const { title, next } = errorText({ code: failed.code as ErrorCode }, texts);
  // The device's own plan, by the device's own clock.
  const later = nextTryAt && nextTryAt > Date.now() ? views.mine.nextTry(dateTime(nextTryAt, texts)) : '';
  return html`<div class="why">
    <p>${views.mine.lastError(title)}</p>
    <p class="muted">${next} ${later}</p>
  </div>`;
}

function buttons(entry: Entry, tools: EntryTools): TemplateResult {
  const { views, asking, copying } = tools;
  const { key, delivery, form, failure: failed } = entry;
  const draft = delivery === 'draft';
  const sending = delivery === 'sending';
  // The same words again cannot help after a final answer: they must be changed first.
  const final = delivery === 'attention' && isFinal(failed?.code as ErrorCode);
  // What was typed after the rest had arrived has no form to go back to.
  const rest = form !== 'request';
  return html`
    ${
      draft || sending || final || rest
        ? nothing
        : html`<button class="primary" @click=${() => tools.send(entry)}>${views.mine.sendNow}</button>`
    }
    ${
      sending || rest
        ? nothing
        : html`<button class=${draft || final ? 'primary' : ''} @click=${() => tools.edit(entry)}>
            ${draft ? views.mine.continueDraft : views.mine.edit}
          </button>`
    }
    ${copying.render(key, wordsOf(entry), views.mine.copy, views)}
    ${
      sending
        ? nothing
        : asking.render(
            {
              id: `discard ${key}`,
              label: views.mine.discard,
              question: views.mine.discardSure,
              act: () => tools.discard(entry),
            },
            views,
          )
    }
  `;
}
