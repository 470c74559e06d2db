import { html, nothing, type TemplateResult } from 'lit';
import type { Texts, ViewTexts } from '../../locales/texts.js';
import type { Board, Stage } from '../../model/index.js';
import { onEscape } from '../parts/on-escape.js';
import type { HelpBoard } from './help-board.js';

/** Stages that a public request can be looked for by. */
const SOUGHT: readonly Stage[] = [
  'submitted',
  'accepted',
  'dispatched',
  'in-progress',
  'answered',
  'resolved',
  'declined',
];

/** By stage and place: folded away until somebody wants it. */
export class Filters {
  private open = false;

  constructor(private host: HelpBoard) {}

  private toggle(open: boolean): void {
    this.open = open;
    this.host.requestUpdate();
  }

  private pick(change: HelpBoard['filter']): void {
    this.host.filter = { ...this.host.filter, ...change };
  }

  private onKey = onEscape(() => {
    this.toggle(false);
    this.host.renderRoot.querySelector<HTMLElement>('[data-filters]')?.focus();
  });

  render(board: Board | undefined, texts: Texts, { filters: t }: ViewTexts): TemplateResult {
    const { open } = this;
    const { stage, region } = this.host.filter;
    const active = Number(Boolean(stage)) + Number(Boolean(region));
    const stages = SOUGHT.map((one) => [one, texts.stage[one]] as const);
    const places = board?.regions.map((name) => [name, name] as const) ?? [];
    return html`<button
        aria-expanded=${open}
        data-filters
        @click=${() => this.toggle(!open)}
        @keydown=${open ? this.onKey : nothing}
      >
        ${t.title}${active ? html` <span class="badge blue">${active}</span>` : nothing}
      </button>
      ${
        open
          ? html`<div class="row note" @keydown=${this.onKey}>
              ${select(t.stage, stages, stage, (value) => this.pick({ stage: (value || undefined) as Stage }), t.any)}
              ${places.length ? select(t.region, places, region, (value) => this.pick({ region: value || undefined }), t.any) : nothing}
              ${
                active
                  ? html`<button @click=${() => this.pick({ stage: undefined, region: undefined })}>
                      ${t.clear}
                    </button>`
                  : nothing
              }
            </div>`
          : nothing
      }`;
  }
}

function select(
  label: string,
  options: readonly (readonly [value: string, word: string])[],
  chosen: string | undefined,
  pick: (value: string) => void,
  any: string,
): TemplateResult {
  return html`<label class="row">
    ${label}
    <select class="button" @change=${({ target }: Event) => pick((target as HTMLSelectElement).value)}>
      <option value="" ?selected=${!chosen}>${any}</option>
      ${options.map(
        ([value, word]) => html`<option value=${value} ?selected=${value === chosen}>${word}</option>`,
      )}
    </select>
  </label>`;
}
