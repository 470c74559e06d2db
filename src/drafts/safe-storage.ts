import { inTurn } from './session.js';
import type { Change, Storage } from './storage.js';
import type { Keeping } from './types.js';

/** How often what is only in memory is tried on the disk again, ms: somebody may have made room. */
const TRY_DISK_AGAIN = 5_000;

/** A value that only memory has; `undefined` is a deletion the disk does not know of. */
export interface Held {
  value: unknown;
  /** What the disk had when memory went its own way. */
  base: unknown;
}

/** A transaction on the disk that takes back there what memory holds of its keys. */
export type Reunite = <T>(
  disk: Storage,
  memory: Map<string, Held>,
  keys: readonly string[],
  change: (values: unknown[]) => Change<T>,
  strict?: boolean,
) => Promise<T | undefined>;

export interface SafeStorageOptions {
  /** Undefined while its code has not come: so long memory keeps what it has. */
  reunite(): Reunite | undefined;
  /** Memory has gone back to the disk. */
  moved(): void;
  /** `keeping` has changed. */
  changed(): void;
  later(ms: number, run: () => void): () => void;
}

export interface SafeStorage extends Storage {
  readonly keeping: Keeping;
  readonly memory: ReadonlyMap<string, Held>;
  /** Nothing is under way any more, and what is asked waits until then. */
  sleep(awake: Promise<void>): void;
}

/**
 * The disk, and where it fails this page's memory over it: nothing asked of it is ever refused. What is in memory moves to
 * the disk as soon as that takes it. Calls are answered in the order they were made.
 */
export function createSafeStorage(disk: Storage, options: SafeStorageOptions): SafeStorage {
  const memory = new Map<string, Held>();
  const queue = { tail: Promise.resolve() as Promise<unknown> };
  let keeping: Keeping = 'unknown';
  let cancel: (() => void) | undefined;

  const keep = (failed?: boolean) => {
    if (memory.size && !cancel) {
      cancel = options.later(TRY_DISK_AGAIN, () => {
        cancel = undefined;
        void moveToDisk();
      });
    }
    const now = failed || memory.size ? 'memory' : 'disk';
    if (keeping === now) return;
    keeping = now;
    options.changed();
  };

  const over = (keys: readonly string[], values: unknown[]) =>
    keys.map((key, i) => {
      const held = memory.get(key);
      return held ? held.value : values[i];
    });
  const onDisk = (keys: readonly string[]) => disk.get(keys).catch((): unknown[] => []);

  /** On the disk, together with what memory holds of the same keys. */
  const write = async <T>(
    keys: readonly string[],
    change: (values: unknown[]) => Change<T>,
    strict?: boolean,
  ) => {
    let isOver = false;
    // What counted as refused and runs after all finds memory as it is by then: it would do its work a second time.
    const inTime = (values: unknown[]) => {
      if (isOver) throw Error();
      return change(values);
    };
    try {
      if (!keys.some((key) => memory.has(key))) return await disk.update(keys, inTime, strict);
      const result = await options.reunite()!(disk, memory, keys, inTime, strict);
      options.moved();
      return result;
    } finally {
      isOver = true;
    }
  };

  /** Key by key: a photo that does not fit must not keep the text off the disk. */
  const moveToDisk = async () => {
    for (const key of [...memory.keys()]) await inTurn(queue, () => write([key], () => ({}))).catch(() => {});
    keep();
  };

  return {
    memory,

    get keeping() {
      return keeping;
    },

    get: (keys) => inTurn(queue, async () => over(keys, await onDisk(keys))),

    list: (prefix) =>
      inTurn(queue, async () => {
        const found = await disk.list(prefix).catch(() => undefined);
        keep(!found);
        const all = new Map(found);
        memory.forEach(({ value }, key) => key.startsWith(prefix) && all.set(key, value));
        return [...all].filter(([, value]) => value !== undefined);
      }),

    update: (keys, change, strict) =>
      inTurn(queue, async () => {
        try {
          const result = await write(keys, change, strict);
          keep();
          return result;
        } catch {
          const values = await onDisk(keys);
          const { put, result } = change(over(keys, values));
          for (const [key, value] of Object.entries(put || {})) {
            const { base } = memory.get(key) || { base: values[keys.indexOf(key)] };
            memory.set(key, { value, base });
          }
          keep(true);
          return result;
        }
      }),

    clear: (prefix) =>
      inTurn(queue, async () => {
        memory.forEach((_, key) => key.startsWith(prefix) && memory.delete(key));
        await disk.clear(prefix).catch(() => {});
      }),

    sleep(awake) {
      void inTurn(queue, () => awake);
      disk.giveUp?.();
    },

    release() {
      cancel?.();
      cancel = undefined;
      void inTurn(queue, async () => disk.release());
    },
  };
}
