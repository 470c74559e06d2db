import { expect } from '@open-wc/testing';
import { page, type Device } from '../../../src/drafts/device.js';
import { createOutbox, type Entry, type Outbox, type OutboxOptions } from '../../../src/drafts/index.js';
import { Backend, has, onDisk, receiptFor, refusal, until } from './support.js';

let count = 0;
const opened: Outbox[] = [];

interface Setting extends Partial<OutboxOptions> {
  backend?: Backend;
  device?: Partial<Device>;
}

const setUp = ({ backend = new Backend(), device, ...options }: Setting = {}) => {
  const scope = options.scope ?? `test/others/${Date.now()}-${++count}`;
  const outbox = createOutbox({ scope, send: backend.send, ...options }, { ...page, ...device });
  opened.push(outbox);
  return { outbox, backend, scope };
};
const write = async (outbox: Outbox, body: string) => {
  const { key } = await outbox.open('request', { fresh: true });
  await outbox.save(key, { body }, body);
  return key;
};
const post = async (outbox: Outbox, body: string) => {
  const key = await write(outbox, body);
  await outbox.enqueue(key, { body }, body);
  return key;
};
const bodies = (backend: Backend) =>
  [...backend.rows.values()].map((payload) => (payload as { body: string }).body);
const entry = (outbox: Outbox, key: string) =>
  outbox.entries().find((candidate) => candidate.key === key) as Entry;
const database = () =>
  new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('help-board');
    request.onsuccess = () => resolve(request.result);
  });

