import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { Section } from './sections.js';

/** A car park is big enough: five digits behind the point are a metre. */
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** The device's place, only when its person asks for it; it goes to the desk, never to the public. */
export class Locating implements ReactiveController {
  private state: 'idle' | 'asking' | 'failed' = 'idle';
  /** The newest question: an answer to an older one is nobody's any more. */
  private question = 0;

  constructor(private view: ReactiveControllerHost) {
    view.addController(this);
  }

  hostConnected(): void {}

  /** The form is sent, or another one: a place that is found now must not go into that. */
  forget(): void {
    this.question++;
    this.turn('idle');
  }

  private turn(state: Locating['state']): void {
    this.state = state;
    this.view.requestUpdate();
  }

  private ask({ change }: Section): void {
    if (this.state === 'asking') return;
    this.turn('asking');
    const question = ++this.question;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (question !== this.question) return;
        change({ location: { latitude: round(coords.latitude), longitude: round(coords.longitude) } });
        this.turn('idle');
      },
      // Refused, switched off, or under a roof: the address does as well.
      () => question === this.question && this.turn('failed'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  }

  /** Nothing where the browser would refuse anyway: it tells places to https pages only. */
  render(s: Section): TemplateResult | typeof nothing {
    const { t, form, change } = s;
    const { state } = this;
    const isPossible = 'geolocation' in navigator && window.isSecureContext;
    if (!isPossible && !form.location) return nothing;
    return html`<div class="field">
      ${
        form.location
          ? html`<button type="button" id="f-location" @click=${() => change({ location: undefined })}>
              ${t.locationRemove}
            </button>`
          : html`<button
              type="button"
              id="f-location"
              aria-busy=${state === 'asking'}
              aria-describedby="h-location"
              @click=${() => this.ask(s)}
            >
              ${state === 'asking' ? t.locationAsking : t.location}
            </button>`
      }
      <p class="muted" id="h-location" role="status">
        ${form.location ? t.locationThere : state === 'failed' ? t.locationFailed : t.locationHint}
      </p>
    </div>`;
  }
}
