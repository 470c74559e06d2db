import type { Dedupe } from '../../../../src/drafts/types.js';
import { Backend } from './backend.js';
import type { Host } from './host.js';
import { Log } from './log.js';
import type { Tab } from './tab.js';

/** Something that will happen once the test lets it: a read, a commit, an answer, a message. */
interface Due {
  /** Whose script it runs in; none: the backend's. */
  tab?: Tab;
  run(): void;
}

interface Timer {
  at: number;
  tab?: Tab;
  run(): void;
}

export interface Settings {
  /** Web Locks, or the lease in storage. */
  locks: boolean;
  channel: boolean;
  dedupe: Dedupe;
  seed: number;
}

/** A device with tabs, a backend, and a clock that only the test moves. */
export class World {
  time = 1_700_000_000_000;
  online = true;
  readonly scope: string;
  readonly log = new Log();
  readonly tabs = new Set<Tab>();
  readonly backend: Backend;
  /** localStorage: shared by all tabs, at once. */
  readonly notes = new Map<string, string>();
  private readonly due: Due[] = [];
  private readonly timers = new Set<Timer>();
  /** Timers do not follow the clock on the wall when somebody sets it. */
  private uptime = 0;
  private keys = 0;
  private randomState: number;

  constructor(
    readonly host: Host,
    readonly settings: Settings,
    name = 'memory',
  ) {
    this.scope = `${name}/x/qingxi`;
    this.randomState = settings.seed;
    this.backend = new Backend(this, settings.dedupe);
  }

  key() {
    return `00000000-0000-4000-8000-${String(++this.keys).padStart(12, '0')}`;
  }

  random() {
    this.randomState = (Math.imul(this.randomState, 1_103_515_245) + 12_345) >>> 0;
    return this.randomState / 2 ** 32;
  }

  /** Resolves when the test lets it happen; `work` runs at that moment. Never, once the tab is dead. */
  later<T>(tab: Tab | undefined, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (tab?.dead) return;
      const run = () => {
        try {
          resolve(work());
        } catch (error) {
          reject(error as Error);
        }
      };
      this.due.push({ tab, run });
    });
  }

  timer(tab: Tab | undefined, ms: number, run: () => void): () => void {
    const timer = { at: this.uptime + ms, run, tab };
    if (!tab?.dead) this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Lets one of the things that are due happen, and everything that follows from it by itself. */
  async step(choice = 0) {
    const able = this.due.filter(({ tab }) => !tab?.frozen);
    const next = able[choice % able.length];
    if (next) {
      this.due.splice(this.due.indexOf(next), 1);
      next.run();
    }
    await this.host.turn();
    this.log.complain();
  }

  async settle() {
    await this.host.turn();
    const working = () => this.due.some(({ tab }) => !tab?.frozen) || !this.host.idle();
    for (let i = 0; working(); i++) {
      if (i > 20_000) throw new Error('it never comes to rest');
      await this.step();
    }
  }

  async pass(ms: number) {
    this.time += ms;
    this.uptime += Math.max(0, ms);
    for (const timer of [...this.timers].sort((a, b) => a.at - b.at)) {
      if (timer.at > this.uptime || timer.tab?.frozen || !this.timers.delete(timer)) continue;
      timer.run();
      await this.host.turn();
    }
  }

  /** Lets time go by until nothing waits any more, or half an hour is gone. */
  async quiet(waiting: () => boolean) {
    for (let gone = 0; gone < 2_400_000; gone += 20_000) {
      await this.settle();
      if (gone > 120_000 && !waiting()) return;
      await this.pass(20_000);
    }
    await this.settle();
  }

  /** The tab is gone, in the middle of whatever it was doing. */
  forget(tab: Tab) {
    this.tabs.delete(tab);
    for (const timer of [...this.timers]) if (timer.tab === tab) this.timers.delete(timer);
    for (const item of this.due.filter((item) => item.tab === tab))
      this.due.splice(this.due.indexOf(item), 1);
  }
}
