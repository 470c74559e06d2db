import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { HomeSlot } from '../../model/home-slot.js';
import type { EditorView } from './editor-view.js';
import { escaped } from './escaped.js';
import { siteColours } from './site-colours.js';

const WIDTHS = { phone: 360, desktop: 1280 } as const;
const HEIGHT = 120;
const PATIENCE = 15_000;

/** What the frame is made of; when it changes the frame begins anew. */
export interface PreviewSource {
  /** Address of the script that brings the slot. */
  script: string;
  board: string;
  backend: string;
  lang: string;
  /** Style sheets of the site. */
  sheets: readonly string[];
}

type Slot = HTMLElement & { preview?: HomeSlot };

let policy: { createHTML(text: string): string } | undefined;
/** A page may let no text become a document that has not passed a policy; ours is `help-board`. */
function trusted(text: string): string {
  const { trustedTypes } = window as unknown as {
    trustedTypes?: { createPolicy(name: string, rules: object): typeof policy };
  };
  policy ??= trustedTypes?.createPolicy('help-board', { createHTML: (own: string) => own });
  return policy?.createHTML(text) ?? text;
}

/** Only what we write and addresses: no text of an editor is in it. Light: in the dark the chosen colours do not show. */
const documentOf = ({ script, board, backend, lang, sheets }: PreviewSource): string =>
  `<!doctype html><html lang="${escaped(lang)}"><head><meta charset="utf-8">` +
  '<meta name="viewport" content="width=device-width, initial-scale=1">' +
  sheets.map((href) => `<link rel="stylesheet" href="${escaped(href)}">`).join('') +
  `<script async src="${escaped(script)}"></script></head><body><div>` +
  `<help-board-home board="${escaped(board)}" backend="${escaped(backend)}" lang="${escaped(lang)}" theme="light">` +
  '</help-board-home></div></body></html>';

/**
 * The real slot with what is written, as wide as a phone or a desk, in a document of its own with the site's own style
 * sheets: the style of the CMS does not reach it. It may neither leave the frame nor open or send anything.
 */
export class PreviewFrame implements ReactiveController {
  width: keyof typeof WIDTHS = 'phone';
  /** What the site itself uses. */
  colours: string[] = [];
  private state: 'loading' | 'ready' | 'failed' | 'forbidden' = 'loading';
  private frame?: HTMLIFrameElement;
  private source = '';
  private sizes?: ResizeObserver;

  constructor(
    private view: EditorView,
    private given: () => PreviewSource,
    private slot: () => HomeSlot,
  ) {
    view.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.sizes?.disconnect();
    this.frame = undefined;
  }

  hostUpdated(): void {
    const frame = this.view.renderRoot.querySelector<HTMLIFrameElement>('iframe') ?? undefined;
    const source = documentOf(this.given());
    if (frame && (frame !== this.frame || source !== this.source)) {
      this.source = source;
      this.start(frame, source);
    }
    this.frame = frame;
    this.put();
    this.fit();
  }

  private start(frame: HTMLIFrameElement, source: string): void {
    this.settle('loading');
    try {
      frame.srcdoc = trusted(source);
      frame.onload = () => void this.loaded(frame);
    } catch {
      // The page's policy names others only.
      this.settle('forbidden');
    }
  }

  private settle(state: PreviewFrame['state']): void {
    if (this.state === state) return;
    this.state = state;
    this.view.requestUpdate();
  }

  private async loaded(frame: HTMLIFrameElement): Promise<void> {
    const { contentWindow, contentDocument } = frame;
    const page = contentWindow as
      (Window & { helpBoard?: object; customElements: CustomElementRegistry }) | null;
    if (!page || !contentDocument) return this.settle('failed');
    // A look is all there is in here.
    contentDocument.addEventListener('click', (event) => event.preventDefault(), true);
    this.colours = siteColours(contentDocument);
    this.view.requestUpdate();
    const late = new Promise((on) => setTimeout(on, PATIENCE));
    const isThere = page.helpBoard && page.customElements.whenDefined('help-board-home');
    await Promise.race([isThere, late]);
    if (frame !== this.frame) return;
    if (!page.customElements.get('help-board-home')) return this.settle('failed');
    this.settle('ready');
    this.put();
    this.sizes?.disconnect();
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(contentDocument.body);
    this.sizes.observe(frame.parentElement!);
  }

  private put(): void {
    const slot = this.frame?.contentDocument?.querySelector<Slot>('help-board-home');
    if (slot) slot.preview = this.slot();
  }

  /** A desk's width is shown smaller, so that all of it is seen. */
  private fit(): void {
    const { frame } = this;
    const box = frame?.parentElement;
    if (!frame || !box) return;
    const width = WIDTHS[this.width];
    const scale = Math.min(1, box.clientWidth / width || 1);
    const height = Math.max(HEIGHT, frame.contentDocument?.body?.scrollHeight ?? 0);
    frame.style.setProperty('width', `${width}px`);
    frame.style.setProperty('height', `${height}px`);
    frame.style.setProperty('transform', `scale(${scale})`);
    box.style.setProperty('height', `${Math.ceil(height * scale)}px`);
  }

  render(): TemplateResult {
    const { preview } = this.view.texts;
    const width = WIDTHS[this.width];
    return html`<section class="part preview" aria-labelledby="preview-title">
      <h3 id="preview-title">${preview.title}</h3>
      <p class="row" role="group" aria-labelledby="preview-title">
        ${(['phone', 'desktop'] as const).map(
          (name) =>
            html`<button
              type="button"
              aria-pressed=${this.width === name ? 'true' : 'false'}
              @click=${() => {
                this.width = name;
                this.view.requestUpdate();
              }}
            >
              ${preview[name]}
            </button>`,
        )}
        <span class="muted">${preview.hint}</span>
      </p>
      ${this.state === 'loading' ? html`<p class="muted">${preview.loading}</p>` : nothing}
      ${this.state === 'failed' ? html`<p class="note amber">${preview.failed(this.given().script)}</p>` : nothing}
      ${this.state === 'forbidden' ? html`<p class="note amber">${preview.forbidden}</p>` : nothing}
      <div class="frame">
        <iframe sandbox="allow-scripts allow-same-origin" title=${preview.frame(width)}></iframe>
      </div>
    </section>`;
  }
}
