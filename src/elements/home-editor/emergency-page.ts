import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { SlotEmergency, SlotEmergencyAnswer } from '../../model/slot.js';
import type { EditorView } from './editor-view.js';
import { LENGTHS } from './faults.js';
import { fault } from './fields.js';

/**
 * The emergency switch: first which pages it is about, then, by a second press, the switch itself. While it is on its words
 * can be changed, and wherever it is on, here or below, it can be switched off.
 */
export class EmergencyPage implements ReactiveController {
  private headline = '';
  private lead = '';
  private chosen?: SlotEmergency['scope'];
  /** What was asked for, and what the backend said it is about. */
  private asked?: { wish: SlotEmergency; answer: SlotEmergencyAnswer };

  constructor(private view: EditorView) {
    view.addController(this);
  }

  hostConnected(): void {}

  private get isOn(): boolean {
    return Boolean(this.view.editing.state?.shown?.emergency);
  }

  /** On how many boards below it is on. */
  private get onBelow(): number {
    return (this.view.editing.state?.below ?? []).filter(({ emergency }) => emergency).length;
  }

  /** What was switched on together is switched off together, unless somebody chooses otherwise. */
  private get scope(): SlotEmergency['scope'] {
    return this.chosen ?? (this.onBelow ? 'subtree' : 'own');
  }

  private isLong = (name: 'headline' | 'lead') => [...this[name]].length > LENGTHS[name];

  private async look(on: boolean): Promise<void> {
    const { view, scope } = this;
    if (on && (this.isLong('headline') || this.isLong('lead'))) return void view.requestUpdate();
    const headline = this.headline.trim();
    const lead = this.lead.trim();
    const wish: SlotEmergency = on
      ? { on, scope, ...(headline && { headline }), ...(lead && { lead }) }
      : { on, scope };
    const looked = await view.run(async () => {
      this.asked = { wish, answer: await view.editing.ask((calls) => calls.emergency(wish)) };
    });
    if (!looked) return;
    await view.updateComplete;
    view.renderRoot.querySelector<HTMLElement>('#about')?.focus();
  }

  private async confirm(): Promise<void> {
    const { view } = this;
    const { editing, texts } = view;
    const { wish, answer } = this.asked!;
    await view.run(
      async () => {
        const done = await editing.ask((calls) => calls.emergency({ ...wish, confirm: answer.confirm }));
        // Something has changed since: what it would be now is shown first.
        this.asked = done.done ? undefined : { wish, answer: done };
        if (done.done) this.headline = this.lead = '';
        await editing.load();
      },
      () => (this.asked ? texts.emergency.again : wish.on ? texts.emergency.done : texts.emergency.doneOff),
    );
  }

  private forget(): void {
    this.asked = undefined;
    this.view.requestUpdate();
  }

  render(): TemplateResult {
    const { view, isOn, onBelow } = this;
    const { editing, texts } = view;
    const { emergency } = texts;
    const { below = [] } = editing.state ?? {};
    return html`<section class="part" aria-labelledby="emergency-title">
      <h3 id="emergency-title">${texts.pages.emergency}</h3>
      ${isOn ? html`<p class="note red"><strong>${emergency.on}</strong></p>` : html`<p>${emergency.intro}</p>`}
      ${onBelow && !isOn ? html`<p class="note red">${emergency.stillBelow(onBelow)}</p>` : nothing}
      ${this.field('headline', emergency.headline)}${this.field('lead', emergency.lead)}
      ${
        below.length
          ? html`<fieldset>
              <legend>${emergency.scope}</legend>
              ${(['own', 'subtree'] as const).map(
                (scope) =>
                  html`<label class="choice"
                    ><input
                      type="radio"
                      name="scope"
                      .checked=${this.scope === scope}
                      @change=${() => {
                        this.chosen = scope;
                        this.forget();
                      }}
                    />${scope === 'own' ? emergency.own : emergency.subtree(below.length + 1)}</label
                  >`,
              )}
            </fieldset>`
          : editing.board?.below
            ? html`<p class="muted">${emergency.supervisors}</p>`
            : nothing
      }
      <p class="row">
        <button type="button" ?disabled=${editing.busy} @click=${() => this.look(true)}>
          ${isOn ? emergency.lookWords : emergency.look}
        </button>
        ${
          isOn || onBelow
            ? html`<button type="button" ?disabled=${editing.busy} @click=${() => this.look(false)}>
                ${emergency.lookOff}
              </button>`
            : nothing
        }
      </p>
      ${this.asked ? this.about(this.asked) : nothing}
      ${
        below.length
          ? html`<h4>${emergency.below}</h4>
              <ul class="cards">
                ${below.map(
                  ({ title, emergency: on, pages }) =>
                    html`<li>
                      ${on ? html`<span class="badge red">${emergency.belowOn}</span>` : nothing}
                      ${emergency.belowBoard(title, pages.live, pages.behind)}
                    </li>`,
                )}
              </ul>`
          : nothing
      }
    </section>`;
  }

  private field(name: 'headline' | 'lead', label: string): TemplateResult {
    const { texts } = this.view;
    const wrong = this.isLong(name) ? texts.fault[name].long : undefined;
    return html`<div class="field">
      <label for="emergency-${name}">${label}</label>
      <input
        id="emergency-${name}"
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby="hint-emergency-${name} fault-emergency-${name}"
        .value=${this[name]}
        @input=${({ target }: Event) => {
          this[name] = (target as HTMLInputElement).value;
          this.forget();
        }}
      />
      <p class="muted" id="hint-emergency-${name}">${texts.emergency.optional}</p>
      ${fault(`emergency-${name}`, wrong)}
    </div>`;
  }

  private about({ wish, answer: { boards } }: NonNullable<EmergencyPage['asked']>): TemplateResult {
    const { view } = this;
    const { emergency, no } = view.texts;
    if (!boards.length) return html`<p class="note" id="about" tabindex="-1">${emergency.nothing}</p>`;
    const pages = boards.reduce((sum, board) => sum + board.pages, 0);
    return html`<div
      class="note ${wish.on ? 'red' : 'amber'}"
      id="about"
      tabindex="-1"
      role="group"
      aria-label=${view.texts.pages.emergency}
    >
      <p>${wish.on ? emergency.about(boards.length, pages) : emergency.aboutOff(boards.length)}</p>
      <ul>
        ${boards.map(({ title, headline, pages: of }) => html`<li>${emergency.board(title, headline, of)}</li>`)}
      </ul>
      <p class="row">
        <button type="button" class="danger" ?disabled=${view.editing.busy} @click=${() => this.confirm()}>
          ${wish.on ? emergency.confirm : emergency.confirmOff}
        </button>
        <button type="button" @click=${() => this.forget()}>${no}</button>
      </p>
    </div>`;
  }
}
