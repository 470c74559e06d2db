// Runs in the page: the outbox and workbox's queue, side by side, on the same text and the same server.
import { Queue } from 'workbox-background-sync/Queue.js';
import { page, type Device } from '../../../src/drafts/device.js';
import { createOutbox } from '../../../src/drafts/outbox.js';
import { queued } from '../../../src/drafts/delivery.js';
import { freshEntry, freshStored, typed } from '../../../src/drafts/record.js';
import { storageNames } from '../../../src/drafts/storage.js';
import type { Entry, Send } from '../../../src/drafts/types.js';
import type { Receipt } from '../../../src/model/submission.js';

const WORDS = '母亲78岁，双腿浮肿，三天没做透析了，小区封着出不去，需要车送去县人民医院。'.repeat(4);
const contact = { name: '王秀兰', phone: '10000001234' };
const textOf = (n: number) => ({ body: `${n} ${WORDS}`, category: 'medical', contact });
const PHOTO = 300_000;

const post = (key: string, text: unknown) =>
  new Request('/post', { method: 'POST', headers: { 'Idempotency-Key': key }, body: JSON.stringify(text) });
const send: Send = async ({ key, payload }: Entry) =>
  (await (await fetch(post(key, payload))).json()) as Receipt;

let scopes = 0;
const begin = (online: () => boolean = () => true) => {
  const device: Device = { ...page, online };
  return createOutbox({ scope: `bench/${++scopes}`, send }, device);
};
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const timed = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** A keystroke until it is on the disk, with so many photos attached. */
async function keystrokes(photos: number, times: number) {
  const outbox = begin();
  const { key } = await outbox.open('request');
  for (let i = 0; i < photos; i++) {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    await outbox.addPhoto(
      key,
      new Blob(Array<Uint8Array<ArrayBuffer>>(PHOTO / 60_000).fill(bytes), { type: 'image/jpeg' }),
    );
  }
  const found: number[] = [];
  for (let i = 0; i < times; i++) {
    // Writes of one draft keep a distance from each other, which is not what is measured.
    await rest(120);
    found.push(await timed(() => outbox.save(key, textOf(i), 'bench')));
  }
  await outbox.clear();
  outbox.close();
  return found;
}

const queues = new Map<string, Queue>();
const queueOf = (name: string) => {
  const known = queues.get(name) ?? new Queue(name, { forceSyncFallback: true, onSync: async () => {} });
  queues.set(name, known);
  return known;
};

/** Workbox's single write: one request into its queue. */
async function workboxWrites(times: number) {
  const queue = queueOf('writes');
  const found: number[] = [];
  for (let i = 0; i < times; i++) {
    await rest(120);
    const request = post(crypto.randomUUID(), textOf(i));
    found.push(await timed(() => queue.pushRequest({ request })));
  }
  while (await queue.shiftRequest());
  return found;
}

async function enqueue(outbox: ReturnType<typeof begin>, n: number) {
  const { key } = await outbox.open('request', { fresh: true });
  await outbox.save(key, textOf(n), 'bench');
  const time = await timed(() => outbox.enqueue(key, textOf(n), 'bench'));
  outbox.leave(key);
  return time;
}

/** So many are queued while the device is offline; then it is online. */
async function drain(count: number) {
  let online = false;
  const outbox = begin(() => online);
  const enqueued: number[] = [];
  for (let i = 0; i < count; i++) enqueued.push(await enqueue(outbox, i));
  online = true;
  const drained = await timed(() => outbox.flush());
  const sent = outbox.entries().filter(({ delivery }) => delivery === 'sent').length;
  await outbox.clear();
  outbox.close();
  if (sent !== count) throw new Error(`${sent} of ${count} were sent`);
  return { enqueued, drained };
}

async function workboxDrain(count: number) {
  const queue = queueOf('drain');
  for (let i = 0; i < count; i++) await queue.pushRequest({ request: post(crypto.randomUUID(), textOf(i)) });
  const drained = await timed(() => queue.replayRequests());
  const left = await queue.size();
  if (left) throw new Error(`${left} are left`);
  return drained;
}

/** So many entries wait in a board's scope, as it would have written them. */
async function fill(scope: string, count: number) {
  const names = storageNames(scope);
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('help-board');
    request.onupgradeneeded = () => request.result.createObjectStore('outbox');
    request.onerror = () => reject(request.error!);
    request.onsuccess = () => resolve(request.result);
  });
  const transaction = database.transaction('outbox', 'readwrite');
  const now = Date.now();
  for (let i = 0; i < count; i++) {
    const key = page.key();
    const draft = typed(
      freshStored(freshEntry(key, 'request', now)),
      'bench',
      { content: textOf(i) },
      key,
      now,
    );
    transaction.objectStore('outbox').put(queued(draft, textOf(i), 'bench', key, now), names.entry(key));
  }
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
}

Object.assign(globalThis, { drafts: { keystrokes, workboxWrites, drain, workboxDrain, fill } });
