import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { HelpBoardAdapter } from '../../adapters/contract.js';
import { zhHansCommon } from '../../locales/zh-hans-common.js';
import { zhHansHome } from '../../locales/zh-hans-home.js';
import type { HomeSlot } from '../../model/home-slot.js';
import type { withHome } from '../../model/slot-of-board.js';
import { SLOT_COLOURS } from '../../model/slot-colours.js';
import type { SlotLayout, SlotOpening } from '../../model/slot-text.js';
import type { SlotView } from '../../model/slot-view.js';
import type { HostUser } from '../contexts.js';
import { HelpBoardEvent } from '../events.js';
import { baseStyles } from '../parts/base-styles.js';
import { isOther, languageOf } from '../parts/languages.js';
import { rootStyles } from '../parts/root-styles.js';
import { shade } from '../parts/shade.js';
import { chosenSize } from '../parts/text-size.js';
import type { Follow } from './follow.js';
import { homeStyles } from './home-styles.js';
import { keptView } from './kept-view.js';
import type { OpenedBoard } from './open-board.js';
import { slotBox, type SlotTexts } from './slot-box.js';
import { slotSource, type SlotSource } from './slot-source.js';
import { webAddress } from './web-address.js';

/** The link into the board that somebody is at: never one of the page's own, nor an emergency number. */
const linkOf = ({ target, currentTarget }: Event) => {
  const link = (target as Element).closest<HTMLAnchorElement>('a:not([href^="tel:"])');
  return link?.getRootNode() === currentTarget ? link : null;
};

/** Milliseconds after the first answer: by then nobody waits for us. */
const IDLE = 1000;
/** Milliseconds after which what an earlier visit saw is shown with its time. */
const OLD = 300_000;

/**
 * The place on a home page's first screen: headline, figures, what people ask and the way to post. The gateway switches it on
 * and off; while it is off the children show, and from the next visit on nothing does. What was seen last is painted at once.
 *
 * A page reserves its room by giving it a `min-height`; the box fills it.
 *
 * @tag help-board-home
 * @slot - shown until the slot is ready, and while it is switched off
 * @fires help-board-ready - the slot is on the screen; detail `{board}`
 * @attr {string} [snapshot] - URL of a static snapshot, shown with its time while the backend is down and nothing else is known
 * @attr {boolean} [off=false] - set by the slot itself: an earlier visit saw it switched off, and it takes no room
 * @csspart root - the whole slot
 * @cssprop [--help-board-accent=#0b5cad] - buttons, links, the ground of a banner; `--help-board-accent-dark` in dark
 * @cssprop [--help-board-on-accent=#fff] - text on it
 * @cssprop [--help-board-background=#fff] - ground; `--help-board-background-dark` in dark
 * @cssprop [--help-board-text=#1b2430] - text, in the light theme
 * @cssprop [--help-board-radius=10px] - corners
 * @cssprop [--help-board-font=system-ui, …] - font family
 */
export class HelpBoardHome extends LitElement {
  static override styles = [rootStyles, baseStyles, homeStyles];

  static override properties = {
    board: {},
    backend: {},
    adapter: {},
    href: {},
    layout: {},
    opens: {},
    emergencyOnly: { type: Boolean, attribute: 'emergency-only' },
    lang: {},
    theme: {},
    textSize: { attribute: 'text-size' },
    preview: { attribute: false },
    texts: { state: true },
    view: { state: true },
    note: { state: true },
    above: { state: true },
    opened: { state: true },
  };

