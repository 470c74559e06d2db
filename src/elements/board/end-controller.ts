import type { ReactiveController, ReactiveElement } from 'lit';

/** Calls when the end of the list (`.foot`) comes near the screen. Its button does the same for those who do not scroll. */
export class EndController implements ReactiveController {
  private observer?: IntersectionObserver;
  private watched?: Element | null;

  constructor(
    private host: ReactiveElement,
    private near: () => void,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const foot = this.host.renderRoot.querySelector('.foot');
    if (foot === this.watched || typeof IntersectionObserver !== 'function') return;
    this.observer?.disconnect();
    this.watched = foot;
    if (!foot) return;
    this.observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.near();
        // Looked at anew: it may still be near once the next page is there.
        this.watched = undefined;
      },
      { rootMargin: '600px' },
    );
    this.observer.observe(foot);
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
    this.watched = undefined;
  }
}