describe('where others lose or double what people wrote', () => {
  afterEach(() => {
    for (const outbox of opened.splice(0)) outbox.close();
  });

  it('Artalk, Waline, Twikoo, Isso, Cusdis, Remark42: the answer is lost and the person presses again: one row', async () => {
    const { outbox, backend } = setUp();
    let lost = 2;
    backend.after = (receipt) => {
      if (lost-- > 0) throw refusal('network');
      return receipt;
    };
    const key = await post(outbox, '一');
    await until(() => entry(outbox, key).failure?.code === 'network', outbox);
    await outbox.enqueue(key, { body: '一' }, '一');
    await outbox.retry(key);
    await outbox.flush();
    await until(() => entry(outbox, key).delivery === 'sent', outbox);
    expect(bodies(backend)).to.deep.equal(['一']);
  });

  it('the same: two clicks in one moment, and a third while it is being sent: one row', async () => {
    const { outbox, backend } = setUp();
    backend.before = () => new Promise((resolve) => setTimeout(resolve, 30));
    const key = await write(outbox, '一');
    const clicks = [1, 2].map(() => outbox.enqueue(key, { body: '一' }, '一'));
    await until(() => backend.tries === 1, outbox);
    await Promise.all([...clicks, outbox.enqueue(key, { body: '一' }, '一')]);
    await has(outbox, 'sent');
    expect(backend.tries).to.equal(1);
  });

  it('the same: what is posted offline is sent later, by itself', async () => {
    let online = false;
    const { outbox, backend } = setUp({ device: { online: () => online } });
    await post(outbox, '一');
    await has(outbox, 'queued');
    expect(backend.tries).to.equal(0);
    online = true;
    window.dispatchEvent(new Event('online'));
    await has(outbox, 'sent');
    expect(bodies(backend)).to.deep.equal(['一']);
  });

  it('Isso, Cusdis: the text is gone after a reload; here what was typed in the last milliseconds is there again', async () => {
    for (const type of ['pagehide', 'freeze', 'visibilitychange']) {
      // A disk that is too slow for a page that goes.
      const disk = page.disk();
      const never = () => new Promise<never>(() => {});
      let gone = false;
      const dying = Object.assign(Object.create(disk), {
        update: (...args: Parameters<typeof disk.update>) => (gone ? never() : disk.update(...args)),
      });
      const { outbox, scope } = setUp({ device: { disk: () => dying } });
      const { key } = await outbox.open('request');
      await outbox.save(key, { body: 'typed before' }, '');
      gone = true;
      void outbox.save(key, { body: `typed before, and 5 ms before ${type}` }, '');
      const back = Object.getOwnPropertyDescriptor(Document.prototype, 'visibilityState')!;
      if (type === 'visibilitychange')
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      (type === 'pagehide' ? window : document).dispatchEvent(new Event(type));
      Object.defineProperty(document, 'visibilityState', back);
      const next = setUp({ scope }).outbox;
      await next.ready;
      const [left] = next.entries();
      expect(left).to.deep.include({ key, content: { body: `typed before, and 5 ms before ${type}` } });
    }
  });

  it('Twikoo #256: stuck on "sending"; here a try that nobody answers ends, and says when the next one is', async () => {
    const timers: Array<() => void> = [];
    const { outbox, backend } = setUp({
      device: {
        later: (ms, run) => {
          if (ms < 20_000) return page.later(ms, run);
          timers.push(run);
          return () => {};
        },
      },
    });
    backend.before = () => new Promise(() => {});
    const key = await post(outbox, '一');
    await has(outbox, 'sending');
    await until(() => timers.length > 0);
    timers[0]!();
    await has(outbox, 'queued');
    expect(entry(outbox, key).failure).to.deep.equal({ code: 'network' });
    expect(entry(outbox, key).nextTryAt).to.be.above(Date.now() - 1_000);
  });

  it('Twikoo #669, Artalk, Waline: one draft per site; here one for every form, tab and board', async () => {
    const first = setUp();
    const tab = setUp({ scope: first.scope });
    const board = setUp();
    const keys = [
      await write(first.outbox, 'a'),
      await write(first.outbox, 'b'),
      await write(tab.outbox, 'c'),
    ];
    expect(new Set(keys).size).to.equal(3);
    await until(() => tab.outbox.entries().length === 3, tab.outbox);
    expect(board.outbox.entries()).to.deep.equal([]);
  });

  it('Waline: the retry after a lost answer is refused as "Duplicate Content"; here it gets the receipt of the first time', async () => {
    const { outbox, backend } = setUp();
    let lost = true;
    backend.after = (receipt) => {
      if (!lost) return receipt;
      lost = false;
      throw refusal('network');
    };
    const key = await post(outbox, '同样的话');
    await until(() => entry(outbox, key).failure !== undefined, outbox);
    await outbox.flush();
    await has(outbox, 'sent');
    expect(entry(outbox, key).receipt).to.deep.equal(receiptFor(key));
  });

  it('FixMyStreet: any failure but 400 shifts the form off the queue; here none does', async () => {
    for (const code of [
      'network',
      'server',
      'bad-answer',
      'unauthorized',
      'rate-limited',
      'forbidden',
      'not-found',
    ]) {
      const { outbox, backend, scope } = setUp();
      backend.before = () => {
        throw refusal(code, { status: 500 });
      };
      const key = await post(outbox, `kept after ${code}`);
      await until(() => entry(outbox, key).failure !== undefined, outbox);
      expect(await onDisk(scope)).to.contain(`kept after ${code}`);
    }
  });

  it('FixMyStreet: drafts in one array, the index as id, read and written back without a lock; here each is its own record', async () => {
    const { outbox, scope } = setUp();
    const tab = setUp({ scope }).outbox;
    const keys = await Promise.all([
      write(outbox, 'a'),
      write(tab, 'b'),
      write(outbox, 'c'),
      write(tab, 'd'),
    ]);
    await outbox.discard(keys[0]!);
    await tab.save(keys[1]!, { body: 'b, longer' }, '');
    const next = setUp({ scope }).outbox;
    await next.ready;
    const left = next.entries().map(({ content }) => (content as { body: string }).body);
    expect(left.sort()).to.deep.equal(['b, longer', 'c', 'd']);
  });

  it('FixMyStreet: photos keyed by their file name; here two photos of one name both arrive', async () => {
    const { outbox, backend } = setUp();
    const key = await write(outbox, '一');
    for (const bytes of ['first', 'second'])
      await outbox.addPhoto(key, new File([bytes], 'image.jpg', { type: 'image/jpeg' }));
    await outbox.enqueue(key, { body: '一' }, '');
    await has(outbox, 'sent');
    const arrived = await Promise.all(backend.photos.map((photo) => photo!.text()));
    expect(arrived).to.deep.equal(['first', 'second']);
  });

  it('FixMyStreet: the service worker fakes an "OK"; here only a receipt of ours is one', async () => {
    const { outbox, backend } = setUp();
    backend.after = () => 'OK' as never;
    const key = await post(outbox, '一');
    await until(() => entry(outbox, key).failure?.code === 'bad-answer', outbox);
    expect(entry(outbox, key).delivery).to.equal('queued');
  });

  it('Ushahidi: the queue is cleared after posts nobody waited for, or kept whole when one throws; here each goes by itself', async () => {
    const { outbox, backend } = setUp();
    backend.before = ({ payload }) => {
      if ((payload as { body: string }).body === 'b') throw refusal('server');
    };
    const keys = [await post(outbox, 'a'), await post(outbox, 'b'), await post(outbox, 'c')];
    await until(() => backend.rows.size === 2 && entry(outbox, keys[1]!).failure !== undefined, outbox);
    await until(() => entry(outbox, keys[2]!).delivery === 'sent', outbox);
    expect(entry(outbox, keys[1]!)).to.deep.include({ delivery: 'queued', payload: { body: 'b' } });
  });

  it('workbox: takes an entry out before it sends it; here it lies on the disk until its receipt does', async () => {
    const { outbox, backend, scope } = setUp();
    const seen: boolean[] = [];
    backend.before = async () => void seen.push((await onDisk(scope)).includes('一条求助'));
    await post(outbox, '一条求助');
    await has(outbox, 'sent');
    expect(seen).to.deep.equal([true]);
    expect(await onDisk(scope)).to.contain('trackingCode');
  });

  it('workbox: takes a 500 as delivered; here it is tried again until it is', async () => {
    const { outbox, backend } = setUp();
    let bad = 2;
    backend.before = () => {
      if (bad-- > 0) throw refusal('server', { status: 500 });
    };
    const key = await post(outbox, '一');
    while (entry(outbox, key).delivery !== 'sent') await outbox.flush();
    expect(backend.tries).to.equal(3);
    expect(bodies(backend)).to.deep.equal(['一']);
  });

  it('workbox #2640, #3237: the order changes, entries go missing; here the oldest goes first, over a failure too', async () => {
    let online = false;
    const { outbox, backend, scope } = setUp({ device: { online: () => online } });
    const written = ['1', '2', '3', '4', '5', '6'];
    for (const body of written) {
      await post(outbox, body);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    let failures = 1;
    backend.before = () => {
      if (failures-- > 0) throw refusal('server');
    };
    online = true;
    await outbox.flush();
    expect(bodies(backend)).to.deep.equal(written.slice(1));
    await outbox.flush();
    expect(bodies(backend).sort()).to.deep.equal(written);
    expect(await onDisk(scope)).not.to.contain('payload');
  });

  it('Enketo #942: two tabs share a UUID; here the one that lost the draft goes on under a key of its own', async () => {
    const { outbox, scope, backend } = setUp();
    const key = await write(outbox, 'a');
    const copy = setUp({ scope, backend }).outbox;
    await copy.ready;
    await copy.save(key, { body: 'a, in the copy' }, '');
    await copy.enqueue(key, { body: 'a, in the copy' }, '');
    await outbox.enqueue(key, { body: 'a' }, '');
    await until(() => backend.rows.size === 2, outbox);
    expect(copy.keyOf(key)).not.to.equal(key);
    expect(bodies(backend).sort()).to.deep.equal(['a', 'a, in the copy']);
  });

  it('Enketo #1010: a record that cannot be submitted blocks the rest; here it is parked, and can be mended', async () => {
    const { outbox, backend } = setUp();
    backend.before = ({ payload }) => {
      if ((payload as { body: string }).body === 'bad')
        throw refusal('invalid', { fields: { body: 'maxLength' } });
    };
    const bad = await post(outbox, 'bad');
    const good = await post(outbox, 'good');
    await until(() => entry(outbox, good).delivery === 'sent', outbox);
    expect(entry(outbox, bad)).to.deep.include({ delivery: 'attention', content: { body: 'bad' } });
    expect(await outbox.edit(bad, { open: true })).to.equal(true);
    await outbox.save(bad, { body: 'mended' }, '');
    await outbox.enqueue(bad, { body: 'mended' }, '');
    await until(() => backend.rows.has(bad), outbox);
  });

  it('Enketo PR 1576: iOS kills the connection to IndexedDB; here it is opened again and nobody notices', async () => {
    const { outbox, scope } = setUp();
    const key = await write(outbox, 'a');
    const { transaction } = IDBDatabase.prototype;
    const killed: IDBDatabase[] = [];
    IDBDatabase.prototype.transaction = function (...args: Parameters<typeof transaction>) {
      // From now on every transaction of this very connection throws InvalidStateError, as WebKit's does.
      if (!killed.length) killed.push(this);
      killed[0]!.close();
      return transaction.apply(this, args);
    };
    await outbox.save(key, { body: 'a, after it was killed' }, '');
    IDBDatabase.prototype.transaction = transaction;
    expect(killed).to.have.length(1);
    expect(outbox.keeping).to.equal('disk');
    expect(await onDisk(scope)).to.contain('after it was killed');
  });

  it('Open311 adapters of FixMyStreet: no key, so errors are swallowed or it is sent again; here a person is asked', async () => {
    const { outbox, backend } = setUp({ dedupe: 'none' });
    backend.after = () => {
      throw refusal('network');
    };
    await post(outbox, '一');
    await has(outbox, 'maybe');
    await outbox.flush();
    expect(backend.tries).to.equal(1);
  });

  it('a keystroke with ten photos attached writes the text, and none of the photos', async () => {
    const { outbox } = setUp();
    const key = await write(outbox, 'a');
    for (let i = 0; i < 10; i++) await outbox.addPhoto(key, new Blob([`photo ${i}`]));
    const written: string[] = [];
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value: unknown, name?: IDBValidKey) {
      written.push(String(name));
      return put.call(this, value, name);
    };
    try {
      await outbox.save(key, { body: 'a, and more' }, '');
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    expect(written.filter((name) => name.includes('/entry/'))).to.have.length(1);
    expect(written.filter((name) => name.includes('/photo/'))).to.deep.equal([]);
  });

  it('a record of an older version is brought up to date; one of a newer version is left alone and counted, its words given out', async () => {
    const { outbox, scope } = setUp();
    const old = await write(outbox, 'written by an older version');
    const newer = await write(outbox, 'written by a newer version');
    outbox.close();
    const db = await database();
    const store = db.transaction('outbox', 'readwrite').objectStore('outbox');
    const name = (key: string) => `${encodeURIComponent(scope)}/entry/${key}`;
    const change = (key: string, by: (stored: { v: number; since?: number }) => void) =>
      new Promise<void>((resolve) => {
        const request = store.get(name(key));
        request.onsuccess = () => {
          by(request.result);
          store.put(request.result, name(key)).onsuccess = () => resolve();
        };
      });
    await change(old, (stored) => {
      stored.v = 1;
      delete stored.since;
    });
    await change(newer, (stored) => (stored.v = 999));
    db.close();
    const next = setUp({ scope }).outbox;
    await next.ready;
    expect(next.entries().map(({ key }) => key)).to.deep.equal([old]);
    expect(next.unreadable).to.equal(1);
    expect(await next.salvage()).to.equal('written by a newer version');
    expect(await next.edit(old, { open: true })).to.equal(true);
    await next.save(old, { body: 'and gone on with' }, '');
    await next.save(newer, { body: 'must not be written over it' }, '');
    const disk = await onDisk(scope);
    expect(disk).to.contain('written by a newer version').and.to.contain('and gone on with');
    expect(next.entries().some(({ content }) => JSON.stringify(content).includes('must not'))).to.equal(true);
  });
});
