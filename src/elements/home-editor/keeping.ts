import { html, nothing, type TemplateResult } from 'lit';
import type { EditorPage } from '../../locales/editor-texts.js';
import { dateTime } from '../parts/time.js';
import type { EditorView } from './editor-view.js';

/**
 * What is saved and what is not, with the button for it. Once somebody has `tried` to save it says, too, that there are faults.
 */
export function keeping(
  view: EditorView,
  { page, tried, save }: { page: EditorPage; tried: boolean; save: () => void },
): TemplateResult {
  const { texts, editing, first, asking } = view;
  const { state } = texts;
  const { isDirty, of, version } = editing;
  return html`<div class="part">
    <p class="muted">
      ${of ? state.draft(of.number) : version ? state.published(version.number) : state.fresh}
      ${isDirty ? html`<strong>${state.dirty}</strong>` : version ? state.saved : nothing}
    </p>
    ${
      editing.restored
        ? html`<p class="note">${state.restored(dateTime(editing.restored, first))}</p>`
        : nothing
    }
    ${editing.refused ? html`<p class="note amber">${state.refused}</p>` : nothing}
    ${tried && Object.keys(editing.faults).length ? html`<p class="wrong">${texts.fault.fix}</p>` : nothing}
    <div class="keep">
      <button type="button" class="primary" ?disabled=${editing.busy || (!isDirty && !!of)} @click=${save}>
        ${texts.act.save}
      </button>
      ${
        page === 'write'
          ? html`<button type="button" @click=${() => view.check() && view.show('show')}>
              ${texts.pages.show} ›
            </button>`
          : nothing
      }
      ${
        isDirty
          ? asking.render(
              {
                id: 'give-up',
                label: state.giveUp,
                question: state.giveUpSure,
                act: () => editing.giveUp(),
              },
              texts,
            )
          : nothing
      }
    </div>
  </div>`;
}
