import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { HelpBoardAdapter, ListQuery } from '../../adapters/contract.js';
import type { Texts } from '../../locales/texts.js';
import { zhHans } from '../../locales/zh-hans.js';
import type { HelpRequest } from '../../model/request.js';
import { stageTone } from '../parts/badges.js';
import { baseStyles } from '../parts/base-styles.js';
import { figures } from '../parts/figures.js';
import { languageOf, loadTexts } from '../parts/languages.js';
import { rootStyles } from '../parts/root-styles.js';
import { StoreController } from '../parts/store-controller.js';
import { ThemeController } from '../parts/theme-controller.js';
import { emergencyLinks } from '../parts/states.js';
import { defaultBackend, earlyAnswer } from '../page.js';
import { joinSession, type Session } from '../session.js';
import { homeStyles } from './home-styles.js';

const NEWEST: ListQuery = { sort: 'hot', limit: 10 };
const SHOWN = 3;

/**
 * The place on a home page's first screen: headline, figures, pinned requests and the way to post. The gateway switches it
 * on and off; while it is off the children show.
 *
 * @tag help-board-home
 * @slot - shown until the slot is ready, and while it is switched off
 * @csspart root - the whole slot
 */
export class HelpBoardHome extends LitElement {
  static override styles = [rootStyles, baseStyles, homeStyles];

  /** The board's key. */
  @property() board = '';
  /** URL of the backend. Default: `/api` at the origin of the script. */
  @property() backend = '';
  /** `rest`, `memory` or a registered name; as a property also an adapter object. */
  @property() adapter: string | HelpBoardAdapter = 'rest';
  /** URL of the page with the board; default: what the gateway says. */
  @property() href = '';
  /** BCP 47; default: that of the page, else `zh-Hans`. */
  @property() override lang = '';
  /** `auto`, `light` or `dark`. */
  @property() theme = 'auto';

  @state() private session?: Session;
  @state() private texts?: Texts;
  private joined?: ReturnType<typeof joinSession>;
  private colours = new ThemeController(this);

  constructor() {
    super();
    new StoreController(this, () => this.session?.store);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.joined) this.join();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A disconnect may be a move within the page.
    void Promise.resolve().then(() => {
      if (this.isConnected) return;
      this.joined?.leave();
      this.joined = undefined;
    });
  }

  private join(): void {
    this.joined?.leave();
    const joined = joinSession({
      adapter: this.adapter,
      backend: this.backend || defaultBackend(),
      board: this.board,
      early: earlyAnswer,
    });
    this.joined = joined;
    void joined.session.then((session) => {
      if (this.joined === joined) this.session = session;
    });
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('board') || changed.has('backend') || changed.has('adapter')) this.join();
    if (changed.has('lang')) void loadTexts(languageOf(this)).then((texts) => (this.texts = texts));
  }

  override render(): TemplateResult {
    const { session, texts = zhHans } = this;
    const { board, boardError } = session?.store.state ?? {};
    if (!session || (!board && !boardError)) return html`<slot></slot>`;
    if (!board)
      return this.box(
        texts,
        html`<p>${texts.home.offline}</p>
          ${emergencyLinks(texts)}`,
      );
    const { home } = board;
    if (!home?.on) return html`<slot></slot>`;
    const href = this.href || home.href || '#';
    const list = session.store.list(NEWEST);
    const items = list.pinned.concat(list.items).slice(0, SHOWN);
    return this.box(
      texts,
      html`<div class="head">
          <h2>${home.headline}</h2>
          ${board.notice ? html`<p class="badge amber">${board.notice}</p>` : nothing}
          ${home.lead ? html`<p class="muted lead">${home.lead}</p>` : nothing}
        </div>
        ${board.figures ? figures(board.figures, texts) : nothing}
        <ul>
          ${items.map((request) => this.item(request, href, texts))}
        </ul>
        <p class="row ways">
          ${
            board.open
              ? html`<a class="button primary" href="${href}#help/compose">${home.button || texts.ask}</a>`
              : nothing
          }
          <a class="button" href=${href}>${texts.home.open}</a>
        </p>`,
    );
  }

  private item(request: HelpRequest, href: string, texts: Texts): TemplateResult {
    return html`<li>
      <a href="${href}#help/request/${encodeURIComponent(request.id)}">
        ${request.pinned ? html`<span class="badge red">${texts.pinned}</span>` : nothing}
        <span class="text">${request.title ?? request.publicBody}</span>
        <span class="badge ${stageTone(request.stage)}">${texts.stage[request.stage]}</span>
      </a>
    </li>`;
  }

  private box(texts: Texts, content: TemplateResult): TemplateResult {
    return html`<section class="root ${this.colours.of(this.theme)}" part="root" lang=${texts.lang}>
      ${content}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-home': HelpBoardHome;
  }
}
