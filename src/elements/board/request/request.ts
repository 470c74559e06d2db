import { consume } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
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
import { Copying } from '../../parts/copying.js';
import { summaryOf } from '../writing/summary.js';
import { detailStyles } from './detail-styles.js';
import { followed } from './followed.js';
import { Lightbox } from './lightbox.js';
import { printStyles } from './print-styles.js';
import { replies } from './replies.js';
import { Sharing } from './sharing.js';
import { assignee, outcome, serverNow, stageWords, statusBadges, type Words } from './status.js';
import { timeline } from './timeline.js';
import { VoteButton } from './vote.js';
import { wordings } from './wordings.js';

/** One request with all that happened to it. What a list knew of it is shown while the rest is read. */
export class HelpBoardRequest extends LitElement {
  static override styles = [baseStyles, viewStyles, detailStyles, printStyles];

  @property({ attribute: 'request-id' }) requestId = '';

  @consume({ context: adapterContext, subscribe: true }) @state() private adapter?: HelpBoardAdapter;
  @consume({ context: storeContext, subscribe: true }) @state() private store?: BoardStore;
  @consume({ context: textsContext, subscribe: true }) @state() private texts?: Texts;
  @consume({ context: viewTextsContext, subscribe: true }) @state() private views?: ViewTexts;
  @consume({ context: hostContext }) private host!: BoardHost;

  @state() private reading = false;
  @state() private commentsReady = false;
  /** What is said to screen readers. */
  private said = '';
  private shown?: HelpRequest;
  private told?: unknown;
  private focused = '';
  private around = () => ({ store: this.store!, adapter: this.adapter!, host: this.host });
  private meToo = new VoteButton(this, 'meToo', this.around);
  private thanks = new VoteButton(this, 'thanks', this.around);
  private lightbox = new Lightbox(this);
  private sharing = new Sharing(this, new Copying(this));

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
    if (request) this.see(request);
    if (!shown || shown.id !== request?.id) this.said = '';
    else if (texts && (shown.stage !== request.stage || shown.replies.length !== request.replies.length))
      this.said = `${stageWords(request, this.words)} ${texts.replies(request.replies.length)}`;
    else if (
      request.replies.some(
        (one) => one.correctedAt && !shown.replies.some((was) => was.correctedAt === one.correctedAt),
      )
    )
      this.said = this.views!.request.correctedStep;
  }

  /** Whoever follows it has seen so many replies. */
  private see({ id, replies: all }: HelpRequest): void {
    const { scope } = this.host;
    const known = followed.find(scope, id);
    const replies = wordings(all);
    if (known && known.replies !== replies) followed.put(scope, { ...known, replies });
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

  private problem({ error }: RequestState): TemplateResult | typeof nothing {
    const { texts, views } = this;
    if (!error) return nothing;
    if (error.code !== 'not-found') return errorNote(error, texts!, () => void this.read());
    return html`<div class="note amber error" role="alert">
      <p><strong>${views!.request.notFound}</strong></p>
      <p>${views!.request.notFoundNext}</p>
      <button @click=${this.back}>${texts!.back}</button>
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
      ${this.lightbox.render(request.attachments, words)} ${assignee(request, words)}
      ${outcome(request, words)} ${this.meToo.render(request, words, this.follow(request))}
      ${replies(request, words, 3)} ${this.thanks.render(request, words)} ${this.explainers(request)}
      ${timeline(request, words, 3)} ${this.comments(request)}
      ${this.sharing.render(request, words, this.host, this.store!.state.board?.title ?? '')}
    `;
  }

  /** News of it is shown among the own requests of this device. */
  private follow({ id, title, publicBody, replies }: HelpRequest): TemplateResult {
    const { host, views } = this;
    const { request: t } = views!;
    const follows = Boolean(followed.find(host.scope, id));
    const toggle = () => {
      if (follows) followed.drop(host.scope, id);
      else
        followed.put(host.scope, {
          id,
          words: summaryOf({ body: title || publicBody }),
          replies: wordings(replies),
        });
      this.requestUpdate();
    };
    return html`<button aria-pressed=${follows} @click=${toggle}>${follows ? t.follows : t.follow}</button>
      ${follows ? html`<span role="status">${t.followNext}</span>` : nothing}`;
  }

  /** Where the board lets readers speak. Their form comes with code of its own. */
  private comments({ id }: HelpRequest): TemplateResult | typeof nothing {
    const { adapter, store, host, commentsReady } = this;
    const isOpen = adapter!.capabilities.comment && adapter!.comment && store!.state.board?.features.comments;
    if (!isOpen || host.leftOut('comments')) return nothing;
    // What is typed below one request never comes to stand below another.
    if (commentsReady)
      return html`<section>
        ${keyed(id, html`<help-board-comments .requestId=${id}></help-board-comments>`)}
      </section>`;
    import('../comments/index.js').then(
      () => (this.commentsReady = true),
      () => undefined,
    );
    return nothing;
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
