import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queued } from '../../../src/drafts/delivery.js';
import { MemoryStorage } from '../../../src/drafts/memory-storage.js';
import type { Ledger } from '../../../src/drafts/ledger.js';
import { LEASE, leaseClaims } from '../../../src/drafts/leases.js';
import { merged, reuniteIn } from '../../../src/drafts/merge.js';
import { freshEntry, freshStored, readStored, typed, type Stored } from '../../../src/drafts/record.js';
import { createSafeStorage } from '../../../src/drafts/safe-storage.js';
import { storageNames } from '../../../src/drafts/storage.js';

const receipt = {
  key: 'k',
  id: 'r1',
  trackingCode: 'C',
  token: 't',
  stage: 'submitted',
  receivedAt: '2026-04-01T00:00:00Z',
  dueAt: '2026-04-01T03:00:00Z',
} as const;

const draft = (body: string, from = freshStored(freshEntry('k', 'request', 1), 'a')) =>
  typed(from, 'a', { content: { body }, summary: body }, body, 2);
const sent = (from: Stored): Stored => ({
  ...from,
  entry: { ...freshEntry('k', 'request', 1), delivery: 'sent', receipt },
});

describe('outbox record', () => {
  it('reads only what it wrote itself', () => {
    assert.ok(readStored(draft('x')));
    for (const alien of [undefined, null, 1, 'x', {}, { v: 3, entry: draft('x').entry }, { v: 1, entry: {} }])
      assert.equal(readStored(alien), undefined);
  });

  it('sends the very same bytes again when nothing was changed since a try', () => {
    const first = queued(draft('x'), { body: 'x', composedAt: 1 }, '', 'e1', 3);
    const tried = { ...first, entry: { ...first.entry, delivery: 'draft' as const, tries: 1 } };
    assert.deepEqual(queued(tried, { body: 'x', composedAt: 2 }, '', 'e2', 4).entry.payload, {
      body: 'x',
      composedAt: 1,
    });
    const edited = queued(draft('y', tried), { body: 'y', composedAt: 3 }, '', 'e3', 5);
    assert.deepEqual(edited.entry.payload, { body: 'y', composedAt: 3 });
    assert.equal(edited.frozen, 'y');
  });
});

describe('outbox storage: memory over a disk that refuses', () => {
  const setUp = () => {
    const disk = new MemoryStorage();
    const timers: Array<() => void> = [];
    const log: string[] = [];
    let full = false;
    const update = disk.update.bind(disk);
    disk.update = (async (keys, change) => {
      if (full) throw new Error('QuotaExceededError');
      return update(keys, change);
    }) as typeof disk.update;
    const names = { names: storageNames('s'), photoNames: () => [] } as unknown as Ledger;
    const storage = createSafeStorage(disk, {
      reunite: () => reuniteIn(names, { key: () => 's', now: () => 9 }),
      changed: () => log.push(storage.keeping),
      moved: () => log.push('moved'),
      later: (_ms, run) => {
        timers.push(run);
        return () => {};
      },
    });
    const put = (key: string, value: unknown) =>
      storage.update([key], () => ({ put: { [key]: value }, result: undefined }));
    return { disk, storage, timers, log, put, refuse: (now: boolean) => (full = now) };
  };

  it('refuses nothing, shows one truth, and says where it is kept', async () => {
    const { disk, storage, log, put, refuse } = setUp();
    await put('a', 1);
    refuse(true);
    await put('a', 2);
    await put('b', 3);
    assert.deepEqual(await storage.get(['a', 'b']), [2, 3]);
    assert.deepEqual(await storage.list(''), [
      ['a', 2],
      ['b', 3],
    ]);
    assert.deepEqual([...disk.values], [['a', 1]]);
    assert.deepEqual(log, ['disk', 'memory']);
  });

  it('moves to the disk by itself when that takes it again, deletions too', async () => {
    const { disk, storage, timers, put, refuse } = setUp();
    await put('a', 1);
    await put('b', 1);
    refuse(true);
    await put('a', 2);
    await put('b', undefined);
    refuse(false);
    timers[0]!();
    await storage.get(['a']);
    await storage.get(['a']);
    assert.deepEqual([...disk.values], [['a', 2]]);
    await storage.list('');
    assert.equal(storage.keeping, 'disk');
  });

  it('forgets what was cleared, on the disk and in memory', async () => {
    const { storage, put, refuse } = setUp();
    await put('x/a', 1);
    refuse(true);
    await put('x/b', 1);
    await storage.clear('x/');
    assert.deepEqual(await storage.list(''), []);
  });
});

