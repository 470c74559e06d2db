import { HelpBoardError } from '../../adapters/errors.js';

/** How failures of one kind slow down the next try. */
export interface Slowing {
  /** Failures that cost nothing yet. */
  free: number;
  /** The longest wait; until then each failure doubles it, from one second. */
  most: number;
}

const FORGOTTEN_AFTER_MS = 24 * 3_600_000;
const SOURCES_MAX = 50_000;

/**
 * Failed tries by source, each making the next one wait longer. Nobody is shut out for good, and forgetting (a restart, too
 * many sources) only gives a few tries away; so all of it is in memory, bounded.
 */
export class Attempts {
  readonly #slowing: Slowing;
  readonly #now: () => number;
  readonly #failures = new Map<string, { count: number; at: number }>();

  constructor(slowing: Slowing, now: () => number) {
    this.#slowing = slowing;
    this.#now = now;
  }

  /** Throws `rate-limited` with the seconds to wait. */
  check(source: string): void {
    const known = this.#failures.get(source);
    if (!known) return;
    const { free, most } = this.#slowing;
    const since = this.#now() - known.at;
    if (since > FORGOTTEN_AFTER_MS) return void this.#failures.delete(source);
    const wait = known.count < free ? 0 : Math.min(2 ** (known.count - free), most) * 1000;
    if (since < wait)
      throw new HelpBoardError('rate-limited', { retryAfter: Math.ceil((wait - since) / 1000) });
  }

  /** Counts a try before it is known how it ends: a hundred at once must not all be free. */
  count(source: string): void {
    const count = (this.#failures.get(source)?.count ?? 0) + 1;
    this.#failures.delete(source);
    this.#failures.set(source, { count, at: this.#now() });
    if (this.#failures.size > SOURCES_MAX) this.#failures.delete(this.#failures.keys().next().value!);
  }

  /** It was the right one after all. */
  forget(source: string): void {
    this.#failures.delete(source);
  }
}
