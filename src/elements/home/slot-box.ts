import { html, nothing, type TemplateResult } from 'lit';
import type { CommonTexts, HomeTexts } from '../../locales/texts.js';
import type { SlotItem, SlotView } from '../../model/slot-view.js';
import { stageTone } from '../parts/badges.js';
import { figures } from '../parts/figures.js';

export type SlotTexts = CommonTexts & { home: HomeTexts };

/** Requests that have a line, by layout; in a box of its own as many as the view has. */
const LINES: Record<string, number> = { strip: 0, banner: 1 };

/** Headline, figures, requests and the ways into the board. `href` is the board's address, empty where it has none. */
export function slotBox(
  { home, notice, figures: of, items, open }: SlotView,
  texts: SlotTexts,
  layout: string,
  href: string,
  /** Said instead of the lead. */
  note?: TemplateResult,
): TemplateResult {
  const { headline, lead, emergency, button } = home!;
  const line = ({ id, text, stage, pinned }: SlotItem) =>
    html`<li>
      <a href="${href}#help/request/${encodeURIComponent(id)}">
        ${pinned ? html`<span class="badge red">${texts.pinned}</span>` : nothing}
        <span class="text">${text}</span>
        <span class="badge ${stageTone(stage)}">${texts.stage[stage]}</span>
      </a>
    </li>`;
  // It comes of itself: who cannot see it hears it.
  return html`<div class="head" role=${emergency ? 'alert' : nothing}>
      ${emergency ? html`<p class="badge">${texts.home.emergency}</p>` : nothing}
      <h2><a href=${href || '#help'}>${headline}</a></h2>
      ${notice ? html`<p class="badge amber">${notice}</p>` : nothing}
      ${note ?? (lead ? html`<p class="muted lead">${lead}</p>` : nothing)}
    </div>
    ${of ? figures(of, texts) : nothing}
    <ul>
      ${items.slice(0, LINES[layout]).map(line)}
    </ul>
    <p class="row ways">
      ${open ? html`<a class="button primary" href="${href}#help/compose">${button || texts.ask}</a>` : nothing}
      <a class="button all" href=${href || '#help'}>${texts.home.open}</a>
    </p>`;
}