describe('outbox storage: when memory meets a disk that went on', () => {
  const base = draft('one');
  const ours = draft('one two', base);
  const theirs = draft('one three', base);

  it('takes what is in memory when the disk has not moved', () => {
    assert.deepEqual(merged(base, ours, base, 's', 9), { value: ours });
    assert.deepEqual(merged(undefined, ours, undefined, 's', 9), { value: ours });
  });

  it("keeps both texts when both were changed: the disk's under the key, ours beside it", () => {
    const { value, rest } = merged(theirs, ours, base, 's', 9);
    assert.equal(value, theirs);
    assert.deepEqual(
      [rest?.entry.key, rest?.entry.delivery, rest?.entry.content],
      ['s', 'draft', { body: 'one two' }],
    );
  });

  it('lets the receipt win on either side, and keeps a newer text as an addition', () => {
    const fromDisk = merged(sent(base), ours, base, 's', 9);
    assert.equal((fromDisk.value as Stored).entry.delivery, 'sent');
    assert.deepEqual(
      [fromDisk.rest?.entry.form, fromDisk.rest?.entry.content],
      ['addition:r1', { body: 'one two' }],
    );
    const fromMemory = merged(theirs, sent(base), base, 's', 9);
    assert.equal((fromMemory.value as Stored).entry.delivery, 'sent');
    assert.deepEqual(fromMemory.rest?.entry.content, { body: 'one three' });
    assert.equal(merged(sent(base), base, base, 's', 9).rest, undefined);
  });

  it('does not send under a new key what may have arrived under the old one', () => {
    const tried = queued(ours, { body: 'one two' }, '', 'e', 3);
    tried.entry.tries = 1;
    const { rest } = merged(theirs, tried, base, 's', 9);
    assert.deepEqual([rest?.entry.delivery, rest?.entry.payload], ['attention', undefined]);
    assert.deepEqual(rest?.entry.content, { body: 'one two' });
  });
});

describe('outbox leases', () => {
  const setUp = () => {
    const storage = new MemoryStorage();
    const clock = { now: 1_000_000 };
    const timers: Array<() => void> = [];
    const device = {
      now: () => clock.now,
      later: (_ms: number, run: () => void) => {
        timers.push(run);
        return () => {};
      },
    };
    const claims = (owner: string) => leaseClaims(storage, device, storageNames('s'), owner, () => undefined);
    return { storage, clock, timers, a: claims('a'), b: claims('b') };
  };

  it('are had by one at a time, and given back', async () => {
    const { a, b } = setUp();
    const hold = await a.claim('drain');
    assert.ok(hold);
    assert.equal(await b.claim('drain'), undefined);
    assert.ok(await b.claim('other'));
    hold.release();
    assert.ok(await b.claim('drain'));
  });

  it('of the dead run out; the one who comes back from the dead learns that it is gone', async () => {
    const { a, b, clock, timers, storage } = setUp();
    const old = await a.claim('drain');
    clock.now += LEASE + 1;
    const next = await b.claim('drain');
    assert.ok(old && next);
    const [value] = await storage.get([next.lease!.key]);
    assert.equal(old.lease!.mine(value), false);
    assert.equal(next.lease!.mine(value), true);
    timers[0]!();
    await storage.get([]);
    await new Promise(setImmediate);
    assert.equal(old.lost.aborted, true);
    assert.equal(next.lost.aborted, false);
  });

  it('written before the clock was set back do not last for ever', async () => {
    const { a, b, clock } = setUp();
    await a.claim('drain');
    clock.now -= 86_400_000;
    assert.ok(await b.claim('drain'));
  });
});
