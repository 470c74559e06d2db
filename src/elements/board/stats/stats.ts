import { consume } from '@lit/context';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import { type HelpBoardError } from '../../../adapters/errors.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import { LEVELS, type Level, type Stats } from '../../../model/index.js';
import {
  adapterContext,
  hostContext,
  storeContext,
  textsContext,
  viewTextsContext,
  type BoardHost,
} from '../../contexts.js';
import type { BoardStore } from '../../../store/board-store.js';
import { bar } from '../../parts/bar.js';
import { baseStyles } from '../../parts/base-styles.js';
import { errorNote } from '../../parts/states.js';
import { dateTime, duration } from '../../parts/time.js';
import { viewStyles } from '../../parts/view-styles.js';
import { rates, replyTimes, series } from './charts.js';
import { statsStyles } from './stats-styles.js';
import { csvOf, table } from './table.js';

const PERIODS = ['today', '7d', '30d', 'all'] as const;

/** The figures of the board (民意直通车): totals that add up, rates with what they are worked out from, units and areas. */
export class HelpBoardStats extends LitElement {
  static override styles = [baseStyles, viewStyles, statsStyles];

  @consume({ context: adapterContext, subscribe: true }) @state() private adapter?: HelpBoardAdapter;
  @consume({ context: textsContext, subscribe: true }) @state() private texts?: Texts;
  @consume({ context: viewTextsContext, subscribe: true }) @state() private views?: ViewTexts;
  @consume({ context: storeContext, subscribe: true }) @state() private store?: BoardStore;
  @consume({ context: hostContext }) private host!: BoardHost;

  @state() private period: (typeof PERIODS)[number] = '7d';
  @state() private level: Level = 'own';
  @state() private stats?: Stats;
  @state() private error?: HelpBoardError;
  @state() private reading = false;
  private asked?: AbortController;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    void this.read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asked?.abort();
  }

  /** What is on the screen stays until the answer is there; only the newest question is listened to. */
  private async read(): Promise<void> {
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    this.reading = true;
    this.error = undefined;
    try {
      const stats = await this.adapter!.stats!(
        { period: this.period, level: this.level },
        { signal: asked.signal },
      );
      if (asked === this.asked) this.stats = stats;
    } catch (cause) {
      if (asked === this.asked) this.error = cause as HelpBoardError;
    }
    if (asked === this.asked) this.reading = false;
  }

  private pick(period: (typeof PERIODS)[number]): void {
    this.period = period;
    void this.read();
  }

  private choose(level: Level): void {
    this.level = level;
    void this.read();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { texts, views, stats, error, reading, period } = this;
    if (!texts || !views) return nothing;
    const t = views.stats;
    return html`${bar(t.title, texts, () => this.host.go({ view: 'feed' }))}
      <div class="row" role="group" aria-label=${t.period}>
        ${PERIODS.map(
          (one) =>
            html`<button aria-pressed=${one === period} @click=${() => this.pick(one)}>
              ${t.periods[one]}
            </button>`,
        )}
      </div>
      ${this.levels(t)} ${error ? errorNote(error, texts, () => void this.read()) : nothing}
      ${
        stats
          ? html`<div aria-busy=${reading}>${this.figures(stats, texts, views)}</div>`
          : reading
            ? html`<p role="status">${texts.loading}</p>`
            : nothing
      }`;
  }

  /** Of the board alone, or with all below it: where there are any. */
  private levels(t: ViewTexts['stats']): TemplateResult | typeof nothing {
    const below = this.store?.state.board?.below;
    if (!below) return nothing;
    return html`<div class="row" role="group" aria-label=${t.level}>
      ${LEVELS.map(
        (one) =>
          html`<button aria-pressed=${one === this.level} @click=${() => this.choose(one)}>
            ${t.levels[one](below)}
          </button>`,
      )}
    </div>`;
  }

  private figures(stats: Stats, texts: Texts, views: ViewTexts): TemplateResult {
    const t = views.stats;
    const { totals, medianMinutes, asOf, departments, areas } = stats;
    return html`<p class="muted" role="status">
        ${t.asOf(t.periods[this.period], dateTime(asOf, texts))}${stats.level === 'subtree' ? ` · ${t.levels.subtree(stats.boards - 1)}` : ''}
      </p>
      <dl class="totals">
        ${(['received', 'answeredOnline', 'handedOver', 'waiting', 'done'] as const).map(
          (name) =>
            html`<div>
              <dt>${t.totals[name]}</dt>
              <dd>${totals[name]}</dd>
            </div>`,
        )}
      </dl>
      ${
        medianMinutes === undefined
          ? nothing
          : html`<p>${t.median(duration(medianMinutes * 60_000, texts))}</p>`
      }
      ${totals.received ? html`${rates(stats, t)} ${replyTimes(stats, t, texts)} ${series(stats, t, texts)}` : nothing}
      ${table(t.departments, departments, stats, t, texts)} ${table(t.areas, areas, stats, t, texts)}
      ${
        departments.length + areas.length
          ? html`<p><button @click=${() => this.download(stats)}>${t.csv}</button></p>`
          : html`<p class="note">${t.empty}</p>`
      }`;
  }

  private download(stats: Stats): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([csvOf(stats, this.views!.stats)], { type: 'text/csv' }));
    link.download = `${stats.board}-${stats.period.name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}
