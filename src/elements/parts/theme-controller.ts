import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Follows the device between light and dark. */
export class ThemeController implements ReactiveController {
  private query = window.matchMedia?.('(prefers-color-scheme: dark)');
  private redraw = () => this.host.requestUpdate();

  constructor(private host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // Safari < 14 has only the old pair of names; there the theme is that of the first paint.
    this.query?.addEventListener?.('change', this.redraw);
  }

  hostDisconnected(): void {
    this.query?.removeEventListener?.('change', this.redraw);
  }

  /** Class of the root for a `theme` of `auto`, `light` or `dark`. */
  of(theme: string): '' | 'dark' {
    return theme === 'dark' || (theme === 'auto' && this.query?.matches) ? 'dark' : '';
  }
}