  /** The board's key. */
  board = '';
  /** URL of the backend. Default: `/api` at the origin of the script. */
  backend = '';
  /** `rest`, `memory` or a registered name; as a property also an adapter object. */
  adapter: string | HelpBoardAdapter = 'rest';
  /** URL of the page with the board; default: what the gateway says. */
  href = '';
  /** `banner`, `strip` or `card`; default: what the gateway says, else `card`. */
  layout: SlotLayout | '' = '';
  /** Where it opens the board: on its `page`, in a `sheet` over this one, or in `place`; default: what the gateway says. */
  opens: SlotOpening | '' = '';
  /** Takes no room but in an emergency. */
  emergencyOnly = false;
  /** BCP 47; default: that of the page, else `zh-Hans`. */
  override lang = '';
  /** `auto`, `light` or `dark`. */
  theme = 'auto';
  /** `normal`, `large` or `x-large` (elder mode, 长辈版), unless the person has chosen. */
  textSize = 'normal';
  /** The host's logged-in user, for the board that it opens. */
  user: HostUser = {};

  /** Shown instead of what the backend says, also while that is off: for an editor who has not published it yet. */
  preview?: HomeSlot;

  /**
   * What is known, and since when by the device's clock.
   * @internal
   */
  view?: SlotView;
  /** @internal */
  at = 0;
  /** @internal */
  texts?: SlotTexts;
  /** @internal */
  source!: SlotSource;
  /**
   * The backend has answered: what is known is not what an earlier visit saw.
   * @internal
   */
  answered = false;
  /**
   * The backend did not answer.
   * @internal
   */
  failed = false;
  /**
   * Said in it when it is old or empty: how old it is, and whom to ring.
   * @internal
   */
  note?: (texts: SlotTexts) => { said: TemplateResult; numbers: TemplateResult };
  /**
   * Said above it: that it is a preview.
   * @internal
   */
  above?: (texts: SlotTexts) => TemplateResult;
  /**
   * The board, while it is open here or has something to send.
   * @internal
   */
  opened?: OpenedBoard;
  /** An earlier visit saw it switched off. */
  private wasOff = false;
  private ready = false;
  private merge?: typeof withHome;
  private follow?: Promise<Follow>;

