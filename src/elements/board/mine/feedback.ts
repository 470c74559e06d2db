import { consume } from '@lit/context';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { HelpBoardAdapter, OwnHandle } from '../../../adapters/contract.js';
import type { HelpBoardError } from '../../../adapters/errors.js';
import type { Outbox } from '../../../drafts/types.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import { decode } from '../../../model/decode.js';
import type { Rating } from '../../../model/index.js';
import { integer, object, oneOf, record, string } from '../../../model/schema.js';
import { asError } from '../../../store/board-store.js';
import {
  adapterContext,
  hostContext,
  outboxContext,
  textsContext,
  viewTextsContext,
  type BoardHost,
} from '../../contexts.js';
import { HelpBoardEvent } from '../../events.js';
import { baseStyles } from '../../parts/base-styles.js';
import { Copying } from '../../parts/copying.js';
import { onEscape } from '../../parts/on-escape.js';
import { errorNote } from '../../parts/states.js';
import { viewStyles } from '../../parts/view-styles.js';
import { choiceStyles } from '../compose/choice-styles.js';
import { feedbackTo, type Feedback } from '../delivery.js';
import { Draft } from '../writing/draft.js';
import { fieldStyles } from '../writing/field-styles.js';
import { kept } from '../writing/kept.js';
import { placeSchema } from '../writing/place.js';
import type { Written } from '../writing/written.js';
import { additionStyles } from './addition-styles.js';

const SOLVED = ['yes', 'partly', 'no'] as const;
const MARKS = ['attitude', 'speed'] as const;
const SCORES = [5, 4, 3, 2, 1] as const;
const MOST = 1000;

interface Told extends Written {
  solved?: (typeof SOLVED)[number];
  attitude?: number;
  speed?: number;
}
const schema = object(
  { body: string({ default: '' }), alts: record(string(), { default: {} }) },
  { at: placeSchema, solved: oneOf(SOLVED), attitude: integer(), speed: integer() },
);
const read = (content: unknown): Told => decode(schema, content) ?? { body: '', alts: {} };

/**
 * What the requester says of how it was handled (评价), or why it is to be taken up again (重新办理). What is typed is on the
 * device like everything else that is typed, until the backend has it. Fires `done` when it is left; `sent` tells.
 */
export class HelpBoardFeedback extends LitElement {
  static override styles = [baseStyles, viewStyles, fieldStyles, choiceStyles, additionStyles];

  /** The request it is about, as its receipt opens it. */
  @property({ attribute: false }) handle!: OwnHandle;
  @property({ attribute: false }) kind: Feedback = 'rating';
  /** The rating of before. */
  @property({ attribute: false }) rating?: Rating;

  @consume({ context: adapterContext, subscribe: true }) @state() private adapter?: HelpBoardAdapter;
  @consume({ context: textsContext, subscribe: true }) @state() private texts?: Texts;
  @consume({ context: viewTextsContext, subscribe: true }) @state() private views?: ViewTexts;
  @consume({ context: outboxContext }) private outbox!: () => Promise<Outbox>;
  @consume({ context: hostContext }) private host!: BoardHost;

  /** The backend has it. */
  sent = false;
  @state() private wrong = '';
  @state() private error?: HelpBoardError;
  @state() private busy = false;
  private draft: Draft<Told>;
  private copying = new Copying(this);

  constructor() {
    super();
    this.draft = new Draft<Told>(this, {
      board: () => this.host,
      form: () => feedbackTo(this.kind, this.handle.id),
      openOutbox: () => this.outbox(),
      read,
      isBlank: ({ body, solved }) => !body.trim() && !solved,
      fill: (told) => {
        const { solved, attitude, speed, words = '' } = this.rating ?? {};
        return told.solved ? told : { ...told, solved, attitude, speed, body: told.body || words };
      },
      cleared: () => this.leave(),
    });
  }

  protected override firstUpdated(): void {
    void this.draft.open();
    this.renderRoot.querySelector<HTMLElement>('input, textarea')?.focus();
  }

  private leave = (): void => void this.dispatchEvent(new CustomEvent('done'));

