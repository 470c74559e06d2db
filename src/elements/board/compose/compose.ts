import { consume } from '@lit/context';
import { LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { Entry, Outbox } from '../../../drafts/types.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import type { Submission } from '../../../model/submission.js';
import type { BoardStore } from '../../../store/board-store.js';
import {
  adapterContext,
  hostContext,
  outboxContext,
  storeContext,
  textsContext,
  viewTextsContext,
  type BoardHost,
  type Prefill,
} from '../../contexts.js';
import { HelpBoardEvent } from '../../events.js';
import { Asking } from '../../parts/asking.js';
import { baseStyles } from '../../parts/base-styles.js';
import { Copying } from '../../parts/copying.js';
import { StoreController } from '../../parts/store-controller.js';
import { viewStyles } from '../../parts/view-styles.js';
import { isTouched } from '../delivery.js';
import { serverNow } from '../request/status.js';
import { dropCode } from '../hash-routing.js';
import { Draft } from '../writing/draft.js';
import { fieldStyles } from '../writing/field-styles.js';
import { goTo, type Place } from '../writing/place.js';
import { choiceStyles } from './choice-styles.js';
import { composeStyles } from './compose-styles.js';
import { closedPanel, formView } from './compose-view.js';
import { FilledIn } from './filled-in.js';
import { isBlank, prefilled, readForm, type Form } from './form.js';
import { Locating } from './locating.js';
import type { Section } from './sections.js';
import { sentPanel } from './sent.js';
import { sentStyles } from './sent-styles.js';
import { problemsOf, toSubmission } from './submission.js';
import { Suggested } from './suggested.js';

/** Whoever is back so soon has reloaded the page, or a phone has: they go on where they were. */
const RELOAD_MS = 30 * 60_000;

/** The form a person asks for help with, and what becomes of it after pressing send. */
export class HelpBoardCompose extends LitElement {
  static override styles = [baseStyles, viewStyles, fieldStyles, choiceStyles, sentStyles, composeStyles];

  @consume({ context: adapterContext, subscribe: true }) @state() private adapter?: HelpBoardAdapter;
  @consume({ context: storeContext, subscribe: true }) @state() private store?: BoardStore;
  @consume({ context: textsContext, subscribe: true }) @state() private texts?: Texts;
  @consume({ context: viewTextsContext, subscribe: true }) @state() private views?: ViewTexts;
  @consume({ context: outboxContext }) private outbox!: () => Promise<Outbox>;
  @consume({ context: hostContext }) private host!: BoardHost;

  /** `storing`: send was pressed, and it is not safely queued yet. */
  @state() private phase: 'form' | 'storing' | 'sent' = 'form';
  /** Send was pressed in vain: from then on problems are shown, and go as they are put right. */
  @state() private checked = false;
  private submission?: Submission;
  /** What takes the focus after the next update. */
  private focusNext = '';
  /** Where the person was, to be gone back to after the next update. */
  private returnTo?: Place;
  private detailsOpen = false;
  @state() private leaving = false;
  /** What the panel after sending shows: another tab may have had the entry deleted. */
  private shown?: Entry;
  private alarmed = false;
  @state() private previewing = false;
  private draft: Draft<Form>;
  private asking = new Asking(this);
  private copying = new Copying(this);
  private suggested = new Suggested(this, () => this.adapter);
  private locating = new Locating(this);
  private filledIn: FilledIn;

  constructor() {
    super();
    new StoreController(this, () => this.store);
    this.draft = new Draft<Form>(this, {
      board: () => this.host,
      form: () => 'request',
      openOutbox: () => this.outbox(),
      read: readForm,
      isBlank,
      fill: (form) => {
        const prefill = this.host.takePrefill();
        // Whoever began to type already keeps their place.
        if (!this.shadowRoot!.activeElement) this.aim(form, prefill?.code ? undefined : prefill);
        if (prefill?.code) return this.openFilledIn(form, prefill.code);
        if (prefill?.body) this.suggested.watch(prefill.body);
        return prefilled(form, this.host.user ?? {}, prefill);
      },
      cleared: () => {
        this.phase = 'form';
        this.submission = this.shown = undefined;
        this.checked = false;
        this.suggested.forget();
        this.locating.forget();
      },
    });
    this.filledIn = new FilledIn(this, () => this.adapter, this);
  }

  private openFilledIn(form: Form, code: string): Form {
    // Opened before, and gone on with: what has been changed in it stays.
    if (form.source?.code === code) dropCode(code);
    else void this.filledIn.open(code);
    return prefilled(form, this.host.user ?? {});
  }

  /** @internal For a form that somebody else has filled in: whether the person has one of their own. */
  get isTaken(): boolean {
    const { form, photos } = this.draft;
    const { name, phone } = this.host.user ?? {};
    // What the page knows of them is nothing they wrote.
    const own = { name: form.name === name ? '' : form.name, phone: form.phone === phone ? '' : form.phone };
    return photos.list.length > 0 || !isBlank({ ...form, ...own });
  }

  /** @internal */
  fill(prefill: Prefill): void {
    const { body, category, tried, region, source } = prefilled(this.draft.form, {}, prefill);
    this.detailsOpen = !!region || tried.length > 0;
    this.draft.change({ body, category, tried, region, source });
    if (body) this.suggested.watch(body);
  }

  /** @internal A fresh form for it; the person's own stays on the device. */
  beginWith(prefill: Prefill): void {
    void this.begin(() => this.draft.begin({})).then(() => this.fill(prefill));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('online', this.readBoard);
    this.readBoard();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('online', this.readBoard);
  }

  /** A board that could not be reached is asked for again: its categories come while somebody types. */
  private readBoard = (): void => {
    const { board, boardError } = this.store?.state ?? {};
    if (!board && boardError) void this.store!.load();
  };

  protected override firstUpdated(): void {
    void this.start();
  }

  private async start(): Promise<void> {
    await this.draft.open();
    const { region, tried, answers, choices } = this.draft.form;
    const folded = [region, ...tried, ...Object.keys(answers), ...Object.keys(choices)];
    this.detailsOpen = folded.some(Boolean) || this.draft.photos.list.length > 0;
    // What somebody has just begun to type tells of itself.
    if (this.draft.restored) this.suggested.watch(this.draft.form.body);
    this.requestUpdate();
  }

  /** Somebody asked for the form: they write. It was there by itself: its heading is read out, unless they were in it just now. */
  private aim({ at }: Form, asked?: Prefill): void {
    const back = asked ? !asked.body : Date.now() - (this.draft.restored ?? 0) < RELOAD_MS;
    if (at && back) this.returnTo = at;
    else this.focusNext = asked ? '#f-body' : 'h2';
  }

  protected override updated(): void {
    this.showAlarm();
    const { returnTo } = this;
    this.returnTo = undefined;
    if (returnTo && !goTo(this.shadowRoot!, returnTo)) this.focusNext = '#f-body';
    const target = this.focusNext && this.renderRoot.querySelector<HTMLElement>(this.focusNext);
    if (!target) return;
    this.focusNext = '';
    const details = target.closest('details');
    if (details) details.open = true;
    target.focus({ preventScroll: target.tagName === 'H2' });
    // A field to put right is shown with its label and what is wrong, not just its edge.
    if (this.checked) target.scrollIntoView({ block: 'center' });
  }

  /** Numbers that have just come up under the text must not hide behind the keyboard. */
  private showAlarm(): void {
    const alarm = this.renderRoot.querySelector('.first .emergency');
    if (alarm && !this.alarmed && this.shadowRoot!.activeElement?.id === 'f-body')
      alarm.scrollIntoView({ block: 'nearest' });
    this.alarmed = !!alarm;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { texts, views, draft, phase, asking, copying } = this;
    if (!texts || !views || !this.host) return nothing;
    const { board, boardError } = this.store?.state ?? {};
    const back = () => this.back();
    const toMine = () => this.host.go({ view: 'mine' });
    const { entries, inMemory, sentAs } = draft;
    if (phase === 'sent') {
      const entry = (this.shown = draft.entry ?? this.shown);
      return sentPanel({
        texts,
        views,
        board,
        entry,
        entries,
        submission: this.submission!,
        inMemory,
        copying,
        retry: () => void draft.retry(),
        edit: () => void this.edit(),
        another: () => void this.another(),
        toMine,
        back: () => this.host.go({ view: 'feed' }),
      });
    }
    const section: Section = {
      t: views.compose,
      texts,
      views,
      board,
      // Two boxes ticked before the next drawing must not undo each other.
      get form() {
        return draft.form;
      },
      problems: this.checked ? problemsOf(draft.form, board) : [],
      now: serverNow(this.adapter),
      suggestions: this.suggested.found,
      locating: this.locating,
      change: (patch) => draft.change(patch),
      written: (body) => this.suggested.watch(body),
    };
    if (board && !board.open) return closedPanel(section, { copying, back });
    const isOther = ({ key, form }: (typeof entries)[number]) => form === 'request' && key !== sentAs;
    return formView(section, draft, {
      storing: phase === 'storing',
      unreachable: !board && !!boardError,
      detailsOpen: this.detailsOpen,
      maxPhotos: this.adapter?.capabilities.upload ? (board?.features.photos ?? 0) : 0,
      preview: {
        open: this.previewing,
        photos: draft.photos.list.length,
        toggle: (open) => (this.previewing = open),
      },
      filledIn: this.filledIn.render(views, texts.retry),
      others: entries.filter((one) => one.delivery === 'draft' && isOther(one) && isTouched(one)).length,
      asking,
      copying,
      leaving: this.leaving,
      back,
      leave: (answer) => void this.leave(answer),
      toMine,
      fresh: () => void this.another(),
      discard: () => void this.begin(() => draft.discard()),
      goTo: (field) => this.focusOn(`#f-${field}`),
      send: () => void this.send(),
    });
  }

  private focusOn(selector: string): void {
    this.focusNext = selector;
    this.requestUpdate();
  }

  /** However often it is pressed: once. */
  private async send(): Promise<void> {
    if (this.phase !== 'form') return;
    this.phase = 'storing';
    await this.draft.photos.settled();
    const arrived = await this.queue();
    this.phase = arrived ? 'sent' : 'form';
    if (arrived) this.focusOn('h2');
  }

  private async queue(): Promise<boolean> {
    const { draft, host, store } = this;
    const board = store?.state.board;
    const [problem] = problemsOf(draft.form, board);
    this.checked = Boolean(problem);
    if (problem) {
      this.focusOn(`#f-${problem.field}`);
      return false;
    }
    const submission = toSubmission(draft.form, {
      board,
      photos: draft.photos.list,
      channel: host.source,
      page: location.href,
      now: new Date(),
    });
    if (!host.emit(new HelpBoardEvent('submit', { submission }))) return false;
    this.locating.forget();
    if (!(await draft.enqueue(submission, { forget: draft.form.notMine }))) return false;
    this.submission = submission;
    host.emit(new HelpBoardEvent('queued', { key: draft.sentAs }));
    return true;
  }

  private back(): void {
    const { draft } = this;
    if (!draft.form.notMine || draft.isBlank) return this.host.go({ view: 'feed' });
    this.leaving = true;
    this.focusOn('[data-keep]');
  }

  private async leave(answer: 'delete' | 'keep' | 'stay'): Promise<void> {
    this.leaving = false;
    if (answer === 'stay') return this.focusOn('.back');
    if (answer === 'delete') await this.draft.discard();
    this.host.go({ view: 'feed' });
  }

  private async edit(): Promise<void> {
    if (!(await this.draft.edit())) return;
    this.phase = 'form';
    this.checked = true;
    this.focusOn('#f-body');
  }

  /** A fresh form; who is asking stays, in this page only. */
  private another(): Promise<void> {
    const { name, phone, notMine } = this.draft.form;
    return this.begin(() => this.draft.begin(!notMine && (name || phone) ? { name, phone } : {}));
  }

  private async begin(fresh: () => Promise<void>): Promise<void> {
    this.checked = this.detailsOpen = false;
    this.suggested.forget();
    this.locating.forget();
    await fresh();
    this.phase = 'form';
    this.submission = this.shown = undefined;
    this.focusOn('#f-body');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-compose': HelpBoardCompose;
  }
}
