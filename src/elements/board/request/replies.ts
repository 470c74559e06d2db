import { html, nothing, type TemplateResult } from 'lit';
import { clockState, type OwnReply } from '../../../model/index.js';
import { ago, dateTime } from '../../parts/time.js';
import type { Handled, Words } from './status.js';

/** Colour class of who answers; the word always stands in it. */
const ROLE_TONES: Record<string, string> = {
  newsroom: 'blue',
  department: 'green',
  volunteer: 'amber',
  hotline: 'red',
  institution: 'violet',
};

/** One reply: who, as what, when, and the words. */
export function reply(
  { author, role, body, at, kind, audience, correctedAt }: OwnReply,
  words: Words,
): TemplateResult {
  const { texts, views, now } = words;
  return html`<li class="reply ${kind}">
    <p class="row">
      <span class="badge role ${ROLE_TONES[role] ?? ''}">${texts.role[role]}</span>
      ${author && author !== texts.role[role] ? html`<bdi class="who">${author}</bdi>` : nothing}
      ${kind === 'answer' ? nothing : html`<span class="badge">${views.request[kind]}</span>`}
      ${audience === 'requester' ? html`<span class="badge amber">${views.mine.privateReply}</span>` : nothing}
      <time class="muted" datetime=${at}>${ago(at, now, texts)}</time>
      ${
        correctedAt
          ? html`<span class="badge amber corrected"
              >${views.request.corrected}
              <time datetime=${correctedAt}>${ago(correctedAt, now, texts)}</time></span
            >`
          : nothing
      }
    </p>
    <p class="text" dir="auto">${body}</p>
  </li>`;
}

/** What is said where there is no answer yet: the promise, or that it is broken. */
export function promise(of: Handled, any: boolean, words: Words): TemplateResult | typeof nothing {
  const { texts, views, now } = words;
  const state = clockState(of, now);
  if (state === 'overdue') return html`<p class="note red">${views.request.noRepliesOverdue}</p>`;
  if (state !== 'running' || any) return nothing;
  return html`<p class="note">${views.request.noReplies(dateTime(of.dueAt, texts))}</p>`;
}

/** All replies in the order they came, under a heading of the level asked for. */
export function replies(of: Handled & { replies: OwnReply[] }, words: Words, level: number): TemplateResult {
  const { replies: all } = of;
  const missing = promise(of, all.length > 0, words);
  if (!all.length && missing === nothing) return html``;
  return html`<section>
    <p class="head" role="heading" aria-level=${level}>
      ${words.views.request.replies}${all.length ? html` <span class="count">${all.length}</span>` : nothing}
    </p>
    ${
      all.length
        ? html`<ol class="replies">
            ${all.map((one) => reply(one, words))}
          </ol>`
        : nothing
    }
    ${missing}
  </section>`;
}
