import { readTime, writeTime, type TimeFormat } from './times.js';

/** How one value is read from a backend, and written for it. */
export interface Codec<T> {
  /** A word on it for people, such as `time local`. */
  readonly name: string;
  /** Never throws; `undefined` for what it cannot read. */
  read(raw: unknown): T | undefined;
  write(value: T): unknown;
}

/** Texts, numbers and truth values as a text; nothing else is one. */
const plain = (raw: unknown): string | undefined => {
  if (typeof raw === 'boolean' || (typeof raw === 'number' && isFinite(raw))) return String(raw);
  return typeof raw === 'string' ? raw : undefined;
};

/** A text; an empty one counts as missing. */
export const text = (): Codec<string> => ({
  name: 'text',
  read: (raw) => plain(raw)?.trim() || undefined,
  write: (value) => value,
});

/** An id: a text, though it comes as a number. `null` as a text is none. */
export const id = (): Codec<string> => ({
  name: 'id',
  read: (raw) => {
    const read = typeof raw === 'boolean' ? undefined : plain(raw)?.trim();
    return read && !/^(null|undefined)$/i.test(read) ? read : undefined;
  },
  write: (value) => value,
});

/** Our key without its dashes, for backends with room for 32 characters. */
export const compactKey = (): Codec<string> => ({
  name: 'key in 32 characters',
  read: (raw) => {
    const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(plain(raw)?.trim() ?? '');
    return parts ? parts.slice(1).join('-').toLowerCase() : id().read(raw);
  },
  write: (value) => value.replace(/-/g, ''),
});

/** A name or number that may be held back: 保密, 匿名 or nothing but stars is none. */
export const masked = (): Codec<string> => ({
  name: 'masked text',
  read: (raw) => {
    const read = plain(raw)?.trim();
    return read && !/^([*＊xX]+|保密|匿名|不公开|无|null)$/.test(read) ? read : undefined;
  },
  write: (value) => value,
});

export const number = (): Codec<number> => ({
  name: 'number',
  read: (raw) => {
    const read = typeof raw === 'string' && raw.trim() ? +raw : raw;
    return typeof read === 'number' && isFinite(read) ? read : undefined;
  },
  write: (value) => value,
});

export const time = (format: TimeFormat): Codec<string> => ({
  name: `time ${format}`,
  read: (raw) => readTime(format, raw),
  write: (value) => writeTime(format, value),
});

const YES = ['1', 'true', 'yes', 'y', '是', '有'];
const NO = ['0', 'false', 'no', 'n', '否', '无', '没有'];

/** A truth value in any of the usual words; written as the first pair, 1 and 0, or as given. */
export const flag = ([yes, no]: readonly [unknown, unknown] = [1, 0]): Codec<boolean> => ({
  name: 'flag',
  read: (raw) => {
    const read = plain(raw)?.trim().toLowerCase() ?? '';
    if (read === plain(yes)?.toLowerCase() || YES.includes(read)) return true;
    return read === plain(no)?.toLowerCase() || NO.includes(read) ? false : undefined;
  },
  write: (value) => (value ? yes : no),
});

/** Our word → theirs: the first is written, all are read. */
export type Table<K extends string> = Partial<Record<K, readonly (string | number)[]>>;

/** Whether a raw value is one of these; `0`, `"0"` and `" 0"` are the same code. */
export const isOneOf = (raw: unknown, codes: readonly (string | number)[] | undefined): boolean => {
  const read = plain(raw)?.trim();
  return read !== undefined && !!codes?.some((code) => String(code) === read);
};

/** A code list. What stands in no row is not read, and `otherwise` is written for what has none. */
export const table = <K extends string>(rows: Table<K>, otherwise?: string | number): Codec<K> => ({
  name: `one of ${Object.keys(rows).join(', ')}`,
  read: (raw) => (Object.keys(rows) as K[]).find((key) => isOneOf(raw, rows[key])),
  write: (value) => rows[value]?.[0] ?? otherwise,
});

/** Several values in one text, or in a list. */
export const list = (separator?: string): Codec<string[]> => ({
  name: separator ? `list by ${separator}` : 'list',
  read: (raw) => {
    const items = Array.isArray(raw) ? raw : (plain(raw)?.split(separator ?? /[,，;；|]/) ?? []);
    return items.map((item) => plain(item)?.trim() ?? '').filter(Boolean);
  },
  write: (value) => (separator ? value.join(separator) : value),
});

/**
 * A scale of satisfaction, whichever way it runs, as 1 (very dissatisfied) to 5 (very satisfied). Between two steps the
 * lower one is taken, so that nobody is made more satisfied than they said. 0 or nothing, off the scale, is "not rated".
 */
export const scale = (worst: number, best: number): Codec<number> => ({
  name: `scale ${worst} to ${best}`,
  read: (raw) => {
    const read = number().read(raw);
    const share = read === undefined ? NaN : (read - worst) / (best - worst);
    return Number.isInteger(read) && share >= 0 && share <= 1 ? Math.floor(1 + share * 4) : undefined;
  },
  write: (value) => {
    const steps = Math.abs(best - worst);
    // Exact fifths of a 5-point scale must survive the division.
    const step = Math.floor(((Math.min(Math.max(value, 1), 5) - 1) / 4) * steps + 1e-9);
    return worst + Math.sign(best - worst) * step;
  },
});

export interface Place {
  latitude: number;
  longitude: number;
}

const isPlace = ({ latitude, longitude }: Place): boolean =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);

/** Both coordinates in one text, `lng,lat` or the other way round. */
export const coordinates = (order: 'lng,lat' | 'lat,lng'): Codec<Place> => ({
  name: `coordinates ${order}`,
  read: (raw) => {
    const parts = (plain(raw) ?? '').split(/[,，\s]+/).map(Number);
    const [longitude = NaN, latitude = NaN] = order === 'lng,lat' ? parts : [parts[1], parts[0]];
    return parts.length === 2 && isPlace({ latitude, longitude }) ? { latitude, longitude } : undefined;
  },
  write: ({ latitude, longitude }) =>
    (order === 'lng,lat' ? [longitude, latitude] : [latitude, longitude]).join(','),
});

/** One of two coordinates in fields of their own; 0 is what backends write for none. */
export const degrees = (most: 90 | 180): Codec<number> => ({
  name: 'degrees',
  read: (raw) => {
    const read = number().read(raw);
    return read && Math.abs(read) <= most ? read : undefined;
  },
  write: (value) => value,
});

/**
 * A region after GB/T 2260: six digits, nine to the street, twelve to the community; `names` gives its name where it is
 * known. What is no code stays the text it is.
 */
export const region = (names: Readonly<Record<string, string>> = {}): Codec<string> => ({
  name: 'region',
  read: (raw) => {
    const read = text().read(raw);
    if (read === undefined || !/^\d+$/.test(read)) return read;
    if (!/^[1-8]\d{5}(\d{3}(\d{3})?)?$/.test(read)) return undefined;
    // A code finer than the list is still in its county.
    const known = [read, read.slice(0, 9), read.slice(0, 6)].find((code) =>
      Object.keys(names).includes(code),
    );
    return known ? names[known] : read;
  },
  write: (value) => Object.keys(names).find((code) => names[code] === value) ?? value,
});
