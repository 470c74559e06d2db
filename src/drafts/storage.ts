/** What a transaction does: writes, deletions (`undefined`), and what the caller gets back after the commit. */
export interface Change<T> {
  put?: Record<string, unknown>;
  result?: T;
}

/** A small transactional store of values under string keys. Values are structured-cloneable. */
export interface Storage {
  get(keys: readonly string[]): Promise<unknown[]>;
  /** Everything under keys that start so. */
  list(prefix: string): Promise<Array<[key: string, value: unknown]>>;
  /**
   * One read-write transaction: `change` sees the values of `keys`, what it returns is written, all or nothing; resolves
   * after the commit. `change` is pure: it may run twice. `strict`: the commit has reached the disk, not only the system.
   */
  update<T>(
    keys: readonly string[],
    change: (values: unknown[]) => Change<T>,
    strict?: boolean,
  ): Promise<T | undefined>;
  /** Deletes everything under keys that start so. */
  clear(prefix: string): Promise<void>;
  /** Lets go of the connection. The next call connects again. */
  release(): void;
  /** Takes back what is under way; where it can be done again, that is done later. */
  giveUp?(): void;
}

/** Names of what one scope keeps. The scope is encoded, so that no scope's names begin with another's. */
export const storageNames = (scope: string) => {
  const root = `${encodeURIComponent(scope)}/`;
  return {
    root,
    entries: `${root}entry/`,
    entry: (key: string) => `${root}entry/${key}`,
    /** Photos belong to their entry: they come and go with it, whatever other entries hold. */
    photo: (key: string, sha256: string) => `${root}photo/${key}/${sha256}`,
  };
};
export type StorageNames = ReturnType<typeof storageNames>;
