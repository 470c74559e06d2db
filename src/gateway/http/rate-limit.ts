import { HelpBoardError } from '../../adapters/errors.js';

export interface Limit {
  /** Calls at once. */
  burst: number;
  /** Calls a minute, in the long run. */
  perMinute: number;
}

const ADDRESSES_MAX = 50_000;

/** One IPv6 household is a /64, not an address. */
export function addressGroup(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head ? head.split(':') : [];
  // `::` stands for as many zeros as are missing.
  if (tail !== undefined) {
    const rest = tail ? tail.split(':').length : 0;
    while (groups.length + rest < 8) groups.push('0');
  }
  return groups.slice(0, 4).join(':');
}

/**
 * Token buckets by address. A limit makes it slower and never refuses for good: a whole isolation site may share one
 * address. Forgetting an address is harmless, so the number of them is bounded.
 */
export class RateLimit {
  readonly #limit: Limit;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(limit: Limit, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Throws `rate-limited` with the seconds to wait where nothing is left; takes nothing. */
  check(address: string): void {
    const { left } = this.#bucket(address);
    if (left >= 1) return;
    throw new HelpBoardError('rate-limited', {
      retryAfter: Math.ceil(((1 - left) * 60) / this.#limit.perMinute),
    });
  }

  /** Whether more than half of what may come at once has come. */
  isBusy(address: string): boolean {
    return this.#bucket(address).left < this.#limit.burst / 2;
  }

  /** Counts one call. */
  take(address: string): void {
    const bucket = this.#bucket(address);
    // Never below nothing: who is let through all the same must not have to wait the longer for it.
    bucket.left = Math.max(0, bucket.left - 1);
  }

  #bucket(address: string) {
    const group = addressGroup(address);
    const { burst, perMinute } = this.#limit;
    const now = this.#now();
    const was = this.#buckets.get(group) ?? { left: burst, at: now };
    const left = Math.min(burst, was.left + (Math.max(0, now - was.at) * perMinute) / 60_000);
    const bucket = { left, at: now };
    this.#buckets.delete(group);
    this.#buckets.set(group, bucket);
    if (this.#buckets.size > ADDRESSES_MAX) this.#buckets.delete(this.#buckets.keys().next().value!);
    return bucket;
  }
}
