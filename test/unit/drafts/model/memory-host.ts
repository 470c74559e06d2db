import { MemoryStorage } from '../../../../src/drafts/memory-storage.js';
import type { Change, Storage } from '../../../../src/drafts/storage.js';
import type { Host } from './host.js';
import type { Tab } from './tab.js';

/** A device that is nothing but memory: one disk, the locks of a browser, channels between its tabs. */
export function memoryHost(turn: () => Promise<void>): Host & { disk(): MemoryDisk } {
  const values = new Map<string, unknown>();
  const locks = new Map<string, LockQueue>();
  const hearers = new Set<{ tab: Tab; root: string; hear(keys: string[]): void }>();
  return {
    turn,
    idle: () => true,
    disk: () => new MemoryDisk(values),
    locks: (tab) => {
      const request = (name: string, options: LockOptions, granted: (lock: unknown) => unknown) => {
        const queue = locks.get(name) ?? new LockQueue();
        locks.set(name, queue);
        return queue.request(tab, options, granted);
      };
      return {
        request: request as LockManager['request'],
        drop: () => locks.forEach((queue) => queue.drop(tab)),
      };
    },
    channel: (tab, { root }, hear) => {
      const hearer = { tab, root, hear };
      hearers.add(hearer);
      return {
        post: (keys) => {
          for (const other of hearers) if (other !== hearer && other.root === root) other.hear(keys);
        },
        close: () => hearers.delete(hearer),
      };
    },
  };
}

/** Copies in and out, as structured clones are. */
class MemoryDisk implements Storage {
  private readonly memory = new MemoryStorage();

  constructor(values: Map<string, unknown>) {
    Object.assign(this.memory, { values });
  }

  async get(keys: readonly string[]) {
    return structuredClone(await this.memory.get(keys));
  }

  async list(prefix: string) {
    return structuredClone(await this.memory.list(prefix));
  }

  update<T>(keys: readonly string[], change: (values: unknown[]) => Change<T>) {
    return this.memory.update(keys, (values) => {
      const { put, result } = change(structuredClone(values));
      return { put: structuredClone(put), result };
    });
  }

  clear(prefix: string) {
    return this.memory.clear(prefix);
  }

  release() {}
}

interface Waiting {
  tab: Tab;
  grant(): void;
}

/** One name's Web Lock. The browser gives it; the tab learns of it when its script runs. */
class LockQueue {
  private holder?: { tab: Tab; steal(): void };
  private waiting: Waiting[] = [];

  request(tab: Tab, options: LockOptions, granted: (lock: unknown) => unknown) {
    return new Promise<unknown>((resolve, reject) => {
      // What was about to run when its page was killed asks for nothing any more.
      if (tab.dead) return;
      const grant = () => {
        const mine = {
          tab,
          steal: () => reject(Object.assign(new Error('stolen'), { name: 'AbortError' })),
        };
        this.holder = mine;
        const done = () => this.holder === mine && this.pass();
        void tab.world
          .later(tab, () => granted({}))
          .then(resolve, reject)
          .then(done);
      };
      if (options.steal && this.holder) {
        this.holder.steal();
        this.holder = undefined;
      }
      if (!this.holder) return grant();
      if (options.ifAvailable) return void tab.world.later(tab, () => granted(null)).then(resolve, reject);
      const entry = { tab, grant };
      this.waiting.push(entry);
      options.signal?.addEventListener('abort', () => {
        if (!this.waiting.includes(entry)) return;
        this.waiting = this.waiting.filter((other) => other !== entry);
        reject(Object.assign(new Error('aborted'), { name: 'AbortError' }));
      });
    });
  }

  drop(tab: Tab) {
    this.waiting = this.waiting.filter((other) => other.tab !== tab);
    if (this.holder?.tab === tab) this.pass();
  }

  private pass() {
    this.holder = undefined;
    this.waiting.shift()?.grant();
  }
}
