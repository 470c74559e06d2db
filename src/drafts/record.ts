import type { Receipt } from '../model/submission.js';
import type { Verdict } from './policy.js';
import type { Delivery, Entry } from './types.js';

/** Stamped on every record; a later version migrates record by record, when it reads them. */
const VERSION = 1;

/** An entry as it lies in storage, with what only the outbox needs to know. */
export interface Stored {
  v: typeof VERSION;
  entry: Entry;
  /** Nonce of the one tab that may write the draft. */
  writer?: string;
  /** Names this very text, anew with every change: tells whether what has arrived is what is here. */
  edition: string;
  /** The edition that was frozen into the payload. */
  frozen?: string;
  /** The try under way. A failure is recorded only by the try it belongs to. */
  attempt?: string;
  /** Tries made when the person last said "try again". */
  patience?: number;
}

const DELIVERIES: readonly Delivery[] = ['draft', 'queued', 'sending', 'maybe', 'attention', 'sent'];

/** What was read from storage, or undefined for what is not a record of ours; that is left alone, never deleted. */
export function readStored(value: unknown): Stored | undefined {
  const stored = value as Stored | null | undefined;
  const entry = stored?.entry;
  const usable =
    stored?.v === VERSION &&
    typeof entry?.key === 'string' &&
    Array.isArray(entry.photos) &&
    DELIVERIES.indexOf(entry.delivery) >= 0;
  return usable ? stored : undefined;
}

const json = (value: unknown) => JSON.stringify(value);

/** A copy that nobody else holds: what the caller does to the object later does not reach the disk. */
export const snapshot = <T>(value: T): T => (value === undefined ? value : JSON.parse(json(value)));

export const sameText = (a: unknown, b: unknown) => a === b || json(a) === json(b);

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

export const freshStored = (entry: Entry, writer: string): Stored => ({
  v: VERSION,
  entry,
  writer,
  edition: '',
});

/** Nothing typed, nothing attached: not worth a place on the disk. */
export const isEmpty = ({ content, payload, photos }: Entry) =>
  content === undefined && payload === undefined && !photos.length;

/** Whether this tab may write into it. */
export const isWritable = ({ writer, entry }: Stored, me: string) =>
  entry.delivery === 'draft' && (!writer || writer === me);

const changed = (stored: Stored, now: number, changes: Partial<Entry>): Stored => ({
  ...stored,
  entry: { ...stored.entry, ...changes, updatedAt: now },
});

/** Text or photos as this tab's person has them now; `name` becomes the edition, if anything differs. */
export function typed(
  stored: Stored,
  me: string,
  changes: Partial<Pick<Entry, 'content' | 'summary' | 'photos'>>,
  name: string,
  now: number,
): Stored {
  const next = changed(stored, now, changes);
  const same =
    sameText(next.entry.content, stored.entry.content) && sameText(next.entry.photos, stored.entry.photos);
  return { ...next, writer: me, edition: same ? stored.edition : name };
}

/** The person pressed send. */
export function queued(stored: Stored, payload: unknown, summary: string, name: string, now: number): Stored {
  const { entry, edition, frozen } = stored;
  // It may have arrived, and nothing was changed since: the very same bytes again get the very same receipt.
  const again = entry.tries > 0 && entry.content !== undefined && frozen === edition;
  const next = again ? edition : name;
  return {
    ...changed(stored, now, {
      delivery: 'queued',
      payload: again ? entry.payload : payload,
      summary,
      nextTryAt: undefined,
      failure: undefined,
    }),
    writer: undefined,
    edition: next,
    frozen: next,
    patience: entry.tries,
  };
}

/** Entries that the outbox sends by itself: queued, or told to a person and still being tried. */
export const isWaiting = ({ entry }: Stored) =>
  entry.payload !== undefined &&
  (entry.delivery === 'queued' ||
    entry.delivery === 'sending' ||
    (entry.delivery === 'attention' && entry.nextTryAt !== undefined));

/** Offline, only what was tried and has waited is tried again: `onLine` lies in some WebViews, but seldom. */
const OFFLINE_PAUSE = 60_000;

/** When a waiting entry is to be tried. A record out of the future: the clock was set back, so there is nothing to wait for. */
export function dueAt({ entry }: Stored, now: number, online: boolean): number {
  const at = entry.nextTryAt ?? (online ? 0 : entry.updatedAt + OFFLINE_PAUSE);
  return entry.updatedAt > now ? now : at;
}

export function begun(stored: Stored, attempt: string, now: number): Stored {
  const changes: Partial<Entry> = {
    delivery: 'sending',
    tries: stored.entry.tries + 1,
    nextTryAt: undefined,
  };
  return { ...changed(stored, now, changes), attempt };
}

export function failed(stored: Stored, verdict: Exclude<Verdict, { delivery: 'sent' }>, now: number): Stored {
  const { delivery, failure, wait } = verdict;
  const nextTryAt = wait === undefined ? undefined : now + Math.round(wait);
  return { ...changed(stored, now, { delivery, failure, nextTryAt }), attempt: undefined };
}

/** Back to the queue by a person's hand. */
export function requeued(stored: Stored, now: number): Stored {
  const changes: Partial<Entry> = { delivery: 'queued', nextTryAt: undefined };
  return { ...changed(stored, now, changes), patience: stored.entry.tries };
}

/** Back into the form. */
export function reopened(stored: Stored, me: string, now: number): Stored {
  return { ...changed(stored, now, { delivery: 'draft', nextTryAt: undefined }), writer: me };
}

/**
 * It has arrived: text, contact and photos go, the receipt stays. `edition` is the one that was sent. If a newer text is
 * here by now, or the backend says that it has another (`edition` undefined), that text goes on under `spare` as what it
 * is: something the person may add to the request.
 */
export function arrived(
  stored: Stored,
  receipt: Receipt,
  edition: string | undefined,
  spare: string,
  now: number,
) {
  const { key, form, summary, tries, createdAt } = stored.entry;
  const sent: Stored = {
    v: VERSION,
    edition: stored.edition,
    entry: { ...freshEntry(key, form, createdAt), delivery: 'sent', summary, tries, updatedAt: now, receipt },
  };
  if (stored.edition === edition || isEmpty(stored.entry)) return { sent };
  const rest = freshStored(
    {
      ...freshEntry(spare, `addition:${receipt.id}`, now),
      delivery: 'attention',
      content: stored.entry.content === undefined ? stored.entry.payload : stored.entry.content,
      summary,
      photos: stored.entry.photos,
      failure: { code: 'already-received' },
    },
    '',
  );
  return { sent, rest };
}
