import { consume } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { Delivery, Entry, Outbox } from '../../../drafts/types.js';
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
import { commentedBy, requestOf } from '../delivery.js';
import { detailStyles } from '../request/detail-styles.js';
import { serverNow } from '../request/status.js';
import { Asking } from '../../parts/asking.js';
import { Copying } from '../../parts/copying.js';
import { FollowedList } from './followed-list.js';
import { groups, type GroupTools } from './groups.js';
import { mineStyles } from './mine-styles.js';
import { OwnStates } from './own-states.js';

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
  @state() private notWithdrawn?: string;
  /** The request something is being added to. */
  @state() private adding?: string;
  @state() private said = '';
  private open = new Set<string>();
  private coded = new Set<string>();
  private deliveries = new Map<string, Delivery>();
  private opening = 0;
  private salvaged = '';
  private lookedFor = 0;
  private focused = false;

  private asking = new Asking(this);
  private copying = new Copying(this);
  private own = new OwnStates(this, () => this.adapter);
  private followed = new FollowedList(this, () => ({ adapter: this.adapter, host: this.host }));

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
    const { adapter, asking, copying, own, open, coded, refused, adding } = this;
    const { add, withdraw } = adapter!.capabilities;
    const entries = this.outbox!.entries();
    const canAdd = Boolean(add && adapter!.add);
    return {
      texts: this.texts!,
      views: this.views!,
      now: serverNow(adapter),
      asking,
      copying,
      refused,
      open,
      coded,
      adding,
      failed: this.notWithdrawn,
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
        return request === undefined || (canAdd && Boolean(receiptOf(request, entries)));
      },
      edit: (entry) => void this.edit(entry),
      keep: ({ key }) => void this.outbox!.keep(key),
      send: ({ key, delivery }) =>
        void (delivery === 'queued' ? this.outbox!.flush() : this.outbox!.retry(key)),
      discard: (entry) => void this.discard(entry),
      add: canAdd ? ({ id }) => (this.adding = id) : undefined,
      added: () => void this.closeAddition(),
      withdraw: withdraw && adapter!.withdraw ? (entry) => void this.withdraw(entry) : undefined,
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
    if (this.adding) {
      this.adding = undefined;
      await this.updateComplete;
    }
    // Another tab may have it, or it has left in this very moment.
    if (!(await this.outbox!.edit(key))) this.refused = key;
    else if (request === undefined) this.host.go({ view: 'compose' });
    else this.adding = request;
  }

  /** What was typed is on its way or on the device; the button that opened the form has the focus again. */
  private async closeAddition(): Promise<void> {
    const request = this.adding;
    this.adding = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-add="${request}"]`)?.focus();
  }

  private async discard({ key }: Entry): Promise<void> {
    await this.outbox!.discard(key);
    // The button that had the focus is gone.
    this.heading?.focus();
  }

  private async withdraw({ key, receipt }: Entry): Promise<void> {
    this.notWithdrawn = undefined;
    try {
      await this.adapter!.withdraw!({ id: receipt!.id, token: receipt!.token });
      this.said = this.views!.mine.withdrawn;
    } catch {
      this.notWithdrawn = key;
    }
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
