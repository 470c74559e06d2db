import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Entry, Outbox } from '../../../drafts/types.js';
import { emergencyLinks } from '../../parts/states.js';
import { additionTo } from '../../../drafts/additions.js';
import { feedbackTo, isTouched, requestOf, type Feedback } from '../delivery.js';
import { arrived, type ArrivedTools } from './arrived.js';
import { undelivered } from './undelivered.js';

/** What the groups can do besides what their items can. */
export interface GroupTools extends ArrivedTools {
  /** The states of the requests are being read. */
  busy: boolean;
  refresh(): void;
  ask(): void;
  /** What could be found in records that cannot be read. */
  salvaged: string;
  clear(): void;
}

const feedbackForm = (kind: Feedback) => (request: string) => feedbackTo(kind, request);

/** All entries by what their person can do about them: not delivered, unfinished, delivered. */
export function groups(outbox: Outbox, tools: GroupTools): TemplateResult {
  const { texts, views, writing, copying, salvaged } = tools;
  const { mine } = views;
  const entries = outbox.entries();
  // What is being written in an open form is not listed beside it.
  const open =
    writing && (writing.kind === 'addition' ? additionTo : feedbackForm(writing.kind))(writing.request);
  const drafts = entries.filter((entry) => entry.delivery === 'draft' && isTouched(entry));
  const listed = drafts.filter(({ form }) => form !== open);
  const waiting = entries.filter(({ delivery }) => delivery !== 'sent' && delivery !== 'draft');
  const sent = entries.filter((entry) => entry.receipt && requestOf(entry) === undefined);
  const { unreadable } = outbox;
  return html`
    ${
      outbox.keeping === 'memory' && (drafts.length || waiting.length)
        ? html`<p class="note red" role="alert">${mine.memory}</p>`
        : nothing
    }
    ${
      unreadable
        ? html`<div class="note amber" role="status">
            <p>${mine.unreadable(unreadable)}</p>
            ${salvaged ? html`<p class="row">${copying.render('salvaged', salvaged, mine.copy, views)}</p>` : nothing}
          </div>`
        : nothing
    }
    ${group(mine.waiting, waiting, (entry) => undelivered(entry, tools))}
    ${waiting.some(({ delivery }) => delivery !== 'sending') ? emergencyLinks(texts) : nothing}
    ${group(mine.drafts, listed, (entry) => undelivered(entry, tools))}
    ${group(
      mine.arrived,
      sent,
      (entry) => arrived(entry, entry.receipt!, tools),
      html`<button class="plain" aria-busy=${tools.busy} @click=${tools.refresh}>${mine.refresh}</button>`,
    )}
    ${
      drafts.length + waiting.length + sent.length
        ? html`<p><button class="plain" data-clear @click=${tools.clear}>${mine.clear}</button></p>`
        : html`<div class="note empty">
            <p><strong>${mine.empty}</strong></p>
            <p>${mine.emptyNext}</p>
            <button class="primary" @click=${tools.ask}>${texts.ask}</button>
          </div>`
    }
  `;
}

function group(
  title: string,
  entries: readonly Entry[],
  item: (entry: Entry) => TemplateResult,
  extra?: TemplateResult,
): TemplateResult | typeof nothing {
  if (!entries.length) return nothing;
  return html`<section>
    <div class="group">
      <h3>${title} <span class="count">${entries.length}</span></h3>
      ${extra ?? nothing}
    </div>
    <ul class="items">
      ${repeat(entries, ({ key }) => key, item)}
    </ul>
  </section>`;
}
