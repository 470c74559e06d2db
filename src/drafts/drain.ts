import type { Device } from './device.js';
import type { Ledger } from './ledger.js';
import type { Claims } from './ownership.js';
import { judgeAnswer, judgeFailure, type Verdict } from './policy.js';
import { begun, dueAt, failed, isWaiting, snapshot, type Stored } from './record.js';
import type { Dedupe, Entry, Send } from './types.js';

/** How long one try may take: an answer of JSON, and more for every photo on a bad line. */
const TIME_OUT = 30_000;
const TIME_OUT_PHOTO = 60_000;
/** How much longer a tab waits for another one's try before it believes that tab frozen. */
const BENEFIT_OF_DOUBT = 5_000;
/** So many tries of one run without an answer, and the rest waits: the device is not really online. */
const SILENCES = 3;
/** From so many tries on, an entry stands behind the others: what never gets through must not hold them up. */
const STUBBORN = 3;
/** Times are looked at again at least this often: clocks jump, timers sleep. */
const LONGEST_SLEEP = 60_000;
/** What another tab has just queued is its own to send; after this, anybody's. */
const COURTESY = 3_000;

export interface DrainOptions {
  ledger: Ledger;
  claims: Claims;
  device: Device;
  send: Send;
  dedupe: Dedupe;
}

const timeOut = (entry: Entry) => TIME_OUT + TIME_OUT_PHOTO * entry.photos.length;

/** Sends what waits: the oldest first, one at a time, one tab at a time. */
export class Drain {
  private running?: Promise<void>;
  private wanted = false;
  private eager = false;
  private stopped = false;
  /** After a run of silence, or while another tab is at it. */
  private restUntil = 0;
  private cancel?: () => void;

  constructor(private readonly options: DrainOptions) {}

  /** Tries what is due; `eager`: also what waits for its time, unless the backend has asked for that. */
  run(eager = false): Promise<void> {
    this.wanted = true;
    this.eager = this.eager || eager;
    if (!this.running) {
      this.running = this.work()
        .catch(() => {})
        .then(() => {
          this.running = undefined;
          this.schedule();
        });
    }
    return this.running;
  }

  /** Sets the timer for what is due next. */
  schedule(courtesy = false) {
    this.cancel?.();
    this.cancel = undefined;
    if (this.stopped || this.running) return;
    const now = this.options.device.now();
    const times = this.waiting().map((stored) => dueAt(stored, now, this.options.device.online()));
    if (!times.length) return;
    const rest = this.restUntil - now > LONGEST_SLEEP ? now : this.restUntil;
    const at = Math.max(Math.min(...times), rest, courtesy ? now + COURTESY : 0);
    const sleep = Math.min(LONGEST_SLEEP, Math.max(0, at - now));
    this.cancel = this.options.device.later(sleep, () => void this.run());
  }

  /** No further try; what is on its way is waited for and recorded. */
  stop(): Promise<void> {
    this.stopped = true;
    this.cancel?.();
    return this.running || Promise.resolve();
  }

  resume() {
    this.stopped = false;
  }

  private waiting() {
    return [...this.options.ledger.records.values()].filter(isWaiting);
  }

  private async work() {
    while (this.wanted && !this.stopped) {
      const { eager } = this;
      this.wanted = this.eager = false;
      const seen = new Set<string>();
      let silences = 0;
      for (let next = this.next(eager, seen); next && !this.stopped; next = this.next(eager, seen)) {
        const { entry } = next;
        const first = !seen.has(entry.key);
        seen.add(entry.key);
        const outcome = await this.attempt(entry, eager && first);
        if (outcome === 'busy') return;
        silences = outcome === 'silence' ? silences + 1 : 0;
        if (silences === SILENCES) break;
      }
      if (silences === SILENCES) this.restUntil = this.options.device.now() + 2 ** (SILENCES + 1) * 1_000;
    }
  }

