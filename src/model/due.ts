import type { Promised } from './clock.js';

const HOUR = 3_600_000;

/** How long the promise gives, in milliseconds of the time that counts. */
export const promisedMs = (promised: Promised, complex = false): number =>
  (complex ? promised.complexHours : promised.normalHours) * HOUR;

/**
 * When the answer is due, in epoch milliseconds. Normal and complex both count from the same start, the receipt: a late
 * change to complex moves the end, never the beginning. Round the clock, unless `time` counts otherwise.
 */
export function dueAt(
  receivedAt: number,
  promised: Promised,
  complex = false,
  time?: { add(start: number, ms: number): number },
): number {
  const ms = promisedMs(promised, complex);
  return time ? time.add(receivedAt, ms) : receivedAt + ms;
}
