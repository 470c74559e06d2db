import { html, nothing, type TemplateResult } from 'lit';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import { isClosed, type Tracked } from '../../../model/index.js';
import { stageTone } from '../../parts/badges.js';
import { clockText } from '../../parts/time.js';

/** What templates of a request need besides the request. */
export interface Words {
  texts: Texts;
  views: ViewTexts;
  /** Server time, epoch milliseconds. */
  now: number;
}

/** What everybody who may see a request at all, sees of its handling. */
export type Handled = Omit<Tracked, 'replies'>;

/** The server's time: a device can be a day off. */
export const serverNow = (adapter?: HelpBoardAdapter): number => Date.now() + (adapter?.clockOffset?.() ?? 0);

/** The stage in words. Of an unknown one, the other system's own word too, named as theirs: it may well say "done". */
export function stageWords({ stage, timeline }: Handled, { texts, views }: Words): string {
  const raw = stage === 'unknown' && timeline.filter((step) => step.rawLabel).pop()?.rawLabel;
  return raw ? views.request.rawLabel(raw) : texts.stage[stage];
}

/** Stage, flags and clock, each as a word with its colour. */
export function statusBadges(of: Handled, words: Words): TemplateResult {
  const { texts, now } = words;
  const clock = clockText(of, now, texts);
  return html`<bdi class="badge stage ${stageTone(of.stage)}">${stageWords(of, words)}</bdi> ${of.flags
      .filter((flag) => texts.flag[flag] !== clock?.text)
      .map((flag) => html`<span class="badge amber">${texts.flag[flag]}</span>`)}
    ${clock ? html`<span class="badge clock ${clock.tone}">${clock.text}</span>` : nothing}`;
}

/** Why nobody works on it any more: a refusal names its reason and another way. */
export function outcome(of: Handled, words: Words): TemplateResult | typeof nothing {
  const last = of.timeline.filter(({ stage, note }) => stage === of.stage && note).pop();
  return last && isClosed(of.stage)
    ? html`<div class="note ${of.stage === 'declined' ? 'amber' : ''}">
        <p><strong>${stageWords(of, words)}</strong></p>
        <p class="text" dir="auto">${last.note}</p>
      </div>`
    : nothing;
}

/** Who handles it. */
export function assignee(
  { assignee: unit }: Handled,
  { texts, views }: Words,
): TemplateResult | typeof nothing {
  return unit
    ? html`<p class="row">
        <span class="muted">${views.request.handledBy}</span
        ><span class="badge blue">${texts.role[unit.kind]}</span>
        <bdi>${unit.name}</bdi>
      </p>`
    : nothing;
}
