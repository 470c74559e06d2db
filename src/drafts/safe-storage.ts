import type { Change, Storage } from './storage.js';
import type { Keeping } from './types.js';

/** How often what is only in memory is tried on the disk again, ms: somebody may have made room. */
const TRY_DISK_AGAIN = 5_000;

export interface SafeStorageOptions {
  /** What is to be kept, when memory goes back to the disk; `base` is what the disk had when memory went its own way. */
  reconcile(key: string, disk: unknown, memory: unknown, base: unknown): Record<string, unknown>;
  /** Memory has gone back to the disk. */
  moved(): void;
  /** `keeping` has changed. */
  changed(): void;
  later(ms: number, run: () => void): () => void;
}

/**
 * The disk, and where it fails this page's memory over it: nothing asked of it is ever refused. What is in memory moves to
 * the disk as soon as that takes it. Calls are answered in the order they were made.
 */
export class SafeStorage implements Storage {
  keeping: Keeping = 'unknown';
  /** `undefined` is a deletion the disk does not know of. */
  private readonly memory = new Map<string, { value: unknown; base: unknown }>();
  private tail: Promise<unknown> = Promise.resolve();
  private cancel?: () => void;

  constructor(
    private readonly disk: Storage,
    private readonly options: SafeStorageOptions,
  ) {}

  get(keys: readonly string[]) {
    return this.inTurn(() => this.read(keys));
  }

  list(prefix: string) {
    return this.inTurn(async () => {
      const found = new Map<string, unknown>();
      try {
        for (const [key, value] of await this.disk.list(prefix)) found.set(key, value);
        this.keep(this.memory.size ? 'memory' : 'disk');
      } catch {
        this.keep('memory');
      }
      this.memory.forEach(({ value }, key) => {
        if (key.startsWith(prefix)) found.set(key, value);
      });
      return [...found].filter(([, value]) => value !== undefined);
    });
  }

  update<T>(keys: readonly string[], change: (values: unknown[]) => Change<T>, strict?: boolean) {
    return this.inTurn(async () => {
      try {
        const result = await this.write(keys, change, strict);
        this.keep(this.memory.size ? 'memory' : 'disk');
        return result;
      } catch {
        const disk = await this.disk.get(keys).catch((): unknown[] => []);
        const { put = {}, result } = change(keys.map((key, i) => this.over(key, disk[i])));
        for (const key of Object.keys(put)) {
          const held = this.memory.get(key);
          this.memory.set(key, { value: put[key], base: held ? held.base : disk[keys.indexOf(key)] });
        }
        this.keep('memory');
        return result;
      }
    });
  }

  clear(prefix: string) {
    return this.inTurn(async () => {
      for (const key of [...this.memory.keys()]) if (key.startsWith(prefix)) this.memory.delete(key);
      await this.disk.clear(prefix).catch(() => {});
    });
  }

  release() {
    this.cancel?.();
    this.cancel = undefined;
    this.disk.release();
  }

  /** On the disk, together with what memory holds of the same keys. */
  private async write<T>(
    keys: readonly string[],
    change: (values: unknown[]) => Change<T>,
    strict?: boolean,
  ) {
    if (!this.memory.size) return this.disk.update(keys, change, strict);
    let written: string[] = [];
    const result = await this.disk.update(
      keys,
      (values) => {
        const put: Record<string, unknown> = {};
        const merged = keys.map((key, i) => {
          const held = this.memory.get(key);
          if (!held) return values[i];
          Object.assign(put, this.options.reconcile(key, values[i], held.value, held.base));
          return put[key];
        });
        const outcome = change(merged);
        Object.assign(put, outcome.put);
        written = Object.keys(put);
        return { put, result: outcome.result };
      },
      strict,
    );
    const moved = written.filter((key) => this.memory.delete(key));
    if (moved.length) this.options.moved();
    return result;
  }

  private async read(keys: readonly string[]) {
    const disk = await this.disk.get(keys).catch((): unknown[] => []);
    return keys.map((key, i) => this.over(key, disk[i]));
  }

  private over(key: string, disk: unknown) {
    const held = this.memory.get(key);
    return held ? held.value : disk;
  }

  /** Key by key: a photo that does not fit must not keep the text off the disk. */
  private async moveToDisk() {
    for (const key of [...this.memory.keys()]) {
      await this.inTurn(() => this.write([key], () => ({ result: undefined }))).catch(() => {});
    }
    this.keep(this.memory.size ? 'memory' : 'disk');
  }

  private keep(keeping: Keeping) {
    if (this.memory.size && !this.cancel) {
      this.cancel = this.options.later(TRY_DISK_AGAIN, () => {
        this.cancel = undefined;
        void this.moveToDisk();
      });
    }
    if (this.keeping === keeping) return;
    this.keeping = keeping;
    this.options.changed();
  }

  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.tail.then(task);
    this.tail = turn.catch(() => {});
    return turn;
  }
}
