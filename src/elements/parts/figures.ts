import { html, type TemplateResult } from 'lit';
import type { FirstTexts } from '../../locales/texts.js';
import type { Figures } from '../../model/board.js';

const SHOWN = ['received', 'answeredOnline', 'handedOver', 'done'] as const;

/** Totals, in the order in which they add up. Styled by `baseStyles`. */
export function figures(of: Figures, { figures: words }: FirstTexts): TemplateResult {
  return html`<dl class="figures" aria-label=${words.label}>
    ${SHOWN.map(
      (name) =>
        html`<div>
          <dt class="muted">${words[name]}</dt>
          <dd>${of[name]}</dd>
        </div>`,
    )}
  </dl>`;
}
