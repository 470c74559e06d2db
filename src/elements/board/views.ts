import { ContextProvider } from '@lit/context';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { ListQuery } from '../../adapters/contract.js';
import type { HelpBoardError } from '../../adapters/errors.js';
import type { Outbox } from '../../drafts/types.js';
import type { FirstTexts, Texts, ViewTexts } from '../../locales/texts.js';
import {
  adapterContext,
  hostContext,
  outboxContext,
  storeContext,
  textsContext,
  viewTextsContext,
  type BoardHost,
  type Target,
  type View,
} from '../contexts.js';
import { HelpBoardEvent } from '../events.js';
import { languageOf } from '../parts/languages.js';
import { MinuteController } from '../parts/minute-controller.js';
import type { BoardStore } from '../../store/board-store.js';
import type { Session } from '../session.js';
import { clearDeviceCode, ClearQuestion } from './clear-question.js';
import { EndController } from './end-controller.js';
import { FarBlocks } from './far-blocks.js';
import { Filters } from './filters.js';
import { addressOf, HashRouting } from './hash-routing.js';
import type { HelpBoard } from './help-board.js';
import { keptViewName } from '../home/kept-view-name.js';
import { waiting } from '../home/waiting.js';
import { forgetItem } from '../parts/forget-item.js';
import { forgetCopy, keepCopy } from './keep-copy.js';
import { LiveController } from './live.js';
import { marked } from './marked.js';
import { misuse } from './misuse.js';
import { MoreRead } from './more-read.js';
import { seen } from './mine/seen.js';
import { OutboxWatch } from './outbox-watch.js';
import { OwnNews } from './own-news.js';
import { pendingLine } from './pending.js';
import { showSnapshot } from './snapshot.js';
import { TabKeys } from './tab-keys.js';
import { trouble } from './trouble.js';
import { LATER, loadWords, ViewCode, viewElement, type Later } from './view-code.js';

/** Milliseconds after which a list is read anew when its board comes back. */
const STALE = 60_000;
const shownAt = new WeakMap<BoardStore, number>();

/**
 * All that comes after the first screen: the views, what they are given through contexts, addresses, the outbox, and the
 * words for what goes wrong. It loads as one piece, at idle or when it is needed first.
 */
export class BoardViews implements BoardHost, ReactiveController {
  private adapters: ContextProvider<typeof adapterContext>;
  private stores: ContextProvider<typeof storeContext>;
  private outboxes: ContextProvider<typeof outboxContext>;
  private texts: ContextProvider<typeof textsContext>;
  private viewTexts: ContextProvider<typeof viewTextsContext>;
  private watch: OutboxWatch;
  private addresses?: HashRouting;
  private session?: Session;
  private first?: FirstTexts;
  private all?: Texts;
  private words?: ViewTexts;
  /** The first texts that `words` belong to. */
  private spoken?: FirstTexts;
  private code = new ViewCode(() => this.board.requestUpdate());
  private at: Required<Omit<Target, 'code'>> = { view: 'feed', request: '' };
  private feedScroll = 0;
  private more = new MoreRead();
  private question: ClearQuestion;
  private live: LiveController;
  private news = new OwnNews(() => this.board.requestUpdate());
  private narrow: Filters;
  private blocks: FarBlocks;
  private told?: HelpBoardError;
  /** Snapshots that have been asked for. */
  private asked = new Set<string>();

  constructor(private board: HelpBoard) {
    new ContextProvider(board, { context: hostContext, initialValue: this });
    this.adapters = new ContextProvider(board, { context: adapterContext });
    this.stores = new ContextProvider(board, { context: storeContext });
    this.outboxes = new ContextProvider(board, { context: outboxContext, initialValue: () => this.outbox() });
    this.texts = new ContextProvider(board, { context: textsContext });
    this.viewTexts = new ContextProvider(board, { context: viewTextsContext });
    this.question = new ClearQuestion(board, () => {
      if (this.session) forgetCopy(this.session.store, this.scope);
      seen.forget(this.scope);
      forgetItem(keptViewName(this.scope));
      waiting.set(this.scope, []);
    });
    this.watch = new OutboxWatch(this, () => board.requestUpdate());
    this.live = new LiveController(board);
    this.narrow = new Filters(board);
    this.blocks = new FarBlocks(board);
    new MinuteController(board);
    new TabKeys(board);
    board.addController(this);
    new EndController(board, () => board.view === 'feed' && void this.session?.store.more(board.query));
    if (board.routing === 'hash')
      this.addresses = new HashRouting(board, (to) => (to.code ? board.compose(to) : this.go(to)));
  }

  /** The board was put back: what waits is sent again. */
  hostConnected(): void {
    if (this.session) void this.outbox().catch(() => undefined);
  }

  /** Before the feed is hidden: the page is shorter without it, and already scrolled to its new end. */
  hostUpdate(): void {
    if (this.at.view === 'feed' && this.board.view !== 'feed') this.feedScroll = window.scrollY;
  }

