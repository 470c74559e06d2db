import { html, nothing, type TemplateResult } from 'lit';
import type { Asking } from '../../parts/asking.js';
import { bar } from '../../parts/bar.js';
import type { Copying } from '../../parts/copying.js';
import { onEscape } from '../../parts/on-escape.js';
import { dateTime } from '../../parts/time.js';
import type { Draft } from '../writing/draft.js';
import { kept } from '../writing/kept.js';
import { detailsSection } from './details.js';
import { problemText } from './fields.js';
import type { Form } from './form.js';
import { previewSection } from './preview.js';
import {
  bodySection,
  categorySection,
  consentSection,
  contactSection,
  emergencyNumbers,
  lifeRules,
  requiredAttributes,
  urgencySection,
  visibilitySection,
  type Section,
} from './sections.js';

/** What the form as a whole can do, and how it stands. */
export interface Whole {
  storing: boolean;
  /** The board could not be read; the form works all the same. */
  unreachable: boolean;
  detailsOpen: boolean;
  maxPhotos: number;
  /** What becomes of a form that somebody else has filled in. */
  filledIn: unknown;
  preview: Parameters<typeof previewSection>[1];
  /** How many other requests lie unfinished on this device. */
  others: number;
  asking: Asking;
  copying: Copying;
  /** On somebody else's device: whether the text stays is being asked. */
  leaving: boolean;
  back(): void;
  leave(answer: 'delete' | 'keep' | 'stay'): void;
  toMine(): void;
  /** Puts the draft aside for a new one. */
  fresh(): void;
  discard(): void;
  goTo(field: string): void;
  send(): void;
}

/** The board takes nothing new: what was typed can still be had. */
export function closedPanel(s: Section, { copying, back }: Pick<Whole, 'copying' | 'back'>): TemplateResult {
  const { t, form, texts, board, views } = s;
  return html`${bar(t.title, texts, back)}
    <p class="note amber">${t.closed}</p>
    ${emergencyNumbers(lifeRules(board), texts.emergencyFirst, texts)}
    ${
      form.body
        ? html`<div class="field">
            <label class="label" for="f-body">${t.body}</label>
            <textarea id="f-body" rows="5" dir="auto" readonly .value=${form.body}></textarea>
            <p class="row">${copying.render('body', form.body, views.writing.copy, views)}</p>
          </div>`
        : nothing
    }`;
}

/** The whole form, in the order a worried person thinks. Enter never sends: only the button does. */
export function formView(s: Section, draft: Draft<Form>, whole: Whole): TemplateResult {
  const { t, texts, views, board } = s;
  return html`${bar(t.title, texts, whole.back)} ${whole.leaving ? leavingNote(s, whole) : nothing}
    ${whole.unreachable ? html`<p class="note amber" role="status">${t.offlineBoard}</p>` : nothing}
    ${board ? html`<p class="muted">${t.intro(board.promise.normalHours)}</p>` : nothing} ${whole.filledIn}
    ${s.form.source ? html`<p class="note" role="status" data-from>${views.filledIn.from(s.form.source.channel)}</p>` : nothing}
    ${draft.restored ? restored(s, draft.restored, whole) : others(s, whole)}
    <form
      novalidate
      @submit=${(event: Event) => event.preventDefault()}
      @focusin=${draft.moved}
      @keyup=${draft.moved}
      @pointerup=${draft.moved}
    >
      ${bodySection(s)} ${categorySection(s)} ${requiredAttributes(s)} ${urgencySection(s)}
      ${contactSection(s)}
      ${detailsSection(s, draft, { open: whole.detailsOpen, maxPhotos: whole.maxPhotos })}
      ${visibilitySection(s)} ${previewSection(s, whole.preview)} ${consentSection(s)}
      ${problemList(s, whole)}
      <div class="send">
        ${kept(draft, views, whole.copying)}
        <button type="button" class="primary" aria-disabled=${whole.storing} @click=${whole.send}>
          ${whole.storing ? t.sending : t.send}
        </button>
        <p class="muted">${t.sendHint}</p>
      </div>
    </form>`;
}

/** Nobody leaves words on somebody else's device without having been asked. */
function leavingNote({ t }: Section, { leave }: Whole): TemplateResult {
  const stay = onEscape(() => leave('stay'));
  return html`<div class="note amber" role="group" aria-label=${t.leaveSure} @keydown=${stay}>
    <p>${t.leaveSure}</p>
    <p class="row">
      <button class="danger" @click=${() => leave('delete')}>${t.leaveDelete}</button>
      <button data-keep @click=${() => leave('keep')}>${t.leaveKeep}</button>
    </p>
  </div>`;
}

/** An earlier text was found: it is gone on with, put aside or thrown away. */
function restored({ t, texts, views }: Section, at: number, whole: Whole): TemplateResult {
  const { asking, fresh, discard } = whole;
  return html`<div class="note restored">
    <p role="status">${t.restored(dateTime(at, texts))}</p>
    <p class="row">
      <button @click=${fresh}>${t.fresh}</button>
      ${asking.render({ id: 'draft', label: t.discard, question: t.discardSure, act: discard }, views)}
      ${others({ t }, whole)}
    </p>
  </div>`;
}

/** The way to what else was begun on this device. */
const others = (
  { t }: Pick<Section, 't'>,
  { others: count, toMine }: Whole,
): TemplateResult | typeof nothing =>
  count ? html`<button class="plain" @click=${toMine}>${t.others(count)}</button>` : nothing;

/** What is still missing, each a way to its field. */
function problemList({ t, problems }: Section, { goTo }: Whole): TemplateResult | typeof nothing {
  if (!problems.length) return nothing;
  // Several boxes to tick are one thing to do.
  const told = problems.filter(({ kind }, i) => kind !== 'consent' || problems[i - 1]?.kind !== kind);
  const go = (field: string) => (event: Event) => {
    event.preventDefault();
    goTo(field);
  };
  return html`<div class="note red problems">
    <p><strong>${t.problem.fix}</strong></p>
    <ul>
      ${told.map(
        (problem) =>
          html`<li>
            <a href="#f-${problem.field}" @click=${go(problem.field)}>${problemText(problem, t)}</a>
          </li>`,
      )}
    </ul>
  </div>`;
}
