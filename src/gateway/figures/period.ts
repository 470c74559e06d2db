import { HelpBoardError } from '../../adapters/errors.js';
import { dayOf } from '../../model/index.js';

const DAY = 86_400_000;

/** Days of China, from the first up to, not with, the last. */
export interface Period {
  name: string;
  from: number;
  to: number;
}

const firstOf = (year: number, month: number): number => Date.UTC(year, month, 1) / DAY;

/** What a period's name means now. Throws `invalid` for a day that no calendar has. */
export function periodOf(name: string, now: number): Period {
  const today = dayOf(now);
  switch (name) {
    case 'today':
      return { name, from: today, to: today + 1 };
    case 'yesterday':
      return { name, from: today - 1, to: today };
    case '7d':
      return { name, from: today - 6, to: today + 1 };
    case '30d':
      return { name, from: today - 29, to: today + 1 };
    case 'all':
      return { name, from: 0, to: today + 1 };
  }
  const [year = 0, month = 0, date] = name.split('-').map(Number);
  if (date === undefined) return { name, from: firstOf(year, month - 1), to: firstOf(year, month) };
  const from = firstOf(year, month - 1) + date - 1;
  if (from >= firstOf(year, month))
    throw new HelpBoardError('invalid', { fields: { period: 'no-such-day' } });
  return { name, from, to: from + 1 };
}
