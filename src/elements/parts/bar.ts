import { html, type TemplateResult } from 'lit';
import type { Texts } from '../../locales/texts.js';

/** Top of a view: the way back, and the heading that takes the focus when the view opens. */
export function bar(title: string, texts: Texts, back: () => void): TemplateResult {
  return html`<div class="bar">
    <button class="plain back" @click=${back}><span aria-hidden="true">‹</span>${texts.back}</button>
    <h2 tabindex="-1">${title}</h2>
  </div>`;
}
