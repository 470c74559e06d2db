import { html, nothing, type TemplateResult } from 'lit';
import type { Board, HelpRequest } from '../../model/index.js';
import type { FirstTexts } from '../../locales/texts.js';
import { ago, clockText } from '../parts/time.js';
import { stageTone, urgencyBadge } from '../parts/badges.js';

export interface CardContext {
  texts: FirstTexts;
  /** Server time, epoch milliseconds. */
  now: number;
  open(id: string): void;
  /** A text as it is shown: what was searched for is marked in it. */
  shown(text: string): unknown;
}

/** The newest public answer, else the newest reply of any kind. */
const bestReply = ({ replies }: HelpRequest) =>
  replies.filter((reply) => reply.kind === 'answer').pop() ?? replies[replies.length - 1];

/**
 * One request in a list. A template, not an element: 1,000 custom elements of their own cost 13 % more time to first item.
 * The heading's button covers the whole card, so that a thumb can hit it anywhere and a screen reader meets one button.
 */
export function card(
  request: HelpRequest,
  { texts, now, open, shown }: CardContext,
  board?: Board,
): TemplateResult {
  const category = board?.categories.find(({ code }) => code === request.category);
  const reply = bestReply(request);
  const clock = clockText(request, now, texts);
  return html`<div class="card" role="listitem" data-id=${request.id}>
    <p class="row">
      ${
        request.pinned
          ? html`<span class="badge red">${texts.pinned}</span>`
          : request.featured
            ? html`<span class="badge amber">${texts.featured}</span>`
            : nothing
      }
      ${category ? html`<span class="badge">${category.name}</span>` : nothing}
      ${urgencyBadge(request, texts)}
      <span class="badge stage ${stageTone(request.stage)}">${texts.stage[request.stage]}</span>
    </p>
    <h3>
      <button class="open text" @click=${() => open(request.id)}>
        ${shown(request.title ?? request.publicBody)}
      </button>
    </h3>
    ${request.title ? html`<p class="text body">${shown(request.publicBody)}</p>` : nothing}
    ${
      reply
        ? html`<p class="reply text">
            ${reply.author ? html`<span class="who">${reply.author}：</span>` : nothing}${reply.body}
          </p>`
        : nothing
    }
    <p class="row muted">
      <span>${request.author || texts.unnamed}</span
      >${request.region ? html`<span>${request.region}</span>` : nothing}
      <time datetime=${request.createdAt}>${ago(request.createdAt, now, texts)}</time>
      ${clock ? html`<span class="clock ${clock.tone}">${clock.text}</span>` : nothing}
      ${request.meToo ? html`<span>${texts.meToo} ${texts.people(request.meToo)}</span>` : nothing}
    </p>
  </div>`;
}
