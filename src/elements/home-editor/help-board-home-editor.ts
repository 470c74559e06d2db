import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { HelpBoardAdapter } from '../../adapters/contract.js';
import type { HelpBoardError } from '../../adapters/errors.js';
import type { EditorPage, EditorTexts } from '../../locales/editor-texts.js';
import type { FirstTexts } from '../../locales/texts.js';
import { zhHansEditor } from '../../locales/zh-hans-editor.js';
import type { HostUser } from '../contexts.js';
import { defaultBackend } from '../page.js';
import { Asking } from '../parts/asking.js';
import { baseStyles } from '../parts/base-styles.js';
import { Copying } from '../parts/copying.js';
import { isOther, languageOf } from '../parts/languages.js';
import { loadTexts } from '../parts/load-texts.js';
import { rootStyles } from '../parts/root-styles.js';
import { shade } from '../parts/shade.js';
import { viewStyles } from '../parts/view-styles.js';
import { adapterFor } from '../adapter-for.js';
import { CodePage } from './code-page.js';
import { colourFields, paintSwatches } from './colours.js';
import { conflictPanel } from './conflict-panel.js';
import { Editing } from './editing.js';
import { editorStyles } from './editor-styles.js';
import { errorWords, type EditorView } from './editor-view.js';
import { EmergencyPage } from './emergency-page.js';
import type { ContentFaults } from './faults.js';
import { contentFields } from './fields.js';
import { historyPage } from './history-page.js';
import { keeping } from './keeping.js';
import { Pins } from './pins.js';
import { PreviewFrame } from './preview-frame.js';
import { ShowPage } from './show-page.js';
import { standing } from './standing.js';
import { scriptAddress, siteSheets } from './surroundings.js';

const PAGES: readonly EditorPage[] = ['write', 'show', 'history', 'emergency', 'code'];
/** How often it is looked on how many pages it has arrived, while somebody looks. */
const LOOK_AGAIN = 20_000;

/**
 * For the CMS: writes the slot on home pages, previews it, publishes it now or for a time, rolls it back, puts it before
 * everything in an emergency, and gives the code to paste. Who may do it is the gateway's business: it is asked with the
 * token of the CMS's own user.
 *
 * @tag help-board-home-editor
 * @csspart root - the whole editor
 */
export class HelpBoardHomeEditor extends LitElement implements EditorView {
  static override styles = [rootStyles, baseStyles, viewStyles, editorStyles];

  static override properties = {
    board: {},
    backend: {},
    adapter: {},
    lang: {},
    theme: {},
    page: {},
    script: {},
    siteCss: { attribute: 'site-css' },
    user: { attribute: false },
    texts: { state: true },
    shown: { state: true },
    said: { state: true },
    trouble: { state: true },
    tried: { state: true },
  };

  /** The board's key. */
  board = '';
  /** URL of the backend. Default: `/api` at the origin of the script. */
  backend = '';
  /** `rest`, `memory` or a registered name; as a property also an adapter object. */
  adapter: string | HelpBoardAdapter = 'rest';
  /** BCP 47; default: that of the page, else `zh-Hans`. */
  override lang = '';
  /** `auto`, `light` or `dark`. */
  theme = 'auto';
  /** URL of the home page, for preview links. Default: the root of this site. */
  page = '/';
  /** URL of the script that pages load. Default: the one that this page has loaded. */
  script = '';
  /** URLs of the site's style sheets, for the preview, with spaces between. Default: those of this page. */
  siteCss = '';
  /** The CMS's signed-in user: `getToken` gives a fresh token whenever one is needed. */
  user: HostUser = {};

  texts: EditorTexts = zhHansEditor;
  first!: FirstTexts;
  editing!: Editing;
  readonly asking = new Asking(this);
  readonly copying = new Copying(this);
  private shown: EditorPage = 'write';
  private said = '';
  private trouble?: HelpBoardError;
  /** Somebody has tried to save: faults are shown. */
  private tried = false;
  private timer?: ReturnType<typeof setInterval>;
  private pins = new Pins(this);
  private emergency = new EmergencyPage(this);
  private publishing = new ShowPage(this, () => this.pageUrl);
  private code = new CodePage(this, () => this.embedded());
  private frame = new PreviewFrame(
    this,
    () => ({
      script: scriptAddress(this.script, this.backendUrl),
      board: this.board,
      backend: this.backendUrl,
      lang: this.texts.lang,
      sheets: siteSheets(this.siteCss),
    }),
    () => this.slotPreview(),
  );

  private get backendUrl(): string {
    return new URL(this.backend || defaultBackend(), document.baseURI).href.replace(/\/$/, '');
  }

  private get pageUrl(): string {
    return new URL(this.page, document.baseURI).href;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeunload', this.warn);
    this.timer = setInterval(() => this.lookAgain(), LOOK_AGAIN);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeunload', this.warn);
    clearInterval(this.timer);
  }

