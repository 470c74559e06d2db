import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ViewTexts } from '../../../locales/texts.js';
import type { Problem } from './submission.js';

/** What a field needs to know of the form it stands in. */
export interface Context {
  t: ViewTexts['compose'];
  /** What is wrong, once send was pressed. */
  problems: readonly Problem[];
}

/** The words for a problem. */
export function problemText({ kind, field, label }: Problem, t: Context['t']): string {
  const text = t.problem[kind];
  const own: Record<string, string> = { name: t.name, phone: t.phone, address: t.address };
  return typeof text === 'string' ? text : text(label ?? own[field] ?? field);
}

const wrong = (c: Context, field: string): Problem | undefined =>
  c.problems.filter((problem) => problem.field === field)[0];

/** Ids of what describes the field: its hint and, when there is one, what is wrong with it. */
export const describedBy = (c: Context, field: string, hint?: unknown): string | typeof nothing =>
  [hint ? `h-${field}` : '', wrong(c, field) ? `e-${field}` : ''].filter(Boolean).join(' ') || nothing;

export const invalid = (c: Context, field: string): 'true' | typeof nothing =>
  wrong(c, field) ? 'true' : nothing;

/** What is wrong, under the field. */
export function errorLine(c: Context, field: string): TemplateResult | typeof nothing {
  const problem = wrong(c, field);
  return problem
    ? html`<p class="wrong" id="e-${field}">
        <span aria-hidden="true">⚠</span> ${problemText(problem, c.t)}
      </p>`
    : nothing;
}

/** Says beside the label, not in it, whether the field must be filled in. */
export const mark = (c: Context, required: boolean): TemplateResult =>
  html`<span class=${required ? 'must' : 'muted'}>${required ? c.t.required : c.t.optional}</span>`;

export const hintLine = (field: string, hint?: string): TemplateResult | typeof nothing =>
  hint ? html`<p class="muted" id="h-${field}">${hint}</p>` : nothing;

export const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;
export const isChecked = (event: Event): boolean => (event.target as HTMLInputElement).checked;

/** A field of one line. */
export function lineField(
  c: Context,
  field: {
    id: string;
    label: string;
    hint?: string;
    value: string;
    required?: boolean;
    type?: string;
    inputmode?: string;
    autocomplete?: string;
    input(value: string): void;
  },
): TemplateResult {
  const { id, required = false } = field;
  // `live`: a field written back while a pinyin syllable is being composed would lose it.
  return html`<div class="field">
    <div class="label"><label for="f-${id}">${field.label}</label>${mark(c, required)}</div>
    <input
      id="f-${id}"
      type=${field.type ?? 'text'}
      inputmode=${(field.inputmode ?? nothing) as 'text'}
      autocomplete=${(field.autocomplete ?? 'off') as 'off'}
      aria-required=${required ? 'true' : nothing}
      aria-invalid=${invalid(c, id)}
      aria-describedby=${describedBy(c, id, field.hint)}
      .value=${live(field.value)}
      @input=${(event: Event) => field.input(valueOf(event))}
    />
    ${hintLine(id, field.hint)}${errorLine(c, id)}
  </div>`;
}

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

/** One of several: chips for short names, cards where each needs a word of explanation. */
export function radios(
  c: Context,
  group: {
    id: string;
    legend: string;
    hint?: string;
    required?: boolean;
    looks: 'chips' | 'cards';
    options: readonly Option[];
    value: string;
    pick(value: string): void;
    /** Before the options, and behind them. */
    first?: unknown;
    more?: unknown;
  },
): TemplateResult {
  const { id, required = false } = group;
  return html`<fieldset
    role="radiogroup"
    aria-labelledby="l-${id}"
    aria-required=${required ? 'true' : nothing}
    aria-invalid=${invalid(c, id)}
    aria-describedby=${describedBy(c, id, group.hint)}
  >
    <legend class="label">
      <span id="l-${id}">${group.legend}</span>${required ? mark(c, true) : nothing}
    </legend>
    ${hintLine(id, group.hint)}${errorLine(c, id)} ${group.first ?? nothing}
    <div class=${group.looks}>
      ${group.options.map(({ value, label, hint }, i) => {
        const option = `${id}-${i}`;
        return html`<label class="option">
          <input
            type="radio"
            id=${i ? `f-${option}` : `f-${id}`}
            name=${id}
            aria-labelledby="n-${option}"
            aria-describedby=${hint ? `d-${option}` : nothing}
            .checked=${live(value === group.value)}
            @change=${() => group.pick(value)}
          />
          <span class="face">
            <span class="name" id="n-${option}">${label}</span>
            ${hint ? html`<span class="muted" id="d-${option}">${hint}</span>` : nothing}
          </span>
        </label>`;
      })}
    </div>
    ${group.more ?? nothing}
  </fieldset>`;
}

/** Yes or no, with a word of explanation. */
export function checkbox(
  c: Context,
  box: {
    id: string;
    label: string;
    hint?: string;
    checked: boolean;
    required?: boolean;
    pick(on: boolean): void;
  },
): TemplateResult {
  const { id } = box;
  return html`<div>
    <label class="option">
      <input
        type="checkbox"
        id="f-${id}"
        aria-labelledby="n-${id}"
        aria-required=${box.required ? 'true' : nothing}
        aria-invalid=${invalid(c, id)}
        aria-describedby=${describedBy(c, id, box.hint)}
        .checked=${live(box.checked)}
        @change=${(event: Event) => box.pick(isChecked(event))}
      />
      <span class="face">
        <span id="n-${id}">${box.label}</span>
        ${box.hint ? html`<span class="muted" id="h-${id}">${box.hint}</span>` : nothing}
      </span>
    </label>
    ${errorLine(c, id)}
  </div>`;
}

/** Several of several, as chips. */
export function checkChips(
  c: Context,
  group: {
    id: string;
    legend: string;
    hint?: string;
    required?: boolean;
    options: readonly Option[];
    values(): readonly string[];
    pick(values: string[]): void;
  },
): TemplateResult {
  const { id, values } = group;
  const chosen = values();
  const toggle = (value: string, on: boolean) =>
    group.pick(
      values()
        .filter((other) => other !== value)
        .concat(on ? value : []),
    );
  return html`<fieldset aria-describedby=${describedBy(c, id, group.hint)}>
    <legend class="label">${group.legend}${group.required ? mark(c, true) : nothing}</legend>
    ${hintLine(id, group.hint)}${errorLine(c, id)}
    <div class="chips">
      ${group.options.map(
        ({ value, label }, i) =>
          html`<label class="option">
            <input
              type="checkbox"
              id=${i ? `f-${id}-${i}` : `f-${id}`}
              .checked=${live(chosen.indexOf(value) >= 0)}
              @change=${(event: Event) => toggle(value, isChecked(event))}
            />
            <span class="face"><span class="name">${label}</span></span>
          </label>`,
      )}
    </div>
  </fieldset>`;
}