  hostDisconnected(): void {
    // A disconnect may be a move within the page: only one that lasts closes the outbox.
    void Promise.resolve().then(async () => {
      const { session, board } = this;
      if (board.isConnected || !session) return;
      this.watch.stop();
      const { leaveOutbox } = await import('../session-outbox.js');
      if (!board.isConnected) leaveOutbox(session, this);
    });
  }

  // --- for the views (BoardHost) --------------------------------------------------------------------------------

  get scope() {
    return this.session?.scope ?? '';
  }

  get user() {
    return this.board.user;
  }

  get source() {
    return this.board.source;
  }

  get draftDays() {
    return this.setting('draft-days', 14);
  }

  get photoSize() {
    return { side: this.setting('photo-side', 1600), quality: this.setting('photo-quality', 0.82) };
  }

  /** What only the views need is no reactive property: that would cost the first load. */
  private setting(attribute: string, usual: number): number {
    const value = Number(this.board.getAttribute(attribute));
    return value > 0 ? value : usual;
  }

  go(target: Target): void {
    this.board.go(target);
  }

  emit(event: HelpBoardEvent): boolean {
    return this.board.dispatchEvent(event);
  }

  async clearDevice(): Promise<boolean> {
    await this.speak();
    return this.question.ask();
  }

  leftOut(part: string): boolean {
    return this.board.hasAttribute(`no-${part}`);
  }

  linkTo(id: string): string | undefined {
    if (this.board.routing === 'hash') return addressOf({ view: 'request', request: id });
    const { adapter, backend } = this.session?.options ?? {};
    // The permalink stands beside the API.
    const site = adapter === 'rest' && /^(.*)\/api$/.exec(backend!);
    return site ? new URL(`${site[1]}/r/${encodeURIComponent(id)}`, location.href).href : undefined;
  }

  takePrefill() {
    const { prefill } = this.board;
    this.board.prefill = undefined;
    return prefill;
  }

  /** For the feed, which does not wait for it. */
  readonly marked = marked;

  /** Which of the feed's blocks need not be drawn. */
  readonly far = (count: number) => this.blocks.of(count);

  // --- for the board ------------------------------------------------------------------------------------------

  /** A question stands in the place of everything else. */
  get asks(): boolean {
    return this.question.isOpen;
  }

  /** How many are queued, but not with the backend yet; how many replies nobody has seen. */
  marks(): TemplateResult | undefined {
    const { all } = this;
    const { unsent } = this.watch.pending;
    if (!all) return undefined;
    return html`${
      unsent
        ? html`<span class="badge amber" role="img" aria-label=${all.unsent(unsent)}>${unsent}</span>`
        : nothing
    }${this.news.render(all)}`;
  }

  /** The board has drawn: takes over session, texts and view. */
  shown(session: Session, texts: FirstTexts): void {
    if (session !== this.session) {
      const isAnother = Boolean(this.session);
      this.session = session;
      this.adapters.setValue(session.adapter);
      this.stores.setValue(session.store);
      this.watch.stop();
      // What waits for the board that is shown now goes too.
      if (isAnother) {
        this.news = new OwnNews(() => this.board.requestUpdate());
        void this.open();
      }
      const before = shownAt.get(session.store);
      shownAt.set(session.store, Date.now());
      // A board that comes back to a page (SPA) finds its session: what is old in it is read anew.
      if (before && Date.now() - before > STALE) void this.board.refresh();
    }
    if (texts !== this.first) {
      this.first = texts;
      // A form that is open stays, in the language it has, until the new words are there: taken away meanwhile, it would come
      // back without its caret, and empty for as long as the disk takes.
      this.speak().catch(() => {
        // The view that is open says so; the next visit asks again.
        if (!this.words && this.at.view !== 'feed') this.code.set(this.at.view, 'failed');
      });
    }
    // A view that does not exist is the feed, as a tab that does not is the hot one.
    if (this.board.view !== 'feed' && !LATER.includes(this.board.view)) this.board.view = 'feed';
    this.moved();
    if (this.more.look(session.store, this.board.query, this.all)) this.board.requestUpdate();
    this.live.follow(session);
    keepCopy(session.store, session.scope);
    this.standIn(session);
    this.tell(session);
  }

  /** Tells the page what could not be loaded, once. */
  private tell({ store }: Session): void {
    const error = store.list(this.board.query).error ?? store.state.boardError;
    if (error && error !== this.told) this.emit(new HelpBoardEvent('error', { code: error.code }));
    this.told = error;
  }

  /** While the backend is down: a static snapshot, where the page names one. */
  private standIn({ store }: Session): void {
    const url = this.board.getAttribute('snapshot');
    const { error, items } = store.list(this.board.query);
    if (!url || !error?.retryable || items.length || this.asked.has(url)) return;
    this.asked.add(url);
    showSnapshot(store, url).catch(() => undefined);
  }

