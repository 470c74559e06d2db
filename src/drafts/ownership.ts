import type { Device } from './device.js';
import type { Presence } from './presence.js';
import type { Storage, StorageNames } from './storage.js';

/** Something that at most one tab has at a time, most of the time: it saves traffic, correctness never hangs on it. */
export interface Hold {
  /** Aborted when it is given back, or another tab has taken it over. */
  readonly lost: AbortSignal;
  /** A lease that a transaction can look at: it is refused when the lease has gone to another. */
  readonly lease?: { key: string; mine(value: unknown): boolean };
  release(): void;
}

export interface Claims {
  /** Undefined: another tab has it. `steal`: whoever has it is frozen and will not give it back. */
  claim(name: string, steal?: boolean): Promise<Hold | undefined>;
  /** Gives back everything. */
  releaseAll(): void;
}

const releaseAll = (held: Set<Hold>) => Array.from(held).forEach((hold) => hold.release());

export const lockPrefix = ({ root }: StorageNames): string => `help-board:${root}`;

/** By Web Locks: the browser gives a lock back when its tab dies, whatever it died of. */
export const lockClaims = (locks: Pick<LockManager, 'request'>, prefix: string): Claims => {
  const held = new Set<Hold>();
  let era = 0;
  return {
    claim: (name, steal) =>
      new Promise((resolve) => {
        const asked = era;
        const ended = new AbortController();
        const hold: Hold = { lost: ended.signal, release: () => {} };
        const end = () => {
          held.delete(hold);
          ended.abort();
        };
        const granted = (lock: unknown) => {
          // Granted to a page that has gone to sleep meanwhile: given back at once.
          if (!lock || asked !== era) return resolve(undefined);
          held.add(hold);
          return new Promise<void>((done) => {
            hold.release = () => {
              end();
              done();
            };
            resolve(hold);
          });
        };
        // In a promise: a document that may not use locks throws at once, or rejects.
        Promise.resolve()
          .then(() => locks.request(prefix + name, steal ? { steal } : { ifAvailable: true }, granted))
          .catch((error: unknown) => {
            // Stolen. Anything else: no locks to be had here, so go without.
            if ((error as Error | undefined)?.name === 'AbortError') end();
            resolve(hold);
          });
      }),
    releaseAll() {
      era++;
      releaseAll(held);
    },
  };
};

interface Lease {
  owner: string;
  epoch: number;
  until: number;
}

/** How long a lease lives without being renewed: a dead tab is noticed after this. */
export const LEASE = 15_000;

/** By leases in storage, where there are no Web Locks: compare-and-set of {owner, epoch, until}. Nobody need steal them. */
export const leaseClaims = (
  storage: Storage,
  { now, later, presence: call }: Pick<Device, 'later' | 'now' | 'presence'>,
  names: StorageNames,
  owner: string,
): Claims => {
  const held = new Set<Hold>();
  /** Only while this page has something that others may ask for: an open channel keeps a page out of the bfcache. */
  let presence: Presence | undefined;
  const present = () => (presence = presence || call?.(names, owner));

  const hold = (key: string, epoch: number): Hold => {
    const ended = new AbortController();
    let cancel = () => {};
    const mine = (value: unknown) => {
      const lease = value as Lease | undefined;
      return lease?.owner === owner && lease.epoch === epoch;
    };
    const extend = (ms: number) =>
      storage.update([key], ([value]) =>
        mine(value)
          ? { put: { [key]: { owner, epoch, until: now() + ms } }, result: true }
          : { result: false },
      );
    const renew = () => {
      cancel = later(LEASE / 3, () => {
        if (!ended.signal.aborted) void extend(LEASE).then((kept) => (kept ? renew() : ended.abort()));
      });
    };
    const lease: Hold = {
      lost: ended.signal,
      lease: { key, mine },
      release() {
        if (ended.signal.aborted) return;
        cancel();
        ended.abort();
        held.delete(lease);
        void extend(0);
      },
    };
    held.add(lease);
    present();
    renew();
    return lease;
  };

  /** The epoch in which it is ours, or the page that has it. */
  const take = (key: string, gone?: string) =>
    storage.update<{ epoch?: number; by?: string }>([key], ([value]) => {
      const lease = value as Lease | undefined;
      // A lease that ends too far ahead was written before the clock was set back.
      const left = lease ? lease.until - now() : 0;
      if (lease && lease.owner !== owner && lease.owner !== gone && left > 0 && left <= LEASE)
        return { result: { by: lease.owner } };
      const next = { owner, epoch: (lease?.epoch || 0) + 1, until: now() + LEASE };
      return { put: { [key]: next }, result: { epoch: next.epoch } };
    });

  return {
    async claim(name) {
      const key = names.lease(name);
      let { epoch, by } = await take(key);
      // A page that was reloaded or killed gives nothing back. Whoever does not answer is gone; a mistake costs it a fork.
      if (by && !(await (present()?.ask(by) ?? true))) ({ epoch, by } = await take(key, by));
      return epoch ? hold(key, epoch) : undefined;
    },
    releaseAll() {
      releaseAll(held);
      presence?.close();
      presence = undefined;
    },
  };
};
