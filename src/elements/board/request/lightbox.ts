import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { Attachment } from '../../../model/index.js';
import { onEscape } from '../../parts/on-escape.js';
import type { Words } from './status.js';

/**
 * The photos of a request: small ones in a row, and one as large as the screen. A `<dialog>` where there is one; Safari has it
 * since 15.4, older ones get the same box, kept in by hand. Escape closes, arrows turn, and the focus goes back.
 */
export class Lightbox implements ReactiveController {
  private at?: number;
  private opener?: HTMLElement;

  constructor(private view: LitElement) {
    view.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.at = undefined;
  }

  hostUpdated(): void {
    const { box } = this;
    if (!box || box.hasAttribute('open')) return;
    if (box.showModal) box.showModal();
    else {
      box.setAttribute('role', 'dialog');
      box.setAttribute('open', '');
    }
    this.buttons[0]!.focus();
  }

  private get box(): HTMLDialogElement | null {
    return this.view.renderRoot.querySelector<HTMLDialogElement>('.lightbox');
  }

  private get buttons(): HTMLButtonElement[] {
    return [...(this.box?.querySelectorAll('button') ?? [])];
  }

  private turn(to: number | undefined): void {
    this.at = to;
    this.view.requestUpdate();
  }

  private open = (at: number, opener: HTMLElement): void => {
    this.opener = opener;
    this.turn(at);
  };

  private close = (): void => {
    if (this.at === undefined) return;
    this.turn(undefined);
    void this.view.updateComplete.then(() => this.opener?.focus());
  };

  private onEscape = onEscape(this.close);

  private onKey = (event: KeyboardEvent, of: number): void => {
    const { key, shiftKey } = event;
    const { at = 0, buttons } = this;
    if (key === 'ArrowRight') return this.turn((at + 1) % of);
    if (key === 'ArrowLeft') return this.turn((at + of - 1) % of);
    this.onEscape(event);
    const edge = shiftKey ? 0 : buttons.length - 1;
    const { activeElement } = this.view.shadowRoot!;
    if (key !== 'Tab' || activeElement !== buttons[edge]) return;
    event.preventDefault();
    buttons[buttons.length - 1 - edge]!.focus();
  };

  render(
    attachments: readonly Attachment[],
    { texts, views: { request: t } }: Words,
  ): TemplateResult | typeof nothing {
    if (!attachments.length) return nothing;
    const { at } = this;
    const altOf = (index: number) => attachments[index]!.alt || t.photo(index + 1);
    const enlarge = (index: number) => (event: Event) => this.open(index, event.currentTarget as HTMLElement);
    return html`<ul class="photos" aria-label=${t.photos}>
        ${attachments.map(
          ({ url, width, height }, index) =>
            html`<li>
              <button class="photo" aria-haspopup="dialog" @click=${enlarge(index)}>
                <img
                  loading="lazy"
                  src=${url}
                  alt=${altOf(index)}
                  width=${width ?? nothing}
                  height=${height ?? nothing}
                />
              </button>
            </li>`,
        )}
      </ul>
      ${at === undefined || !attachments[at] ? nothing : this.whole(attachments, at, altOf(at), texts.close, t)}`;
  }

  private whole(
    attachments: readonly Attachment[],
    at: number,
    alt: string,
    close: string,
    t: Words['views']['request'],
  ): TemplateResult {
    const of = attachments.length;
    const turn = (by: number) => () => this.turn((at + of + by) % of);
    return html`<dialog
      class="lightbox"
      aria-modal="true"
      aria-label=${t.photos}
      @close=${this.close}
      @keydown=${(event: KeyboardEvent) => this.onKey(event, of)}
    >
      <img src=${attachments[at]!.url} alt=${alt} />
      <p role="status">${alt}${of > 1 ? html` <span>${at + 1}/${of}</span>` : nothing}</p>
      <p class="row">
        <button @click=${this.close}>${close}</button>
        ${
          of > 1
            ? html`<button @click=${turn(-1)}>${t.before}</button
                ><button @click=${turn(1)}>${t.after}</button>`
            : nothing
        }
      </p>
    </dialog>`;
  }
}
