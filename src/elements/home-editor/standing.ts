import { html, nothing, type TemplateResult } from 'lit';
import type { EditorView } from './editor-view.js';

/** What is on the pages now, and on how many, with the switch for it. */
export function standing(view: EditorView): TemplateResult {
  const { texts, editing, asking } = view;
  const { shown, pages } = editing.state!;
  const { now } = texts;
  return html`<div class="note ${shown?.emergency ? 'red' : ''}" id="standing">
    ${shown?.emergency ? html`<p><strong>${now.emergency}</strong></p>` : nothing}
    <p>${shown?.on ? now.shown(shown.version ?? 0, shown.headline) : shown ? now.off : now.none}</p>
    ${
      shown?.on
        ? html`<p class="muted">
            ${pages.live || pages.behind ? now.pages(pages.live, pages.behind) : now.noPages}
          </p>`
        : nothing
    }
    <p class="row">
      <button
        type="button"
        @click=${() => view.run(() => editing.change((calls) => calls.read()), now.refreshed)}
      >
        ${now.refresh}
      </button>
      ${
        !shown || shown.emergency
          ? nothing
          : shown.on
            ? asking.render(
                {
                  id: 'off',
                  label: now.turnOff,
                  question: now.turnOffSure,
                  act: () => void view.run(() => editing.change((calls) => calls.turn(false)), now.off),
                },
                texts,
              )
            : html`<button
                type="button"
                @click=${() => view.run(() => editing.change((calls) => calls.turn(true)), texts.act.published)}
              >
                ${now.turnOn}
              </button>`
      }
    </p>
  </div>`;
}
