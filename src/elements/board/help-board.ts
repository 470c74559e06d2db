import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { TABS, type HelpBoardAdapter, type ListQuery, type Tab } from '../../adapters/contract.js';
import type { FirstTexts, TextSize } from '../../locales/texts.js';
import type { HostUser, Prefill, Target, View } from '../contexts.js';
import { HelpBoardEvent } from '../events.js';
import { baseStyles } from '../parts/base-styles.js';
import { languageOf } from '../parts/languages.js';
import { loadTexts } from '../parts/load-texts.js';
import { rootStyles } from '../parts/root-styles.js';
import { SessionController } from '../parts/session-controller.js';
import { shade } from '../parts/shade.js';
import { chosenSize, nextSize } from '../parts/text-size.js';
import type { BoardState } from '../../store/board-store.js';
import { boardStyles } from './board-styles.js';
import { feed } from './feed.js';
import { feedStyles } from './feed-styles.js';
import { header } from './header.js';
import type { BoardViews } from './views.js';

/** Milliseconds after the first list: by then nobody waits for us. */
const IDLE = 1000;

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
 * @fires help-board-rated - the requester said how it was handled; detail `{id, solved}`
 * @attr {string} [snapshot] - URL of a static snapshot, shown with its time while the backend is down
 * @attr {boolean} [no-live=false] - does not look after what is new
 * @attr {boolean} [no-comments=false] - leaves out readers' comments
 * @attr {boolean} [no-me-too=false] - leaves out "me too"
 * @attr {number} [photo-side=1600] - photos are made no larger on the device, pixels of the longest side
 * @attr {number} [photo-quality=0.82] - JPEG quality of photos, above 0, up to 1
 * @attr {number} [draft-days=14] - an unsent draft lies so long untouched before its person is warned; three days later it goes
 * @csspart root - the whole board
 * @csspart actions - the bar with the buttons
 * @cssprop [--help-board-accent=#0b5cad] - buttons, links, marks; `--help-board-accent-dark` in dark
 * @cssprop [--help-board-on-accent=#fff] - text on it
 * @cssprop [--help-board-background=#fff] - ground; `--help-board-background-dark` in dark
 * @cssprop [--help-board-text=#1b2430] - text, in the light theme
 * @cssprop [--help-board-radius=10px] - corners
 * @cssprop [--help-board-font=system-ui, …] - font family
 */
export class HelpBoard extends LitElement {
  static override styles = [rootStyles, baseStyles, boardStyles, feedStyles];

  // Not decorators: in the first load their code would cost half a kilobyte.
  static override properties = {
    board: {},
    backend: {},
    adapter: {},
    view: {},
    tab: {},
    request: {},
    lang: {},
    theme: {},
    textSize: { attribute: 'text-size' },
    pageSize: { type: Number, attribute: 'page-size' },
    routing: {},
    source: {},
    noCompose: { type: Boolean, attribute: 'no-compose' },
    noStats: { type: Boolean, attribute: 'no-stats' },
    user: { attribute: false },
    messages: { attribute: false },
    texts: { state: true },
    views: { state: true },
    filter: { state: true },
    size: { state: true },
    words: { state: true },
    viewsFailed: { state: true },
  };

  /** The board's key. Never derived from the page's address. */
  board = '';
  /** URL of the backend. Default: `/api` at the origin of the script. */
  backend = '';
  /** `rest`, `memory` or a registered name; as a property also an adapter object. */
  adapter: string | HelpBoardAdapter = 'rest';
  /** What is shown: `feed`, `compose`, `request`, `mine`, `stats`, `guide`. */
  view: View = 'feed';
  /** List shown: `hot`, `featured`, `latest`. */
  tab: Tab = 'hot';
  /** With the view `request`: which. */
  request = '';
  /** BCP 47; default: that of the page, else `zh-Hans`. */
  override lang = '';
  /** `auto`, `light` or `dark`. */
  theme = 'auto';
  /** `normal`, `large` or `x-large` (elder mode, 长辈版), until the person chooses. */
  textSize = 'normal';
  /** Requests a page. */
  pageSize = 20;
  /** `hash`: views have addresses (`#help/request/…`) and the browser's back button works; `none` leaves the URL alone. */
  routing: 'none' | 'hash' = 'none';
  /** Channel label for attribution. */
  source = '';
  /** Leaves out the way to post. */
  noCompose = false;
  /** Leaves out the figures. */
  noStats = false;
  /** The host's logged-in user. */
  user: HostUser = {};
  /** Overrides of single texts of the first screen. */
  messages: Partial<FirstTexts> = {};

  /**
   * What `compose()` was given; taken once by the form.
   * @internal
   */
  prefill?: Prefill;

  private texts?: FirstTexts;
  /** All that comes after the first screen, once its code is here. */
  private views?: BoardViews;
  private viewsFailed = false;
  /**
   * What the list is narrowed to.
   * @internal
   */
  filter: Pick<ListQuery, 'category' | 'stage' | 'region'> = {};
  /** The person's own choice of text size; it goes before the page's. */
  private size = chosenSize();
  /** What is searched for. */
  private words = '';
  private ready = false;
  /**
   * The session of the board: for its views.
   * @internal
   */
  readonly joined = new SessionController(this);

  // --- for the page -------------------------------------------------------------------------------------------

  /** Opens the form, filled in as far as `prefill` says. */
  compose(prefill: Prefill = {}): void {
    this.prefill = prefill;
    this.go({ view: 'compose' });
  }

  /** Opens a request. */
  open(id: string): void {
    this.go({ view: 'request', request: id });
  }

  /** Reads board and list anew. */
  async refresh(): Promise<void> {
    const { store } = await this.joined.ready;
    await Promise.all([store.load(), store.refresh(this.query)]);
  }

  /** Tries now to send what waits. */
  async flush(): Promise<void> {
    await (await this.loadViews())?.flush();
  }

  /** Asks, then takes everything of this board's off the device: drafts, what waits, receipts. False: nothing was deleted. */
  async clearDevice(): Promise<boolean> {
    return !!(await (await this.loadViews())?.clearDevice());
  }

  // --- for the views ------------------------------------------------------------------------------------------

  /**
   * Shows a view.
   * @internal
   */
  go({ view, request = '' }: Target): void {
    this.view = view;
    this.request = request;
  }

  /**
   * What the list on the screen was asked for.
   * @internal
   */
  get query(): ListQuery {
    return { sort: this.tab, ...this.filter, q: this.words || undefined, limit: this.pageSize || 20 };
  }

  // --- inside -------------------------------------------------------------------------------------------------

  /** At idle, at the first sign that somebody will write, when a view is asked for or something went wrong. */
  private async loadViews(): Promise<BoardViews | undefined> {
    try {
      const { BoardViews } = await import('./views.js');
      this.viewsFailed = false;
      return (this.views ??= new BoardViews(this));
    } catch {
      this.viewsFailed = true;
      return undefined;
    }
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('board') || changed.has('backend') || changed.has('adapter')) this.joined.join();
    if (changed.has('lang') || changed.has('messages'))
      void loadTexts(languageOf(this)).then((texts) => (this.texts = { ...texts, ...this.messages }));
    // Another board may not have this category or place.
    if (changed.has('board')) this.filter = {};
    if (!TABS.includes(this.tab)) this.tab = 'hot';
    if ((changed.has('view') && this.view !== 'feed') || (changed.has('routing') && this.routing === 'hash'))
      void this.loadViews();
  }

  override updated(): void {
    const { texts } = this;
    const { session } = this.joined;
    if (!session || !texts) return;
    this.views?.shown(session, texts);
    const { status, error } = session.store.list(this.query);
    if (!this.views && (error || session.store.state.boardError)) void this.loadViews();
    if (this.ready || status === 'loading') return;
    this.ready = true;
    this.dispatchEvent(new HelpBoardEvent('ready', { board: this.board }));
    // The form then opens at once, offline too; and what waits is sent.
    setTimeout(() => void this.loadViews().then((views) => views?.prepare()), IDLE);
  }

  override render(): TemplateResult {
    const { texts, view, views, query } = this;
    const { session } = this.joined;
    // Nothing before the board is known: a title that comes after the list would push it down.
    if (!texts || !session?.store.settled) return html`<slot></slot>`;
    const { store } = session;
    const onFeed = view === 'feed' && !views?.asks;
    const size = this.size ?? this.textSize;
    return html`<div class="root ${shade(this.theme, this)} ${size}" part="root" lang=${texts.lang}>
      ${onFeed ? this.renderActions(texts, store.state) : nothing}
      <div ?hidden=${!onFeed}>
        <slot name="header"></slot>
        ${header(
          store.state,
          texts,
          this.noStats,
          html`<button class="size" @click=${() => (this.size = nextSize(size))}>
            ${texts.resize[size as TextSize] ?? texts.resize.normal}
          </button>`,
          (view) => this.go({ view }),
          session.adapter.capabilities.stats,
        )}
        <slot name="announcement"></slot>
        ${feed(store, query, {
          texts,
          now: Date.now() + (session.adapter.clockOffset?.() ?? 0),
          pick: (tab) => (this.tab = tab),
          filter: (category) => (this.filter = { ...this.filter, category }),
          filters: views?.filters(),
          find: (words) => (this.words = words),
          marks: views ? this.words : '',
          far: views?.far,
          shown: (text) => views?.marked(text, this.words) ?? text,
          open: (id) => this.open(id),
          // Until the words are here, and if they cannot be had: the page's own, the emergency numbers.
          trouble: views?.trouble(query) ?? (store.list(query).error ? html`<slot></slot>` : nothing),
        })}
      </div>
      ${onFeed ? nothing : (views?.render(view) ?? this.renderWaiting(texts))}
      <slot name="footer"></slot>
    </div>`;
  }

  private renderWaiting({ loading, notLoaded, back }: FirstTexts): TemplateResult {
    return html`<p class="note" role="status">${this.viewsFailed ? notLoaded : loading}</p>
      <button @click=${() => this.go({ view: 'feed' })}>${back}</button>`;
  }

  private renderActions(texts: FirstTexts, { board, boardError }: BoardState): TemplateResult {
    return html`<div class="actions" part="actions">
      ${
        this.noCompose || board?.open === false || boardError?.code === 'unknown-board'
          ? nothing
          : html`<button class="primary" @click=${() => this.compose()}>${texts.ask}</button>`
      }
      <button @click=${() => this.go({ view: 'mine' })}>${texts.mine} ${this.views?.marks()}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board': HelpBoard;
  }
}
