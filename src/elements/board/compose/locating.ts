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

  constructor(private view: ReactiveControllerHost) {
    view.addController(this);
  }

  hostConnected(): void {}

  private turn(state: Locating['state']): void {
    this.state = state;
    this.view.requestUpdate();
  }

  private ask({ change }: Section): void {
    if (this.state === 'asking') return;
    this.turn('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        change({ location: { latitude: round(coords.latitude), longitude: round(coords.longitude) } });
        this.turn('idle');
      },
      // Refused, switched off, or under a roof: the address does as well.
      () => this.turn('failed'),
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
