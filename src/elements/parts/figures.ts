import { html, type TemplateResult } from 'lit';
import type { FirstTexts } from '../../locales/texts.js';
import type { Figures } from '../../model/board.js';

const SHOWN = ['received', 'answeredOnline', 'handedOver', 'done'] as const;

/** Totals, in the order in which they add up. */
export function figures(of: Figures, { figures: words }: FirstTexts): TemplateResult {
  return html`<p class="row figures muted">
    ${SHOWN.map((name) => html`<span>${words[name]} <b>${of[name]}</b></span>`)}
  </p>`;
}
