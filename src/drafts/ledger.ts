import type { Receipt } from '../model/submission.js';
import type { Channel, Device } from './device.js';
import type { Hold } from './ownership.js';
import { arrived, isEmpty, readStored, type Stored } from './record.js';
import { storageNames, type Change, type Storage, type StorageNames } from './storage.js';

/** A photo as it lies in storage: bytes, not a Blob (WebKit has lost Blobs in IndexedDB more than once). */
export interface StoredPhoto {
  type: string;
  bytes: ArrayBuffer;
}

/** What a step does to a record: writes records, deletes some, and anything else under raw names. */
export interface Step<T> {
  put?: Stored[];
  remove?: Stored;
  raw?: Record<string, unknown>;
  result: T;
}

/** The records of one scope: transactions on them, and a copy to look at without waiting. */
export class Ledger {
  readonly records = new Map<string, Stored>();
  readonly names: StorageNames;
  private channel?: Channel;

  constructor(
    readonly storage: Storage,
    scope: string,
    private readonly device: Device,
    private readonly changed: () => void,
    /** Another tab has written. */
    private readonly heard: () => void,
  ) {
    this.names = storageNames(scope);
  }

  /** Listens to the other tabs and reads everything anew. */
  async load() {
    this.channel =
      this.channel || this.device.channel(this.names, (keys) => void this.refresh(keys).then(this.heard));
    const found = await this.storage.list(this.names.entries);
    this.records.clear();
    for (const [, value] of found) {
      const stored = readStored(value);
      if (stored) this.records.set(stored.entry.key, stored);
    }
    this.changed();
  }

  /** Written past this ledger: everybody reads again. */
  async announce() {
    this.channel?.post([]);
    await this.load();
  }

  /** Whether other tabs are heard of by themselves. */
  get connected() {
    return Boolean(this.channel);
  }

  disconnect() {
    this.channel?.close();
    this.channel = undefined;
  }

  /** One transaction on one record. With a hold that has gone to another tab nothing happens: undefined. */
  async change<T>(
    key: string,
    step: (stored: Stored | undefined, photos: Array<StoredPhoto | undefined>) => Step<T>,
    options: { strict?: boolean; hold?: Hold; photos?: readonly string[] } = {},
  ): Promise<T | undefined> {
    const { hold, strict, photos = [] } = options;
    const names = [this.names.entry(key), ...photos];
    if (hold?.lease) names.push(hold.lease.key);
    let seen: Stored | undefined;
    let done: Step<T> | undefined;
    const result = await this.storage.update(
      names,
      (values): Change<T | undefined> => {
        seen = readStored(values[0]);
        done = undefined;
        if (hold?.lost || (hold?.lease && !hold.lease.mine(values[values.length - 1])))
          return { result: undefined };
        done = step(seen, values.slice(1, photos.length + 1) as Array<StoredPhoto | undefined>);
        return { put: this.written(done), result: done.result };
      },
      strict,
    );
    this.remember(key, seen, done);
    return result;
  }

  /** The receipt is kept and the text goes, in one transaction; a newer text stays, photos and all. */
  async arrive(key: string, receipt: Receipt, edition: string | undefined) {
    const spare = this.device.key();
    const now = this.device.now();
    const land = (photos: readonly string[]) =>
      this.change<string[]>(
        key,
        (stored, found) => {
          // Already told, or thrown away by the person: nothing of it comes back.
          if (!stored || stored.entry.receipt) return { result: [] };
          const { sent, rest } = arrived(stored, receipt, edition, spare, now);
          const old = this.photoNames(stored);
          if (rest && old.some((name) => photos.indexOf(name) < 0)) return { result: old };
          const raw: Record<string, unknown> = {};
          for (const name of old) raw[name] = undefined;
          if (rest) {
            for (const { sha256 } of rest.entry.photos)
              raw[this.names.photo(spare, sha256)] = found[photos.indexOf(this.names.photo(key, sha256))];
          }
          return { put: rest ? [sent, rest] : [sent], raw, result: [] };
        },
        { strict: true, photos },
      );
    let photos: string[] = [];
    // The photos are read only where a newer text needs them; in between somebody may add one more.
    do photos = (await land(photos)) || [];
    while (photos.length);
  }

  /** A copy of a record's photos under another key's names. */
  async copyPhotos(from: Stored, to: string): Promise<Record<string, unknown>> {
    const found = await this.storage.get(this.photoNames(from));
    const raw: Record<string, unknown> = {};
    from.entry.photos.forEach(({ sha256 }, i) => {
      if (found[i]) raw[this.names.photo(to, sha256)] = found[i];
    });
    return raw;
  }

  async photo(key: string, sha256: string): Promise<Blob | undefined> {
    const [photo] = (await this.storage.get([this.names.photo(key, sha256)])) as Array<
      StoredPhoto | undefined
    >;
    return photo && new Blob([photo.bytes], { type: photo.type });
  }

  async clear() {
    await this.storage.clear(this.names.root);
    this.records.clear();
    this.channel?.post([]);
    this.changed();
  }

  private async refresh(keys: string[]) {
    if (!keys.length) return this.load();
    const values = await this.storage.get(keys.map(this.names.entry));
    keys.forEach((key, i) => this.cache(key, readStored(values[i])));
    this.changed();
  }

  private photoNames({ entry }: Stored) {
    return entry.photos.map(({ sha256 }) => this.names.photo(entry.key, sha256));
  }

  private written({ put = [], remove, raw = {} }: Step<unknown>) {
    const all: Record<string, unknown> = { ...raw };
    for (const stored of put) all[this.names.entry(stored.entry.key)] = stored;
    if (remove) {
      all[this.names.entry(remove.entry.key)] = undefined;
      for (const name of this.photoNames(remove)) all[name] = undefined;
    }
    return all;
  }

  private remember(key: string, seen: Stored | undefined, done: Step<unknown> | undefined) {
    this.cache(key, seen);
    const { put = [], remove } = done || {};
    for (const stored of put) this.cache(stored.entry.key, stored);
    if (remove) this.records.delete(remove.entry.key);
    if (!put.length && !remove) return;
    this.channel?.post([key, ...put.map(({ entry }) => entry.key)]);
    this.changed();
  }

  private cache(key: string, stored: Stored | undefined) {
    if (stored && !(stored.entry.delivery === 'draft' && isEmpty(stored.entry)))
      this.records.set(key, stored);
    else this.records.delete(key);
  }
}
