/**
 * How far the server's clock is ahead of the device's, told by the `Date` and `Age` of answers. What a cache hides beyond its
 * `Age`, and the way of the answer, is a matter of seconds; what is derived from it is told in minutes.
 */
export class ServerClock {
  offset = 0;

  hear(headers: Headers): void {
    const offset = Date.parse(headers.get('date')!) + +headers.get('age')! * 1000 - Date.now();
    // The gateway always has the date exposed; another backend may not.
    if (!isNaN(offset)) this.offset = offset;
  }
}