  private next(eager: boolean, seen: Set<string>): Stored | undefined {
    const { device } = this.options;
    const now = device.now();
    const online = device.online();
    const ready = (stored: Stored) => {
      const { key, failure } = stored.entry;
      if (seen.has(key)) return failure?.code === 'unauthorized' && stored.entry.nextTryAt! <= now;
      return (eager && !failure?.retryAfter) || dueAt(stored, now, online) <= now;
    };
    const rank = ({ entry }: Stored) => (entry.tries < STUBBORN ? 0 : 1);
    return this.waiting()
      .filter(ready)
      .sort((a, b) => rank(a) - rank(b) || a.entry.createdAt - b.entry.createdAt)[0];
  }

  private async attempt({ key }: Entry, eager: boolean): Promise<'busy' | 'silence' | 'done'> {
    const { ledger, claims, device, dedupe } = this.options;
    const flights = this.waiting().filter(({ entry }) => entry.delivery === 'sending');
    const patience = Math.max(TIME_OUT, ...flights.map(({ entry }) => timeOut(entry))) + BENEFIT_OF_DOUBT;
    const hold = await claims.claim('drain', patience);
    if (!hold) {
      this.restUntil = device.now() + COURTESY;
      return 'busy';
    }
    try {
      const attempt = device.key();
      const now = device.now();
      const stored = await ledger.change(
        key,
        (found) => {
          if (!found || !isWaiting(found)) return { result: undefined };
          if (!eager && dueAt(found, now, device.online()) > now) return { result: undefined };
          // Found as it was when its tab died: with nobody who knows its fate, it is the person's to decide.
          if (found.entry.delivery === 'sending' && dedupe === 'none') {
            const verdict = { delivery: 'maybe', failure: { code: 'network' } } as const;
            return { put: [failed(found, verdict, now)], result: undefined };
          }
          const put = begun(found, attempt, now);
          return { put: [put], result: { stored: put, previous: found.entry.failure?.code } };
        },
        { hold },
      );
      return stored ? await this.fly(stored.stored, stored.previous, attempt) : 'done';
    } finally {
      hold.release();
    }
  }

  private async fly(stored: Stored, previous: string | undefined, attempt: string) {
    const { ledger, device, send, dedupe } = this.options;
    const { entry, edition, patience = 0 } = stored;
    const { key } = entry;
    const circumstances = () => ({
      key,
      tries: entry.tries - patience,
      previous,
      online: device.online(),
      dedupe,
      random: device.random,
    });
    const giveUp = new AbortController();
    const photo = (sha256: string) => ledger.photo(key, sha256);
    const answer = Promise.resolve()
      .then(() => send(snapshot(entry), { signal: giveUp.signal, photo }))
      .then(
        (receipt) => judgeAnswer(receipt, circumstances()),
        (error: unknown) => judgeFailure(error, circumstances()),
      );
    const settle = (verdict: Verdict) => this.settle(key, verdict, edition, attempt);

    let cancel = () => {};
    const tooLong = new Promise<undefined>((resolve) => {
      cancel = device.later(timeOut(entry), () => resolve(undefined));
    });
    const verdict = await Promise.race([answer, tooLong]);
    cancel();
    if (verdict) {
      await settle(verdict);
      return verdict.delivery !== 'sent' && verdict.failure.code === 'network' ? 'silence' : 'done';
    }
    giveUp.abort();
    await settle(judgeFailure({ code: 'network' }, circumstances()));
    // Late is better than never: a receipt that still comes counts.
    void answer.then((late) => (late.delivery === 'sent' ? settle(late) : undefined)).catch(() => {});
    return 'silence';
  }

  /** Receipts always win. A failure counts only for the try it belongs to. */
  private async settle(key: string, verdict: Verdict, edition: string, attempt: string) {
    const { ledger, device } = this.options;
    if (verdict.delivery === 'sent')
      return ledger.arrive(key, verdict.receipt, verdict.sameText ? edition : undefined);
    const now = device.now();
    await ledger.change(key, (stored) => {
      const mine = stored?.entry.delivery === 'sending' && stored.attempt === attempt;
      return mine ? { put: [failed(stored, verdict, now)], result: true } : { result: false };
    });
  }
}
