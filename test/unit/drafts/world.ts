import type { Device, Life } from '../../../src/drafts/device.js';
import { createOutbox } from '../../../src/drafts/outbox.js';
import { LeaseClaims, LockClaims } from '../../../src/drafts/ownership.js';
import { MemoryStorage } from '../../../src/drafts/memory-storage.js';
import type { Change, Storage } from '../../../src/drafts/storage.js';
import type { Dedupe, Entry, Outbox, Send } from '../../../src/drafts/types.js';

/** Something that will happen once the test lets it: a read, a commit, an answer. */
interface Due {
  run(): void;
}

/** How the server, or what is between it and the device, treats one try. */
export const FAULTS = [
  'ok',
  'request-lost',
  'answer-lost',
  'answered-twice',
  'firewall',
  'server',
  'busy',
  'portal',
  'foreign-receipt',
  'token',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Row {
  key: string;
  id: string;
  payload: unknown;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** One device with several tabs, one server, and a clock that only the test moves. */
export class World {
  time = 1_700_000_000_000;
  /** Timers do not follow the clock on the wall when somebody sets it. */
  private uptime = 0;
  online = true;
  healed = false;
  faults: Fault[] = [];
  readonly rows = new Map<string, Row>();
  readonly disk = new MemoryStorage();
  readonly due: Due[] = [];
  readonly timers = new Set<{ at: number; run(): void; tab: Tab }>();
  readonly tabs = new Set<Tab>();
  private locks = new Map<string, LockQueue>();
  private keys = 0;
  private randomState: number;

  constructor(
    readonly options: { locks: boolean; channel: boolean; seed?: number; dedupe?: Dedupe } = {
      locks: true,
      channel: true,
    },
  ) {
    this.randomState = options.seed ?? 1;
  }

  key() {
    return `00000000-0000-4000-8000-${String(++this.keys).padStart(12, '0')}`;
  }

  random() {
    this.randomState = (Math.imul(this.randomState, 1_103_515_245) + 12_345) >>> 0;
    return this.randomState / 2 ** 32;
  }

  /** Resolves when the test lets it happen; `work` runs at that moment, unless the tab is dead. */
  later<T>(tab: Tab, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.due.push({
        run: () => {
          if (tab.dead) return;
          try {
            resolve(work());
          } catch (error) {
            reject(error as Error);
          }
        },
      });
    });
  }

  /** Lets one of the things that are due happen, and everything that follows from it by itself. */
  async step(choice = 0) {
    if (this.due.length) this.due.splice(choice % this.due.length, 1)[0]!.run();
    await turn();
  }

  async settle() {
    await turn();
    for (let i = 0; i < 5_000 && this.due.length; i++) await this.step();
  }

  async pass(ms: number) {
    this.time += ms;
    this.uptime += Math.max(0, ms);
    for (const timer of [...this.timers].sort((a, b) => a.at - b.at)) {
      if (timer.at > this.uptime || !this.timers.delete(timer)) continue;
      timer.run();
      await turn();
    }
  }

  timer(ms: number, run: () => void, tab: Tab) {
    const timer = { at: this.uptime + ms, run, tab };
    this.timers.add(timer);
    return timer;
  }

  /** Lets time go by until nothing moves any more. */
  async quiet(ms = 30 * 60_000) {
    for (let gone = 0; gone < ms; gone += 20_000) {
      await this.settle();
      await this.pass(20_000);
    }
    await this.settle();
  }

  locksOf(tab: Tab): Pick<LockManager, 'request'> {
    const request = (name: string, options: LockOptions, granted: (lock: unknown) => unknown) => {
      const queue = this.locks.get(name) ?? new LockQueue();
      this.locks.set(name, queue);
      return queue.request(tab, options, granted);
    };
    return { request: request as LockManager['request'] };
  }

  dropLocks(tab: Tab) {
    for (const queue of this.locks.values()) queue.drop(tab);
  }

  /** The backend: records under the key exactly as design §7 says, whatever the line does with request and answer. */
  send(tab: Tab): Send {
    return async (entry) => {
      const fault = this.healed ? 'ok' : (this.faults.shift() ?? 'ok');
      if (!this.online || fault === 'request-lost') await this.later(tab, () => fail('network'));
      if (fault === 'firewall' || fault === 'portal') await this.later(tab, () => fail('bad-answer'));
      if (fault === 'server') await this.later(tab, () => fail('server'));
      if (fault === 'token') await this.later(tab, () => fail('unauthorized'));
      if (fault === 'busy') await this.later(tab, () => fail('rate-limited', { retryAfter: 5 }));
      const arrive = () => this.record(entry);
      // The request reaches the server even if the tab dies meanwhile.
      const arrived = await new Promise<ReturnType<typeof arrive>>((resolve) =>
        this.due.push({ run: () => resolve(arrive()) }),
      );
      if (fault === 'answered-twice') this.record(entry);
      return this.later(tab, () => {
        if (fault === 'answer-lost') fail('network');
        if (arrived.other) fail('already-received', { receipt: arrived.receipt });
        return fault === 'foreign-receipt' ? { ...arrived.receipt, key: this.key() } : arrived.receipt;
      });
    };
  }

  private record({ key, payload }: Entry) {
    const found = this.rows.get(key);
    const row = found ?? { key, id: `r${this.rows.size + 1}`, payload };
    this.rows.set(key, row);
    const receipt = {
      key,
      id: row.id,
      trackingCode: `T-${row.id}`,
      token: 'token',
      stage: 'submitted' as const,
      receivedAt: new Date(this.time).toISOString(),
      dueAt: new Date(this.time + 10_800_000).toISOString(),
    };
    return { receipt, other: JSON.stringify(row.payload) !== JSON.stringify(payload) };
  }
}

