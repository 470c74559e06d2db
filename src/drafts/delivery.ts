import type { Receipt } from '../model/submission.js';
import { additionTo } from './additions.js';
import { mayHaveArrived, type Verdict } from './policy.js';
import { changed, freshEntry, freshStored, isEmpty, type Stored } from './record.js';
import type { EnqueueOptions, Entry } from './types.js';

/** The person pressed send. `name` is the edition of a text that the form has never shown us. */
export function queued(
  stored: Stored,
  payload: unknown,
  summary: string,
  name: string,
  now: number,
  { forget }: EnqueueOptions = {},
): Stored {
  const { entry, edition, frozen } = stored;
  // It may have arrived, and nothing was changed since: the very same bytes again get the very same receipt.
  const known = entry.content !== undefined && edition;
  const again = entry.tries > 0 && known && frozen === edition;
  const next = known || name;
  return {
    ...changed(stored, now, {
      delivery: 'queued',
      payload: again ? entry.payload : payload,
      summary,
      forget,
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

/** Remembers the text that may have arrived; where there is one already, that. */
const venture = (next: Stored, { entry, edition }: Stored): Stored =>
  next.ventured === undefined
    ? { ...next, ventured: edition, entry: { ...next.entry, ventured: entry.summary } }
    : next;

export function begun(stored: Stored, attempt: string, now: number): Stored {
  const changes: Partial<Entry> = {
    delivery: 'sending',
    tries: stored.entry.tries + 1,
    nextTryAt: undefined,
  };
  // Found as a tab left it that died meanwhile.
  const unknown = stored.entry.delivery === 'sending';
  const next = { ...changed(stored, now, changes), attempt };
  return unknown ? venture(next, stored) : next;
}

export function failed(stored: Stored, verdict: Exclude<Verdict, { delivery: 'sent' }>, now: number): Stored {
  const { delivery, failure, wait } = verdict;
  const nextTryAt = wait === undefined ? undefined : now + Math.round(wait);
  const next = { ...changed(stored, now, { delivery, failure, nextTryAt }), attempt: undefined };
  return mayHaveArrived(failure.code) ? venture(next, stored) : next;
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
  const { key, form, summary, tries, createdAt, content, payload, photos, forget, ventured } = stored.entry;
  const same = stored.edition === edition;
  const sent: Stored = {
    ...freshStored({
      ...freshEntry(key, form, createdAt),
      delivery: 'sent',
      // Of what has arrived, not of what was written over it.
      summary: forget ? '' : same ? summary : (ventured ?? summary),
      tries,
      updatedAt: now,
      receipt,
      ...(forget && { forget }),
    }),
    edition: stored.edition,
  };
  if (same || isEmpty(stored.entry)) return { sent };
  const rest: Stored = {
    ...freshStored({
      ...freshEntry(spare, additionTo(receipt.id), now),
      delivery: 'attention',
      content: content === undefined ? payload : content,
      summary,
      photos,
      failure: { code: 'already-received' },
    }),
    edition: stored.edition,
  };
  return { sent, rest };
}