  /** Follows the board to another view: its address, its place on the page, the events. */
  private moved(): void {
    const { view, request } = this.board;
    if (view === this.at.view && request === this.at.request) return;
    const left = this.at.request;
    this.at = { view, request };
    this.more.said = '';
    this.addresses?.write(this.at);
    // What could not be fetched at the last visit is asked for again.
    if (view !== 'feed') void this.load(view);
    if (request) this.emit(new HelpBoardEvent('open', { id: request }));
    this.emit(new HelpBoardEvent('navigate', { view, request: request || undefined }));
    if (view === 'feed') {
      window.scrollTo(0, this.feedScroll);
      this.goOn(left);
    } else {
      // Above the screen, or behind an article's head where an address opened it.
      const { top } = this.board.getBoundingClientRect();
      if (top < 0 || top > window.innerHeight / 3) this.board.scrollIntoView();
    }
  }

  /** Whoever goes by keyboard or screen reader goes on at the request that was open, else at the way to ask. */
  private goOn(request: string): void {
    // Not lost with the view that has gone: it is somewhere else on the page.
    if (document.activeElement !== document.body) return;
    const root = this.board.renderRoot;
    const cards = [...root.querySelectorAll<HTMLElement>('.card')];
    const card = cards.find(({ dataset }) => dataset.id === request)?.querySelector<HTMLElement>('.open');
    (card ?? root.querySelector<HTMLElement>('.actions button'))?.focus({ preventScroll: true });
  }

  /** At idle: the views open at once later, offline too, and what waits is sent. */
  async prepare(): Promise<void> {
    const { board, session } = this;
    if (!board.isConnected) return;
    for (const said of misuse(board, session?.store.state.boardError?.code === 'unknown-board'))
      console.warn('[help-board]', said);
    // Without its code (offline, a build that went away) the board still reads; the next visit tries again.
    const outbox = this.outbox().catch(() => undefined);
    for (const view of LATER) await this.load(view);
    await clearDeviceCode().catch(() => undefined);
    await this.readNews(await outbox);
  }

  private async open(): Promise<void> {
    await this.readNews(await this.outbox().catch(() => undefined));
  }

  private async readNews(outbox?: Outbox): Promise<void> {
    if (!outbox || !this.session) return;
    await outbox.ready;
    await this.news.look(this.session, outbox);
  }

  async flush(): Promise<void> {
    await (await this.outbox()).flush();
  }

  /** What is wrong with board, list or clock; undefined while there are no words for it. */
  trouble(query: ListQuery): TemplateResult | undefined {
    const { session, all, words, more } = this;
    if (!session || !all || !words) return undefined;
    return html`${pendingLine(this.watch.pending, words, () => this.go({ view: 'mine' }))}
      ${trouble(session, query, all, words.trouble)} ${this.live.render(words)}
      <p class="hush" role="status">${more.said}</p>`;
  }

  /** More to narrow the list by; undefined while there are no words for it. */
  filters(): TemplateResult | undefined {
    const { session, all, words } = this;
    return session && all && words && this.narrow.render(session.store.state.board, all, words);
  }

  /** The view, hidden behind a question if there is one; undefined while its code or its words are on the way. */
  render(view: View): TemplateResult | undefined {
    const { first, words, question } = this;
    const state = this.code.of(view);
    if (first && state === 'failed')
      return html`<p class="note" role="status">${first.notLoaded}</p>
        <button @click=${() => this.go({ view: 'feed' })}>${first.back}</button>`;
    if (!words || state !== 'ready') return undefined;
    return html`${question.render()}
      <div ?hidden=${question.isOpen}>${viewElement(view, this.board.request)}</div>`;
  }

  // --- inside -------------------------------------------------------------------------------------------------

  private outboxCode() {
    return Promise.all([this.board.joined.ready, import('../session-outbox.js')]);
  }

  private async outbox(): Promise<Outbox> {
    const [session, { outboxOf }] = await this.outboxCode();
    const outbox = outboxOf(session, this);
    void this.watch.follow(outbox);
    // The board left the page while this code was on its way: nobody else would close what it opened.
    if (!this.board.isConnected) this.hostDisconnected();
    return outbox;
  }

  private async codeToSend(): Promise<void> {
    const [session, { codeToSend }] = await this.outboxCode();
    await codeToSend(session);
  }

  /** Fetches the words of the views, once for a language. Rejects when they cannot be had. */
  private async speak(): Promise<void> {
    const { first } = this;
    if (!first || first === this.spoken) return;
    const words = await loadWords(languageOf(this.board));
    if (first !== this.first) return;
    this.spoken = first;
    this.words = words;
    this.all = { ...words.shared, ...first };
    this.texts.setValue(this.all);
    this.viewTexts.setValue(words);
    this.board.requestUpdate();
  }

  /** Fetches the code and the words of a view. A form that could neither keep nor send what is typed must not open. */
  private load(view: Later): Promise<void> {
    return this.code.load(view, () => Promise.all([this.speak(), view === 'compose' && this.codeToSend()]));
  }
}
