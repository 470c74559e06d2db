import { html, nothing, type TemplateResult } from 'lit';
import type { FirstTexts } from '../../locales/texts.js';
import type { Stage, Urgency } from '../../model/index.js';

/** Colour class of a stage; the word always stands beside the colour. */
export function stageTone(stage: Stage): string {
  switch (stage) {
    case 'answered':
    case 'resolved':
      return 'green';
    case 'accepted':
    case 'dispatched':
    case 'in-progress':
      return 'blue';
    case 'submitted':
    case 'unknown':
      return 'amber';
    default:
      return '';
  }
}

/** Nothing for a routine request: most are, and a mark on everything marks nothing. */
export function urgencyBadge(
  { urgency }: { urgency: Urgency },
  texts: FirstTexts,
): TemplateResult | typeof nothing {
  return urgency === 'routine'
    ? nothing
    : html`<span class="badge ${urgency === 'critical' ? 'red' : 'amber'}">${texts.urgency[urgency]}</span>`;
}
