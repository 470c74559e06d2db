import type { Receipt } from '../../../src/model/submission.js';
import type { Delivery, Entry, Outbox, Send } from '../../../src/drafts/index.js';

export const receiptFor = (key: string): Receipt => ({
  key,
  id: `id-${key}`,
  trackingCode: 'QX-2345-6789',
  token: 'secret',
  stage: 'submitted',
  receivedAt: '2026-04-01T00:00:00Z',
  dueAt: '2026-04-01T03:00:00Z',
});

export const refusal = (code: string, details: object = {}) =>
  Object.assign(new Error(code), { code }, details);

/** A backend that dedupes by key; `line` decides what becomes of a try before (throw) or after (another answer). */
export class Backend {
  readonly rows = new Map<string, unknown>();
  tries = 0;
  before: (entry: Entry) => void | Promise<void> = () => {};
  after: (receipt: Receipt) => Receipt = (receipt) => receipt;
  readonly photos: Array<Blob | undefined> = [];

  readonly send: Send = async (entry, { photo }) => {
    this.tries++;
    await this.before(entry);
    for (const { sha256 } of entry.photos) this.photos.push(await photo(sha256));
    const known = this.rows.get(entry.key);
    if (known && JSON.stringify(known) !== JSON.stringify(entry.payload))
      throw refusal('already-received', { receipt: receiptFor(entry.key) });
    this.rows.set(entry.key, entry.payload);
    return this.after(receiptFor(entry.key));
  };
}

export const until = async (condition: () => boolean | Promise<boolean>, outbox?: Outbox) => {
  const end = performance.now() + 8_000;
  while (!(await condition())) {
    if (performance.now() > end)
      throw new Error(`never came: ${condition} ${JSON.stringify(outbox?.entries())}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

export const deliveries = (outbox: Outbox) => outbox.entries().map(({ delivery }) => delivery);
export const has = (outbox: Outbox, ...expected: Delivery[]) =>
  until(() => deliveries(outbox).join() === expected.join(), outbox);

/** What IndexedDB holds of a scope, read past the outbox. */
export const onDisk = (scope: string) =>
  new Promise<string>((resolve, reject) => {
    const request = indexedDB.open('help-board');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const range = IDBKeyRange.bound(`${encodeURIComponent(scope)}/`, `${encodeURIComponent(scope)}/\uffff`);
      const all = request.result.transaction('outbox').objectStore('outbox').getAll(range);
      all.onsuccess = () => {
        request.result.close();
        resolve(JSON.stringify(all.result));
      };
    };
  });

export const hide = (target: object, name: string) => {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value: undefined, configurable: true });
  return () =>
    own ? Object.defineProperty(target, name, own) : delete (target as Record<string, unknown>)[name];
};