  /** It is on the device, and still: whoever closes the page may think that it is published. */
  private warn = (event: BeforeUnloadEvent): void => {
    if (!this.editing?.isDirty) return;
    event.preventDefault();
    // Older browsers ask because of this alone.
    event.returnValue = '';
  };

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('board') || changed.has('backend') || changed.has('adapter')) void this.begin();
    if (changed.has('lang')) void this.speak(languageOf(this));
  }

  override updated(): void {
    paintSwatches(this.renderRoot);
  }

  private async begin(): Promise<void> {
    const { board, backendUrl: backend } = this;
    // Its own: a board that stands on the same page is read without the CMS's token.
    const adapter = await adapterFor(this.adapter, {
      backend,
      board,
      getToken: () => this.user?.getToken?.(),
    });
    if (board !== this.board || backend !== this.backendUrl) return;
    const scope = [adapter.name, backend, board].join('|');
    const editing = (this.editing = new Editing(adapter, scope, () => {
      if (editing === this.editing) this.requestUpdate();
    }));
    this.requestUpdate();
    await editing.load();
  }

  private async speak(lang: string): Promise<void> {
    const [first, texts] = await Promise.all([
      loadTexts(lang),
      isOther(lang)
        ? import('../../locales/other-editors.js').then(({ otherEditors }) => otherEditors(lang))
        : zhHansEditor,
    ]);
    this.first = first;
    this.texts = texts;
  }

  /** On how many pages it has arrived changes by itself. */
  private lookAgain(): void {
    const { editing } = this;
    if (document.hidden || !editing?.state || editing.busy || editing.barred) return;
    editing
      .change((calls) => calls.read())
      .then(
        () => this.requestUpdate(),
        () => undefined,
      );
  }

  say(text: string): void {
    // The same again is said again.
    this.said = text === this.said ? `${text}\u00a0` : text;
  }

  async run(work: () => Promise<unknown>, done?: string | (() => string)): Promise<boolean> {
    if (this.editing.busy) return false;
    this.said = '';
    this.trouble = undefined;
    const error = await this.editing.attempt(work);
    // It is told by its own panel, with what to do.
    if (error && !(error.code === 'conflict' && this.editing.conflict)) this.trouble = error;
    if (error?.code === 'invalid') this.tried = true;
    if (!error && done) this.say(typeof done === 'string' ? done : done());
    return !error;
  }

  check(): boolean {
    this.tried = true;
    const wrong = Object.keys(this.editing.faults);
    if (!wrong.length) return true;
    this.shown = 'write';
    this.said = '';
    this.requestUpdate();
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"], #pins')?.focus(),
    );
    return false;
  }

  show(page: EditorPage): void {
    this.shown = page;
    this.trouble = undefined;
    this.said = '';
  }

  /** Somebody has signed in again, or the backend is back. */
  private retry(): void {
    this.trouble = undefined;
    void this.editing.load();
  }

  private async save(): Promise<void> {
    if (!this.check()) return;
    const { editing, texts } = this;
    await this.run(
      () => editing.save(),
      () => texts.act.saved(editing.of?.number ?? 0),
    );
  }

  private embedded() {
    const script = scriptAddress(this.script, this.backendUrl);
    const isOwn = this.backendUrl === new URL('/api', script).href;
    const { href, layout } = this.editing.content;
    const { board, pageUrl: page } = this;
    return { script, board, href, page, layout, ...(!isOwn && { backend: this.backendUrl }) };
  }

  private slotPreview() {
    const { content, requests } = this.editing;
    const items = (content.pins ?? []).map((id) => requests.get(id)).filter((one) => one != null);
    return { ...content, on: true, ...(items.length && { items }) };
  }

  override render(): TemplateResult {
    const { texts, first, editing } = this;
    return html`<section class="root ${shade(this.theme, this)}" part="root" lang=${texts.lang}>
      ${first && editing ? this.body() : html`<p class="muted">${texts.loading}</p>`}
    </section>`;
  }

  private body(): TemplateResult {
    const { texts, editing, said, trouble } = this;
    const { state, barred, error } = editing;
    const failed = trouble ?? (barred || !state ? error : undefined);
    const words = barred ? texts.barred[barred] : failed && errorWords(failed, texts);
    return html`<h2>${[texts.title, editing.board?.title].filter(Boolean).join(' · ')}</h2>
      ${state ? standing(this) : nothing}
      <p class="said" role="status">${said}</p>
      ${
        words
          ? html`<div class="note amber" role="alert">
              <p><strong>${words.title}</strong></p>
              <p>${words.next}</p>
              ${
                barred || !state
                  ? html`<button type="button" @click=${this.retry}>${texts.retry}</button>`
                  : nothing
              }
            </div>`
          : nothing
      }
      ${state ? this.work() : error ? nothing : html`<p class="muted">${texts.loading}</p>`}`;
  }

  private work(): TemplateResult {
    const { texts, shown } = this;
    const faults: ContentFaults = this.tried ? this.editing.faults : {};
    return html`${this.editing.conflict ? conflictPanel(this) : nothing}
      <nav aria-label=${texts.pagesLabel}>
        ${PAGES.map(
          (page) =>
            html`<button
              type="button"
              aria-current=${page === shown ? 'page' : nothing}
              @click=${() => this.show(page)}
            >
              ${texts.pages[page]}
            </button>`,
        )}
      </nav>
      ${
        shown === 'write' || shown === 'show'
          ? html`<div class="columns">
              <div>
                ${keeping(this, { page: shown, tried: this.tried, save: () => void this.save() })}
                ${
                  shown === 'write'
                    ? html`<section class="part" aria-label=${texts.pages.write}>
                          ${contentFields(this, faults)}
                        </section>
                        ${this.pins.render('pins' in faults)} ${colourFields(this, this.frame.colours)}`
                    : this.publishing.render()
                }
              </div>
              <div class="look">${this.frame.render()}</div>
            </div>`
          : shown === 'history'
            ? historyPage(this)
            : shown === 'emergency'
              ? this.emergency.render()
              : this.code.render()
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-home-editor': HelpBoardHomeEditor;
  }
}
