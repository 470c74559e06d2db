import { ContextProvider } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { TABS, type HelpBoardAdapter, type Tab } from '../../adapters/contract.js';
import type { Outbox } from '../../drafts/types.js';
import type { Texts } from '../../locales/texts.js';
import { zhHans } from '../../locales/zh-hans.js';
import {
  adapterContext,
  hostContext,
  outboxContext,
  storeContext,
  textsContext,
  viewTextsContext,
  type BoardHost,
  type HostUser,
  type Prefill,
  type Target,
  type View,
} from '../contexts.js';
import { HelpBoardEvent } from '../events.js';
import { baseStyles } from '../parts/base-styles.js';
import { languageOf, loadTexts, loadViewTexts } from '../parts/languages.js';
import { rootStyles } from '../parts/root-styles.js';
import { StoreController } from '../parts/store-controller.js';
import { ThemeController } from '../parts/theme-controller.js';
import { defaultBackend, earlyAnswer } from '../page.js';
import { joinSession, type Session } from '../session.js';
import { boardStyles } from './board-styles.js';
import { HashRouting } from './hash-routing.js';
import { header } from './header.js';
import { OutboxWatch } from './outbox-watch.js';

/**
 * A help board (求助平台): anyone asks for what they need, follows what becomes of it, and reads what others were answered.
 * The children show until the element is ready and when it cannot be.
 *
 * @tag help-board
 * @slot - shown until the element is ready: at least the emergency numbers
 * @slot header - above the title
 * @slot announcement - under the header
 * @slot empty - in an empty list
 * @slot footer - at the end
 * @fires help-board-ready - the first page is on the screen; detail `{board}`
 * @fires help-board-navigate - the view changed; detail `{view, request?}`
 * @fires help-board-draft-saved - what was typed is on the device; detail `{key}`
 * @fires help-board-submit - cancelable: somebody pressed send, nothing is queued yet; detail `{submission}`
 * @fires help-board-queued - safely on the device and on its way; detail `{key}`
 * @fires help-board-sent - the backend has it; detail `{receipt}`
 * @fires help-board-send-failed - a try did not arrive; detail `{key, code, final}`
 * @fires help-board-error - something could not be loaded; detail `{code}`
 * @fires help-board-open - a request was opened; detail `{id}`
 * @fires help-board-me-too - somebody has the same problem; detail `{id, count}`
 * @csspart root - the whole board
 * @csspart actions - the bar with the buttons
 * @cssprop [--help-board-accent=#0b5cad] - buttons, links, marks; `--help-board-accent-dark` in dark
 * @cssprop [--help-board-on-accent=#fff] - text on it
 * @cssprop [--help-board-background=#fff] - ground; `--help-board-background-dark` in dark
 * @cssprop [--help-board-text=#1b2430] - text; `--help-board-text-dark` in dark
 * @cssprop [--help-board-radius=10px] - corners
 * @cssprop [--help-board-font=system-ui, …] - font family
 */
export class HelpBoard extends LitElement implements BoardHost {
  static override styles = [rootStyles, baseStyles, boardStyles];

  /** The board's key. Never derived from the page's address. */
  @property() board = '';
  /** URL of the backend. Default: `/api` at the origin of the script. */
  @property() backend = '';
  /** `rest`, `memory` or a registered name; as a property also an adapter object. */
  @property() adapter: string | HelpBoardAdapter = 'rest';
  /** What is shown: `feed`, `compose`, `request`, `mine`. */
  @property() view: View = 'feed';
  /** List shown: `hot`, `featured`, `latest`. */
  @property() tab: Tab = 'hot';
  /** With the view `request`: which. */
  @property() request = '';
  /** BCP 47; default: that of the page, else `zh-Hans`. */
  @property() override lang = '';
  /** `auto`, `light` or `dark`. */
  @property() theme = 'auto';
  /** `normal`, `large` or `x-large`. */
  @property({ attribute: 'text-size' }) textSize = 'normal';
  /** Requests a page. */
  @property({ type: Number, attribute: 'page-size' }) pageSize = 20;
  /** `hash`: views have addresses (`#help/request/…`) and the browser's back button works; `none` leaves the URL alone. */
  @property() routing: 'none' | 'hash' = 'none';
  /** Channel label for attribution. */
  @property() source = '';
  /** Leaves out the way to post. */
  @property({ type: Boolean, attribute: 'no-compose' }) noCompose = false;
  /** Leaves out the figures. */
  @property({ type: Boolean, attribute: 'no-stats' }) noStats = false;
  /** The host's logged-in user. */
  @property({ attribute: false }) user: HostUser = {};
  /** Overrides of single texts of the first screen. */
  @property({ attribute: false }) messages: Partial<Texts> = {};

