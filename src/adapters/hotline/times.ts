/**
 * How a backend writes a moment. `iso` with a zone (one without is China's); `local` is `YYYY-MM-DD HH:mm:ss` in China;
 * `date` the day alone; `end-of-day` the day alone, where it is a limit; `compact` is `YYMMDDhhmmss` or `YYYYMMDDhhmmss`; `s`
 * and `ms` count from 1970.
 */
export const TIME_FORMATS = ['iso', 'local', 'date', 'end-of-day', 'compact', 's', 'ms'] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

const CHINA = 8 * 3_600_000;
const DAY = 86_400_000;
/** 2000 to 2100: seconds taken for milliseconds, and zeros, fall out. */
const [EARLIEST, LATEST] = [Date.UTC(2000, 0), Date.UTC(2100, 0)];

const iso = (at: number): string | undefined =>
  at >= EARLIEST && at < LATEST ? new Date(at).toISOString() : undefined;

/** A moment by China's clock; `undefined` where the calendar has none, such as the 31st of February. */
function inChina(parts: readonly (string | undefined)[]): number | undefined {
  const [year = NaN, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    part === undefined ? undefined : +part,
  );
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(at);
  const same =
    read.getUTCMonth() === month - 1 && read.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return same ? at - CHINA : undefined;
}

const LOCAL =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:\.\d+)?)?$/;
const COMPACT = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

function readLocal(text: string, end = false): string | undefined {
  const parts = LOCAL.exec(text);
  const at = parts ? inChina(parts.slice(1)) : undefined;
  if (at === undefined) return undefined;
  return iso(end && parts![4] === undefined ? at + DAY - 1000 : at);
}

/** The moment as RFC 3339 in UTC, or `undefined`. */
export function readTime(format: TimeFormat, raw: unknown): string | undefined {
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined;
  const text = String(raw).trim();
  switch (format) {
    case 's':
    case 'ms':
      return /^\d{1,16}$/.test(text) ? iso(+text * (format === 's' ? 1000 : 1)) : undefined;
    case 'compact': {
      const [, year, ...rest] = COMPACT.exec(text) ?? [];
      if (year === undefined) return undefined;
      const at = inChina([year.length === 2 ? `20${year}` : year, ...rest]);
      return at === undefined ? undefined : iso(at);
    }
    case 'iso':
      return /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/i.test(text) ? iso(Date.parse(text)) : readLocal(text);
    default:
      return readLocal(text, format === 'end-of-day');
  }
}

/** The moment as the backend writes it. */
export function writeTime(format: TimeFormat, at: string): string | number {
  const time = Date.parse(at);
  if (format === 's') return Math.floor(time / 1000);
  if (format === 'ms') return time;
  const there = new Date(time + CHINA).toISOString();
  switch (format) {
    case 'iso':
      return `${there.slice(0, 19)}+08:00`;
    case 'compact':
      return there.slice(2, 19).replace(/\D/g, '');
    case 'local':
      return there.slice(0, 19).replace('T', ' ');
    default:
      return there.slice(0, 10);
  }
}
