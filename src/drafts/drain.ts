import type { Receipt } from '../model/submission.js';
import { arrived, begun, dueAt, failed, isWaiting as waits } from './delivery.js';
import type { Device } from './device.js';
import type { Ledger } from './ledger.js';
import type { Claims, Hold } from './ownership.js';
import { readPhoto } from './photos.js';
import { judgeAnswer, judgeFailure, type Verdict } from './policy.js';
import { snapshot, type Stored } from './record.js';
import type { Dedupe, Entry, Send } from './types.js';

/** How long one try may take: an answer of JSON, and more for every photo on a bad line. */
const TIME_OUT = 30_000;
const TIME_OUT_PHOTO = 60_000;
/** How much longer than a try another tab is given before it counts as frozen. */
const BENEFIT_OF_DOUBT = 5_000;
/** So many tries of one run without an answer, and the rest waits: the device is not really online. */
const SILENCES = 3;
const SILENT_REST = 16_000;
/** From so many tries on, an entry stands behind the others: what never gets through must not hold them up. */
const STUBBORN = 3;
/** Times are looked at again at least this often: clocks jump, timers sleep. */
const LONGEST_SLEEP = 60_000;
/** Without a word between tabs, storage is read again this often while anything is unsent. */
const READ_AGAIN = 5_000;
/** What another tab has just queued is its own to send; after this, anybody's. */
const COURTESY = 3_000;

export interface DrainOptions {
  ledger: Ledger;
  claims: Claims;
  device: Device;
  send: Send;
  /** See `OutboxOptions`. */
  dedupe?: Dedupe;
  /** What is to be sent here; all that waits, if left out. */
  isWaiting?: (stored: Stored) => boolean;
}

export type Drain = ReturnType<typeof createDrain>;

const timeOut = ({ entry }: Stored) => TIME_OUT + TIME_OUT_PHOTO * entry.photos.length;
const rank = ({ tries }: Entry) => (tries < STUBBORN ? 0 : 1);

