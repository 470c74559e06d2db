import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { canonical } from '../../src/model/index.js';
import type { Together } from '../../src/gateway/storage/group-commit.js';
import { openStorage, type Place, type Storage } from '../../src/gateway/storage/index.js';
import { LATEST } from '../../src/gateway/storage/migrations/index.js';
import { base32, sequentialId } from '../../src/gateway/storage/ids.js';
import { newPlace, onPostgres, removePlace } from './support/place.js';

const places: Place[] = [];
const emptyPlace = async (): Promise<Place> => {
  const place = await newPlace();
  places.push(place);
  return place;
};
after(() => places.forEach(removePlace));

describe('group commit', () => {
  let storage: Storage;
  beforeEach(async () => (storage = await openStorage(await emptyPlace())));
  afterEach(() => storage.close());

  const put = (name: string, value = 'x') =>
    storage.writes.write(({ db }) => db.insertInto('meta').values({ name, value }).execute());
  const names = async () =>
    (
      await storage.db.selectFrom('meta').select('name').where('name', 'like', 'n%').orderBy('name').execute()
    ).map(({ name }) => name);

  it('writes what comes in one tick in one transaction', async (t) => {
    const begins = t.mock.method(storage.db, 'startTransaction');
    await Promise.all(['n1', 'n2', 'n3', 'n4'].map((name) => put(name)));
    assert.equal(begins.mock.callCount(), 1);
    assert.deepEqual(await names(), ['n1', 'n2', 'n3', 'n4']);
  });

  it('undoes a job that fails, all of it, and nothing of the others', async () => {
    const failing = storage.writes.write(async ({ db, afterCommit }) => {
      await db.insertInto('meta').values({ name: 'n-half', value: 'x' }).execute();
      afterCommit(() => assert.fail('never committed'));
      throw new Error('no');
    });
    const results = await Promise.allSettled([put('n1'), failing, put('n2')]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(await names(), ['n1', 'n2']);
  });

  it('lets a later job of the same tick see what an earlier one wrote', async () => {
    const [, seen] = await Promise.all([
      put('n1', 'first'),
      storage.writes.write(({ db }) =>
        db.selectFrom('meta').select('value').where('name', '=', 'n1').executeTakeFirst(),
      ),
    ]);
    assert.deepEqual(seen, { value: 'first' });
  });

  it('writes in one go what the jobs of a tick have gathered, and nothing of those that failed', async () => {
    const calls: string[][] = [];
    const together: Together<string> = async (items, { db }) => {
      calls.push(items);
      await db
        .insertInto('meta')
        .values(items.map((name) => ({ name, value: 'x' })))
        .execute();
    };
    const results = await Promise.allSettled(
      ['n1', 'n-failed', 'n2'].map((name) =>
        storage.writes.write(async ({ gather }) => {
          gather(together, name);
          assert.notEqual(name, 'n-failed');
        }),
      ),
    );
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(calls, [['n1', 'n2']]);
    assert.deepEqual(await names(), ['n1', 'n2']);
  });

  it('tells nobody that it is written before the commit', async (t) => {
    const { db } = storage;
    const order: string[] = [];
    const start = db.startTransaction.bind(db);
    t.mock.method(db, 'startTransaction', () => ({
      execute: async () => {
        const transaction = await start().execute();
        const commit = transaction.commit.bind(transaction);
        t.mock.method(transaction, 'commit', () => ({
          execute: async () => {
            await commit().execute();
            order.push('commit');
          },
        }));
        return transaction;
      },
    }));
    await storage.writes.write(async ({ afterCommit }) => afterCommit(() => order.push('effect')));
    order.push('answer');
    assert.deepEqual(order, ['commit', 'effect', 'answer']);
  });

  it('tells everybody when the disk refuses the commit, and goes on afterwards', async (t) => {
    const { db } = storage;
    const start = db.startTransaction.bind(db);
    const mock = t.mock.method(db, 'startTransaction', () => ({
      execute: async () => {
        const transaction = await start().execute();
        t.mock.method(transaction, 'commit', () => ({
          execute: () => Promise.reject(new Error('disk full')),
        }));
        return transaction;
      },
    }));
    const results = await Promise.allSettled([put('n1'), put('n2')]);
    assert.ok(
      results.every((result) => result.status === 'rejected' && result.reason.message === 'disk full'),
    );
    mock.mock.restore();
    await put('n3');
    assert.deepEqual(await names(), ['n3']);
  });

  it('writes what is waiting before it closes, and then nothing more', async () => {
    const waiting = put('n1');
    const closed = storage.writes.close();
    await assert.rejects(put('n2'), /closed/);
    await Promise.all([waiting, closed]);
    assert.deepEqual(await names(), ['n1']);
  });
});

describe('a data folder', () => {
  it('is brought up to date once, and then left alone', async () => {
    const place = await emptyPlace();
    const storage = await openStorage(place);
    const steps = ({ db }: Storage) => sql`select * from kysely_migration order by name`.execute(db);
    const { epoch } = storage;
    const { rows } = await steps(storage);
    assert.equal((rows.at(-1) as { name: string }).name, LATEST);
    await storage.close();
    const again = await openStorage(place);
    assert.equal(again.epoch, epoch);
    assert.deepEqual((await steps(again)).rows, rows);
    await again.close();
  });

  it('is written with an fsync at every commit, by one process alone', { skip: onPostgres }, async () => {
    const place = await emptyPlace();
    const storage = await openStorage(place);
    await assert.rejects(openStorage(place), { name: 'DatabaseBusyError' });
    await storage.close();
    await (await openStorage(place)).close();
  });

  it('refuses a secret that is missing or belongs to another database', async () => {
    const place = await emptyPlace();
    await (await openStorage(place)).close();
    writeFileSync(join(place.dataDir, 'secret'), 'ab'.repeat(32));
    await assert.rejects(openStorage(place), /belongs to another database/);
    rmSync(join(place.dataDir, 'secret'));
    await assert.rejects(openStorage(place), /is missing.*backup/);
  });
});

describe('canonical JSON', () => {
  it('is the same for the same value, whatever the order of its keys', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : value && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, inner]) => [key, shuffled(inner)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        assert.equal(canonical(shuffled(value)), canonical(value));
        assert.deepEqual(JSON.parse(canonical(value)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is written as RFC 8785 has it', () => {
    assert.equal(
      canonical({ b: [1e21, 0.002, '\u20ac"'], a: null, A: true }),
      '{"A":true,"a":null,"b":[1e+21,0.002,"€\\""]}',
    );
  });
});

describe('ids', () => {
  it('of steps are in the order in which they were made', () => {
    const ids = Array.from({ length: 500 }, (_, n) => sequentialId(1_770_000_000_000 + Math.floor(n / 100)));
    assert.deepEqual([...ids].sort(), ids);
    assert.equal(new Set(ids).size, 500);
  });

  it('use every bit they are given', () => {
    assert.equal(base32(new Uint8Array(8).fill(255), 12), 'ZZZZZZZZZZZZ');
    assert.equal(base32(Uint8Array.of(0b00001_000, 0b10_00011_0, 0b0100_0000), 4), '1234');
  });
});
