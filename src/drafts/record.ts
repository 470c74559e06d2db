import type { Background, Delivery, Entry } from './types.js';
import { toJson } from '../model/json.js';

/** Stamped on every record. */
const VERSION = 2;

/** An entry as it lies in storage, with what only the outbox needs to know. */
export interface Stored {
  v: number;
  entry: Entry;
  /** Nonce of the one tab that may write the draft. */
  writer?: string;
  /** Names this very text, anew with every change: tells whether what has arrived is what is here. */
  edition: string;
  /** The edition that was frozen into the payload. */
  frozen?: string;
  /** The last words (see last-words.ts) that were taken over: they are not taken twice. */
  took?: string;
  /** The newest text of the page `by` that came here was its nth: an earlier one of it comes too late. */
  said?: { by: string; nth: number };
  /** When the time began after which the draft expires (see expiry.ts), epoch milliseconds. */
  since: number;
  /** The edition of what `entry.ventured` tells. */
  ventured?: string;
  /** The try under way. A failure is recorded only by the try it belongs to. */
  attempt?: string;
  /** How a service worker can deliver it. Without: only a page can. */
  background?: Background;
  /** Tries made when the person last said "try again". */
  patience?: number;
}

/** What was typed, as the form has it. */
export interface Text {
  content: unknown;
  summary: string;
  /** The edition it becomes; also the key it goes on under when its own has gone to another text. */
  name: string;
  /** Counts what its page has typed. */
  nth?: number;
}

const DELIVERIES: readonly Delivery[] = ['draft', 'queued', 'sending', 'maybe', 'attention', 'sent'];

/** From each version to the next, run record by record when they are read; they are written as they are changed. */
const MIGRATIONS: Record<number, (old: Stored) => Stored> = {
  // 2 tells when a draft's time began.
  1: (old) => ({ ...old, v: 2, since: old.entry.updatedAt }),
};

/**
 * What was read from storage, or undefined for what is not a record of ours, or of a version that this code does not know
 * yet. That is left alone: neither written over nor deleted.
 */
export function readStored(value: unknown): Stored | undefined {
  let stored = value as Stored | null | undefined;
  const entry = stored?.entry;
  if (
    typeof entry?.key !== 'string' ||
    !Array.isArray(entry.photos) ||
    DELIVERIES.indexOf(entry.delivery) < 0
  )
    return undefined;
  for (let migrate; (migrate = MIGRATIONS[stored!.v]);) stored = migrate(stored!);
  return stored!.v === VERSION ? stored! : undefined;
}

/** A copy that nobody else holds: what the caller does to the object later does not reach the disk. */
export const snapshot = <T>(value: T): T => (value === undefined ? value : JSON.parse(toJson(value)));

export const sameText = (a: unknown, b: unknown) => a === b || toJson(a) === toJson(b);

export const freshEntry = (key: string, form: string, now: number): Entry => ({
  key,
  form,
  delivery: 'draft',
  content: undefined,
  summary: '',
  photos: [],
  tries: 0,
  createdAt: now,
  updatedAt: now,
});

export const freshStored = (entry: Entry, writer?: string): Stored => ({
  v: VERSION,
  entry,
  writer,
  edition: '',
  since: entry.updatedAt,
});

/** Nothing typed, nothing attached: not worth a place on the disk. */
export const isEmpty = ({ content, payload, photos }: Entry) =>
  content === undefined && payload === undefined && !photos.length;

/** Whether this tab may write into it. */
export const isWritable = ({ writer, entry }: Stored, me: string) =>
  entry.delivery === 'draft' && (!writer || writer === me);

export const changed = (stored: Stored, now: number, changes: Partial<Entry>): Stored => ({
  ...stored,
  since: now,
  entry: { ...stored.entry, expiresAt: undefined, ...changes, updatedAt: now },
});

/** Whether it is another text than `base` by now, and not one that the page `by` has said itself. */
export const hasMoved = ({ edition, said }: Stored, base: string, by?: string | 0) =>
  edition !== base && (!by || said?.by !== by);

/** Whether what is here came later from the same page: from its last words, which are quicker than the disk. */
export const isOvertaken = ({ nth = Infinity }: Text, writer: string, { said }: Stored) =>
  said?.by === writer && said.nth >= nth;

/** Text or photos as this tab's person has them now; `name` becomes the edition, if anything differs. */
export function typed(
  stored: Stored,
  writer: string,
  changes: Partial<Pick<Entry, 'content' | 'summary' | 'photos'>>,
  name: string,
  now: number,
  nth?: number,
): Stored {
  const next = changed(stored, now, changes);
  if (nth) next.said = { by: writer, nth };
  const same =
    sameText(next.entry.content, stored.entry.content) && sameText(next.entry.photos, stored.entry.photos);
  return { ...next, writer, edition: same ? stored.edition : name };
}

/** Back into the form. */
export const reopened = (stored: Stored, writer: string, now: number): Stored => ({
  ...changed(stored, now, { delivery: 'draft', nextTryAt: undefined }),
  writer,
});
