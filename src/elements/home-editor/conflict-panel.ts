import { html, nothing, type TemplateResult } from 'lit';
import { dateTime } from '../parts/time.js';
import type { EditorView } from './editor-view.js';
import { differences } from './history-page.js';

/** Somebody else has changed it: both wordings stay until the editor has decided. */
export function conflictPanel(view: EditorView): TemplateResult {
  const { texts, editing, first } = view;
  const { theirs } = editing.conflict!;
  const { conflict } = texts;
  const at = dateTime(theirs.changedAt ?? theirs.at, first);
  return html`<div class="note amber" role="alert">
    <p><strong>${theirs.draft ? conflict.title(theirs.by, at) : conflict.shown(theirs.by)}</strong></p>
    <p>${conflict.next}</p>
    ${differences(theirs.content, editing.content, view)}
    <p class="row">
      ${
        theirs.draft
          ? html`<button
              type="button"
              @click=${() =>
                view.run(
                  () => editing.overwrite(),
                  () => texts.act.saved(editing.of?.number ?? 0),
                )}
            >
              ${conflict.mine}
            </button>`
          : nothing
      }
      <button type="button" class="primary" @click=${() => view.run(() => editing.keepBoth(), conflict.kept)}>
        ${conflict.both}
      </button>
      <button type="button" @click=${() => editing.takeUp(theirs)}>${conflict.theirs}</button>
    </p>
  </div>`;
}
