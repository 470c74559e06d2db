import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { HelpRequest } from '../../../model/index.js';
import { beginning } from '../../parts/beginning.js';
import { ago } from '../../parts/time.js';
import { summaryOf } from '../writing/summary.js';
import type { Section } from './sections.js';

/** Enough to find out that one is not alone, and little enough to go on writing. */
const MOST = 4;

/** A line on a phone. */
const LINE = 24;

/** What may spare somebody the writing: read in its place, so that nothing of the form is left. */
export function suggestionList(s: Section): TemplateResult {
  const { t, suggestions } = s;
  const explainers = suggestions.explainers.slice(0, MOST);
  const requests = suggestions.requests.slice(0, MOST - Math.min(explainers.length, 2));
  const count = explainers.length + requests.length;
  return html`<div class="suggested">
    <p role="status" class=${count ? 'muted' : 'hush'}>${count ? t.suggested(count) : nothing}</p>
    ${repeat(
      explainers,
      ({ id }) => id,
      ({ title, body }) =>
        html`<details>
          <summary><span class="badge blue">${t.explainer}</span> ${title}</summary>
          <p class="text inner" dir="auto">${body}</p>
        </details>`,
    )}
    ${repeat(
      requests,
      ({ id }) => id,
      (request) => similar(s, request),
    )}
  </div>`;
}

/** A request like this one, with the answer it got. */
function similar({ t, texts, now }: Section, request: HelpRequest): TemplateResult {
  const { title, publicBody, replies, answeredAt, stage } = request;
  const answer = replies.filter(({ kind }) => kind === 'answer').pop();
  const state = answeredAt ? t.answeredAgo(ago(answeredAt, now, texts)) : texts.stage[stage];
  return html`<details>
    <summary>
      <span class="badge ${answeredAt ? 'green' : ''}">${state}</span>
      <bdi>${title || beginning(summaryOf({ body: publicBody }), LINE)}</bdi>
    </summary>
    <div class="inner">
      <p class="text" dir="auto">${publicBody}</p>
      ${
        answer
          ? html`<div class="note green">
              <p><strong>${answer.author || texts.role[answer.role]}</strong></p>
              <p class="text" dir="auto">${answer.body}</p>
            </div>`
          : nothing
      }
    </div>
  </details>`;
}
