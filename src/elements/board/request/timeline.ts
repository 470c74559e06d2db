import { html, nothing, type TemplateResult } from 'lit';
import type { Texts } from '../../../locales/texts.js';
import { stageTone } from '../../parts/badges.js';
import { dateTime } from '../../parts/time.js';
import { stageWords, type Handled, type Words } from './status.js';

/** A backend names a unit, or only its role. */
const unit = (by: string, { role }: Texts): string =>
  (Object.prototype.hasOwnProperty.call(role, by) && role[by]) || by;

/** What happened so far: when, what, and who did it. */
export function timeline(of: Handled, words: Words, level: number): TemplateResult | typeof nothing {
  const { texts, views } = words;
  if (!of.timeline.length) return nothing;
  return html`<section>
    <p class="head" role="heading" aria-level=${level}>${views.request.timeline}</p>
    <ol class="timeline">
      ${of.timeline.map(
        (step) =>
          html`<li class="dot-${stageTone(step.stage)}">
            <p class="row">
              <bdi
                ><strong
                  >${step.corrected ? views.request.correctedStep : stageWords({ ...of, stage: step.stage, timeline: [step] }, words)}</strong
                ></bdi
              >
              <time class="muted" datetime=${step.at}>${dateTime(step.at, texts)}</time>
            </p>
            ${step.by ? html`<p class="muted"><bdi>${views.request.by(unit(step.by, texts))}</bdi></p>` : nothing}
            ${step.note ? html`<p class="text" dir="auto">${step.note}</p>` : nothing}
          </li>`,
      )}
    </ol>
  </section>`;
}
