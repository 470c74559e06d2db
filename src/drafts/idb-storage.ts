import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Change, Storage } from './storage.js';

const DATABASE = 'help-board';
const STORE = 'outbox';
/** WebKit's IndexedDB sometimes never answers at all (bug 226547). Then it counts as refused. */
const HUNG_AFTER = 5_000;

/** A connection of its own, opened with the first call. */
export const openStore = (): UseStore => createStore(DATABASE, STORE);

const starting = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/** IndexedDB: one database of one store for the whole component; scopes have their own prefixes. */
export class IdbStorage implements Storage {
  private store?: UseStore;
  private readonly busy = new Set<Promise<unknown>>();

  get(keys: readonly string[]) {
    return this.run('readonly', (store) => Promise.all(keys.map((key) => promisifyRequest(store.get(key)))));
  }

  list(prefix: string) {
    return this.run('readonly', (store) =>
      Promise.all([
        promisifyRequest(store.getAllKeys(starting(prefix))),
        promisifyRequest(store.getAll(starting(prefix))),
      ]).then(([keys, values]) => keys.map((key, i): [string, unknown] => [key as string, values[i]])),
    );
  }

  update<T>(keys: readonly string[], change: (values: unknown[]) => Change<T>, strict = false) {
    return this.run(
      'readwrite',
      (store) =>
        new Promise<T | undefined>((resolve, reject) => {
          const values: unknown[] = [];
          let left = keys.length;
          let outcome: Change<T>;
          const apply = () => {
            try {
              outcome = change(values);
              for (const [key, value] of Object.entries(outcome.put || {})) {
                if (value === undefined) store.delete(key);
                else store.put(value, key);
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
          promisifyRequest(store.transaction).then(() => resolve(outcome.result), reject);
        }),
      strict,
    );
  }

  clear(prefix: string) {
    return this.run('readwrite', (store) => {
      store.delete(starting(prefix));
      return promisifyRequest<undefined>(store.transaction);
    });
  }

  release() {
    const { store } = this;
    this.store = undefined;
    void Promise.all([...this.busy].map((task) => task.catch(() => {})))
      .then(() => store?.('readonly', (opened) => opened.transaction.db.close()))
      .catch(() => {});
  }

  /**
   * Safari closes connections in the background, and the first call after that throws `InvalidStateError`: whatever went
   * wrong, once more on a new connection.
   */
  private run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>, strict = false) {
    const attempt = async () => {
      const store = (this.store = this.store || openStore());
      // idb-keyval's own transactions are of relaxed durability: borrow its connection for a strict one.
      return within(
        store(strict ? 'readonly' : mode, (opened) =>
          work(
            strict
              ? opened.transaction.db.transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE)
              : opened,
          ),
        ),
      );
    };
    const task = attempt().catch(() => {
      this.store = undefined;
      return attempt();
    });
    this.busy.add(task);
    const done = () => this.busy.delete(task);
    task.then(done, done);
    return task;
  }
}

const within = <T>(task: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(reject, HUNG_AFTER);
    void task.then(resolve, reject).then(() => clearTimeout(timer));
  });
