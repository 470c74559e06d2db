/**
 * How far the server's clock is ahead of the device's, told by the `Date` of answers. A `no-store` answer is believed most,
 * the one with the shortest round trip above all; another may have lain in a cache for as long as its `Age`.
 */
export class ServerClock {
  offset = 0;
  private doubt = Infinity;

  /** @param asked when the answer was asked for, epoch milliseconds of the device; undefined where nobody knows. */
  hear(headers: Headers, asked?: number): void {
    const date = Date.parse(headers.get('date') ?? '');
    if (isNaN(date)) return;
    const now = Date.now();
    const fresh = asked !== undefined && /no-store/.test(headers.get('cache-control') ?? '');
    // Half a minute: what `stale-while-revalidate` may hide.
    const doubt = fresh ? now - asked : 30_000;
    if (doubt > this.doubt) return;
    this.doubt = doubt;
    this.offset = date + (Number(headers.get('age')) || 0) * 1000 - (fresh ? (asked + now) / 2 : now);
  }
}
