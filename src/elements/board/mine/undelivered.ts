import { html, nothing, type TemplateResult } from 'lit';
import type { Entry } from '../../../drafts/types.js';
import type { ViewTexts } from '../../../locales/texts.js';
import type { Asking } from '../../parts/asking.js';
import type { Copying } from '../../parts/copying.js';
import { ago } from '../../parts/time.js';
import {
  commentedBy,
  feedbackOf,
  isRefused,
  isRest,
  requestOf,
  whatNext,
  whereabouts,
  whyNot,
  wordsOf,
} from '../delivery.js';
import type { Words } from '../request/status.js';

/** What templates of entries on this device share. */
export interface EntryTools extends Words {
  asking: Asking;
  copying: Copying;
  edit(entry: Entry): void;
  send(entry: Entry): void;
  discard(entry: Entry): void;
  /** The draft that would expire stays. */
  keep(entry: Entry): void;
  /** Whether its form can be opened: additions need the receipt of their request. */
  canEdit(entry: Entry): boolean;
  /** The entry whose edit was refused. */
  refused?: string;
}

const tone = { draft: '', queued: 'amber', sending: 'blue', maybe: 'amber', attention: 'red', sent: 'green' };

/** A draft, or something sent that has not arrived: where it is, what happens next and when, and what can be done. */
export function undelivered(entry: Entry, tools: EntryTools): TemplateResult {
  const { texts, views } = tools;
  const { key, delivery, summary, photos, updatedAt, expiresAt } = entry;
  const next = whatNext(entry, texts, views);
  return html`<li class="item" data-key=${key}>
    <p class="row">
      <span class="badge delivery ${tone[delivery]}">${whereabouts(entry, views)}</span>
      ${
        requestOf(entry) === undefined
          ? nothing
          : html`<span class="badge blue"> ${badge(entry, views)} </span>`
      }
      ${photos.length ? html`<span class="badge">${views.mine.photos(photos.length)}</span>` : nothing}
      <time class="muted">${ago(new Date(updatedAt).toISOString(), Date.now(), texts)}</time>
    </p>
    <h4 class="text" dir="auto">${summary || views.mine.noDraftText}</h4>
    ${failure(entry, tools)}
    <p class=${expiresAt ? 'note amber' : 'muted'}>${next}</p>
    <div class="row">${buttons(entry, tools)}</div>
    ${
      tools.refused === key
        ? html`<p class="note amber" role="alert">
            ${delivery === 'draft' ? views.mine.elsewhere : views.mine.editRefused}
          </p>`
        : nothing
    }
  </li>`;
}

/** What kind of text about a request it is. */
function badge(entry: Entry, { feedback, comments, addition }: ViewTexts): string {
  const kind = feedbackOf(entry);
  if (kind) return feedback.badge[kind];
  return commentedBy(entry) === undefined ? addition.badge : comments.badge;
}

function failure(entry: Entry, { texts, views }: EntryTools): TemplateResult | typeof nothing {
  const why = whyNot(entry, texts, views);
  return why
    ? html`<div class="why">
        <p>${views.mine.lastError(why.title)}</p>
        <p class="muted">${why.next}</p>
      </div>`
    : nothing;
}

function buttons(entry: Entry, tools: EntryTools): TemplateResult {
  const { views, asking, copying } = tools;
  const { key, delivery, expiresAt } = entry;
  const { mine, addition } = views;
  const isDraft = delivery === 'draft';
  const isSending = delivery === 'sending';
  const mustChange = isRefused(entry);
  const edit = isRest(entry) ? addition.open : isDraft ? mine.continueDraft : mine.edit;
  return html`
    ${expiresAt ? html`<button class="primary" @click=${() => tools.keep(entry)}>${mine.keep}</button>` : nothing}
    ${
      isDraft || isSending || mustChange
        ? nothing
        : html`<button class="primary" @click=${() => tools.send(entry)}>
            ${delivery === 'maybe' ? mine.sendAgain : mine.sendNow}
          </button>`
    }
    ${
      isSending || !tools.canEdit(entry)
        ? nothing
        : html`<button
            class=${mustChange || (isDraft && !expiresAt) ? 'primary' : ''}
            @click=${() => tools.edit(entry)}
          >
            ${edit}
          </button>`
    }
    ${copying.render(key, wordsOf(entry), mine.copy, views)}
    ${
      isSending
        ? nothing
        : asking.render(
            {
              id: `discard ${key}`,
              label: mine.discard,
              question: mine.discardSure,
              act: () => tools.discard(entry),
            },
            views,
          )
    }
  `;
}
