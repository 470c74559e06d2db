import type { Device } from './device.js';
import type { Storage, StorageNames } from './storage.js';

/** Something that at most one tab has at a time, most of the time: it saves traffic, correctness never hangs on it. */
export interface Hold {
  /** Another tab has taken it over. */
  readonly lost: boolean;
  /** A lease that a transaction can look at: it is refused when the lease has gone to another. */
  readonly lease?: { key: string; mine(value: unknown): boolean };
  release(): void;
}

export interface Claims {
  /** Waits up to `patience` ms (0: not at all). Undefined: another tab has it. */
  claim(name: string, patience: number): Promise<Hold | undefined>;
  /** Gives back everything, and stops waiting. */
  releaseAll(): void;
}

/** By Web Locks: the browser gives a lock back when its tab dies, whatever it died of. */
export class LockClaims implements Claims {
  private readonly held = new Set<() => void>();

  constructor(
    private readonly locks: Pick<LockManager, 'request'>,
    private readonly device: Pick<Device, 'later'>,
    private readonly prefix: string,
  ) {}

  async claim(name: string, patience: number) {
    const hold = await this.request(name, patience ? {} : { ifAvailable: true }, patience);
    // Whoever holds it that long is frozen, not sending: its tries are fenced off by their attempt's id.
    return hold || !patience ? hold?.value : (await this.request(name, { steal: true }, 0))?.value;
  }

  releaseAll() {
    for (const release of [...this.held]) release();
  }

  /** Undefined when patience ended; `{value: undefined}` when there is nothing to be had. */
  private request(name: string, options: LockOptions, patience: number) {
    return new Promise<{ value?: Hold } | undefined>((resolve) => {
      const hold = { lost: false, release: () => {} };
      const giveUp = new AbortController();
      let cancel = () => {};
      const abandon = () => {
        this.held.delete(abandon);
        giveUp.abort();
        resolve({});
      };
      if (patience) {
        this.held.add(abandon);
        cancel = this.device.later(patience, () => {
          this.held.delete(abandon);
          giveUp.abort();
          resolve(undefined);
        });
      }
      const granted = (lock: unknown) => {
        cancel();
        this.held.delete(abandon);
        if (!lock || giveUp.signal.aborted) return resolve({});
        return new Promise<void>((done) => {
          const release = () => {
            this.held.delete(release);
            hold.lost = true;
            done();
          };
          hold.release = release;
          this.held.add(release);
          resolve({ value: hold });
        });
      };
      const request = patience ? { ...options, signal: giveUp.signal } : options;
      Promise.resolve(this.locks.request(this.prefix + name, request, granted)).catch((error: unknown) => {
        cancel();
        this.held.delete(abandon);
        this.held.delete(hold.release);
        // Stolen, or waiting ended. Anything else: a document that may not use locks, so go without.
        hold.lost = (error as Error | undefined)?.name === 'AbortError';
        resolve(hold.lost ? {} : { value: hold });
      });
    });
  }
}

interface Lease {
  owner: string;
  epoch: number;
  until: number;
}

/** How long a lease lives without being renewed: a dead tab is noticed after this. */
export const LEASE = 15_000;

/** By leases in storage, where there are no Web Locks: compare-and-set of {owner, epoch, until}. */
export class LeaseClaims implements Claims {
  private readonly held = new Set<() => void>();

  constructor(
    private readonly storage: Storage,
    private readonly device: Pick<Device, 'later' | 'now'>,
    private readonly names: StorageNames,
    private readonly owner: string,
  ) {}

  async claim(name: string) {
    const key = this.names.lease(name);
    const { device, owner } = this;
    const epoch = await this.storage.update([key], ([value]) => {
      const lease = value as Lease | undefined;
      const now = device.now();
      // A lease that ends too far ahead was written before the clock was set back.
      const taken = lease && lease.owner !== owner && lease.until > now && lease.until - now <= LEASE;
      if (taken) return { result: 0 };
      const next = { owner, epoch: (lease?.epoch || 0) + 1, until: now + LEASE };
      return { put: { [key]: next }, result: next.epoch };
    });
    return epoch ? this.hold(key, epoch) : undefined;
  }

  releaseAll() {
    for (const release of [...this.held]) release();
  }

  private hold(key: string, epoch: number): Hold {
    const mine = (value: unknown) => {
      const lease = value as Lease | undefined;
      return lease?.owner === this.owner && lease.epoch === epoch;
    };
    const hold = { lost: false, lease: { key, mine }, release: () => {} };
    let cancel = () => {};
    const extend = async (ms: number) => {
      const kept = await this.storage.update([key], ([value]) =>
        mine(value)
          ? { put: { [key]: { ...(value as Lease), until: this.device.now() + ms } }, result: true }
          : { result: false },
      );
      if (!kept) hold.lost = true;
    };
    const renew = () => {
      cancel = this.device.later(LEASE / 3, () => {
        if (!hold.lost) void extend(LEASE).then(renew);
      });
    };
    hold.release = () => {
      if (hold.lost) return;
      cancel();
      hold.lost = true;
      this.held.delete(hold.release);
      void extend(0);
    };
    this.held.add(hold.release);
    renew();
    return hold;
  }
}