  /** However often it is pressed: once. What is on its way stays as it is: words typed behind it would go with it. */
  private async send(): Promise<void> {
    const { draft, views, kind, busy, adapter, handle } = this;
    if (busy) return;
    const { body, solved } = draft.form;
    const t = views!.feedback;
    this.error = undefined;
    this.wrong =
      kind === 'rating' && !solved
        ? t.whichSolved
        : kind === 'reopening' && !body.trim()
          ? t.whyMissing
          : body.length > MOST
            ? views!.compose.left(MOST - body.length)
            : '';
    if (this.wrong)
      return this.renderRoot.querySelector<HTMLElement>(solved ? 'textarea' : 'input, textarea')?.focus();
    this.busy = true;
    try {
      if (kind === 'rating') await this.rate(adapter!, handle);
      else {
        await draft.open();
        await adapter!.reopen!(handle, { body }, { key: draft.sentAs });
      }
      this.sent = true;
      await draft.discard();
      this.leave();
    } catch (cause) {
      this.error = asError(cause);
    }
    this.busy = false;
  }

  private async rate(adapter: HelpBoardAdapter, handle: OwnHandle): Promise<void> {
    const { solved, attitude, speed, body } = this.draft.form;
    const words = body.trim();
    await adapter.rate!(handle, {
      solved: solved!,
      ...(attitude && { attitude }),
      ...(speed && { speed }),
      ...(words && { words }),
    });
    this.host.emit(new HelpBoardEvent('rated', { id: handle.id, solved: solved! }));
  }

  /** What was typed stays on the device: Escape loses nothing. */
  private onKey = onEscape(() => this.leave());

  protected override render(): TemplateResult | typeof nothing {
    const { texts, views, draft, wrong, error, kind, copying, busy } = this;
    if (!texts || !views) return nothing;
    const t = views.feedback;
    const isRating = kind === 'rating';
    return html`<form
      novalidate
      @submit=${(event: Event) => event.preventDefault()}
      @keydown=${this.onKey}
      @focusin=${draft.moved}
      @keyup=${draft.moved}
      @pointerup=${draft.moved}
    >
      ${isRating ? this.choices(t) : nothing}
      <div class="field">
        <label class="label" for="f-body">${isRating ? t.words : t.why}</label>
        <p class="muted" id="h-body">${isRating ? t.wordsHint : t.whyHint}</p>
        <textarea
          id="f-body"
          rows="3"
          dir="auto"
          aria-describedby=${wrong ? 'h-body e-body' : 'h-body'}
          aria-invalid=${wrong ? 'true' : nothing}
          ?readonly=${busy}
          .value=${live(draft.form.body)}
          @input=${({ target }: Event) => {
            this.wrong = '';
            draft.change({ body: (target as HTMLTextAreaElement).value });
          }}
        ></textarea>
        ${wrong ? html`<p class="wrong" id="e-body" role="alert"><span aria-hidden="true">⚠</span> ${wrong}</p>` : nothing}
      </div>
      ${error ? errorNote({ code: error.code }, { ...texts, error: { ...texts.error, ...t.error } }) : nothing}
      ${kept(draft, views, copying)}
      <div class="row">
        <button type="button" class="primary" aria-busy=${busy} @click=${this.send}>
          ${busy ? texts.loading : isRating ? t.sendRating : t.sendReopening}
        </button>
        <button type="button" @click=${this.leave}>${views.addition.cancel}</button>
      </div>
    </form>`;
  }

  private choices(t: ViewTexts['feedback']): TemplateResult {
    const { draft, busy } = this;
    const { form } = draft;
    return html`<fieldset ?disabled=${busy}>
        <legend class="label">${t.solvedTitle}</legend>
        <div class="cards">
          ${SOLVED.map(
            (solved) =>
              html`<label class="option">
                <input
                  type="radio"
                  name="solved"
                  value=${solved}
                  .checked=${live(form.solved === solved)}
                  @change=${() => {
                    this.wrong = '';
                    draft.change({ solved });
                  }}
                />
                <span class="face">${t.solved[solved]}</span>
              </label>`,
          )}
        </div>
      </fieldset>
      ${MARKS.map(
        (mark) =>
          html`<div class="field">
            <label class="label" for=${mark}>${t[mark]}</label>
            <select
              id=${mark}
              ?disabled=${busy}
              @change=${({ target }: Event) =>
                draft.change({ [mark]: Number((target as HTMLSelectElement).value) || undefined })}
            >
              <option value="" ?selected=${!form[mark]}>${t.noMark}</option>
              ${SCORES.map(
                (score) =>
                  html`<option value=${score} ?selected=${form[mark] === score}>
                    ${t.marks[score - 1]}
                  </option>`,
              )}
            </select>
          </div>`,
      )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-feedback': HelpBoardFeedback;
  }
}
