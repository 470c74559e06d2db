import type { Device } from './device.js';
import { releaseAll, type Claims, type Hold } from './ownership.js';
import { createPresence, type Presence } from './presence.js';
import type { Storage, StorageNames } from './storage.js';

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
  { now, later }: Pick<Device, 'later' | 'now'>,
  names: StorageNames,
  owner: string,
  /** Undefined where tabs cannot talk: then a lease is respected until it ends. */
  call: () => Presence | undefined = () => createPresence(`help-board:${names.root}here`, owner, later),
): Claims => {
  const held = new Set<Hold>();
  /** Only while this page has something that others may ask for: an open channel keeps a page out of the bfcache. */
  let presence: Presence | undefined;
  const present = () => (presence = presence || call());

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
      const key = `${names.root}lease/${name}`;
      let { epoch, by } = (await take(key))!;
      // A page that was reloaded or killed gives nothing back. Whoever does not answer is gone; a mistake costs it a fork.
      if (by && !(await (present()?.ask(by) ?? true))) ({ epoch, by } = (await take(key, by))!);
      return epoch ? hold(key, epoch) : undefined;
    },
    releaseAll() {
      releaseAll(held);
      presence?.close();
      presence = undefined;
    },
  };
};
