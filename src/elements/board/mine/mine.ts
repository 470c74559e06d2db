import { consume } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { Delivery, Entry, Outbox } from '../../../drafts/types.js';
import type { HelpBoardError } from '../../../adapters/errors.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import {
  adapterContext,
  hostContext,
  outboxContext,
  textsContext,
  viewTextsContext,
  type BoardHost,
} from '../../contexts.js';
import { baseStyles } from '../../parts/base-styles.js';
import { viewStyles } from '../../parts/view-styles.js';
import { MinuteController } from '../../parts/minute-controller.js';
import { errorNote } from '../../parts/states.js';
import { bar } from '../../parts/bar.js';
import { receiptOf } from '../../../drafts/additions.js';
import { commentedBy, feedbackOf, requestOf } from '../delivery.js';
import { deviceId } from '../request/device.js';
import { detailStyles } from '../request/detail-styles.js';
import { serverNow } from '../request/status.js';
import { Asking } from '../../parts/asking.js';
import { Copying } from '../../parts/copying.js';
import { FollowedList } from './followed-list.js';
import type { ArrivedTools, Deed, Writing } from './arrived.js';
import type { HelpBoardFeedback } from './feedback.js';
import { groups, type GroupTools } from './groups.js';
import { mineStyles } from './mine-styles.js';
import { OwnStates } from './own-states.js';
import { Unread } from './unread.js';

/** What a backend's name is for it. */
const METHODS = {
  addition: 'add',
  rating: 'rate',
  reopening: 'reopen',
  urge: 'urge',
  thank: 'thank',
  withdraw: 'withdraw',
  erase: 'erase',
} as const;

/** Everything this device knows of its person's requests: not finished, not arrived, arrived. Nobody needs an account. */
export class HelpBoardMine extends LitElement {
  static override styles = [baseStyles, viewStyles, detailStyles, mineStyles];

  @consume({ context: adapterContext, subscribe: true }) @state() private adapter?: HelpBoardAdapter;
  @consume({ context: outboxContext, subscribe: true }) @state() private openOutbox?: () => Promise<Outbox>;
  @consume({ context: textsContext, subscribe: true }) @state() private texts?: Texts;
  @consume({ context: viewTextsContext, subscribe: true }) @state() private views?: ViewTexts;
  @consume({ context: hostContext }) private host!: BoardHost;

  @state() private outbox?: Outbox;
  /** The code of the outbox could not be loaded. */
  @state() private failed = false;
  @state() private refused?: string;
  @state() private undone?: ArrivedTools['failed'];
  /** The form that is open, and on which request. */
  @state() private writing?: Writing;
  @state() private said = '';
  private open = new Set<string>();
  private coded = new Set<string>();
  private deliveries = new Map<string, Delivery>();
  private opening = 0;
  private salvaged = '';
  private lookedFor = 0;
  private focused = false;
  private done = new Set<string>();

  private asking = new Asking(this);
  private copying = new Copying(this);
  private own = new OwnStates(this, () => this.adapter);
  private followed = new FollowedList(this, () => ({ adapter: this.adapter, host: this.host }));
  private unread = new Unread(this.own, () => this.host.scope);

