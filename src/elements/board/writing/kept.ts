import { html, nothing, type TemplateResult } from 'lit';
import type { ViewTexts } from '../../../locales/texts.js';
import type { Copying } from '../../parts/copying.js';
import type { Draft } from './draft.js';
import type { Written } from './written.js';

/** Where what was typed is at the moment: never more than is true. Where it is in memory alone, it can be taken out. */
export function kept<T extends Written>(
  { inMemory, savedAt, unsaved, form }: Draft<T>,
  views: ViewTexts,
  copying: Copying,
): TemplateResult {
  const t = views.writing;
  if (inMemory)
    return html`<div class="note red" role="status">
      <p>${t.savedMemory}</p>
      ${form.body ? html`<p class="row">${copying.render('body', form.body, t.copy, views)}</p>` : nothing}
    </div>`;
  if (savedAt) return html`<p class="muted state"><span aria-hidden="true">✓</span> ${t.saved(savedAt)}</p>`;
  return html`<p class="muted state">${unsaved ? t.notSaved : t.keepDraft}</p>`;
}
