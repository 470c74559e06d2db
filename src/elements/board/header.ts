import { html, nothing, type TemplateResult } from 'lit';
import type { FirstTexts } from '../../locales/texts.js';
import type { View } from '../contexts.js';
import type { BoardState } from '../../store/board-store.js';
import { figures } from '../parts/figures.js';
import { pinnedFirst } from '../parts/pinned-first.js';

/** Title, who runs it, figures, announcements, what is pinned of the guide. No `<header>`: on the page it would be a second banner. */
export function header(
  { board }: BoardState,
  texts: FirstTexts,
  noStats: boolean,
  /** For larger text. */
  resize: TemplateResult,
  go: (view: View) => void,
  /** The backend has more figures than these. */
  more?: boolean,
): TemplateResult | typeof nothing {
  if (!board) return nothing;
  const announcements = pinnedFirst(board.announcements);
  return html`<div class="head">
    <div class="row">
      <h2>${board.title}</h2>
      ${resize}
    </div>
    ${board.notice ? html`<p><span class="badge amber">${board.notice}</span></p>` : nothing}
    ${board.subtitle ? html`<p class="muted">${board.subtitle}</p>` : nothing}
    ${board.figures && board.features.stats && !noStats ? figures(board.figures, texts, more ? () => go('stats') : undefined) : nothing}
    ${
      announcements.length
        ? html`<details>
            <summary>
              <span class="badge blue">${texts.announcements}</span> ${announcements[0]!.title}
            </summary>
            <div class="note">
              ${announcements.map(
                ({ title, body }) =>
                  html`<h3>${title}</h3>
                    <p class="text">${body}</p>`,
              )}
            </div>
          </details>`
        : nothing
    }
    ${board.explainers
      .filter(({ pinned }) => pinned)
      .map(
        ({ title, body }) =>
          html`<details>
            <summary><span class="badge">${texts.explainer}</span> ${title}</summary>
            <p class="note text">${body}</p>
          </details>`,
      )}
    ${
      board.explainers.length + board.directory.length
        ? html`<p><button @click=${() => go('guide')}>${texts.guide}</button></p>`
        : nothing
    }
  </div>`;
}
