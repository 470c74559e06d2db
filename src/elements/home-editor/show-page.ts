import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { SlotPreview, SlotShowing } from '../../model/slot.js';
import { previewLink } from '../parts/preview-link.js';
import { dateTime } from '../parts/time.js';
import type { EditorView } from './editor-view.js';
import { timeFaults } from './faults.js';
import { fault } from './fields.js';
import { readLocal, writeLocal, zoneName } from './local-time.js';

/** A showing that has not come to its end, and was not taken back. */
export const isOpen = ({ from, until }: SlotShowing, now: number): boolean =>
  !until || (Date.parse(until) > now && until !== from);

/** Preview link, publishing now or for a time, and what is shown and planned. */
export class ShowPage implements ReactiveController {
  private from = '';
  private until = '';
  private faults: ReturnType<typeof timeFaults> = {};
  private link?: SlotPreview & { number: number };

  constructor(
    private view: EditorView,
    /** The home page. */
    private page: () => string,
  ) {
    view.addController(this);
  }

  hostConnected(): void {}

  /** As the field has it now: no browser tells that a date has got half a time. */
  private timeOf(name: 'from' | 'until'): number | undefined {
    const input = this.view.renderRoot.querySelector<HTMLInputElement>(`#${name}`)!;
    return input.validity.badInput ? NaN : readLocal(input.value);
  }

  private async publish(planned: boolean): Promise<void> {
    const { view } = this;
    const { editing, texts } = view;
    if (!view.check()) return;
    const [from, until] = planned ? [this.timeOf('from'), this.timeOf('until')] : [];
    const faults = (this.faults = planned ? timeFaults({ from, until }, Date.now()) : {});
    if (faults.from || faults.until) {
      view.requestUpdate();
      await view.updateComplete;
      view.renderRoot.querySelector<HTMLElement>(faults.from ? '#from' : '#until')?.focus();
      return;
    }
    const iso = (at?: number) => (at === undefined ? undefined : new Date(at).toISOString());
    const begins = from !== undefined && from > Date.now() ? iso(from) : undefined;
    const time = { ...(begins && { from: begins }), ...(until && { until: iso(until)! }) };
    const done = await view.run(
      () => editing.publish(time),
      begins ? texts.act.planned(dateTime(begins, view.first)) : texts.act.published,
    );
    if (!done) return;
    this.from = this.until = '';
    view.requestUpdate();
  }

  private async preview(): Promise<void> {
    const { view } = this;
    if (!view.check()) return;
    await view.run(async () => {
      this.link = await view.editing.preview();
    });
  }

  render(): TemplateResult {
    const { view } = this;
    const { editing, texts, first } = view;
    const { act } = texts;
    const { faults } = this;
    const { version, state, busy } = editing;
    const isShown = version && version.number === state?.shown?.version;
    const link = this.link && this.link.number === version?.number ? this.link : undefined;
    return html`<section class="part" aria-labelledby="publish-title">
        <h3 id="publish-title">${act.publish}</h3>
        <p class="muted">${act.publishHint}</p>
        ${state?.shown?.emergency ? html`<p class="note amber">${act.inEmergency}</p>` : nothing}
        <p class="row">
          <button type="button" class="primary" ?disabled=${busy} @click=${() => this.publish(false)}>
            ${act.publish}
          </button>
          ${isShown ? html`<span class="muted">${act.nothingNew}</span>` : nothing}
        </p>
      </section>
      <section class="part" aria-labelledby="plan-title">
        <h3 id="plan-title">${act.plan}</h3>
        <p class="muted">${act.zone(zoneName())}</p>
        <div class="times">
          ${this.field('from', act.from, act.fromHint, faults.from && texts.fault.from[faults.from])}
          ${this.field('until', act.until, act.untilHint, faults.until && texts.fault.until[faults.until])}
        </div>
        <p class="row">
          <button type="button" ?disabled=${busy} @click=${() => this.publish(true)}>${act.plan}</button>
        </p>
      </section>
      <section class="part" aria-labelledby="link-title">
        <h3 id="link-title">${act.link}</h3>
        <p class="muted">${act.linkHint}</p>
        <p class="row">
          <button type="button" ?disabled=${busy} @click=${() => this.preview()}>${act.link}</button>
        </p>
        ${link ? this.linkBox(link) : nothing}
      </section>
      <section class="part" aria-labelledby="schedule-title">
        <h3 id="schedule-title">${texts.schedule.title}</h3>
        ${this.schedule(first)}
      </section>`;
  }

  private field(name: 'from' | 'until', label: string, hint: string, wrong?: string): TemplateResult {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        type="datetime-local"
        min=${writeLocal(Date.now())}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby="hint-${name} fault-${name}"
        .value=${live(this[name])}
        @input=${({ target }: Event) => {
          this[name] = (target as HTMLInputElement).value;
          this.faults = {};
          this.view.requestUpdate();
        }}
      />
      <p class="muted" id="hint-${name}">${hint}</p>
      ${fault(name, wrong)}
    </div>`;
  }

  private linkBox({ code, expiresAt }: SlotPreview): TemplateResult {
    const { view } = this;
    const { act } = view.texts;
    const address = previewLink(this.page(), code);
    return html`<p class="note">
        <a href=${address} target="_blank" rel="noopener">${address}</a>
      </p>
      <p class="muted">${act.linkUntil(dateTime(expiresAt, view.first))}</p>
      <p class="row">
        ${view.copying.render('link', address, act.copyLink, { mine: view.texts })}
        <a class="button" href=${address} target="_blank" rel="noopener">${act.open}</a>
      </p>`;
  }

  private schedule(first: EditorView['first']): TemplateResult {
    const { view } = this;
    const { editing, texts } = view;
    const { schedule } = texts;
    const { showings = [], versions = [], now: current } = editing.state ?? {};
    const now = Date.now();
    const open = showings.filter(
      (one) => isOpen(one, now) && (one.id === current || Date.parse(one.from) > now),
    );
    if (!open.length) return html`<p class="muted">${schedule.none}</p>`;
    return html`<ul class="cards">
      ${open.map(({ id, version, from, until, reason, by, at }) => {
        const headline = versions.find(({ number }) => number === version)?.content.headline ?? '';
        const planned = Date.parse(from) > now;
        return html`<li>
          <p><strong>${schedule.version(version, headline)}</strong></p>
          <p>
            ${planned ? nothing : html`<span class="badge green">${schedule.running}</span>`}
            ${until ? schedule.fromUntil(dateTime(from, first), dateTime(until, first)) : schedule.from(dateTime(from, first))}
          </p>
          <p class="muted">${texts.history.by(by, dateTime(at, first))}</p>
          ${
            reason === 'emergency'
              ? nothing
              : view.asking.render(
                  {
                    id: `end ${id}`,
                    label: planned ? schedule.cancel : schedule.end,
                    question: planned ? schedule.cancelSure : schedule.endSure,
                    act: () =>
                      void view.run(
                        () => editing.change((calls) => calls.end(id)),
                        planned ? schedule.cancelled : schedule.ended,
                      ),
                  },
                  texts,
                )
          }
        </li>`;
      })}
    </ul>`;
  }
}
