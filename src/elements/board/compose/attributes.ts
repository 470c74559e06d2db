import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Attribute } from '../../../model/index.js';
import {
  checkChips,
  describedBy,
  errorLine,
  hintLine,
  invalid,
  lineField,
  mark,
  valueOf,
  type Context,
} from './fields.js';
import type { Form } from './form.js';

/** One of several out of a list too long for chips, or without explanation. */
export function selectField(
  c: Context,
  field: {
    id: string;
    label: string;
    hint?: string;
    required?: boolean;
    options: ReadonlyArray<{ key: string; name: string }>;
    value: string;
    pick(value: string): void;
  },
): TemplateResult {
  const { id, required = false } = field;
  return html`<div class="field">
    <div class="label"><label for="f-${id}">${field.label}</label>${mark(c, required)}</div>
    <select
      id="f-${id}"
      aria-required=${required ? 'true' : nothing}
      aria-invalid=${invalid(c, id)}
      aria-describedby=${describedBy(c, id, field.hint)}
      @change=${(event: Event) => field.pick(valueOf(event))}
    >
      <option value="" ?selected=${!field.value}>${c.t.choose}</option>
      ${field.options.map(
        ({ key, name }) => html`<option value=${key} ?selected=${key === field.value}>${name}</option>`,
      )}
    </select>
    ${hintLine(id, field.hint)}${errorLine(c, id)}
  </div>`;
}

/** A question of the board's own, by its datatype. */
export function attributeField(
  c: Context,
  attribute: Attribute,
  s: { readonly form: Form; change(patch: Partial<Form>): void },
): TemplateResult {
  const { code, datatype, description: label, hint, required } = attribute;
  const id = `attribute-${code}`;
  const value = s.form.answers[code] ?? '';
  const answer = (text: string) => s.change({ answers: { ...s.form.answers, [code]: text } });
  const options = attribute.values ?? [];
  switch (datatype) {
    case 'multivaluelist':
      return checkChips(c, {
        id,
        legend: label,
        hint,
        required,
        options: options.map(({ key, name }) => ({ value: key, label: name })),
        values: () => s.form.choices[code] ?? [],
        pick: (values) => s.change({ choices: { ...s.form.choices, [code]: values } }),
      });
    case 'singlevaluelist':
      return selectField(c, { id, label, hint, required, options, value, pick: answer });
    case 'text':
      return html`<div class="field">
        <div class="label"><label for="f-${id}">${label}</label>${mark(c, required)}</div>
        <textarea
          id="f-${id}"
          rows="3"
          aria-required=${required ? 'true' : nothing}
          aria-invalid=${invalid(c, id)}
          aria-describedby=${describedBy(c, id, hint)}
          .value=${live(value)}
          @input=${(event: Event) => answer(valueOf(event))}
        ></textarea>
        ${hintLine(id, hint)}${errorLine(c, id)}
      </div>`;
    default:
      return lineField(c, {
        id,
        label,
        hint,
        required,
        value,
        // A number field drops what it cannot read; as text it stays, and is told about.
        type: datatype === 'datetime' ? 'datetime-local' : 'text',
        inputmode: datatype === 'number' ? 'decimal' : undefined,
        input: answer,
      });
  }
}
