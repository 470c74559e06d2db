import { consume } from '@lit/context';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { HelpBoardError } from '../../../adapters/errors.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import type { Tracked } from '../../../model/index.js';
import { asError } from '../../../store/board-store.js';
import { adapterContext, textsContext, viewTextsContext } from '../../contexts.js';
import { baseStyles } from '../../parts/base-styles.js';
import { viewStyles } from '../../parts/view-styles.js';
import { errorNote } from '../../parts/states.js';
import { detailStyles } from '../request/detail-styles.js';
import { replies } from '../request/replies.js';
import { assignee, outcome, serverNow, statusBadges } from '../request/status.js';
import { timeline } from '../request/timeline.js';
import { mineStyles } from './mine-styles.js';

/** As it stands on the receipt, however it was typed: lower case, in groups, full-width from a Chinese keyboard. */
export const readCode = (typed: string): string =>
  (typed.normalize ? typed.normalize('NFKC') : typed).replace(/\s/g, '').toUpperCase();

/** Looks a request up by the code of its receipt, on whatever device. */
export class HelpBoardTrack extends LitElement {
  static override styles = [baseStyles, viewStyles, detailStyles, mineStyles];

  @consume({ context: adapterContext, subscribe: true }) @state() private adapter?: HelpBoardAdapter;
  @consume({ context: textsContext, subscribe: true }) @state() private texts?: Texts;
  @consume({ context: viewTextsContext, subscribe: true }) @state() private views?: ViewTexts;

  @state() private busy = false;
  @state() private result?: Tracked;
  @state() private error?: HelpBoardError;
  @state() private missing = false;
  private call?: AbortController;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.call?.abort();
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    void this.look();
  }

  private async look(): Promise<void> {
    const input = this.renderRoot.querySelector('input')!;
    const code = readCode(input.value);
    this.missing = !code;
    this.error = this.result = undefined;
    this.call?.abort();
    if (!code) return input.focus();
    // The last one asked wins.
    const call = (this.call = new AbortController());
    this.busy = true;
    try {
      const result = await this.adapter!.track!(code, { signal: call.signal });
      if (call === this.call) this.result = result;
    } catch (cause) {
      if (call !== this.call || call.signal.aborted) return;
      this.error = asError(cause);
    } finally {
      if (call === this.call) this.busy = false;
    }
    await this.updateComplete;
    if (this.result) this.renderRoot.querySelector<HTMLElement>('h4')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { texts, views, busy, missing, error } = this;
    if (!texts || !views) return nothing;
    const { track } = views;
    return html`<section>
      <h3>${track.title}</h3>
      <form novalidate @submit=${this.onSubmit}>
        <label for="code">${track.label}</label>
        <p class="muted" id="hint">${track.hint}</p>
        <div class="row">
          <input
            id="code"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            enterkeyhint="search"
            aria-describedby="hint problem"
            aria-invalid=${missing || error?.code === 'not-found'}
          />
          <button class="primary" aria-busy=${busy}>${busy ? texts.loading : track.go}</button>
        </div>
        <div id="problem" role="alert">${this.problem()}</div>
      </form>
      ${this.renderResult()}
    </section>`;
  }

  private problem(): TemplateResult | typeof nothing {
    const { error, missing, texts, views } = this;
    const { track } = views!;
    if (missing) return html`<p class="note amber">${track.missing}</p>`;
    switch (error?.code) {
      case undefined:
        return nothing;
      case 'not-found':
        return html`<div class="note amber">
          <p><strong>${track.notFound}</strong></p>
          <p>${track.notFoundNext}</p>
        </div>`;
      case 'rate-limited':
        return html`<p class="note amber">${track.tooMany}</p>`;
      default:
        return errorNote(error!, texts!, () => void this.look());
    }
  }

  private renderResult(): TemplateResult | typeof nothing {
    const { result, texts, views } = this;
    if (!result) return nothing;
    const words = { texts: texts!, views: views!, now: serverNow(this.adapter) };
    return html`<article class="item">
      <h4 tabindex="-1">${views!.track.result}</h4>
      <p class="row">${statusBadges(result, words)}</p>
      ${assignee(result, words)} ${outcome(result, words)} ${replies(result, words, 5)}
      ${timeline(result, words, 5)}
    </article>`;
  }
}
