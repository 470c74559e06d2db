import { html, nothing, type TemplateResult } from 'lit';
import { detailsSection } from './details.js';
import type { Draft } from './draft.js';
import { problemText } from './fields.js';
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
  /** Whether to clear all is being asked. */
  asking: boolean;
  detailsOpen: boolean;
  maxPhotos: number;
  copied: boolean;
  copy(): void;
  back(): void;
  ask(asking: boolean): void;
  startOver(): void;
  goTo(field: string): void;
  send(): void;
}

const heading = ({ t, texts }: Section, back: () => void): TemplateResult =>
  html`<div class="bar">
    <button class="plain back" @click=${back}><span aria-hidden="true">‹</span>${texts.back}</button>
    <h2 tabindex="-1">${t.title}</h2>
  </div>`;

const copyButton = ({ t }: Section, copied: boolean, copy: () => void): TemplateResult =>
  html`<button type="button" @click=${copy}>${copied ? t.copied : t.copy}</button>`;

/** The board takes nothing new: what was typed can still be had. */
export function closedPanel(
  s: Section,
  { copied, copy, back }: Pick<Whole, 'copied' | 'copy' | 'back'>,
): TemplateResult {
  const { t, form, texts, board } = s;
  return html`${heading(s, back)}
    <p class="note amber">${t.closed}</p>
    ${emergencyNumbers(lifeRules(board), texts.emergencyFirst, texts)}
    ${
      form.body
        ? html`<div class="field">
            <label class="label" for="f-body">${t.body}</label>
            <textarea id="f-body" rows="5" dir="auto" readonly .value=${form.body}></textarea>
            ${copyButton(s, copied, copy)}
          </div>`
        : nothing
    }`;
}

/** The whole form, in the order a worried person thinks. Enter never sends: only the button does. */
export function formView(s: Section, draft: Draft, whole: Whole): TemplateResult {
  const { t, board } = s;
  return html`${heading(s, whole.back)}
    ${whole.unreachable ? html`<p class="note amber" role="status">${t.offlineBoard}</p>` : nothing}
    ${board ? html`<p class="muted">${t.intro(board.promise.normalHours)}</p>` : nothing}
    ${draft.restored ? restored(s, whole) : nothing}
    <form novalidate @submit=${(event: Event) => event.preventDefault()}>
      ${bodySection(s)} ${categorySection(s)} ${requiredAttributes(s)} ${urgencySection(s)}
      ${contactSection(s)}
      ${detailsSection(s, draft, { open: whole.detailsOpen, maxPhotos: whole.maxPhotos })}
      ${visibilitySection(s)} ${consentSection(s)} ${problemList(s, whole)}
      <div class="send">
        ${keeping(s, draft, whole)}
        <button type="button" class="primary" aria-disabled=${whole.storing} @click=${whole.send}>
          ${whole.storing ? t.sending : t.send}
        </button>
        <p class="muted">${t.sendHint}</p>
      </div>
    </form>`;
}

function restored({ t, views }: Section, { asking, ask, startOver }: Whole): TemplateResult {
  return asking
    ? html`<div class="note amber sure" role="group" aria-label=${t.startOverSure}>
        <p>${t.startOverSure}</p>
        <p class="row">
          <button @click=${() => ask(false)}>${views.no}</button>
          <button class="danger" @click=${startOver}>${views.yes}</button>
        </p>
      </div>`
    : html`<div class="note row" role="status">
        <span>${t.restored}</span>
        <button class="plain start-over" @click=${() => ask(true)}>${t.startOver}</button>
      </div>`;
}

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

/** Where what was typed is at the moment: never more than is true. */
function keeping(s: Section, draft: Draft, { copied, copy }: Whole): TemplateResult {
  const { t, form } = s;
  if (draft.inMemory)
    return html`<div class="note amber" role="status">
      <p>${t.savedMemory}</p>
      ${form.body ? copyButton(s, copied, copy) : nothing}
    </div>`;
  if (draft.savedAt)
    return html`<p class="muted state"><span aria-hidden="true">✓</span> ${t.saved(draft.savedAt)}</p>`;
  return html`<p class="muted state">${draft.unsaved ? t.notSaved : t.keepDraft}</p>`;
}
