import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import { maskText } from '../../../model/masks.js';
import type { Suggestions } from '../../../model/suggestions.js';

/** Milliseconds of quiet after which a text is worth asking about. */
const QUIET = 700;
/** Below this everything is like everything. */
const SHORTEST = 6;
/** As much as a backend reads. */
const LONGEST = 2000;

const NOTHING: Suggestions = { requests: [], explainers: [] };

/**
 * What others have asked and what has been explained already, for a text that is still being written. Numbers in it are
 * covered before it leaves the device. It is an offer: where it cannot be had, nothing is said.
 */
export class Suggested implements ReactiveController {
  found = NOTHING;
  private asked = '';
  private timer?: ReturnType<typeof setTimeout>;
  private call?: AbortController;

  constructor(
    private view: ReactiveControllerHost,
    private adapter: () => HelpBoardAdapter | undefined,
  ) {
    view.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    clearTimeout(this.timer);
    this.call?.abort();
  }

  /** The text is gone: what was found for it tells the next person what it was about. */
  forget(): void {
    this.hostDisconnected();
    this.found = NOTHING;
    this.asked = '';
    this.view.requestUpdate();
  }

  /** The text has changed. A syllable that is still being composed is no text yet: it is not told of. */
  watch(text: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(text), QUIET);
  }

  private async ask(text: string): Promise<void> {
    const adapter = this.adapter();
    const masked = maskText(text.trim()).slice(0, LONGEST);
    if (masked === this.asked || !adapter?.capabilities.suggest || !adapter.suggest) return;
    this.asked = masked;
    this.call?.abort();
    const { signal } = (this.call = new AbortController());
    try {
      const found = masked.length < SHORTEST ? NOTHING : await adapter.suggest(masked, { signal });
      if (!signal.aborted) this.found = found;
    } catch {
      // What was found before stays; the next pause asks again.
      if (!signal.aborted) this.asked = '';
    }
    this.view.requestUpdate();
  }
}
