import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { HelpBoardAdapter, ListQuery } from '../../adapters/contract.js';
import type { FirstTexts, HomeTexts } from '../../locales/texts.js';
import { zhHansHome } from '../../locales/zh-hans-home.js';
import type { HomeSlot } from '../../model/board.js';
import { SLOT_COLOURS } from '../../model/slot-colours.js';
import type { HelpRequest } from '../../model/request.js';
import { stageTone } from '../parts/badges.js';
import { baseStyles } from '../parts/base-styles.js';
import { figures } from '../parts/figures.js';
import { isOther, languageOf, loadTexts } from '../parts/languages.js';
import { rootStyles } from '../parts/root-styles.js';
import { SessionController } from '../parts/session-controller.js';
import { shade } from '../parts/shade.js';
import { homeStyles } from './home-styles.js';

const NEWEST: ListQuery = { sort: 'hot', limit: 10 };
const SHOWN = 3;

/** An address to go to, and nothing else: a backend's `javascript:` is no link. */
function webAddress(url = ''): string {
  try {
    return /^https?:$/.test(new URL(url, document.baseURI).protocol) ? url : '#';
  } catch {
    return '#';
  }
}

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

  static override properties = {
    board: {},
    backend: {},
    adapter: {},
    href: {},
    lang: {},
    theme: {},
    preview: { attribute: false },
    texts: { state: true },
    numbers: { state: true },
  };

  /** The board's key. */
  board = '';
  /** URL of the backend. Default: `/api` at the origin of the script. */
  backend = '';
  /** `rest`, `memory` or a registered name; as a property also an adapter object. */
  adapter: string | HelpBoardAdapter = 'rest';
  /** URL of the page with the board; default: what the gateway says. */
  href = '';
  /** BCP 47; default: that of the page, else `zh-Hans`. */
  override lang = '';
  /** `auto`, `light` or `dark`. */
  theme = 'auto';

  /** Shown instead of what the backend says, also while that is off: for an editor who has not published it yet. */
  preview?: HomeSlot;

  private texts?: FirstTexts & { home: HomeTexts };
  /** Emergency numbers to tap; their code loads when the board does not. */
  private numbers?: TemplateResult;
  private joined = new SessionController(this);
  private reported = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('board') || changed.has('backend') || changed.has('adapter')) this.joined.join();
    if (changed.has('lang')) void this.speak(languageOf(this));
  }

  override updated(): void {
    const { board, boardError } = this.joined.session?.store.state ?? {};
    if (!this.preview) this.report(board?.home);
    this.paint(this.preview ?? board?.home);
    if (board || !boardError || !this.texts || this.numbers) return;
    const { home } = this.texts;
    void import('../parts/states.js').then(
      ({ emergencyLinks }) => (this.numbers = emergencyLinks(home)),
      () => undefined,
    );
  }

  /** Tells the backend once which version has arrived on this page: its address alone, and nothing of who looks. */
  private report(home?: HomeSlot): void {
    const { origin, pathname } = location;
    if (!home?.on || !home.version || home.version === this.reported || !/^http/.test(origin)) return;
    this.reported = home.version;
    // One page more or less: nobody has to know that it failed.
    this.joined.session?.adapter.arrived?.(origin + pathname, home.version).catch(() => undefined);
  }

  /** The editor's colours, which a page's own style cannot know. In the dark the slot keeps its own. */
  private paint(home?: HomeSlot): void {
    const root = this.renderRoot.querySelector<HTMLElement>('.root');
    for (const name of SLOT_COLOURS) {
      const colour = root?.classList.contains('dark') ? '' : (home?.colours?.[name] ?? '');
      root?.style.setProperty(`--help-board-${name}`, /^#[\da-f]{6}$/i.test(colour) ? colour : '');
    }
  }

  private async speak(lang: string): Promise<void> {
    const [texts, home] = await Promise.all([
      loadTexts(lang),
      isOther(lang) ? import('../../locales/others.js').then(({ others }) => others(lang).home) : zhHansHome,
    ]);
    this.texts = { ...texts, home };
  }

  override render(): TemplateResult {
    const { texts } = this;
    const { session } = this.joined;
    const { board, boardError } = session?.store.state ?? {};
    if (!texts || !session || (!board && !boardError)) return html`<slot></slot>`;
    if (!board)
      return this.box(
        texts,
        html`<p>${texts.home.offline}</p>
          ${this.numbers}`,
      );
    // Asked before the switch is looked at: the script has asked ahead, and an answer nobody reads holds its connection.
    const list = session.store.list(NEWEST);
    const home = this.preview ?? board.home;
    if (!home || (!home.on && !this.preview)) return html`<slot></slot>`;
    const href = webAddress(this.href || home.href);
    const first = home.items ?? [];
    const others = list.pinned.concat(list.items).filter(({ id }) => first.every((one) => one.id !== id));
    const items = first.concat(others).slice(0, Math.max(SHOWN, first.length));
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

  private item(request: HelpRequest, href: string, texts: FirstTexts): TemplateResult {
    return html`<li>
      <a href="${href}#help/request/${encodeURIComponent(request.id)}">
        ${request.pinned ? html`<span class="badge red">${texts.pinned}</span>` : nothing}
        <span class="text">${request.title ?? request.publicBody}</span>
        <span class="badge ${stageTone(request.stage)}">${texts.stage[request.stage]}</span>
      </a>
    </li>`;
  }

  private box(texts: FirstTexts, content: TemplateResult): TemplateResult {
    return html`<section class="root ${shade(this.theme, this)}" part="root" lang=${texts.lang}>
      ${content}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-home': HelpBoardHome;
  }
}