  // --- inside -------------------------------------------------------------------------------------------------

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('board') || changed.has('backend') || changed.has('adapter')) this.join();
    if (changed.has('lang')) void this.speak(languageOf(this));
    if (changed.has('preview') && this.preview)
      void import('../../model/slot-of-board.js').then(({ withHome }) => {
        this.merge = withHome;
        this.requestUpdate();
      });
  }

  private join(): void {
    this.source = slotSource(this);
    const kept = keptView(this.source.scope);
    this.view = kept?.view;
    this.at = kept?.at ?? 0;
    this.answered = false;
    this.wasOff = kept ? !kept.view.home?.on : false;
    void this.read();
    void this.later(this.source);
  }

  /**
   * Asks anew; what is on the screen stays until there is an answer.
   * @internal
   */
  async read(): Promise<void> {
    const { source } = this;
    try {
      const view = await source.view();
      if (source !== this.source) return;
      this.view = view;
      this.at = Date.now();
      this.answered = true;
      this.failed = false;
      this.note = undefined;
    } catch {
      if (source !== this.source) return;
      this.failed = true;
      await this.sayTrouble();
    }
  }

  /** Its words and numbers come when something is wrong. */
  private async sayTrouble(): Promise<void> {
    await import('./trouble.js').then(
      ({ sayTrouble }) => sayTrouble(this),
      () => undefined,
    );
    this.requestUpdate();
  }

  /** What is known is of an earlier visit, and older than a moment. */
  private get isOld(): boolean {
    return !!this.view && !this.answered && Date.now() - this.at > OLD;
  }

  /** What nobody waits for: what is kept for the next visit, what changes while somebody looks, a preview. */
  private async later(source: SlotSource): Promise<void> {
    if (/^#help-board-preview=/.test(location.hash))
      void import('./preview.js').then(({ showPreview }) => showPreview(this, source));
    await new Promise((on) => setTimeout(on, IDLE));
    if (source !== this.source) return;
    if (this.isOld) void this.sayTrouble();
    if (this.follow) return;
    this.follow = import('./follow.js').then(({ Follow }) => new Follow(this));
    this.follow.catch(() => undefined);
  }

  private async speak(lang: string): Promise<void> {
    this.texts = isOther(lang)
      ? (await import('../../locales/others.js')).others(lang)
      : { ...zhHansCommon, home: zhHansHome };
  }

  /** What is to be shown of what is known. */
  private get shown(): SlotView | undefined {
    const { view, preview } = this;
    if (preview) return this.merge?.(view ?? { title: '', open: true, items: [] }, preview);
    const { on, emergency } = view?.home ?? {};
    // It may be over: with its time or not at all.
    if (emergency && this.isOld && !this.note) return undefined;
    return on && (emergency || !this.emergencyOnly) ? view : undefined;
  }

  override firstUpdated(): void {
    const { renderRoot } = this;
    renderRoot.addEventListener('click', this.press as EventListener);
    for (const sign of ['pointerover', 'focusin']) renderRoot.addEventListener(sign, this.intend);
  }

  override updated(): void {
    const { shown } = this;
    this.toggleAttribute('off', !shown && (this.emergencyOnly || this.wasOff));
    this.paint(shown?.home);
    if (!shown || !this.texts || this.ready) return;
    this.ready = true;
    this.dispatchEvent(new HelpBoardEvent('ready', { board: this.board }));
  }

  /** The editor's colours, which a page's own style cannot know. In the dark, and in an emergency, the slot has its own. */
  private paint(home?: SlotView['home']): void {
    const root = this.renderRoot.querySelector<HTMLElement>('.root');
    const own = root?.classList.contains('dark') || home?.emergency;
    for (const name of SLOT_COLOURS) {
      const colour = (!own && home?.colours?.[name]) || '';
      root?.style.setProperty(`--help-board-${name}`, /^#[\da-f]{6}$/i.test(colour) ? colour : '');
    }
  }

  /** The board's address, empty where it has none. */
  private get address(): string {
    return webAddress(this.href || this.shown?.home?.href);
  }

  /** Where a press on a link opens the board. */
  private get way(): string {
    return this.opens || this.shown?.home?.opens || (this.address ? 'page' : 'sheet');
  }

  /** Somebody is about to open it: its code is fetched, and not before. */
  private intend = (event: Event): void => {
    if (this.way !== 'page' && linkOf(event)) import('./open-board.js').catch(() => undefined);
  };

  private press = (event: MouseEvent): void => {
    const link = linkOf(event);
    const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (!link || this.way === 'page' || button || ctrlKey || metaKey || shiftKey || altKey) return;
    event.preventDefault();
    void import('./open-board.js').then(
      ({ openBoard }) => openBoard(this, link, this.way === 'sheet'),
      // Its code cannot be had: the link is a link.
      () => this.address && location.assign(link.href),
    );
  };

  override render(): TemplateResult {
    const { texts, shown, view, failed, address } = this;
    if (!texts || !(shown || (failed && !view && !this.emergencyOnly))) return html`<slot></slot>`;
    const { home } = shown ?? {};
    const layout = home?.emergency ? 'banner' : this.layout || home?.layout || 'card';
    const note = this.note?.(texts);
    const looks = [
      note && 'stale',
      layout,
      home?.emergency && 'emergency',
      shade(this.theme, this),
      chosenSize() ?? this.textSize,
    ];
    return html`<section
        class="root ${looks.join(' ')}"
        part="root"
        lang=${texts.lang}
        aria-label=${home?.headline ?? nothing}
      >
        ${this.above?.(texts)}
        ${
          shown
            ? slotBox(shown, texts, layout, address, note?.said)
            : html`${note?.said}
                <p class="row ways">
                  <a class="button primary" href="${address}#help/compose">${texts.ask}</a>
                </p>`
        }
        ${note?.numbers}
      </section>
      ${this.opened}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-home': HelpBoardHome;
  }
}
