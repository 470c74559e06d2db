import { createRequire } from 'node:module';

interface Announced {
  /** By day, `2026-02-16`. */
  holidays: Record<string, string>;
  /** Weekends that are worked for a longer holiday (调休). */
  workdays: Record<string, string>;
}

// The list itself: the functions of the package read days in the zone of the machine, and miss by one in the Americas.
const { holidays, workdays } = createRequire(import.meta.url)(
  'chinese-days/dist/chinese-days.json',
) as Announced;

const announced = new Set(Object.keys(holidays).map((day) => day.slice(0, 4)));

/** Holidays by law on fixed dates: all that is known of a year before its list is announced, in the November before. */
const FIXED = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

/** Whether people work on a day (`2026-03-20`) in China. */
export function worksInChina(day: string): boolean {
  if (day in workdays) return true;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  return announced.has(day.slice(0, 4)) ? !(day in holidays) : !FIXED.includes(day.slice(5));
}
