import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { HelpRequest } from '../../../model/index.js';
import type { BoardHost } from '../../contexts.js';
import { beginning } from '../../parts/beginning.js';
import type { Copying } from '../../parts/copying.js';
import { stageWords, type Words } from './status.js';

/** What a card says, each line in words of the page. */
export interface CardWords {
  board: string;
  state: string;
  words: string;
  answer?: string;
  link?: string;
}

/** Ways to show a request to others: the device's own, a text to paste, a picture for chats, and paper. */
export class Sharing implements ReactiveController {
  private card?: { of: string; url: string };
  private drawing = false;
  private failed = false;

  constructor(
    private view: LitElement,
    private copying: Copying,
  ) {
    view.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.drop();
  }

  private drop(): void {
    if (this.card) URL.revokeObjectURL(this.card.url);
    this.card = undefined;
  }

  private async draw(id: string, words: CardWords): Promise<void> {
    if (this.drawing) return;
    this.drawing = true;
    this.failed = false;
    try {
      const picture = await (await import('./card-image.js')).cardImage(words);
      this.drop();
      if (this.view.isConnected) this.card = { of: id, url: URL.createObjectURL(picture) };
    } catch {
      this.failed = true;
    }
    this.drawing = false;
    this.view.requestUpdate();
  }

  render(request: HelpRequest, words: Words, host: BoardHost, board: string): TemplateResult {
    const { id, title, publicBody, replies } = request;
    const { views } = words;
    const { request: t } = views;
    const link = host.linkTo(id);
    const answer = replies.filter(({ kind }) => kind === 'answer').pop()?.body;
    const said = { board, state: stageWords(request, words), words: title || publicBody, answer, link };
    const short = beginning(said.words, 60);
    const text = [`${board}｜${said.state}`, short, link].filter(Boolean).join('\n');
    const hand = () =>
      // Whoever thinks better of it has not failed.
      void navigator.share({ title: board, text: short, url: link }).catch(() => undefined);
    const { card } = this;
    return html`<section class="sharing">
      <p class="head" role="heading" aria-level="3">${t.share}</p>
      <div class="row">
        ${link && 'share' in navigator ? html`<button @click=${hand}>${t.shareWith}</button>` : nothing}
        ${this.copying.render('share', text, link ? t.copyLink : t.copyText, views)}
        <button aria-busy=${this.drawing} @click=${() => this.draw(id, said)}>${t.card}</button>
        ${'print' in window ? html`<button @click=${() => window.print()}>${t.print}</button>` : nothing}
      </div>
      <div role="status">
        ${this.failed ? html`<p>${t.cardFailed}</p>` : nothing}
        ${
          card?.of === id
            ? html`<p>${t.cardHint}</p>
                <img class="card" src=${card.url} alt=${[said.state, short].join(' ')} />
                <a class="button" href=${card.url} download="help.png">${t.cardSave}</a>`
            : nothing
        }
      </div>
    </section>`;
  }
}
