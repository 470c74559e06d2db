import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { MemoryStorage } from '../../../src/drafts/memory-storage.js';
import { leaseClaims } from '../../../src/drafts/leases.js';
import type { Claims } from '../../../src/drafts/ownership.js';
import { createPresence } from '../../../src/drafts/presence.js';
import { storageNames } from '../../../src/drafts/storage.js';

const names = storageNames('presence');
const later = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

describe('leases without Web Locks', () => {
  const opened: Claims[] = [];
  afterEach(() => opened.splice(0).forEach((claims) => claims.releaseAll()));

  const page = (me: string, storage: MemoryStorage, talks = true) => {
    const call = () => (talks ? createPresence(`test/${names.root}`, me, later) : undefined);
    const claims = leaseClaims(storage, { now: Date.now, later }, names, me, call);
    opened.push(claims);
    return claims;
  };
  /** What a page leaves behind that was killed: its lease, and nobody who answers. */
  const killed = (storage: MemoryStorage) =>
    storage.update([], () => ({
      put: { [`${names.root}lease/draft:k`]: { owner: 'dead', epoch: 7, until: Date.now() + 15_000 } },
      result: 0,
    }));

  it('a page that was reloaded has its draft back at once: nobody answers for the old one', async () => {
    const storage = new MemoryStorage();
    await killed(storage);
    const hold = await page('new', storage).claim('draft:k');
    assert.ok(hold);
    const [lease] = await storage.get([`${names.root}lease/draft:k`]);
    assert.equal((lease as { epoch: number }).epoch, 8, 'writes of the dead one are refused');
  });

  it('a draft that a living page has is left to it', async () => {
    const storage = new MemoryStorage();
    assert.ok(await page('one', storage).claim('draft:k'));
    assert.equal(await page('other', storage).claim('draft:k'), undefined);
  });

  it('a page that has gone to sleep does not answer', async () => {
    const storage = new MemoryStorage();
    const one = page('one', storage);
    assert.ok(await one.claim('draft:k'));
    one.releaseAll();
    await killed(storage);
    assert.ok(await page('other', storage).claim('draft:k'));
  });

  it('where pages cannot talk, a lease is respected until it ends', async () => {
    const storage = new MemoryStorage();
    await killed(storage);
    assert.equal(await page('new', storage, false).claim('draft:k'), undefined);
  });
});
