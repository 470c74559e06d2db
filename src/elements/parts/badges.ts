import { html, nothing, type TemplateResult } from 'lit';
import type { FirstTexts } from '../../locales/texts.js';
import type { Stage, Urgency } from '../../model/index.js';

const STAGE_TONES: Partial<Record<Stage, string>> = {
  answered: 'green',
  resolved: 'green',
  accepted: 'blue',
  dispatched: 'blue',
  'in-progress': 'blue',
  submitted: 'amber',
  unknown: 'amber',
};

/** Colour class of a stage; the word always stands beside the colour. */
export const stageTone = (stage: Stage): string => STAGE_TONES[stage] ?? '';

/** Nothing for a routine request: most are, and a mark on everything marks nothing. */
export function urgencyBadge(
  { urgency }: { urgency: Urgency },
  texts: FirstTexts,
): TemplateResult | typeof nothing {
  return urgency === 'routine'
    ? nothing
    : html`<span class="badge ${urgency === 'critical' ? 'red' : 'amber'}">${texts.urgency[urgency]}</span>`;
}
