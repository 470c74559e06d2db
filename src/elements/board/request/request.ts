import { consume } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import type { HelpRequest } from '../../../model/index.js';
import type { BoardStore } from '../../../store/board-store.js';
import { RequestStore, type RequestState } from '../../../store/request-store.js';
import {
  adapterContext,
  hostContext,
  storeContext,
  textsContext,
  viewTextsContext,
  type BoardHost,
} from '../../contexts.js';
import { HelpBoardEvent } from '../../events.js';
import { urgencyBadge } from '../../parts/badges.js';
import { baseStyles } from '../../parts/base-styles.js';
import { viewStyles } from '../../parts/view-styles.js';
import { MinuteController } from '../../parts/minute-controller.js';
import { errorNote } from '../../parts/states.js';
import { StoreController } from '../../parts/store-controller.js';
import { ago, dateTime } from '../../parts/time.js';
import { bar } from '../../parts/bar.js';
import { detailStyles } from './detail-styles.js';
import { MeToo } from './me-too.js';
import { replies } from './replies.js';
import { assignee, outcome, serverNow, stageWords, statusBadges, type Words } from './status.js';
import { timeline } from './timeline.js';

/** One request with all that happened to it. What a list knew of it is shown while the rest is read. */
export class HelpBoardRequest extends LitElement {
  static override styles = [baseStyles, viewStyles, detailStyles];

  @property({ attribute: 'request-id' }) requestId = '';

  @consume({ context: adapterContext, subscribe: true }) @state() private adapter?: HelpBoardAdapter;
  @consume({ context: storeContext, subscribe: true }) @state() private store?: BoardStore;
  @consume({ context: textsContext, subscribe: true }) @state() private texts?: Texts;
  @consume({ context: viewTextsContext, subscribe: true }) @state() private views?: ViewTexts;
  @consume({ context: hostContext }) private host!: BoardHost;

  @state() private reading = false;
  /** The photo shown as large as there is room. */
  @state() private whole = '';
  /** What is said to screen readers. */
  private said = '';
  private shown?: HelpRequest;
  private told?: unknown;
  private focused = '';
  private meToo = new MeToo(this, () => ({ store: this.store!, adapter: this.adapter!, host: this.host }));

  constructor() {
    super();
    new StoreController(this, () => this.store);
    new MinuteController(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.store || !this.requestId) return;
    const known = RequestStore.of(this.store).request(this.requestId);
    // What was read at an earlier visit is shown, and read anew.
    if ((changed.has('requestId') || changed.has('store')) && known.status !== 'loading') void this.read();
    this.listen(known);
  }

  protected override updated(): void {
    const heading = this.renderRoot.querySelector<HTMLElement>('h2');
    if (!heading || this.focused === this.requestId) return;
    this.focused = this.requestId;
    heading.focus({ preventScroll: true });
  }

  private async read(): Promise<void> {
    this.reading = true;
    await RequestStore.of(this.store!).reload(this.requestId);
    this.reading = false;
  }

  /** Says what changed under the reader's eyes, and tells the page what failed. */
  private listen({ request, error }: RequestState): void {
    const { shown, texts } = this;
    this.shown = request;
    if (error && error !== this.told) this.host.emit(new HelpBoardEvent('error', { code: error.code }));
    this.told = error;
    if (!shown || shown.id !== request?.id) this.said = '';
    else if (texts && (shown.stage !== request.stage || shown.replies.length !== request.replies.length))
      this.said = `${stageWords(request, this.words)} ${texts.replies(request.replies.length)}`;
  }

  private get words(): Words {
    return { texts: this.texts!, views: this.views!, now: serverNow(this.adapter) };
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, texts, views, adapter } = this;
    if (!store || !texts || !views || !adapter) return nothing;
    const known = RequestStore.of(store).request(this.requestId);
    const { request } = known;
    const busy = known.status === 'loading' || this.reading;
    return html`
      ${bar(views.request.title, texts, this.back)}
      ${busy && !request ? this.skeleton() : this.problem(known)}
      ${request ? html`<article aria-busy=${busy}>${this.renderRequest(request)}</article>` : nothing}
      <p class="hush" role="status">${this.said}</p>
    `;
  }

  private back = (): void => this.host.go({ view: 'feed' });

  private skeleton(): TemplateResult {
    return html`<div class="ghost" role="status"><span class="hush">${this.texts!.loading}</span></div>
      <div class="ghost"></div>`;
  }

  private problem({ error, request }: RequestState): TemplateResult | typeof nothing {
    const { texts, views } = this;
    if (!error) return nothing;
    if (error.code !== 'not-found') return errorNote(error, texts!, () => void this.read());
    return html`<div class="note amber error" role="alert">
      <p><strong>${views!.request.notFound}</strong></p>
      <p>${views!.request.notFoundNext}</p>
      ${request ? nothing : html`<button @click=${this.back}>${texts!.back}</button>`}
    </div>`;
  }

  private renderRequest(request: HelpRequest): TemplateResult {
    const { words } = this;
    const { texts, now } = words;
    const category = this.store!.state.board?.categories.find(({ code }) => code === request.category);
    return html`
      <p class="row">
        ${statusBadges(request, words)} ${urgencyBadge(request, texts)}
        ${category ? html`<span class="badge">${category.name}</span>` : nothing}
      </p>
      ${request.title ? html`<h3 class="text" dir="auto">${request.title}</h3>` : nothing}
      <p class="text body" dir="auto">${request.publicBody}</p>
      <p class="row muted">
        <bdi>${request.author || texts.unnamed}</bdi>
        ${request.region ? html`<bdi>${request.region}</bdi>` : nothing}
        <time datetime=${request.createdAt} title=${dateTime(request.createdAt, texts)}>
          ${ago(request.createdAt, now, texts)}
        </time>
      </p>
      ${this.photos(request)} ${assignee(request, words)} ${outcome(request, words)}
      ${this.meToo.render(request, words)} ${replies(request, words, 3)} ${this.explainers(request)}
      ${timeline(request, words, 3)}
    `;
  }

  private photos({ attachments }: HelpRequest): TemplateResult | typeof nothing {
    const { request } = this.views!;
    if (!attachments.length) return nothing;
    return html`<ul class="photos" aria-label=${request.photos}>
      ${attachments.map(({ url, alt, width, height }, index) => {
        const whole = this.whole === url;
        return html`<li class=${whole ? 'whole' : ''}>
          <button aria-expanded=${whole} @click=${() => (this.whole = whole ? '' : url)}>
            <img
              loading="lazy"
              src=${url}
              alt=${alt || request.photo(index + 1)}
              width=${width ?? nothing}
              height=${height ?? nothing}
            />
          </button>
        </li>`;
      })}
    </ul>`;
  }

  private explainers({ explainers }: HelpRequest): TemplateResult | typeof nothing {
    const found = this.store!.state.board?.explainers.filter(({ id }) => explainers.includes(id));
    if (!found?.length) return nothing;
    return html`<section>
      <p class="head" role="heading" aria-level="3">${this.views!.request.explainers}</p>
      ${found.map(
        ({ title, body }) =>
          html`<details>
            <summary>${title}</summary>
            <p class="text" dir="auto">${body}</p>
          </details>`,
      )}
    </section>`;
  }
}
