import type { Channel, Device } from './device.js';
import { isEmpty, readStored, type Stored } from './record.js';
import type { SafeStorage } from './safe-storage.js';
import { storageNames, type Change, type Storage } from './storage.js';

/** What a step does to a record: writes records, deletes one with its photos, and anything else under raw names. */
export interface Step<T> {
  put?: Stored[];
  remove?: Stored;
  raw?: Record<string, unknown>;
  result?: T;
}

export type Ledger = ReturnType<typeof createLedger>;

/** The records of one scope: transactions on them, and a copy to look at without waiting. */
export function createLedger(
  /** A worker has no memory behind its disk. */
  storage: Storage & Partial<Pick<SafeStorage, 'memory'>>,
  scope: string,
  device: Device,
  changed: () => void,
  /** Another tab has written. */
  heard: () => void,
) {
  const names = storageNames(scope);
  const records = new Map<string, Stored>();
  let unreadable = 0;
  let channel: Channel | undefined;

  const photoNames = ({ entry }: Stored) => entry.photos.map(({ sha256 }) => names.photo(entry.key, sha256));

  const cache = (key: string, stored: Stored | undefined) => {
    if (stored && (stored.entry.delivery !== 'draft' || !isEmpty(stored.entry))) records.set(key, stored);
    else records.delete(key);
  };

  /** Listens to the other tabs and reads everything anew. */
  const load = async () => {
    channel =
      channel ||
      device.channel(names, (keys) => void (keys.length ? refresh(keys) : load()).then(heard, () => {}));
    const found = await storage.list(names.entries);
    records.clear();
    unreadable = 0;
    for (const [, value] of found) {
      const stored = readStored(value);
      if (stored) cache(stored.entry.key, stored);
      else unreadable++;
    }
    changed();
  };

  const refresh = async (keys: string[]) => {
    const values = await storage.get(keys.map(names.entry));
    keys.forEach((key, i) => cache(key, readStored(values[i])));
    changed();
  };

  return {
    names,
    records,
    storage,
    load,
    photoNames,

    /** Records of a newer version of this code, or damaged ones: left alone. */
    get unreadable() {
      return unreadable;
    },

    /** Whether other tabs are heard of by themselves. */
    get connected() {
      return Boolean(channel);
    },

    disconnect() {
      channel?.close();
      channel = undefined;
    },

    /** Written past this ledger: everybody reads again. */
    announce() {
      channel?.post([]);
      return load();
    },

    /**
     * One transaction on one record, which may look at values under other names `beside`. Undefined: there is something
     * under the key that cannot be read, so nothing was done.
     */
    async change<T>(
      key: string,
      step: (stored: Stored | undefined, beside: unknown[]) => Step<T>,
      { strict, beside = [] }: { strict?: boolean; beside?: readonly string[] } = {},
    ): Promise<T | undefined> {
      let seen: Stored | undefined;
      let done: Step<T> | undefined;
      const result = await storage.update(
        [names.entry(key), ...beside],
        ([value, ...values]): Change<T | undefined> => {
          seen = readStored(value);
          done = value && !seen ? undefined : step(seen, values);
          if (!done) return {};
          const { put = [], remove, raw } = done;
          const all: Record<string, unknown> = { ...raw };
          for (const stored of put) all[names.entry(stored.entry.key)] = stored;
          if (remove) for (const name of [names.entry(key), ...photoNames(remove)]) all[name] = undefined;
          return { put: all, result: done.result };
        },
        strict,
      );
      cache(key, seen);
      const { put = [], remove } = done || ({} as Partial<Step<T>>);
      for (const stored of put) cache(stored.entry.key, stored);
      if (remove) records.delete(key);
      if (put.length || remove) {
        channel?.post([key, ...put.map(({ entry }) => entry.key)]);
        changed();
      }
      return result;
    },

    async clear() {
      await storage.clear(names.root);
      records.clear();
      unreadable = 0;
      channel?.post([]);
      changed();
    },
  };
}
