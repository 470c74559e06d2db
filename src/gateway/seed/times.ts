import type { SeedRequest } from './seed-types.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** China Standard Time, without daylight saving. */
const ZONE = 8 * HOUR;

const midnightBefore = (at: number): number => Math.floor((at + ZONE) / DAY) * DAY - ZONE;

/**
 * When a seed arrived. Most people sleep: what is routine and would fall between midnight and six moves to the evening
 * before. A text that speaks of a time of day arrives at that time.
 */
export function arrivalOf(seed: SeedRequest, now: number): number {
  const at = now - seed.minutesAgo * MINUTE;
  if (seed.clock) {
    const [hours = 0, minutes = 0] = seed.clock.split(':').map(Number);
    const then = midnightBefore(at) + hours * HOUR + minutes * MINUTE;
    const lastReply = Math.max(0, ...(seed.replies ?? []).map((reply) => reply.afterMinutes));
    return then + (lastReply + 5) * MINUTE > now ? then - DAY : then;
  }
  const night = at - midnightBefore(at) < 6 * HOUR;
  return night && seed.urgency === 'routine' && seed.minutesAgo > 360 ? at - 6 * HOUR : at;
}