/** Sends what waits: the oldest first, one at a time, one tab at a time. */
export function createDrain({
  ledger,
  claims,
  device,
  send,
  dedupe = 'key',
  isWaiting = waits,
}: DrainOptions) {
  /** Only requests can be searched for; of an addition whose answer is lost nobody can be asked. */
  const gradeOf = (key: string): Dedupe =>
    dedupe === 'key' || ledger.records.get(key)?.entry.form === 'request' ? dedupe : 'none';
  let running: Promise<void> | undefined;
  let wanted = false;
  let eager = false;
  let stopped = false;
  /** After a run of silence, when the backend has asked for it, or while another tab is at it. */
  let restUntil = 0;
  /** Since when another tab has been at it without a sign of life. */
  let busySince: number | undefined;
  let cancel: (() => void) | undefined;
  let cancelReading: (() => void) | undefined;

  const waiting = () => [...ledger.records.values()].filter(isWaiting);
  const isReady = (stored: Stored, hurry: boolean, now: number) =>
    (hurry && !stored.entry.failure?.retryAfter) || dueAt(stored, now, device.online()) <= now;
  const rest = (ms: number) => (restUntil = device.now() + Math.min(ms, LONGEST_SLEEP));

  /** Tries what is due; `hurry`: also what waits for its time, unless the backend has asked for that. */
  const run = (hurry = false): Promise<void> => {
    wanted = true;
    eager = eager || hurry;
    running =
      running ||
      work()
        .catch(() => {})
        .then(() => {
          running = undefined;
          schedule();
        });
    return running;
  };

  /** Sets the timer for what is due next. */
  const schedule = (courtesy = false) => {
    cancel?.();
    cancel = undefined;
    if (stopped || running) return;
    const now = device.now();
    const online = device.online();
    let next = Infinity;
    for (const stored of waiting()) next = Math.min(next, dueAt(stored, now, online));
    if (next === Infinity) return;
    // A rest that long was ordered before the clock was set back.
    const until = restUntil - now > LONGEST_SLEEP ? now : restUntil;
    const at = Math.max(next, until, courtesy ? now + COURTESY : 0);
    cancel = device.later(Math.min(LONGEST_SLEEP, Math.max(0, at - now)), () => void run());
  };

  const work = async () => {
    while (wanted && !stopped) {
      const hurry = eager;
      wanted = eager = false;
      const now = device.now();
      const all = waiting();
      const due = all
        .filter((stored) => isReady(stored, hurry, now))
        .map(({ entry }) => entry)
        .sort((a, b) => rank(a) - rank(b) || a.createdAt - b.createdAt)
        .map(({ key }) => key);
      if (!due.length) continue;
      const patience = all.reduce((longest, stored) => Math.max(longest, timeOut(stored)), TIME_OUT);
      const frozen = busySince !== undefined && now - busySince > patience + BENEFIT_OF_DOUBT;
      // Who only searches before it posts, and wakes up between the two, would post what the thief has posted.
      const hold = await claims.claim('drain', frozen && dedupe !== 'lookup');
      if (!hold) {
        if (busySince === undefined || busySince > now) busySince = now;
        rest(COURTESY);
        return;
      }
      busySince = undefined;
      await sendAll(due, hold, hurry).finally(hold.release);
    }
  };

  const sendAll = async (due: string[], hold: Hold, hurry: boolean) => {
    let silences = 0;
    const seen = new Set<string>();
    for (const key of due) {
      if (stopped || hold.lost.aborted) return;
      const verdict = await attempt(key, hold, hurry && !seen.has(key));
      seen.add(key);
      if (!verdict) continue;
      const { failure = undefined, wait = undefined } = verdict.delivery === 'sent' ? {} : verdict;
      if (wait === 0) due.push(key);
      if (failure?.retryAfter) return rest(failure.retryAfter * 1_000);
      silences = failure?.code === 'network' ? silences + 1 : 0;
      if (silences === SILENCES) return rest(SILENT_REST);
    }
  };

  /** One try of one entry; undefined when there is nothing to be tried, or not by us. */
  const attempt = async (key: string, hold: Hold, hurry: boolean): Promise<Verdict | undefined> => {
    const id = device.key();
    const now = device.now();
    // Where nobody can be asked again, what is known must not be lost with the power.
    const strict = gradeOf(key) === 'none';
    const { lease } = hold;
    const stored = await ledger.change<{ put: Stored; previous?: string } | undefined>(
      key,
      (found, [value]) => {
        if (lease && !lease.mine(value)) hold.release();
        if (hold.lost.aborted || !found || !isWaiting(found) || !isReady(found, hurry, now)) return {};
        // Found as it was when its tab died: with nobody who knows its fate, it is the person's to decide.
        if (strict && found.entry.delivery === 'sending') {
          const verdict = { delivery: 'maybe', failure: { code: 'network' } } as const;
          return { put: [failed(found, verdict, now)] };
        }
        const put = begun(found, id, now);
        return { put: [put], result: { put, previous: found.entry.failure?.code } };
      },
      { strict, beside: lease ? [lease.key] : [] },
    );
    if (!stored) return undefined;
    // Memory has what the disk has an older version of: after a crash the next page would send it a second time.
    if (strict && ledger.storage.memory?.get(ledger.names.entry(key))?.base !== undefined) {
      const verdict = { delivery: 'queued', failure: { code: 'network' }, wait: SILENT_REST } as const;
      await settle(key, verdict, '', id);
      return undefined;
    }
    return fly(stored.put, stored.previous, id, hold);
  };

  const fly = async (
    stored: Stored,
    previous: string | undefined,
    id: string,
    { lost }: Hold,
  ): Promise<Verdict> => {
    const { entry, edition, ventured, patience = 0 } = stored;
    const { key } = entry;
    const grade = gradeOf(key);
    const circumstances = () => ({
      key,
      tries: entry.tries - patience,
      previous,
      online: device.online(),
      dedupe: grade,
      ventured:
        ventured === undefined ? ventured : ventured === edition ? ('this' as const) : ('another' as const),
      random: device.random,
    });
    const giveUp = new AbortController();
    // Between its search and its post another tab could do the same.
    if (grade === 'lookup') {
      lost.addEventListener('abort', () => giveUp.abort());
      // Since the mark was set, the page may have gone to sleep.
      if (lost.aborted) giveUp.abort();
    }
    const photo = (sha256: string) => readPhoto(ledger, key, sha256);
    const answer = Promise.resolve()
      .then(() => send(snapshot(entry), { signal: giveUp.signal, photo }))
      .then(
        (receipt) => judgeAnswer(receipt, circumstances()),
        (error: unknown) => judgeFailure(error, circumstances()),
      );
    let enough = () => {};
    const tooLong = new Promise<undefined>((resolve) => {
      enough = device.later(timeOut(stored), () => resolve(undefined));
    });
    const inTime = await Promise.race([answer, tooLong]);
    enough();
    const verdict = inTime || judgeFailure({ code: 'network' }, circumstances());
    await settle(key, verdict, edition, id);
    if (!inTime) {
      giveUp.abort();
      // Late is better than never: a receipt that still comes counts.
      void answer
        .then((late) => (late.delivery === 'sent' ? settle(key, late, edition, id) : undefined))
        .catch(() => {});
    }
    return verdict;
  };

  /** Receipts always win. A failure counts only for the try it belongs to. */
  const settle = async (key: string, verdict: Verdict, edition: string, id: string) => {
    if (verdict.delivery === 'sent') return arrive(key, verdict.receipt, verdict.sameText ? edition : '');
    const now = device.now();
    await ledger.change(key, (stored) => {
      const mine = stored?.entry.delivery === 'sending' && stored.attempt === id;
      return { put: mine ? [failed(stored, verdict, now)] : [] };
    });
  };

  /** The receipt is kept and the text goes, in one transaction; a newer text stays, photos and all. */
  const arrive = async (key: string, receipt: Receipt, edition: string) => {
    const spare = device.key();
    const now = device.now();
    const { names, photoNames } = ledger;
    let beside: string[] | undefined = [];
    // The photos are read only where a newer text needs them; in between somebody may add one more.
    while (beside) {
      const read: string[] = beside;
      beside = await ledger.change<string[] | undefined>(
        key,
        (stored, found) => {
          // Already told, or thrown away by the person: nothing of it comes back.
          if (!stored || stored.entry.receipt) return {};
          const { sent, rest: newer } = arrived(stored, receipt, edition, spare, now);
          const old = photoNames(stored);
          if (newer && old.some((name) => read.indexOf(name) < 0)) return { result: old };
          const raw: Record<string, unknown> = {};
          for (const name of old) raw[name] = undefined;
          for (const { sha256 } of newer?.entry.photos || [])
            raw[names.photo(spare, sha256)] = found[read.indexOf(names.photo(key, sha256))];
          return { put: newer ? [sent, newer] : [sent], raw };
        },
        { strict: gradeOf(key) === 'none', beside: read },
      );
    }
  };

  return {
    run,
    schedule,

    /** Another tab has written: it lives, and what it queued is its own for a moment. */
    heard() {
      busySince = undefined;
      schedule(true);
    },

    /** Something has changed: where other tabs say nothing, there will be more. */
    readAgain() {
      const unsent = [...ledger.records.values()].some(({ entry }) => entry.delivery !== 'sent');
      if (ledger.connected || cancelReading || stopped || !unsent) return;
      cancelReading = device.later(READ_AGAIN, () => {
        cancelReading = undefined;
        void ledger.load().catch(() => {});
      });
    },

    /** No further try; what is on its way is waited for and recorded. */
    stop(): Promise<void> {
      stopped = true;
      cancel?.();
      cancelReading?.();
      cancelReading = undefined;
      return running || Promise.resolve();
    },

    resume() {
      stopped = false;
    },
  };
}
