import type { Change, Storage } from './storage.js';

const DATABASE = 'help-board';
const STORE = 'outbox';
/** WebKit's IndexedDB sometimes never answers at all (bug 226547). Then it counts as refused. */
const HUNG_AFTER = 5_000;

/** What a request has found, or undefined after the commit of a transaction. */
export const settled = <T>(work: IDBRequest<T> | IDBTransaction): Promise<T> =>
  new Promise((resolve, reject) => {
    const one = work as IDBRequest<T> & IDBTransaction;
    one.onsuccess = one.oncomplete = () => resolve(one.result);
    one.onerror = one.onabort = () => reject(one.error as Error);
  });

/** A connection of its own. */
export const openDatabase = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DATABASE);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
};

export const storeOf = (db: IDBDatabase, mode: IDBTransactionMode, strict?: boolean): IDBObjectStore =>
  db.transaction(STORE, mode, strict ? { durability: 'strict' } : undefined).objectStore(STORE);

const starting = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/** IndexedDB: one database of one store for the whole component; scopes have their own prefixes. */
export class IdbStorage implements Storage {
  private db?: Promise<IDBDatabase>;
  private readonly busy = new Set<Promise<unknown>>();

  get(keys: readonly string[]) {
    return this.run('readonly', (store) => Promise.all(keys.map((key) => settled(store.get(key)))));
  }

  list(prefix: string) {
    return this.run('readonly', (store) =>
      Promise.all([
        settled(store.getAllKeys(starting(prefix))),
        settled(store.getAll(starting(prefix))),
      ]).then(([keys, values]) => keys.map((key, i): [string, unknown] => [String(key), values[i]])),
    );
  }

  update<T>(keys: readonly string[], change: (values: unknown[]) => Change<T>, strict = false) {
    return this.run(
      'readwrite',
      (store) =>
        new Promise<T>((resolve, reject) => {
          const values: unknown[] = [];
          let left = keys.length;
          let outcome: Change<T>;
          const apply = () => {
            try {
              outcome = change(values);
              const put = outcome.put || {};
              for (const key of Object.keys(put)) {
                if (put[key] === undefined) store.delete(key);
                else store.put(put[key], key);
              }
            } catch (error) {
              reject(error);
              store.transaction.abort();
            }
          };
          keys.forEach((key, i) => {
            const request = store.get(key);
            request.onsuccess = () => {
              values[i] = request.result;
              if (!--left) apply();
            };
          });
          settled(store.transaction).then(() => resolve(outcome.result), reject);
        }),
      strict,
    );
  }

  clear(prefix: string) {
    return this.run('readwrite', (store) => {
      store.delete(starting(prefix));
      return settled<void>(store.transaction);
    });
  }

  release() {
    const { db } = this;
    this.db = undefined;
    void Promise.all([...this.busy].map((task) => task.catch(() => {})))
      .then(() => db)
      .then((opened) => opened?.close())
      .catch(() => {});
  }

  /**
   * Safari closes connections in the background, and the first call after that throws `InvalidStateError`: whatever went
   * wrong, once more on a new connection.
   */
  private run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>, strict = false) {
    const attempt = async () => {
      const db = await within((this.db = this.db || openDatabase()));
      return within(work(storeOf(db, mode, strict)));
    };
    const task = attempt().catch(() => {
      this.db = undefined;
      return attempt();
    });
    this.busy.add(task);
    const done = () => this.busy.delete(task);
    task.then(done, done);
    return task;
  }
}

const within = <T>(task: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout>;
  const hung = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('hung')), HUNG_AFTER);
  });
  const stop = () => clearTimeout(timer);
  task.then(stop, stop);
  return Promise.race([task, hung]);
};
