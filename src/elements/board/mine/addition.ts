import { consume } from '@lit/context';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { Outbox } from '../../../drafts/types.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import { decode } from '../../../model/decode.js';
import { object, record, string } from '../../../model/schema.js';
import { BODY_MAX, type Addition } from '../../../model/submission.js';
import type { BoardStore } from '../../../store/board-store.js';
import {
  adapterContext,
  hostContext,
  outboxContext,
  storeContext,
  textsContext,
  viewTextsContext,
  type BoardHost,
} from '../../contexts.js';
import { HelpBoardEvent } from '../../events.js';
import { Asking } from '../../parts/asking.js';
import { baseStyles } from '../../parts/base-styles.js';
import { Copying } from '../../parts/copying.js';
import { onEscape } from '../../parts/on-escape.js';
import { viewStyles } from '../../parts/view-styles.js';
import { additionTo } from '../../../drafts/additions.js';
import { Draft } from '../writing/draft.js';
import { fieldStyles } from '../writing/field-styles.js';
import { kept } from '../writing/kept.js';
import { photoField } from '../writing/photo-field.js';
import { placeSchema } from '../writing/place.js';
import type { Written } from '../writing/written.js';
import { additionStyles } from './addition-styles.js';

const schema = object(
  { body: string({ default: '' }), alts: record(string(), { default: {} }) },
  { at: placeSchema },
);
/** Also what remained of a request's form: its words and photos. */
const read = (content: unknown): Written => decode(schema, content) ?? { body: '', alts: {} };

/**
 * Something more about a request that has arrived, on the same way as the request: on disk first, then sent under a key.
 * Fires `done` when it is left: sent, put aside or thrown away.
 */
export class HelpBoardAddition extends LitElement {
  static override styles = [baseStyles, viewStyles, fieldStyles, additionStyles];

  /** The id of the request. */
  @property({ attribute: 'request-id' }) requestId = '';

  @consume({ context: adapterContext, subscribe: true }) @state() private adapter?: HelpBoardAdapter;
  @consume({ context: storeContext, subscribe: true }) @state() private store?: BoardStore;
  @consume({ context: textsContext, subscribe: true }) @state() private texts?: Texts;
  @consume({ context: viewTextsContext, subscribe: true }) @state() private views?: ViewTexts;
  @consume({ context: outboxContext }) private outbox!: () => Promise<Outbox>;
  @consume({ context: hostContext }) private host!: BoardHost;

  @state() private wrong = '';
  private storing = false;
  private draft: Draft<Written>;
  private asking = new Asking(this);
  private copying = new Copying(this);

  constructor() {
    super();
    this.draft = new Draft<Written>(this, {
      board: () => this.host,
      form: () => additionTo(this.requestId),
      openOutbox: () => this.outbox(),
      read,
      isBlank: ({ body }) => !body.trim(),
      cleared: () => this.done(),
    });
  }

  protected override firstUpdated(): void {
    void this.draft.open();
    this.field?.focus();
  }

  private get field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  private done = (): void => void this.dispatchEvent(new CustomEvent('done'));

  /** However often it is pressed: once. */
  private async send(): Promise<void> {
    const { draft, views } = this;
    if (this.storing) return;
    await draft.photos.settled();
    const { body, alts } = draft.form;
    const left = BODY_MAX - body.length;
    this.wrong = !body.trim() ? views!.addition.missing : left < 0 ? views!.compose.left(left) : '';
    if (this.wrong) return this.field?.focus();
    const attachments = draft.photos.list.map(({ sha256 }) => {
      const alt = (alts[sha256] ?? '').trim();
      return alt ? { sha256, alt } : { sha256 };
    });
    const addition: Addition = attachments.length ? { body, attachments } : { body };
    this.storing = true;
    const queued = await draft.enqueue(addition);
    this.storing = false;
    if (!queued) return;
    this.host.emit(new HelpBoardEvent('queued', { key: draft.sentAs }));
    this.done();
  }

  /** What was typed stays on the device: Escape loses nothing. */
  private onKey = onEscape(() => this.done());

  protected override render(): TemplateResult | typeof nothing {
    const { texts, views, draft, wrong, copying } = this;
    if (!texts || !views) return nothing;
    const { addition: t } = views;
    const { body } = draft.form;
    const photos = this.adapter?.capabilities.upload ? (this.store?.state.board?.features.photos ?? 0) : 0;
    const hint = wrong ? 'h-body e-body' : 'h-body';
    return html`<form
      novalidate
      @submit=${(event: Event) => event.preventDefault()}
      @keydown=${this.onKey}
      @focusin=${draft.moved}
      @keyup=${draft.moved}
      @pointerup=${draft.moved}
    >
      <div class="field">
        <label class="label" for="f-body">${t.title}</label>
        <p class="muted" id="h-body">${t.hint}</p>
        <textarea
          id="f-body"
          rows="4"
          dir="auto"
          aria-required="true"
          aria-invalid=${wrong ? 'true' : nothing}
          aria-describedby=${hint}
          .value=${live(body)}
          @input=${({ target }: Event) => {
            this.wrong = '';
            draft.change({ body: (target as HTMLTextAreaElement).value });
          }}
        ></textarea>
        ${wrong ? html`<p class="wrong" id="e-body" role="alert"><span aria-hidden="true">⚠</span> ${wrong}</p>` : nothing}
      </div>
      ${photos ? photoField(draft, views.photos, photos) : nothing} ${kept(draft, views, copying)}
      <div class="row">
        <button type="button" class="primary" @click=${this.send}>${t.send}</button>
        <button type="button" @click=${this.done}>${t.cancel}</button>
        ${
          draft.isBlank
            ? nothing
            : this.asking.render(
                {
                  id: 'draft',
                  label: t.discard,
                  question: views.mine.discardSure,
                  act: () => void draft.discard().then(this.done),
                },
                views,
              )
        }
      </div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-addition': HelpBoardAddition;
  }
}
