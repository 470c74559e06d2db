import { array, object, string, type Infer } from './schema.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** China Standard Time, without daylight saving. */
const ZONE = 8 * 60 * MINUTE;
/** A calendar without any working time must not be searched for ever. */
const DAYS_MAX = 400;

const timeOfDay = string({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });

/** From when to when somebody works; two spans leave a lunch break. One that ends before it begins ends the next day. */
export const openingHoursSchema = array(object({ from: timeOfDay, to: timeOfDay }), {
  minItems: 1,
  maxItems: 6,
});
export type OpeningHours = Infer<typeof openingHoursSchema>;

/** The time that counts for a promise. Both directions: what is added can be taken away again. */
export interface WorkingTime {
  /** The instant at which `ms` of working time have passed since `start`; before it where `ms` is negative. */
  add(start: number, ms: number): number;
  /** Working time between two instants. */
  between(from: number, to: number): number;
}

/** Every minute counts. */
export const ROUND_THE_CLOCK: WorkingTime = {
  add: (start, ms) => start + ms,
  between: (from, to) => to - from,
};

/** The day of an instant in China, as the number of days since 1970. */
export const dayOf = (at: number): number => Math.floor((at + ZONE) / DAY);
/** The instant at which that day begins. */
export const dayStart = (day: number): number => day * DAY - ZONE;
/** `2026-03-20` */
export const dayName = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The spans of a working day in milliseconds after its midnight, or `undefined` where they overlap. */
export function spansOf(hours: OpeningHours): (readonly [from: number, to: number])[] | undefined {
  const spans = hours
    .map(({ from, to }) => {
      const [begin, end] = [minutesOf(from), minutesOf(to)];
      return [begin * MINUTE, (end > begin ? end : end + 24 * 60) * MINUTE] as const;
    })
    .sort((a, b) => a[0] - b[0]);
  const overlap = spans.some(([, to], i) => to > (spans[i + 1]?.[0] ?? spans[0]![0] + DAY));
  return overlap ? undefined : spans;
}

/**
 * Working time of days that work and hours that are open. Which days work is asked from outside: the list of Chinese
 * holidays (调休) changes every year and is no business of a page.
 * @throws RangeError where the hours overlap
 */
export function workingTime(hours: OpeningHours, worksOn: (day: string) => boolean): WorkingTime {
  const spans = spansOf(hours);
  if (!spans) throw new RangeError('opening hours overlap');

  /** Spans in order of time from the day before `at` on (a night shift may still run), or backwards from its day. */
  function* openings(at: number, backwards = false): Generator<readonly [number, number]> {
    const first = dayOf(at) + (backwards ? 0 : -1);
    for (let i = 0; i < DAYS_MAX; i++) {
      const day = backwards ? first - i : first + i;
      if (!worksOn(dayName(day))) continue;
      for (const [from, to] of backwards ? [...spans!].reverse() : spans!)
        yield [dayStart(day) + from, dayStart(day) + to];
    }
  }

  return {
    add(start, ms) {
      let left = Math.abs(ms);
      for (const [from, to] of openings(start, ms < 0)) {
        if (ms >= 0) {
          const begin = Math.max(from, start);
          if (to - begin >= left && to > begin) return begin + left;
          left -= Math.max(0, to - begin);
        } else {
          const end = Math.min(to, start);
          if (end - from >= left && end > from) return end - left;
          left -= Math.max(0, end - from);
        }
      }
      return start + ms;
    },
    between(from, to) {
      let sum = 0;
      for (const [begin, end] of openings(from)) {
        if (begin >= to) break;
        sum += Math.max(0, Math.min(end, to) - Math.max(begin, from));
      }
      return sum;
    },
  };
}