  @state() private session?: Session;
  @state() private texts?: Texts;
  /** Which lazy view can be drawn. */
  @state() private loaded: Partial<Record<View, true>> = {};
  @state() private loadFailed = false;

  private watch = new OutboxWatch(this, this);
  private adapters = new ContextProvider(this, { context: adapterContext });
  private stores = new ContextProvider(this, { context: storeContext });
  private outboxes = new ContextProvider(this, { context: outboxContext, initialValue: () => this.outbox() });
  private textsProvider = new ContextProvider(this, { context: textsContext, initialValue: zhHans });
  private viewTexts = new ContextProvider(this, { context: viewTextsContext });
  private prefill?: Prefill;
  private leave?: () => void;
  private feedScroll = 0;
  private colours = new ThemeController(this);
  private addresses = new HashRouting(this, (target) => this.go(target));

  constructor() {
    super();
    new ContextProvider(this, { context: hostContext, initialValue: this });
    new StoreController(this, () => this.session?.store);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.leave) this.join();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A disconnect may be a move within the page: only one that lasts gives the session up.
    void Promise.resolve().then(() => {
      if (this.isConnected) return;
      this.leave?.();
      this.leave = undefined;
    });
  }

  // --- for the page -------------------------------------------------------------------------------------------

  /** Opens the form, filled in as far as `prefill` says. */
  compose(prefill?: Prefill): void {
    this.prefill = prefill;
    this.go({ view: 'compose' });
  }

  /** Opens a request. */
  open(id: string): void {
    this.go({ view: 'request', request: id });
  }

  /** Reads board and list anew. */
  async refresh(): Promise<void> {
    const store = this.session?.store;
    if (store) await Promise.all([store.load(), store.refresh({ sort: this.tab, limit: this.pageSize })]);
  }

  /** Tries now to send what waits. */
  async flush(): Promise<void> {
    await (await this.outbox()).flush();
  }

  // --- for the views (BoardHost) --------------------------------------------------------------------------------

  go({ view, request = '' }: Target): void {
    if (view === this.view && request === this.request) return;
    if (this.view === 'feed') this.feedScroll = window.scrollY;
    const back = view === 'feed';
    if (this.routing === 'hash') this.addresses.write({ view, request });
    this.view = view;
    this.request = request;
    if (request) this.emit(new HelpBoardEvent('open', { id: request }));
    this.emit(new HelpBoardEvent('navigate', { view, request: request || undefined }));
    void this.updateComplete.then(() => {
      if (back) window.scrollTo(0, this.feedScroll);
      else if (this.getBoundingClientRect().top < 0) this.scrollIntoView();
    });
  }

  emit(event: HelpBoardEvent): boolean {
    return this.dispatchEvent(event);
  }

  takePrefill(): Prefill | undefined {
    const { prefill } = this;
    this.prefill = undefined;
    return prefill;
  }

  // --- inside -------------------------------------------------------------------------------------------------

  private async outbox(): Promise<Outbox> {
    const { session } = this.current ?? this.join();
    return (await session).outbox();
  }

  private current?: ReturnType<typeof joinSession>;

  private join(): ReturnType<typeof joinSession> {
    this.leave?.();
    const backend = this.backend || defaultBackend();
    const joined = joinSession({
      adapter: this.adapter,
      backend,
      board: this.board,
      getToken: () => this.user.getToken?.(),
      early: earlyAnswer,
    });
    this.current = joined;
    this.leave = () => {
      joined.leave();
      this.current = undefined;
      this.watch.stop();
    };
    void joined.session.then((session) => {
      if (this.current !== joined) return;
      this.session = session;
      this.adapters.setValue(session.adapter);
      this.stores.setValue(session.store);
      this.watch.start(() => this.outbox());
    });
    return joined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('board') || changed.has('backend') || changed.has('adapter')) this.join();
    if (changed.has('lang') || changed.has('messages')) void this.loadLanguage();
    if (!TABS.includes(this.tab)) this.tab = 'hot';
    if (changed.has('routing') && this.routing === 'hash') this.addresses.start();
    if (changed.has('view') || changed.has('lang')) void this.load(this.view);
  }

  private async loadLanguage(): Promise<void> {
    const language = languageOf(this);
    const texts = await loadTexts(language);
    if (language !== languageOf(this)) return;
    this.texts = { ...texts, ...this.messages };
    this.textsProvider.setValue(this.texts);
  }

  /** Loads what a view needs; the feed is always there. */
  private async load(view: View): Promise<void> {
    if (view === 'feed') return;
    const language = languageOf(this);
    this.loadFailed = false;
    try {
      const [texts] = await Promise.all([
        loadViewTexts(language),
        view === 'compose'
          ? import('./compose/index.js')
          : view === 'mine'
            ? import('./mine/index.js')
            : import('./request/index.js'),
      ]);
      if (language !== languageOf(this)) return;
      this.viewTexts.setValue(texts);
      this.loaded = { ...this.loaded, [view]: true };
    } catch {
      // The code of the view could not be fetched: say so, and offer to try again.
      this.loadFailed = view === this.view;
    }
  }

  override render(): TemplateResult {
    const { texts, session } = this;
    if (!texts || !session) return html`<slot></slot>`;
    return html`<div
      class="root ${this.colours.of(this.theme)} ${this.textSize}"
      part="root"
      lang=${texts.lang}
      @tab-picked=${(event: CustomEvent<Tab>) => (this.tab = event.detail)}
    >
      <div ?hidden=${this.view !== 'feed'}>
        <slot name="header"></slot>
        ${header(session.store.state, texts, this.noStats)}
        <slot name="announcement"></slot>
      </div>
      <help-board-feed ?hidden=${this.view !== 'feed'} .tab=${this.tab} .pageSize=${this.pageSize}>
        <slot name="empty" slot="empty"></slot>
      </help-board-feed>
      ${this.renderView(texts)}
      <slot name="footer"></slot>
      ${this.view === 'feed' ? this.renderActions(texts, session) : nothing}
    </div>`;
  }

  private renderView(texts: Texts): TemplateResult | typeof nothing {
    const { view } = this;
    if (view === 'feed') return nothing;
    if (this.loaded[view]) {
      if (view === 'compose') return html`<help-board-compose></help-board-compose>`;
      if (view === 'mine') return html`<help-board-mine></help-board-mine>`;
      return html`<help-board-request .requestId=${this.request}></help-board-request>`;
    }
    return html`<div class="note" role="status">
      <p>${this.loadFailed ? texts.error.network.title : texts.loading}</p>
      ${
        this.loadFailed
          ? html`<p>${texts.error.network.next}</p>
              <button @click=${() => void this.load(view)}>${texts.retry}</button>`
          : nothing
      }
      <button class="plain" @click=${() => this.go({ view: 'feed' })}>${texts.back}</button>
    </div>`;
  }

  private renderActions(texts: Texts, { store: { state } }: Session): TemplateResult {
    const { unsent } = this.watch;
    const intent = () => void this.load('compose');
    return html`<div class="actions" part="actions">
      ${
        this.noCompose || state.board?.open === false || state.boardError?.code === 'unknown-board'
          ? nothing
          : html`<button
              class="primary"
              @pointerenter=${intent}
              @focus=${intent}
              @click=${() => this.compose()}
            >
              ${texts.ask}
            </button>`
      }
      <button @click=${() => this.go({ view: 'mine' })}>
        ${texts.mine}${
          unsent ? html`<span class="dot" aria-label=${texts.unsent(unsent)}>${unsent}</span>` : nothing
        }
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board': HelpBoard;
  }
}
