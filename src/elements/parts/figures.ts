import { html, nothing, type TemplateResult } from 'lit';
import type { CommonTexts } from '../../locales/texts.js';
import type { Figures } from '../../model/figures.js';

/** Totals that have a word, in the order of the words: that in which they add up; `more` leads to the rest. */
export function figures(
  of: Figures,
  texts: CommonTexts & { stats?: string },
  more?: () => void,
): TemplateResult {
  const { figures: words } = texts;
  return html`<p class="row figures muted">
    ${Object.entries(words).map(([name, word]) => html`<span>${word} <b>${of[name as keyof typeof words]}</b></span>`)}
    ${more ? html`<button @click=${more}>${texts.stats}</button>` : nothing}
  </p>`;
}
