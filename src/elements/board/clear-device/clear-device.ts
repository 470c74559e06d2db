import { consume } from '@lit/context';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Entry, Outbox } from '../../../drafts/types.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import { outboxContext, textsContext, viewTextsContext } from '../../contexts.js';
import { baseStyles } from '../../parts/base-styles.js';
import { Copying } from '../../parts/copying.js';
import { onEscape } from '../../parts/on-escape.js';
import { errorNote } from '../../parts/states.js';
import { viewStyles } from '../../parts/view-styles.js';
import { isTouched, wordsOf } from '../delivery.js';
import { forgetDevice } from '../request/device.js';
import { followed } from '../request/followed.js';
import { adrift } from '../writing/adrift.js';

/**
 * Asks whether everything is to go from this device, says what would be lost and gives it out first. It stands in the place
 * of the view: old browsers have no `<dialog>`, and nothing of the page around is covered. Fires `cleared` when everything is
 * gone, and `done` when it is left.
 */
export class HelpBoardClearDevice extends LitElement {
  static override styles = [
    baseStyles,
    viewStyles,
    css`
      :host {
        display: block;
        max-width: 46em;
        margin: 0 auto;
      }
      section,
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75em;
      }
      li {
        padding: 0.75em 0;
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @consume({ context: outboxContext }) private openOutbox!: () => Promise<Outbox>;
  @consume({ context: textsContext, subscribe: true }) @state() private texts?: Texts;
  @consume({ context: viewTextsContext, subscribe: true }) @state() private views?: ViewTexts;

  /** The person said yes, and everything is gone. */
  cleared = false;
  @state() private outbox?: Outbox;
  @state() private failed = false;
  private copying = new Copying(this);

  protected override firstUpdated(): void {
    void this.read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.outbox?.removeEventListener('change', this.redraw);
  }

  private redraw = (): void => this.requestUpdate();

  private async read(): Promise<void> {
    this.failed = false;
    try {
      const outbox = await this.openOutbox();
      await outbox.ready;
      outbox.addEventListener('change', this.redraw);
      this.outbox = outbox;
    } catch {
      this.failed = true;
    }
    await this.updateComplete;
    // What loses nothing is what Enter does.
    this.renderRoot.querySelector<HTMLElement>('[data-keep]')?.focus();
  }

  private async clear(): Promise<void> {
    await this.outbox!.clear();
    forgetDevice();
    followed.forget();
    adrift.clear();
    this.cleared = true;
    this.dispatchEvent(new CustomEvent('cleared'));
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[data-keep]')?.focus();
  }

  private leave = (): void => void this.dispatchEvent(new CustomEvent('done'));

  private onKey = onEscape(this.leave);

  protected override render(): TemplateResult | typeof nothing {
    const { texts, views, outbox, cleared, failed } = this;
    if (!texts || !views) return nothing;
    const { clearDevice: t } = views;
    if (cleared)
      return html`<section class="note green" role="status" @keydown=${this.onKey}>
        <p>${t.done}</p>
        <p><button data-keep @click=${this.leave}>${texts.back}</button></p>
      </section>`;
    const entries = outbox?.entries() ?? [];
    const unsent = entries.filter((entry) => entry.delivery !== 'sent' && isTouched(entry));
    const receipts = entries.filter(({ receipt, form }) => receipt?.trackingCode && form === 'request');
    return html`<section
      role="alertdialog"
      aria-labelledby="title"
      aria-describedby="what"
      @keydown=${this.onKey}
    >
      <h2 id="title">${t.title}</h2>
      <p id="what">${t.what}</p>
      ${failed ? errorNote({ code: 'network' }, texts, () => void this.read()) : nothing}
      ${unsent.length ? this.renderUnsent(unsent, views) : nothing}
      ${receipts.length ? this.renderReceipts(receipts, views) : nothing}
      <p class="row">
        <button data-keep @click=${this.leave}>${t.keep}</button>
        <button class="danger" ?disabled=${!outbox} @click=${this.clear}>${t.confirm}</button>
      </p>
    </section>`;
  }

  private renderUnsent(entries: readonly Entry[], views: ViewTexts): TemplateResult {
    const { copying } = this;
    return html`<div class="note amber">
      <p><strong>${views.clearDevice.unsent(entries.length)}</strong></p>
      <ul>
        ${entries.map(
          (entry) =>
            html`<li>
              <p class="text" dir="auto">${entry.summary || views.mine.noDraftText}</p>
              <p class="row">${copying.render(entry.key, wordsOf(entry), views.mine.copy, views)}</p>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  private renderReceipts(entries: readonly Entry[], views: ViewTexts): TemplateResult {
    return html`<details class="note">
      <summary>${views.clearDevice.receipts(entries.length)}</summary>
      <ul>
        ${entries.map(
          ({ summary, receipt }) =>
            html`<li>
              <p class="text" dir="auto">${summary || views.request.title}</p>
              <p><strong>${receipt!.trackingCode}</strong></p>
            </li>`,
        )}
      </ul>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-clear-device': HelpBoardClearDevice;
  }
}
