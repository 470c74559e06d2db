/**
 * How far the server's clock is ahead of the device's, told by the `Date` and `Age` of answers. A `no-store` answer with a
 * short round trip is believed most; another may have lain in a cache for as long as `stale-while-revalidate` allows.
 */
export class ServerClock {
  offset = 0;
  private doubt = Infinity;

  /** @param asked when the answer was asked for, epoch milliseconds of the device; undefined where nobody knows. */
  hear(headers: Headers, asked = 0): void {
    const now = Date.now();
    const server = Date.parse(headers.get('date') ?? '') + Number(headers.get('age')) * 1000;
    const doubt = asked && /no-store/.test(headers.get('cache-control') ?? '') ? now - asked : 30_000;
    if (isNaN(server) || doubt > this.doubt) return;
    this.doubt = doubt;
    this.offset = server - now + (doubt < 30_000 ? doubt / 2 : 0);
  }
}
