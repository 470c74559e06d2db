import { html, nothing, type TemplateResult } from 'lit';
import { SLOT_LAYOUTS, SLOT_OPENINGS } from '../../model/slot-text.js';
import type { SlotContent } from '../../model/slot.js';
import { LENGTHS, type ContentFaults } from './faults.js';
import type { EditorView } from './editor-view.js';

/** What is wrong with a field, at the field: it is read with it. */
export const fault = (name: string, text: string | undefined): TemplateResult | typeof nothing =>
  text ? html`<p class="wrong" id="fault-${name}">${text}</p>` : nothing;

interface Field {
  name: 'headline' | 'lead' | 'button' | 'href';
  hint: string;
  rows?: number;
}

/** A text of the slot, with how much room there is left. */
function field(view: EditorView, faults: ContentFaults, { name, hint, rows }: Field): TemplateResult {
  const { editing, texts } = view;
  const wrong = faults[name];
  const words = wrong && (texts.fault[name] as Record<string, string>)[wrong];
  const write = ({ target }: Event) => editing.write({ [name]: (target as HTMLInputElement).value });
  const value = editing.content[name] ?? '';
  const described = `hint-${name} fault-${name}`;
  return html`<div class="field">
    <label for=${name}>${texts.field[name]}</label>
    ${
      rows
        ? html`<textarea
            id=${name}
            rows=${rows}
            aria-invalid=${wrong ? 'true' : 'false'}
            aria-describedby=${described}
            .value=${value}
            @input=${write}
          ></textarea>`
        : html`<input
            id=${name}
            aria-invalid=${wrong ? 'true' : 'false'}
            aria-describedby=${described}
            .value=${value}
            @input=${write}
          />`
    }
    <p class="muted" id="hint-${name}">${hint}</p>
    ${fault(name, words)}
  </div>`;
}

const left = (content: SlotContent, name: keyof typeof LENGTHS): number =>
  LENGTHS[name] - [...(content[name] ?? '')].length;

/** Headline, lead, button, link, layout. Faults show once somebody has tried to save. */
export function contentFields(view: EditorView, faults: ContentFaults): TemplateResult {
  const { editing, texts } = view;
  const { content } = editing;
  const { hint } = texts;
  return html`${field(view, faults, { name: 'headline', hint: hint.headline(left(content, 'headline')) })}
    ${field(view, faults, { name: 'lead', hint: hint.lead(left(content, 'lead')), rows: 2 })}
    ${field(view, faults, { name: 'button', hint: hint.button })}
    ${field(view, faults, { name: 'href', hint: hint.href })}
    <fieldset>
      <legend>${texts.field.layout}</legend>
      ${SLOT_LAYOUTS.map(
        (layout) =>
          html`<label class="choice"
            ><input
              type="radio"
              name="layout"
              .checked=${(content.layout ?? 'card') === layout}
              @change=${() => editing.write({ layout })}
            />${texts.layout[layout]}</label
          >`,
      )}
    </fieldset>
    <div class="field">
      <label for="opens">${texts.field.opens}</label>
      <select
        id="opens"
        @change=${({ target }: Event) =>
          editing.write({
            opens: SLOT_OPENINGS.find((one) => one === (target as HTMLSelectElement).value),
          })}
      >
        ${[undefined, ...SLOT_OPENINGS].map(
          (one) =>
            html`<option value=${one ?? ''} ?selected=${content.opens === one}>
              ${texts.opens[one ?? 'auto']}
            </option>`,
        )}
      </select>
    </div>`;
}
