import { consume } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { HelpBoardError } from '../../../adapters/errors.js';
import type { Outbox } from '../../../drafts/types.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import { COMMENT_MAX } from '../../../model/comment.js';
import {
  adapterContext,
  hostContext,
  outboxContext,
  textsContext,
  viewTextsContext,
  type BoardHost,
} from '../../contexts.js';
import { baseStyles } from '../../parts/base-styles.js';
import { Copying } from '../../parts/copying.js';
import { errorText } from '../../parts/states.js';
import { ago } from '../../parts/time.js';
import { viewStyles } from '../../parts/view-styles.js';
import { commentOn } from '../delivery.js';
import { serverNow } from '../request/status.js';
import { Draft } from '../writing/draft.js';
import { fieldStyles } from '../writing/field-styles.js';
import { kept } from '../writing/kept.js';
import { CommentList } from './comment-list.js';
import { commentStyles } from './comment-styles.js';
import { readWords, type CommentWords } from './words.js';

/** What happened when a comment was sent. */
type Outcome = 'sent' | 'earlier' | HelpBoardError['code'];

/**
 * What readers say to a request, and the form to join in. A comment is no cry for help: it is not sent by itself later. But
 * what was typed is on the device like everything else, and goes under one key, however often send is pressed.
 */
export class HelpBoardComments extends LitElement {
  static override styles = [baseStyles, viewStyles, fieldStyles, commentStyles];

  /** The id of the request. */
  @property({ attribute: 'request-id' }) requestId = '';

  @consume({ context: adapterContext, subscribe: true }) @state() private adapter?: HelpBoardAdapter;
  @consume({ context: textsContext, subscribe: true }) @state() private texts?: Texts;
  @consume({ context: viewTextsContext, subscribe: true }) @state() private views?: ViewTexts;
  @consume({ context: outboxContext }) private outbox!: () => Promise<Outbox>;
  @consume({ context: hostContext }) private host!: BoardHost;

  @state() private sending = false;
  @state() private outcome?: Outcome;
  /** What is wrong with what was typed. */
  @state() private wrong = '';
  private list = new CommentList(this);
  private draft: Draft<CommentWords>;
  private copying = new Copying(this);

  constructor() {
    super();
    this.draft = new Draft<CommentWords>(this, {
      board: () => this.host,
      form: () => commentOn(this.requestId),
      openOutbox: () => this.outbox(),
      read: readWords,
      isBlank: ({ body }) => !body.trim(),
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.adapter && (changed.has('requestId') || changed.has('adapter'))) this.read();
  }

  protected override firstUpdated(): void {
    void this.draft.open();
  }

  private read = (): void => void this.list.read(this.adapter!, this.requestId);

  private get field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  private type(typed: Partial<CommentWords>): void {
    this.wrong = '';
    this.outcome = undefined;
    this.draft.change(typed);
  }

  /** However often it is pressed: once. What is on its way stays as it is: words typed behind it would go with it. */
  private async send(): Promise<void> {
    const { draft, views, adapter } = this;
    if (this.sending) return;
    const { body, nickname } = draft.form;
    const left = COMMENT_MAX - body.length;
    this.wrong = !body.trim() ? views!.addition.missing : left < 0 ? views!.compose.left(left) : '';
    if (this.wrong) return this.field?.focus();
    this.sending = true;
    try {
      await draft.open();
      const comment = nickname.trim() ? { body, nickname: nickname.trim() } : { body };
      await adapter!.comment!(this.requestId, comment, { key: draft.sentAs });
      await draft.discard();
      this.outcome = 'sent';
    } catch (error) {
      await this.failed((error as HelpBoardError).code, { body, nickname });
    }
    this.sending = false;
  }

  /** An earlier wording has arrived: the newer one goes on under a key of its own. */
  private async failed(code: Outcome = 'network', typed: Partial<CommentWords>): Promise<void> {
    this.outcome = code;
    if (code !== 'already-received') return;
    await this.draft.discard();
    this.draft.change(typed);
    this.outcome = 'earlier';
  }

  protected override render(): TemplateResult | typeof nothing {
    const { texts, views, list } = this;
    if (!texts || !views) return nothing;
    const { comments: t } = views;
    const { items, status, next } = list;
    const now = serverNow(this.adapter);
    return html`<p class="head" role="heading" aria-level="3">${t.title}</p>
      ${
        items.length
          ? html`<ol class="comments">
              ${items.map(
                ({ author, body, at }) =>
                  html`<li>
                    <p class="row muted">
                      <bdi>${author || t.unnamed}</bdi><time datetime=${at}>${ago(at, now, texts)}</time>
                    </p>
                    <p class="text" dir="auto">${body}</p>
                  </li>`,
              )}
            </ol>`
          : nothing
      }
      <div role="status">
        ${status === 'loading' ? html`<p class="muted">${texts.loading}</p>` : nothing}
        ${status === 'ready' && !items.length ? html`<p class="muted">${t.none}</p>` : nothing}
        ${
          status === 'failed'
            ? html`<p class="row">${t.notRead}<button @click=${this.read}>${texts.retry}</button></p>`
            : nothing
        }
      </div>
      ${status === 'ready' && next ? html`<button @click=${this.read}>${texts.more}</button>` : nothing}
      ${this.form(t)}`;
  }

  private form(t: ViewTexts['comments']): TemplateResult {
    const { draft, sending, wrong } = this;
    const { body, nickname } = draft.form;
    return html`<form
      novalidate
      @submit=${(event: Event) => event.preventDefault()}
      @focusin=${draft.moved}
      @keyup=${draft.moved}
      @pointerup=${draft.moved}
    >
      <div class="field">
        <label class="label" for="f-comment">${t.label}</label>
        <p class="muted" id="h-comment">${t.hint}</p>
        <textarea
          id="f-comment"
          rows="3"
          dir="auto"
          aria-required="true"
          aria-invalid=${wrong ? 'true' : nothing}
          aria-describedby=${wrong ? 'h-comment e-comment' : 'h-comment'}
          ?readonly=${sending}
          .value=${live(body)}
          @input=${({ target }: Event) => this.type({ body: (target as HTMLTextAreaElement).value })}
        ></textarea>
        ${wrong ? html`<p class="wrong" id="e-comment" role="alert"><span aria-hidden="true">⚠</span> ${wrong}</p>` : nothing}
      </div>
      <div class="field">
        <label class="label" for="f-nickname">${t.nickname}</label>
        <input
          id="f-nickname"
          maxlength="20"
          autocomplete="nickname"
          ?readonly=${sending}
          .value=${live(nickname)}
          @input=${({ target }: Event) => this.type({ nickname: (target as HTMLInputElement).value })}
        />
      </div>
      ${draft.isBlank ? nothing : kept(draft, this.views!, this.copying)}
      <p class="row">
        <button type="button" class="primary" aria-disabled=${sending} @click=${this.send}>
          ${sending ? t.sending : t.send}
        </button>
      </p>
      ${this.told(t)}
    </form>`;
  }

  private told(t: ViewTexts['comments']): TemplateResult {
    const { outcome, texts } = this;
    const passing = outcome === 'network' || outcome === 'server' || outcome === 'bad-answer';
    return html`<div role="status">
      ${
        !outcome
          ? nothing
          : outcome === 'sent'
            ? html`<p class="note green">${t.sent}</p>`
            : html`<p class="note amber">
                ${outcome === 'earlier' ? t.earlier : passing ? t.notSent : errorText({ code: outcome }, texts!).title}
                ${outcome === 'earlier' || passing ? nothing : t.stays}
              </p>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-comments': HelpBoardComments;
  }
}
