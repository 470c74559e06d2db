import { html, LitElement, type TemplateResult } from 'lit';
import '../board/index.js';
import { targetOf } from '../board/hash-routing.js';
import { define } from '../define.js';
import type { HelpBoardEvent } from '../events.js';
import { baseStyles } from '../parts/base-styles.js';
import { rootStyles } from '../parts/root-styles.js';
import { shade } from '../parts/shade.js';
import type { HelpBoardHome } from './help-board-home.js';
import { OneStepBack } from './one-step-back.js';
import { openedStyles } from './opened-styles.js';
import { Unsent } from './unsent.js';

/** The slot's own, and what a page means for it alone; everything else is the board's. */
const OWN =
  /^(href|layout|opens|emergency-only|off|hidden|id|class|style|slot|role|title|view|tab|request|(data|aria)-.*|on.*)$/;
const TOLD = 'navigate draft-saved submit queued sent send-failed error open me-too thank rated'.split(' ');
/** Milliseconds after which what was typed last is on the disk, or known to be in memory only. */
const LAST_WORDS = 500;
/** How an on-screen keyboard moves what is seen. */
const MOVES = ['resize', 'scroll'] as const;

/**
 * The board, opened from a slot: over the page as a sheet, or in place under the slot. It stays there after it was closed as
 * long as something that was posted in it has not been sent, or would be lost with it.
 */
export class OpenedBoard extends LitElement {
  static override styles = [rootStyles, baseStyles, openedStyles];

  static override properties = { sheet: { type: Boolean }, isOpen: { state: true } };

  /** Over the page; else in place. */
  sheet = false;
  private isOpen = false;
  private opener?: HTMLElement;
  private board = document.createElement('help-board');
  private step = new OneStepBack(() => this.close());
  private leaving?: ReturnType<typeof setTimeout>;
  private unsent = new Unsent(this, this.board, () => this.leave());

  constructor(private home: HelpBoardHome) {
    super();
    const { board } = this;
    for (const { name, value } of [...home.attributes]) if (!OWN.test(name)) board.setAttribute(name, value);
    const { adapter, backend, lang, textSize, user, texts } = home;
    Object.assign(board, { board: home.board, adapter, backend, lang, textSize, user });
    board.theme = /dark/.test(shade(home.theme, home)) ? 'dark' : 'light';
    // Until it is ready, and if it cannot be.
    if (texts) board.textContent = `${texts.home.emergencyFirst} 120 / 119 / 110`;
    for (const name of TOLD) board.addEventListener(`help-board-${name}`, this.tell as EventListener);
  }

  /** The page listens on the slot. */
  private tell = (event: HelpBoardEvent): void => {
    const { type, detail, cancelable } = event;
    if (!this.home.dispatchEvent(new CustomEvent(type, { detail, cancelable }))) event.preventDefault();
  };

  /** Shows what a link into the board is about. */
  async open(link: HTMLAnchorElement, sheet: boolean): Promise<void> {
    this.opener = link;
    // Safari has dialogs since 15.4.
    this.sheet = sheet && 'HTMLDialogElement' in window;
    this.isOpen = true;
    const { view, ...target } = targetOf(link.hash) ?? { view: 'feed' as const };
    if (view === 'compose') this.board.compose(target);
    else this.board.go({ view, ...target });
    await this.updateComplete;
    const { dialog } = this;
    if (dialog && !dialog.open) {
      dialog.showModal();
      this.step.take();
      this.fit();
      for (const sign of MOVES) window.visualViewport?.addEventListener(sign, this.fit);
    }
    const root = this.renderRoot.querySelector<HTMLElement>('.root')!;
    root.focus({ preventScroll: !!dialog });
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** The part of the screen that an on-screen keyboard leaves. */
  private fit = (): void => {
    const { dialog } = this;
    const { height, offsetTop } = window.visualViewport ?? {};
    if (!dialog || height === undefined) return;
    dialog.style.setProperty('--height', `${height}px`);
    dialog.style.setProperty('--top', `${offsetTop}px`);
  };

  private unfit(): void {
    for (const sign of MOVES) window.visualViewport?.removeEventListener(sign, this.fit);
  }

  private close = (): void => {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.unfit();
    this.dialog?.close();
    this.step.giveBack();
    this.opener?.focus({ preventScroll: true });
    this.leave();
  };

  /** Closed and with nothing to send or to keep, it goes: it would only look after what is new. */
  private leave(): void {
    const { home } = this;
    clearTimeout(this.leaving);
    this.leaving = setTimeout(async () => {
      if (this.isOpen || (await this.unsent.any()) || this.isOpen || home.opened !== this) return;
      home.opened = undefined;
      home.requestUpdate();
    }, LAST_WORDS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unfit();
    this.step.forget();
  }

  override render(): TemplateResult {
    const { sheet, isOpen, home } = this;
    const { texts, view } = home;
    const title = view?.title || texts?.home.board;
    const content = html`<div
      class="root ${shade(home.theme, home)} ${home.textSize}"
      lang=${texts?.lang}
      tabindex="-1"
    >
      <p class="top">
        <button class="close" @click=${this.close}>
          <span aria-hidden="true">✕</span> ${texts?.home.close}
        </button>
      </p>
      ${this.board}
    </div>`;
    return sheet
      ? html`<dialog aria-label=${title} @close=${this.close}>${content}</dialog>`
      : html`<section class="place" aria-label=${title} ?hidden=${!isOpen}>${content}</section>`;
  }
}

define('help-board-opened', OpenedBoard as unknown as CustomElementConstructor);

/** The board of a slot, made when it is needed first: not shown, it sends what waits. */
export function holdBoard(slot: HelpBoardHome): OpenedBoard {
  if (!slot.opened) {
    slot.opened = new OpenedBoard(slot);
    slot.requestUpdate();
  }
  return slot.opened;
}

/** Opens the board where a link into it leads to. */
export async function openBoard(slot: HelpBoardHome, link: HTMLAnchorElement, sheet: boolean): Promise<void> {
  const opened = holdBoard(slot);
  await slot.updateComplete;
  await opened.open(link, sheet);
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-opened': OpenedBoard;
  }
}