const fail = (code: string, details: object = {}): never => {
  throw Object.assign(new Error(code), { code }, details);
};

interface Waiting {
  tab: Tab;
  grant(): void;
}

/** One name's Web Lock. */
class LockQueue {
  private holder?: { tab: Tab; free(error?: Error): void };
  private waiting: Waiting[] = [];

  request(tab: Tab, options: LockOptions, granted: (lock: unknown) => unknown) {
    return new Promise<unknown>((resolve, reject) => {
      const hold = async () => {
        const mine = { tab, free: (error?: Error) => (error ? reject(error) : undefined) };
        this.holder = mine;
        resolve(await granted({}));
        if (this.holder === mine) this.pass();
      };
      const grant = () => void hold();
      if (options.steal && this.holder) {
        this.holder.free(Object.assign(new Error('stolen'), { name: 'AbortError' }));
        this.holder = undefined;
      }
      if (!this.holder) return grant();
      if (options.ifAvailable) return resolve(granted(null));
      const entry = { tab, grant };
      this.waiting.push(entry);
      options.signal?.addEventListener('abort', () => {
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

/** One tab: its outbox dies with it, in the middle of whatever it was doing. */
export class Tab {
  dead = false;
  life?: Life;
  readonly outbox: Outbox;
  hear?: (keys: string[]) => void;
  /** Every write of this tab is refused, as on a full disk. */
  full = false;

  constructor(readonly world: World) {
    world.tabs.add(this);
    const { options } = world;
    const device: Device = {
      now: () => world.time,
      random: () => world.random(),
      key: () => world.key(),
      online: () => world.online,
      later: (ms, run) => {
        const timer = world.timer(ms, run, this);
        return () => world.timers.delete(timer);
      },
      disk: () => this.storage(),
      claims: (storage, names, owner) =>
        options.locks
          ? new LockClaims(world.locksOf(this), device, '')
          : new LeaseClaims(storage, device, names, owner),
      channel: (_names, hear) => {
        if (!options.channel) return undefined;
        this.hear = hear;
        return {
          post: (keys) => {
            for (const tab of world.tabs) if (tab !== this) void world.later(tab, () => tab.hear?.(keys));
          },
          close: () => (this.hear = undefined),
        };
      },
      watch: (life) => {
        this.life = life;
        return () => (this.life = undefined);
      },
    };
    this.outbox = createOutbox(
      { scope: 'memory/x/qingxi', send: world.send(this), dedupe: options.dedupe },
      device,
    );
  }

  die() {
    this.dead = true;
    this.hear = this.life = undefined;
    for (const timer of [...this.world.timers]) if (timer.tab === this) this.world.timers.delete(timer);
    this.world.tabs.delete(this);
    this.world.dropLocks(this);
  }

  private storage(): Storage {
    const { world } = this;
    const { disk } = world;
    const copy = <T>(value: T) => structuredClone(value);
    return {
      get: (keys) => world.later(this, () => copy(keys.map((key) => disk.values.get(key)))),
      list: (prefix) =>
        world.later(this, () => copy([...disk.values].filter(([key]) => key.startsWith(prefix)))),
      // The commit and the news of it are two moments: a tab may die between them.
      update: async <T>(keys: readonly string[], change: (values: unknown[]) => Change<T>) => {
        const result = await world.later(this, () => {
          if (this.full) fail('QuotaExceededError');
          const outcome = change(copy(keys.map((key) => disk.values.get(key))));
          const put = copy(outcome.put ?? {});
          for (const [key, value] of Object.entries(put)) {
            if (value === undefined) disk.values.delete(key);
            else disk.values.set(key, value);
          }
          return outcome.result;
        });
        return world.later(this, () => result);
      },
      clear: (prefix) =>
        world.later(this, () => {
          for (const key of [...disk.values.keys()]) if (key.startsWith(prefix)) disk.values.delete(key);
        }),
      release: () => {},
    };
  }
}
