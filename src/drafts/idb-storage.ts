import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Change, Storage } from './storage.js';

const DATABASE = 'help-board';
const STORE = 'outbox';
/** WebKit's IndexedDB sometimes never answers at all (bug 226547). Then it counts as refused. */
const HUNG_AFTER = 5_000;

/** A connection of its own, opened with the first call. */
export const openStore = (): UseStore => createStore(DATABASE, STORE);

const starting = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

const read = (keys: readonly string[]) => (store: IDBObjectStore) =>
  Promise.all(keys.map((key): Promise<unknown> => promisifyRequest(store.get(key))));

/** IndexedDB: one database of one store for the whole component; scopes have their own prefixes. */
export class IdbStorage implements Storage {
  private store?: UseStore;
  private transaction?: IDBTransaction;

  get(keys: readonly string[]) {
    return this.run('readonly', read(keys));
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
      async (store) => {
        const { transaction } = store;
        try {
          const { put, result } = change(await read(keys)(store));
          for (const [key, value] of Object.entries(put || {})) {
            if (value === undefined) store.delete(key);
            else store.put(value, key);
          }
          // It need not wait for the answers: the page may be gone by then.
          transaction.commit?.();
          await promisifyRequest(transaction);
          return result;
        } catch (error) {
          transaction.abort();
          throw error;
        }
      },
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
    store?.('readonly', (opened) => opened.transaction.db.close()).catch(() => {});
  }

  giveUp() {
    try {
      this.transaction!.abort();
    } catch {
      // There is none, or it is as good as done.
    }
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
        store(strict ? 'readonly' : mode, (opened) => {
          const own = strict
            ? opened.transaction.db.transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE)
            : opened;
          this.transaction = own.transaction;
          return work(own);
        }),
      );
    };
    return attempt().catch(() => {
      this.store = undefined;
      return attempt();
    });
  }
}

const within = <T>(task: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(reject, HUNG_AFTER);
    void task.then(resolve, reject).then(() => clearTimeout(timer));
  });
