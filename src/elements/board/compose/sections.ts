import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import { EMERGENCY_RULES, emergenciesIn } from '../../../model/emergency.js';
import type { Board, EmergencyRule } from '../../../model/index.js';
import { BODY_MAX } from '../../../model/submission.js';
import type { Suggestions } from '../../../model/suggestions.js';
import { URGENCIES, type Urgency } from '../../../model/urgency.js';
import {
  checkbox,
  describedBy,
  errorLine,
  hintLine,
  invalid,
  lineField,
  mark,
  radios,
  valueOf,
  type Context,
} from './fields.js';
import { attributeField } from './attributes.js';
import { guessCategory } from './category-guess.js';
import { categoryOf, visibilityOf, type Form } from './form.js';
import type { Locating } from './locating.js';
import { attributesOf, consentsOf } from './submission.js';
import { suggestionList } from './suggestions.js';

/** All a section is drawn from. */
export interface Section extends Context {
  texts: Texts;
  views: ViewTexts;
  form: Form;
  board?: Board;
  /** Server time, epoch milliseconds. */
  now: number;
  suggestions: Suggestions;
  locating: Locating;
  change(patch: Partial<Form>): void;
  /** The text stands still for the moment: no syllable of it is being composed. */
  written(body: string): void;
}

/** From here on the characters left are counted aloud. */
const COUNT_FROM = BODY_MAX - 500;

/** The board's emergency rules; without any, those that hold everywhere. */
export const emergencyRules = (board?: Board): readonly EmergencyRule[] =>
  board?.emergencyRules.length ? board.emergencyRules : EMERGENCY_RULES;

/** The numbers for life and limb. */
export const lifeRules = (board?: Board): EmergencyRule[] =>
  emergencyRules(board).filter(({ number }) => /^1(20|19|10)$/.test(number));

/** Numbers to tap, large. */
export function emergencyNumbers(
  rules: readonly EmergencyRule[],
  words: string,
  texts: Texts,
): TemplateResult {
  return html`<div class="note red emergency">
    <p>
      <strong>${words}</strong>
    </p>
    <p class="numbers">
      ${rules.map(
        ({ number, label }) =>
          html`<a class="button call" href="tel:${number}" aria-label="${texts.call(number)} ${label}"
            ><b>${number}</b> ${label}</a
          >`,
      )}
    </p>
  </div>`;
}

/** What is needed, in the person's own words; what cannot wait for us is said at once. */
export function bodySection(s: Section): TemplateResult {
  const { t, form } = s;
  const rules = emergenciesIn(form.body, emergencyRules(s.board));
  const left = BODY_MAX - form.body.length;
  return html`<div class="field first">
    <div class="label"><label for="f-body">${t.body}</label>${mark(s, true)}</div>
    ${hintLine('body', t.bodyHint)}
    <textarea
      id="f-body"
      rows="5"
      dir="auto"
      placeholder=${t.bodyPlaceholder}
      aria-required="true"
      aria-invalid=${invalid(s, 'body')}
      aria-describedby=${describedBy(s, 'body', t.bodyHint)}
      .value=${live(form.body)}
      @input=${(event: Event) => {
        s.change({ body: valueOf(event) });
        if (!(event as InputEvent).isComposing) s.written(valueOf(event));
      }}
      @compositionend=${(event: Event) => s.written(valueOf(event))}
    ></textarea>
    <p class="muted count" role="status">
      ${form.body.length > COUNT_FROM ? html`<span class=${left < 0 ? 'wrong' : ''}>${t.left(left)}</span>` : nothing}
    </p>
    ${errorLine(s, 'body')}
    <div role="alert">${rules.length ? emergencyNumbers(rules, t.emergency, s.texts) : nothing}</div>
    ${suggestionList(s)}
  </div>`;
}

