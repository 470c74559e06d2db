import type { ReactiveController } from 'lit';
import type { HelpBoardHome } from './help-board-home.js';
import { previewCode } from '../parts/preview-link.js';
import { keptViewName } from './kept-view-name.js';
import { waiting } from './waiting.js';
import { toJson } from '../../model/json.js';

/** Milliseconds between two looks: one small answer, that a cache in front of the backend gives. */
const EVERY = 30_000;
/** After failures, at most so many times as long: an emergency is on every page two minutes after the network is back. */
const SLOWEST = 4;

/**
 * What nobody waits for. Looks after what is new while somebody can see the page, keeps the slot for the next visit, tells
 * the backend once which version has arrived on this page, and has what was posted from here sent.
 */
export class Follow implements ReactiveController {
  private timer?: ReturnType<typeof setTimeout>;
  private failures = 0;
  private kept?: unknown;
  private reported = 0;

  constructor(private slot: HelpBoardHome) {
    slot.addController(this);
    // It must be here before the network is not.
    import('./trouble.js').catch(() => undefined);
    if (waiting.has(slot.source.scope))
      void import('./open-board.js').then(
        ({ holdBoard }) => holdBoard(slot),
        () => undefined,
      );
    this.hostUpdated();
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.wake);
    addEventListener('online', this.wake);
    addEventListener('hashchange', this.preview);
    this.plan();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.wake);
    removeEventListener('online', this.wake);
    removeEventListener('hashchange', this.preview);
    clearTimeout(this.timer);
  }

  hostUpdated(): void {
    const { view, answered, failed } = this.slot;
    if (!view || !answered || failed || view === this.kept) return;
    this.kept = view;
    this.keep();
    this.report();
  }

  private keep(): void {
    const { source, view, at } = this.slot;
    try {
      localStorage.setItem(keptViewName(source.scope), toJson({ at, view }));
    } catch {
      // Full or refused: the next visit waits for the network, as the first did.
    }
  }

  /** The page's address alone, and nothing of who looks. */
  private report(): void {
    const { view, source, emergencyOnly } = this.slot;
    const { on, version, emergency } = view!.home ?? {};
    const { origin, pathname } = location;
    const shown = on && (emergency || !emergencyOnly);
    if (!shown || !version || version === this.reported || !/^http/.test(origin)) return;
    this.reported = version;
    // One page more or less: nobody has to know that it failed.
    source.arrived?.(origin + pathname, version).catch(() => undefined);
  }

  /** A preview link was put into the address bar of this page. */
  private preview = (): void => {
    if (previewCode(location.hash))
      void import('./preview.js').then(
        ({ showPreview }) => showPreview(this.slot, this.slot.source),
        () => undefined,
      );
  };

  private wake = (event: Event): void => {
    const { at } = this.slot;
    this.plan(event.type === 'online' || Date.now() - at > EVERY ? 0 : EVERY);
  };

  private plan(after = EVERY): void {
    clearTimeout(this.timer);
    const { slot } = this;
    if (document.hidden || navigator.onLine === false || !slot.isConnected) return;
    if (slot.hasAttribute('no-live')) return;
    // Thousands who came with the same push message must not ask in the same second.
    const jitter = 0.8 + 0.4 * Math.random();
    this.timer = setTimeout(() => void this.look(), after * jitter * 2 ** this.failures);
  }

  private async look(): Promise<void> {
    await this.slot.read();
    this.failures = this.slot.failed ? Math.min(this.failures + 1, Math.log2(SLOWEST)) : 0;
    this.plan();
  }
}
