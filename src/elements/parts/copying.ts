import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { ViewTexts } from '../../locales/texts.js';
import { copyText } from './copy-text.js';

type CopyTexts = { mine: Pick<ViewTexts['mine'], 'copied' | 'copyFailed'> };

/** Buttons that copy a text, and say whether it worked. Where it does not, the text is shown to be copied by hand. */
export class Copying implements ReactiveController {
  private last?: { id: string; done: boolean };

  constructor(private view: LitElement) {
    view.addController(this);
  }

  hostConnected(): void {}

  private async copy(id: string, text: string, button: HTMLElement): Promise<void> {
    this.last = { id, done: await copyText(text, this.view.renderRoot as ShadowRoot) };
    this.view.requestUpdate();
    await this.view.updateComplete;
    const byHand = this.view.renderRoot.querySelector<HTMLTextAreaElement>(`[data-copy="${id}"]`);
    byHand?.select();
    // The old way to copy takes the focus with it.
    (byHand ?? button).focus();
  }

  render(id: string, text: string, label: string, { mine }: CopyTexts): TemplateResult {
    const last = this.last?.id === id ? this.last : undefined;
    return html`<button
        type="button"
        @click=${({ currentTarget }: Event) => this.copy(id, text, currentTarget as HTMLElement)}
      >
        ${label}
      </button>
      <span class="said" role="status">${last ? (last.done ? mine.copied : mine.copyFailed) : nothing}</span>
      ${
        last && !last.done
          ? html`<textarea
              data-copy=${id}
              readonly
              rows="4"
              aria-label=${mine.copyFailed}
              .value=${text}
            ></textarea>`
          : nothing
      }`;
  }
}
