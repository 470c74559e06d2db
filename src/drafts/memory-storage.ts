import type { Change, Storage } from './storage.js';

/** Keeps everything until the page goes: where IndexedDB is refused, full or broken. Transactions are synchronous. */
export class MemoryStorage implements Storage {
  readonly values = new Map<string, unknown>();

  async get(keys: readonly string[]) {
    return keys.map((key) => this.values.get(key));
  }

  async list(prefix: string) {
    return [...this.values].filter(([key]) => key.startsWith(prefix));
  }

  async update<T>(keys: readonly string[], change: (values: unknown[]) => Change<T>) {
    const { put = {}, result } = change(keys.map((key) => this.values.get(key)));
    for (const key of Object.keys(put)) {
      if (put[key] === undefined) this.values.delete(key);
      else this.values.set(key, put[key]);
    }
    return result;
  }

  async clear(prefix: string) {
    for (const key of [...this.values.keys()]) if (key.startsWith(prefix)) this.values.delete(key);
  }

  release() {}
}
