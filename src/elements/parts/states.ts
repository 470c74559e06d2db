import { html, nothing, type TemplateResult } from 'lit';
import type { HelpBoardError } from '../../adapters/errors.js';
import type { EmergencyTexts, ErrorText, Texts } from '../../locales/texts.js';

/** Numbers to tap. They come before 12345, always, and need no network of ours. */
export function emergencyLinks(
  texts: EmergencyTexts,
  numbers = ['120', '119', '110', '12345'],
): TemplateResult {
  return html`<p class="row numbers">
    ${texts.emergencyFirst}${numbers.map(
      (number) => html`<a class="button" href="tel:${number}" aria-label=${texts.call(number)}>${number}</a>`,
    )}
  </p>`;
}

/** The words for an error; a code without words of its own is told as a bad answer. */
export function errorText(error: Pick<HelpBoardError, 'code'>, texts: Texts): ErrorText {
  return texts.error[error.code] ?? texts.error['bad-answer'];
}

/** An error, what to do now, and a way to try again. */
export function errorNote(
  error: Pick<HelpBoardError, 'code'>,
  texts: Texts,
  retry?: () => void,
  /** What there is instead. */
  instead = '',
): TemplateResult {
  const { title, next } = errorText(error, texts);
  return html`<div class="note amber error" role="alert">
    <p><strong>${title}</strong></p>
    <p>${next}</p>
    ${instead ? html`<p>${instead}</p>` : nothing}
    ${retry ? html`<button @click=${retry}>${texts.retry}</button>` : nothing}
  </div>`;
}
