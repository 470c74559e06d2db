import { consume } from '@lit/context';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { TABS, type HelpBoardAdapter, type ListQuery, type Tab } from '../../adapters/contract.js';
import type { Texts } from '../../locales/texts.js';
import type { BoardStore, ListState } from '../../store/board-store.js';
import { adapterContext, hostContext, storeContext, textsContext, type BoardHost } from '../contexts.js';
import { HelpBoardEvent } from '../events.js';
import { baseStyles } from '../parts/base-styles.js';
import { emergencyLinks, errorNote } from '../parts/states.js';
import { MinuteController } from '../parts/minute-controller.js';
import { StoreController } from '../parts/store-controller.js';
import { card } from './card.js';
import { feedStyles } from './feed-styles.js';

/** The lists everybody sees: three tabs, a category filter, pinned ones on top, more by scrolling or by button. */
export class HelpBoardFeed extends LitElement {
  static override styles = [baseStyles, feedStyles];

  @property() tab: Tab = 'hot';
  @property({ type: Number }) pageSize = 20;

  @consume({ context: adapterContext, subscribe: true }) @state() private adapter?: HelpBoardAdapter;
  @consume({ context: storeContext, subscribe: true }) @state() private store?: BoardStore;
  @consume({ context: textsContext, subscribe: true }) @state() private texts!: Texts;
  @consume({ context: hostContext }) private host!: BoardHost;

  @state() private category?: string;
  /** What is said to screen readers. */
  @state() private said = '';
  private ready = false;
  private end?: IntersectionObserver;

  constructor() {
    super();
    new StoreController(this, () => this.store);
    new MinuteController(this);
  }

  private get query(): ListQuery {
    return { sort: this.tab, category: this.category, limit: this.pageSize };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end?.disconnect();
    this.end = undefined;
  }

  override updated(): void {
    if (!this.store) return;
    const { status } = this.store.list(this.query);
    if (!this.ready && status !== 'loading') {
      this.ready = true;
      this.host.emit(new HelpBoardEvent('ready', { board: this.store.state.board?.key ?? '' }));
    }
    this.watchEnd();
  }

  /** Reads on before the end is reached; the button does the same for those who do not scroll. */
  private watchEnd(): void {
    if (typeof IntersectionObserver !== 'function') return;
    this.end ??= new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && void this.more(),
      { rootMargin: '600px' },
    );
    this.end.disconnect();
    const foot = this.renderRoot.querySelector('.foot');
    if (foot) this.end.observe(foot);
  }

  private async more(): Promise<void> {
    const { store, query } = this;
    if (!store || this.hidden) return;
    const before = store.list(query).items.length;
    await store.more(query);
    const count = store.list(query).items.length - before;
    if (count > 0) this.said = this.texts.loadedMore(count);
  }

  private pick(tab: Tab): void {
    this.tab = tab;
    this.said = '';
    this.dispatchEvent(new CustomEvent('tab-picked', { detail: tab }));
  }

  /** Arrow keys walk the tabs, as the ARIA tab pattern has it. */
  private onTabKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? TABS.length - 1 : 0;
    if (!step) return;
    event.preventDefault();
    this.pick(TABS[(TABS.indexOf(this.tab) + step) % TABS.length]!);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus(),
    );
  }

  override render(): TemplateResult | typeof nothing {
    const { store, texts } = this;
    if (!store || !texts) return nothing;
    const list = store.list(this.query);
    return html`
      <div class="tabs" role="tablist" aria-label=${texts.tabsLabel} @keydown=${this.onTabKey}>
        ${TABS.map(
          (tab) =>
            html`<button
              role="tab"
              id="tab-${tab}"
              aria-selected=${tab === this.tab}
              aria-controls="panel"
              tabindex=${tab === this.tab ? 0 : -1}
              @click=${() => this.pick(tab)}
            >
              ${texts.tab[tab]}
            </button>`,
        )}
      </div>
      ${this.renderCategories(store)}
      <div
        id="panel"
        role="tabpanel"
        aria-labelledby="tab-${this.tab}"
        aria-busy=${list.status === 'loading'}
      >
        ${this.renderList(list)}
      </div>
      <p class="hush" role="status">${this.said}</p>
    `;
  }

  private renderCategories({ state: { board } }: BoardStore): TemplateResult | typeof nothing {
    if (!board?.categories.length) return nothing;
    const chips = [{ code: undefined, name: this.texts.allCategories }, ...board.categories];
    return html`<div class="chips" role="group" aria-label=${this.texts.categoryFilter}>
      ${chips.map(
        ({ code, name }) =>
          html`<button aria-pressed=${code === this.category} @click=${() => (this.category = code)}>
            ${name}
          </button>`,
      )}
    </div>`;
  }

  private renderList({ status, items, pinned, next, error }: ListState): TemplateResult {
    const { texts, store } = this;
    const context = {
      texts,
      board: store!.state.board,
      now: Date.now() + (this.adapter?.clockOffset?.() ?? 0),
      open: (id: string) => this.host.go({ view: 'request', request: id }),
    };
    const all = pinned.concat(items);
    if (status === 'loading' && !all.length)
      return html`<div class="list">
        <p class="hush" role="status">${texts.loading}</p>
        ${[1, 2, 3].map(() => html`<div class="ghost"></div>`)}
      </div>`;
    const retry = () => {
      void store!.refresh(this.query);
      if (!store!.state.board) void store!.load();
    };
    return html`
      ${error ? errorNote(error, texts, retry) : nothing}
      ${error && !all.length ? emergencyLinks(texts) : nothing}
      <ul class="list">
        ${repeat(
          all,
          (request) => request.id,
          (request) => card(request, context),
        )}
      </ul>
      ${
        !all.length && !error
          ? html`<div class="note empty">
              <p><strong>${texts.empty[this.tab]}</strong></p>
              <p>${texts.emptyNext}</p>
              <slot name="empty"></slot>
            </div>`
          : nothing
      }
      ${
        next
          ? html`<div class="foot">
              <button ?disabled=${status === 'more'} @click=${this.more}>
                ${status === 'more' ? texts.loadingMore : texts.more}
              </button>
            </div>`
          : all.length
            ? html`<p class="foot muted">${texts.end}</p>`
            : nothing
      }
    `;
  }
}