/** What it is about, with what to have ready; nothing to choose while the board is not known. */
export function categorySection(s: Section): TemplateResult | typeof nothing {
  const { t, form, board } = s;
  if (!board || board.categories.length < 2) return nothing;
  const chosen = categoryOf(form, board);
  const guess = chosen ? undefined : guessCategory(form.body, board.categories, s.suggestions.requests);
  return radios(s, {
    id: 'category',
    legend: t.category,
    hint: t.categoryHint,
    required: true,
    looks: 'chips',
    options: board.categories.map(({ code, name, hint }) => ({ value: code, label: name, hint })),
    value: chosen?.code ?? '',
    pick: (category) => s.change({ category }),
    first: html`<div role="status">
      ${
        guess
          ? html`<p class="row guess">
              ${t.guess}<button type="button" @click=${() => s.change({ category: guess.code })}>
                ${guess.name}
              </button>
            </p>`
          : nothing
      }
    </div>`,
    more: html`${chosen?.hint ? html`<p class="muted chosen-hint" aria-hidden="true">${chosen.hint}</p>` : nothing}
      <div role="status">
        ${
          chosen?.checklist?.length
            ? html`<div class="note blue checklist">
                <p>${t.checklist}</p>
                <ul>
                  ${chosen.checklist.map((item) => html`<li>${item}</li>`)}
                </ul>
              </div>`
            : nothing
        }
      </div>`,
  });
}

/** The board's questions that must be answered; the others are among the details. */
export const requiredAttributes = (s: Section): TemplateResult[] =>
  attributesOf(s.form, s.board)
    .filter(({ required }) => required)
    .map((attribute) => attributeField(s, attribute, s));

export function urgencySection(s: Section): TemplateResult {
  const { t, texts, form, board } = s;
  return radios(s, {
    id: 'urgency',
    legend: t.urgency,
    looks: 'cards',
    options: URGENCIES.map((value) => ({ value, label: texts.urgency[value], hint: t.urgencyHint[value] })),
    value: form.urgency,
    pick: (urgency) => s.change({ urgency: urgency as Urgency }),
    more: html`<div role="alert">
      ${form.urgency === 'critical' ? emergencyNumbers(lifeRules(board), t.emergencyCritical, texts) : nothing}
    </div>`,
  });
}

export function contactSection(s: Section): TemplateResult {
  const { t, form, change } = s;
  return html`<fieldset aria-describedby="h-contact">
    <legend class="label">${t.contact}</legend>
    ${hintLine('contact', t.contactHint)}
    <div class="pair">
      ${lineField(s, {
        id: 'phone',
        label: t.phone,
        hint: t.phoneHint,
        value: form.phone,
        required: true,
        type: 'tel',
        inputmode: 'tel',
        autocomplete: 'tel',
        input: (phone) => change({ phone }),
      })}
      ${lineField(s, {
        id: 'name',
        label: t.name,
        value: form.name,
        autocomplete: 'name',
        input: (name) => change({ name }),
      })}
    </div>
    ${lineField(s, {
      id: 'address',
      label: t.address,
      hint: t.addressHint,
      value: form.address,
      autocomplete: 'street-address',
      input: (address) => change({ address }),
    })}
    ${s.locating.render(s)}
    ${checkbox(s, {
      id: 'somebody',
      label: t.somebodyElse,
      hint: t.somebodyElseHint,
      checked: form.forSomebodyElse,
      pick: (forSomebodyElse) => change({ forSomebodyElse }),
    })}
    ${checkbox(s, {
      id: 'not-mine',
      label: t.notMine,
      hint: t.notMineHint,
      checked: form.notMine,
      pick: (notMine) => change({ notMine }),
    })}
  </fieldset>`;
}

export function visibilitySection(s: Section): TemplateResult {
  const { t, form, board } = s;
  return radios(s, {
    id: 'visibility',
    legend: t.visibility,
    looks: 'cards',
    options: [
      { value: 'public', label: t.public, hint: t.publicHint },
      { value: 'desk', label: t.desk, hint: t.deskHint },
    ],
    value: visibilityOf(form, board),
    pick: (visibility) => s.change({ visibility: visibility as 'public' | 'desk' }),
    more: checkbox(s, {
      id: 'confidential',
      label: t.confidential,
      hint: t.confidentialHint,
      checked: form.confidential,
      pick: (confidential) => s.change({ confidential }),
    }),
  });
}

/** What must be agreed to: the whole text beside the box, never behind a link. */
export function consentSection(s: Section): TemplateResult {
  const { t, form, board } = s;
  return html`<fieldset>
    <legend class="label">${t.consents}${mark(s, true)}</legend>
    ${consentsOf(form, board).map(({ kind, version, text, agreed }) =>
      checkbox(s, {
        id: `consent-${kind}`,
        label: text ?? t.consentFallback[kind],
        checked: agreed,
        required: true,
        pick: (on) => s.change({ consents: { ...s.form.consents, [kind]: on ? version : '' } }),
      }),
    )}
  </fieldset>`;
}
