import { consume } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
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
import { emergencyLinks, errorNote } from '../../parts/states.js';
import { bar } from '../../parts/bar.js';
import { isTouched } from '../delivery.js';
import { detailStyles } from '../request/detail-styles.js';
import { serverNow } from '../request/status.js';
import { arrived, type ArrivedTools } from './arrived.js';
import { Asking } from '../../parts/asking.js';
import { Copying } from '../../parts/copying.js';
import { mineStyles } from './mine-styles.js';
import { OwnStates } from './own-states.js';
import { undelivered } from './undelivered.js';

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
  @state() private said = '';
  private open = new Set<string>();
  private coded = new Set<string>();
  private deliveries = new Map<string, Delivery>();
  private opening = 0;
  private focused = false;

  private asking = new Asking(this);
  private copying = new Copying(this);
  private own = new OwnStates(this, () => this.adapter);

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
    } catch {
      this.failed = opening === this.opening;
    }
  }

  private onChange = (): void => {
    for (const { key, delivery, summary } of this.outbox!.entries()) {
      const before = this.deliveries.get(key);
      this.deliveries.set(key, delivery);
      if (before && before !== delivery && delivery !== 'draft' && this.views)
        this.said = `${summary.slice(0, 20)} ${this.views.delivery[delivery]}`;
    }
    this.requestUpdate();
  };

  private get tools(): ArrivedTools {
    const { adapter, asking, copying, own, open, coded, refused } = this;
    return {
      texts: this.texts!,
      views: this.views!,
      now: serverNow(adapter),
      asking,
      copying,
      refused,
      open,
      coded,
      failed: this.notWithdrawn,
      state: (receipt) => own.of(receipt),
      toggle: (name, key) => {
        if (!this[name].delete(key)) this[name].add(key);
        this.requestUpdate();
      },
      edit: (entry) => void this.edit(entry),
      send: ({ key, delivery }) =>
        void (delivery === 'queued' ? this.outbox!.flush() : this.outbox!.retry(key)),
      discard: (entry) => void this.discard(entry),
      keep: ({ key }) => void this.outbox!.keep(key),
      canEdit: ({ form }) => form === 'request',
      withdraw:
        adapter?.capabilities.withdraw && adapter.withdraw ? (entry) => void this.withdraw(entry) : undefined,
    };
  }

  private async edit({ key }: Entry): Promise<void> {
    // Another tab may have it, or it has left in this very moment.
    if (await this.outbox!.edit(key)) this.host.go({ view: 'compose' });
    else this.refused = key;
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
          ? this.renderEntries(outbox)
          : this.failed
            ? errorNote({ code: 'network' }, texts, () => void this.follow())
            : html`<div class="ghost" role="status"><span class="hush">${texts.loading}</span></div>`
      }
      ${adapter.capabilities.track && adapter.track ? html`<help-board-track></help-board-track>` : nothing}
      <p class="hush" role="status">${this.said}</p>
    `;
  }

  private renderEntries(outbox: Outbox): TemplateResult {
    const { texts, views, tools } = this;
    const { mine } = views!;
    const entries = outbox.entries();
    const sent = entries.filter(({ delivery }) => delivery === 'sent');
    const drafts = entries.filter((entry) => entry.delivery === 'draft' && isTouched(entry));
    const waiting = entries.filter(({ delivery }) => delivery !== 'sent' && delivery !== 'draft');
    const stuck = waiting.some(({ delivery }) => delivery !== 'sending');
    const refresh = () => {
      for (const { receipt } of sent) if (receipt) this.own.read(receipt);
      this.requestUpdate();
    };
    return html`
      ${
        outbox.keeping === 'memory' && (drafts.length || waiting.length)
          ? html`<p class="note red" role="alert">${mine.memory}</p>`
          : nothing
      }
      ${this.group(mine.waiting, waiting, (entry) => undelivered(entry, tools))}
      ${stuck ? emergencyLinks(texts!) : nothing}
      ${this.group(mine.drafts, drafts, (entry) => undelivered(entry, tools))}
      ${this.group(
        mine.arrived,
        sent,
        (entry) => (entry.receipt ? arrived(entry, entry.receipt, tools) : html``),
        html`<button class="plain" aria-busy=${this.own.busy} @click=${refresh}>${mine.refresh}</button>`,
      )}
      ${
        drafts.length + waiting.length + sent.length
          ? nothing
          : html`<div class="note empty">
              <p><strong>${mine.empty}</strong></p>
              <p>${mine.emptyNext}</p>
              <button class="primary" @click=${() => this.host.go({ view: 'compose' })}>${texts!.ask}</button>
            </div>`
      }
    `;
  }

  private group(
    title: string,
    entries: readonly Entry[],
    item: (entry: Entry) => TemplateResult,
    extra?: TemplateResult,
  ): TemplateResult | typeof nothing {
    if (!entries.length) return nothing;
    return html`<section>
      <div class="group">
        <h3>${title} <span class="count">${entries.length}</span></h3>
        ${extra ?? nothing}
      </div>
      <ul class="items">
        ${repeat(entries, ({ key }) => key, item)}
      </ul>
    </section>`;
  }
}
