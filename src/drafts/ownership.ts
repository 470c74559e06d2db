import type { StorageNames } from './storage.js';

/** Something that at most one tab has at a time, most of the time: it saves traffic, correctness never hangs on it. */
export interface Hold {
  /** Aborted when it is given back, or another tab has taken it over. */
  readonly lost: AbortSignal;
  /** A lease that a transaction can look at: it is refused when the lease has gone to another. */
  readonly lease?: { key: string; mine(value: unknown): boolean };
  release(): void;
}

export interface Claims {
  /** Undefined: another tab has it. `steal`: whoever has it is frozen and will not give it back. */
  claim(name: string, steal?: boolean): Promise<Hold | undefined>;
  /** Gives back everything. */
  releaseAll(): void;
}

export const releaseAll = (held: Set<Hold>) => held.forEach((hold) => hold.release());

export const lockPrefix = ({ root }: StorageNames): string => `help-board:${root}`;

/** By Web Locks: the browser gives a lock back when its tab dies, whatever it died of. */
export const lockClaims = (locks: Pick<LockManager, 'request'>, prefix: string): Claims => {
  const held = new Set<Hold>();
  let era = 0;
  return {
    claim: (name, steal) =>
      new Promise((resolve) => {
        const asked = era;
        const ended = new AbortController();
        const hold: Hold = { lost: ended.signal, release: () => {} };
        const end = () => {
          held.delete(hold);
          ended.abort();
        };
        const granted = (lock: unknown) => {
          // Granted to a page that has gone to sleep meanwhile: given back at once.
          if (!lock || asked !== era) return resolve(undefined);
          held.add(hold);
          return new Promise<void>((done) => {
            hold.release = () => {
              end();
              done();
            };
            resolve(hold);
          });
        };
        // In a promise: a document that may not use locks throws at once, or rejects.
        Promise.resolve()
          .then(() => locks.request(prefix + name, steal ? { steal } : { ifAvailable: true }, granted))
          .catch((error: unknown) => {
            // Stolen. Anything else: no locks to be had here, so go without.
            if ((error as Error | undefined)?.name === 'AbortError') end();
            resolve(hold);
          });
      }),
    releaseAll() {
      era++;
      releaseAll(held);
    },
  };
};

/** Claims whose code comes with the first of them. So long as it cannot be had, another tab may have everything. */
export const lateClaims = (load: () => Promise<Claims>): Claims => {
  let claims: Promise<Claims> | undefined;
  return {
    claim: (name, steal) =>
      (claims = claims || load()).then(
        (loaded) => loaded.claim(name, steal),
        () => (claims = undefined),
      ),
    releaseAll: () => void claims?.then((loaded) => loaded.releaseAll()).catch(() => {}),
  };
};
