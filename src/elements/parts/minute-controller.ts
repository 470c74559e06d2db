import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Redraws once a minute while connected: "3 minutes ago", "overdue" and the device's dark mode are derived from now. */
export class MinuteController implements ReactiveController {
  private timer?: ReturnType<typeof setInterval>;

  constructor(private host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.timer = setInterval(() => this.host.requestUpdate(), 60_000);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }
}
