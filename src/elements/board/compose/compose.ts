import { consume } from '@lit/context';
import { LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { Outbox } from '../../../drafts/types.js';
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
} from '../../contexts.js';
import { HelpBoardEvent } from '../../events.js';
import { baseStyles } from '../../parts/base-styles.js';
import { viewStyles } from '../../parts/view-styles.js';
import { copyText } from '../../parts/copy-text.js';
import { StoreController } from '../../parts/store-controller.js';
import { closedPanel, formView } from './compose-view.js';
import { composeStyles } from './compose-styles.js';
import { Draft } from './draft.js';
import type { Section } from './sections.js';
import { sentPanel } from './sent.js';
import { problemsOf, toSubmission } from './submission.js';

/** The form a person asks for help with, and what becomes of it after pressing send. */
export class HelpBoardCompose extends LitElement {
  static override styles = [baseStyles, viewStyles, composeStyles];

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
  @state() private asking = false;
  @state() private copied: '' | 'code' | 'text' = '';
  private submission?: Submission;
  /** What takes the focus after the next update. */
  private focusNext = '';
  private detailsOpen = false;
  private alarmed = false;
  private draft: Draft;

  constructor() {
    super();
    new StoreController(this, () => this.store);
    const user = () => this.host.user ?? {};
    this.draft = new Draft(this, {
      openOutbox: () => this.outbox(),
      get user() {
        return user();
      },
      takePrefill: () => {
        const prefill = this.host.takePrefill();
        // Somebody asked for the form: the text takes the focus. Whoever began to type already keeps their place.
        if (!this.shadowRoot!.activeElement) this.focusNext = prefill ? '#f-body' : 'h2';
        return prefill;
      },
      saved: (key) => void this.host.emit(new HelpBoardEvent('draft-saved', { key })),
    });
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
    this.detailsOpen = folded.some(Boolean) || this.draft.photos.length > 0;
    this.requestUpdate();
  }

  protected override updated(): void {
    this.showAlarm();
    const target = this.focusNext && this.renderRoot.querySelector<HTMLElement>(this.focusNext);
    if (!target) return;
    this.focusNext = '';
    const details = target.closest('details');
    if (details) details.open = true;
    target.focus({ preventScroll: target.tagName === 'H2' });
    // A field to put right is shown with its label and what is wrong, not just its edge.
    if (this.checked) target.scrollIntoView({ block: 'center' });
    const { cursor } = this.draft.form;
    if (target.id === 'f-body' && cursor !== undefined)
      (target as HTMLTextAreaElement).setSelectionRange(cursor, cursor);
  }

  /** Numbers that have just come up under the text must not hide behind the keyboard. */
  private showAlarm(): void {
    const alarm = this.renderRoot.querySelector('.first .emergency');
    if (alarm && !this.alarmed && this.shadowRoot!.activeElement?.id === 'f-body')
      alarm.scrollIntoView({ block: 'nearest' });
    this.alarmed = !!alarm;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { texts, views, draft, phase } = this;
    if (!texts || !views || !this.host) return nothing;
    const { board, boardError } = this.store?.state ?? {};
    const copy = (what: 'code' | 'text', text: string) => void this.copy(what, text);
    const back = () => this.host.go({ view: 'feed' });
    if (phase === 'sent')
      return sentPanel({
        texts,
        views,
        board,
        entry: draft.entry,
        submission: this.submission!,
        inMemory: draft.inMemory,
        copied: this.copied,
        copy,
        retry: () => void draft.retry(),
        edit: () => void this.edit(),
        another: () => void this.another(),
        toMine: () => this.host.go({ view: 'mine' }),
      });
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
      change: (patch) => draft.change(patch),
    };
    const copied = this.copied === 'text';
    const copyBody = () => copy('text', draft.form.body);
    if (board && !board.open) return closedPanel(section, { copied, copy: copyBody, back });
    return formView(section, draft, {
      storing: phase === 'storing',
      unreachable: !board && !!boardError,
      asking: this.asking,
      detailsOpen: this.detailsOpen,
      maxPhotos: this.adapter?.capabilities.upload ? (board?.features.photos ?? 0) : 0,
      copied,
      copy: copyBody,
      back,
      ask: (asking) => this.ask(asking),
      startOver: () => void this.startOver(),
      goTo: (field) => this.focusOn(`#f-${field}`),
      send: () => void this.send(),
    });
  }

  private focusOn(selector: string): void {
    this.focusNext = selector;
    this.requestUpdate();
  }

  private ask(asking: boolean): void {
    this.asking = asking;
    this.focusOn(asking ? '.sure button' : '.start-over');
  }

  private async copy(what: 'code' | 'text', text: string): Promise<void> {
    this.copied = (await copyText(text, this.shadowRoot!)) ? what : '';
  }

  /** However often it is pressed: once. */
  private async send(): Promise<void> {
    if (this.phase !== 'form') return;
    this.phase = 'storing';
    await this.draft.settled();
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
    const { photos } = draft;
    const page = location.href;
    const submission = toSubmission(draft.form, {
      board,
      photos,
      channel: host.source,
      page,
      now: new Date(),
    });
    if (!host.emit(new HelpBoardEvent('submit', { submission }))) return false;
    if (!(await draft.enqueue(submission))) return false;
    this.submission = submission;
    host.emit(new HelpBoardEvent('queued', { key: draft.sentAs }));
    return true;
  }

  private async edit(): Promise<void> {
    if (!(await this.draft.edit())) return;
    this.phase = 'form';
    this.checked = true;
    this.focusOn('#f-body');
  }

  private async another(): Promise<void> {
    await this.draft.another();
    this.phase = 'form';
    this.copied = '';
    this.detailsOpen = false;
    this.focusOn('#f-body');
  }

  private async startOver(): Promise<void> {
    this.asking = this.checked = false;
    await this.draft.startOver();
    this.focusOn('#f-body');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-compose': HelpBoardCompose;
  }
}
