import { expect } from '@open-wc/testing';
import { IdbStorage } from '../../../src/drafts/idb-storage.js';
import { createSafeStorage, type SafeStorage } from '../../../src/drafts/safe-storage.js';

const KEY = 'asleep/entry/1';

const other = new IdbStorage();

/** What another page of the same origin would write meanwhile; "blocked" when it waits in vain. */
const writtenByAnother = (value: string) => {
  const blocked = new Promise<string>((resolve) => setTimeout(resolve, 500, 'blocked'));
  const written = other.update([KEY], () => ({ put: { [KEY]: value }, result: 'written' }));
  return Promise.race([written, blocked]);
};
const appended = (storage: SafeStorage, letter: string) =>
  storage.update([KEY], ([before = '']) => ({ put: { [KEY]: `${before}${letter}` } }));

describe('a page that WebKit freezes with its transactions as they are', () => {
  let storage: SafeStorage;
  const sleep = () => {
    let wake = () => {};
    storage.sleep(new Promise((resolve) => (wake = resolve)));
    return wake;
  };
  beforeEach(() => {
    storage = createSafeStorage(new IdbStorage(), {
      reunite: () => undefined,
      moved() {},
      changed() {},
      later: () => () => {},
    });
  });
  afterEach(async () => {
    await storage.clear('asleep/');
    storage.release();
    other.release();
  });

  it('begins nothing while it is frozen; what was asked is done when it wakes up', async () => {
    const wake = sleep();
    let done = false;
    const write = appended(storage, 'a').then(() => (done = true));
    expect(await writtenByAnother('b')).to.equal('written');
    expect(done).to.equal(false);
    wake();
    await write;
    expect(await storage.get([KEY])).to.deep.equal(['ba']);
  });

  it('gives up what it has begun, so that others need not wait for it, and does it again', async () => {
    await appended(storage, 'a');
    const write = appended(storage, 'c');
    // Its transaction is there by now; what it reads comes with a task, and frozen pages have none.
    for (let i = 0; i < 20; i++) await Promise.resolve();
    const wake = sleep();
    expect(await writtenByAnother('b')).to.equal('written');
    wake();
    await write;
    expect(await storage.get([KEY])).to.deep.equal(['bc']);
  });
});