  constructor() {
    super();
    new MinuteController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('adapter') || changed.has('openOutbox')) void this.follow();
  }

  protected override updated(): void {
    this.unread.saw(this.outbox?.entries() ?? []);
    if (this.focused) return;
    const heading = this.heading;
    heading?.focus({ preventScroll: true });
    this.focused = Boolean(heading);
  }

  private get heading(): HTMLElement | null {
    return this.renderRoot.querySelector('h2');
  }

  private leave(): void {
    this.opening++;
    this.outbox?.removeEventListener('change', this.onChange);
    this.outbox = undefined;
  }

  /** Opens the outbox and draws its entries for as long as the view is open. */
  private async follow(): Promise<void> {
    this.leave();
    const { opening } = this;
    this.failed = false;
    try {
      const outbox = await this.openOutbox!();
      await outbox.ready;
      if (opening !== this.opening) return;
      for (const { key, delivery } of outbox.entries()) this.deliveries.set(key, delivery);
      outbox.addEventListener('change', this.onChange);
      this.outbox = outbox;
      this.salvage(outbox.unreadable).catch(() => undefined);
    } catch {
      this.failed = opening === this.opening;
    }
  }

  /** Where it fails, the warning alone stands. */
  private async salvage(unreadable: number): Promise<void> {
    if (unreadable === this.lookedFor) return;
    this.lookedFor = unreadable;
    this.salvaged = await this.outbox!.salvage();
    this.requestUpdate();
  }

  private onChange = (): void => {
    this.salvage(this.outbox!.unreadable).catch(() => undefined);
    for (const entry of this.outbox!.entries()) {
      const { key, delivery, summary, receipt } = entry;
      const before = this.deliveries.get(key);
      this.deliveries.set(key, delivery);
      if (!before || before === delivery || delivery === 'draft' || !this.views) continue;
      this.said = `${summary.slice(0, 20)} ${this.views.delivery[delivery]}`;
      // The request may go on with what was added.
      if (receipt && requestOf(entry)) this.own.read(receipt);
    }
    this.requestUpdate();
  };

  private get tools(): GroupTools {
    const { adapter, asking, copying, own, open, coded, refused, writing, done } = this;
    const entries = this.outbox!.entries();
    const takes: GroupTools['takes'] = (kind) => {
      const name = METHODS[kind];
      return Boolean(adapter!.capabilities[name] && adapter![name]);
    };
    return {
      texts: this.texts!,
      views: this.views!,
      now: serverNow(adapter),
      asking,
      copying,
      refused,
      open,
      coded,
      writing,
      done,
      failed: this.undone,
      takes,
      unread: ({ id }) => this.unread.of(id),
      busy: own.busy,
      salvaged: this.salvaged,
      state: (receipt) => own.of(receipt),
      additions: ({ id }) => entries.filter((entry) => requestOf(entry) === id && entry.delivery === 'sent'),
      toggle: (name, key) => {
        if (!this[name].delete(key)) this[name].add(key);
        this.requestUpdate();
      },
      canEdit: (entry) => {
        if (commentedBy(entry)) return true;
        const request = requestOf(entry);
        return (
          request === undefined ||
          (takes(feedbackOf(entry) ?? 'addition') && Boolean(receiptOf(request, entries)))
        );
      },
      edit: (entry) => void this.edit(entry),
      keep: ({ key }) => void this.outbox!.keep(key),
      send: ({ key, delivery }) =>
        void (delivery === 'queued' ? this.outbox!.flush() : this.outbox!.retry(key)),
      discard: (entry) => void this.discard(entry),
      write: (kind, { id }) => (this.writing = { kind, request: id }),
      written: ({ target }) => void this.closeForm(target as HelpBoardFeedback),
      act: (deed, entry) => void this.act(deed, entry),
      refresh: () => {
        for (const { form, receipt } of entries) if (receipt && form === 'request') own.read(receipt);
        this.requestUpdate();
      },
      ask: () => this.host.go({ view: 'compose' }),
      clear: () => void this.host.clearDevice(),
    };
  }

  private async edit(entry: Entry): Promise<void> {
    const { key } = entry;
    const request = requestOf(entry);
    const commented = commentedBy(entry);
    if (commented) return this.host.go({ view: 'request', request: commented });
    // The form that is open gives its draft back first.
    if (this.writing) {
      this.writing = undefined;
      await this.updateComplete;
    }
    // Another tab may have it, or it has left in this very moment.
    if (!(await this.outbox!.edit(key))) this.refused = key;
    else if (request === undefined) this.host.go({ view: 'compose' });
    else this.writing = { kind: feedbackOf(entry) ?? 'addition', request };
  }

  /**
   * What was typed is on its way or on the device; the button that opened the form has the focus again. A form that was left
   * while it was being sent tells of it later, and closes nothing any more.
   */
  private async closeForm({ sent, kind: told, handle, isConnected }: HelpBoardFeedback): Promise<void> {
    // The outbox may have gone, with everything on this device.
    const receipt = sent && receiptOf(handle.id, this.outbox?.entries() ?? []);
    if (receipt) {
      this.said = this.views!.feedback.received[told];
      this.own.read(receipt);
    }
    if (!this.writing || !isConnected) return;
    const { kind, request } = this.writing;
    this.writing = undefined;
    await this.updateComplete;
    const { renderRoot } = this;
    (renderRoot.querySelector<HTMLElement>(`[data-write="${kind} ${request}"]`) ?? this.heading)?.focus();
  }

  private async discard({ key }: Entry): Promise<void> {
    await this.outbox!.discard(key);
    // The button that had the focus is gone.
    this.heading?.focus();
  }

  private async act(deed: Deed, { key, receipt }: Entry): Promise<void> {
    const adapter = this.adapter!;
    const { id, token } = receipt!;
    this.undone = undefined;
    try {
      if (deed === 'thank') {
        await adapter.thank!(id, { device: deviceId() });
      } else await adapter[deed]!({ id, token });
      this.done.add(`${deed} ${id}`);
      this.said = this.views!.feedback.done[deed];
    } catch (cause) {
      // Gone is gone: the answer of an earlier time may have been lost.
      if (deed !== 'erase' || (cause as HelpBoardError).code !== 'not-found') this.undone = { deed, key };
    }
    if (deed === 'erase' && !this.undone) return this.discard({ key } as Entry);
    // Either way the backend says how it stands: the answer to a withdrawal may be what got lost.
    this.own.read(receipt!);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-open="${key}"]`)?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { texts, views, adapter, outbox } = this;
    if (!texts || !views || !adapter) return nothing;
    return html`
      ${bar(views.mine.title, texts, () => this.host.go({ view: 'feed' }))}
      ${
        outbox
          ? groups(outbox, this.tools)
          : this.failed
            ? errorNote({ code: 'network' }, texts, () => void this.follow())
            : html`<div class="ghost" role="status"><span class="hush">${texts.loading}</span></div>`
      }
      ${this.followed.render({ texts, views, now: serverNow(adapter) })}
      ${adapter.capabilities.track && adapter.track ? html`<help-board-track></help-board-track>` : nothing}
      <p class="hush" role="status">${this.said}</p>
    `;
  }
}
