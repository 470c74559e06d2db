import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { openStorage, type Place, type Storage } from '../../src/gateway/storage/index.js';
import { Jobs, type Turn } from '../../src/gateway/jobs.js';
import { newPlace, onPostgres, removePlace } from './support/place.js';

const HOUR = 3_600_000;
const places: Place[] = [];
after(() => places.forEach(removePlace));

describe('what the gateway does by itself', () => {
  let storage: Storage;
  const errors: unknown[] = [];
  const log = { error: (...of: unknown[]) => void errors.push(of), warn: () => {} };
  const jobsOn = (on: Storage, run: (turn: Turn) => Promise<void>, every = HOUR): Jobs => {
    const jobs = new Jobs(on, log);
    jobs.add({ name: 'count', every, run });
    return jobs;
  };
  const note = (name: string) => (turn: Turn) =>
    turn.write(async ({ db }) => void (await db.insertInto('meta').values({ name, value: 'x' }).execute()));
  const notes = async () =>
    (await storage.db.selectFrom('meta').select('name').where('name', 'like', 'n%').execute()).length;
  const settled = () => new Promise((done) => setTimeout(done, 150));
  const until = async (is: () => boolean) => {
    for (const end = Date.now() + 15_000; !is(); await new Promise((done) => setTimeout(done, 10)))
      assert.ok(Date.now() < end, 'it has not come to that');
  };
  /** Lets the turn that is being had run out, as its time would. */
  const runOut = () => storage.db.updateTable('job').set({ until: 0 }).execute();

  beforeEach(async () => {
    errors.length = 0;
    const place = await newPlace();
    places.push(place);
    storage = await openStorage(place);
  });
  afterEach(() => storage.close());

  it('is done when it is due, and not again before that', async () => {
    let runs = 0;
    const jobs = jobsOn(storage, async () => void runs++);
    jobs.start(20);
    await until(() => runs === 1);
    await settled();
    await jobs.close();
    assert.equal(runs, 1);

    const restarted = jobsOn(storage, async () => void runs++);
    restarted.start(20);
    await settled();
    assert.equal(runs, 1);
    // The time has come: what was due while nothing ran is done by whoever looks next.
    await storage.db.updateTable('job').set({ due_at: 0 }).execute();
    await until(() => runs === 2);
    await restarted.close();
    assert.equal(runs, 2);
  });

  it('is done by one of several at a time', async () => {
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    let begun = false;
    const first = jobsOn(storage, () => ((begun = true), held));
    const second = jobsOn(storage, () => assert.fail('twice'));
    const running = first.run('count');
    await until(() => begun);
    assert.equal(await second.run('count'), false);
    release();
    assert.equal(await running, true);
  });

  it('stores nothing for a process that has slept through its turn', async () => {
    let wake = () => {};
    const asleep = new Promise<void>((done) => (wake = done));
    let begun = false;
    const sleeper = jobsOn(storage, async (turn) => {
      begun = true;
      await asleep;
      await note('n-late')(turn);
    });
    const running = sleeper.run('count');
    await until(() => begun);
    await runOut();
    assert.equal(await jobsOn(storage, note('n-in-time')).run('count'), true);
    wake();
    await assert.rejects(running, { name: 'TurnLostError' });
    assert.deepEqual(await notes(), 1);
  });

  it('is tried again after it has failed', { timeout: 20_000 }, async () => {
    let runs = 0;
    const jobs = jobsOn(storage, async () => assert.ok(++runs > 1, 'first'), 0);
    jobs.start(20);
    await until(() => runs >= 2);
    await jobs.close();
    assert.equal(errors.length, 1);
    assert.ok(runs > 1);
  });

  it('waits for no other that takes its time', { timeout: 20_000 }, async () => {
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    let runs = 0;
    const jobs = new Jobs(storage, log);
    jobs.add({ name: 'slow', every: HOUR, run: () => held });
    jobs.add({ name: 'quick', every: 0, run: async () => void runs++ });
    jobs.start(20);
    await until(() => runs >= 2);
    release();
    await jobs.close();
  });

  it(
    'goes on at once after a kill, where no other process can have its turn',
    { skip: onPostgres },
    async () => {
      await jobsOn(storage, async () => {}).run('count');
      const turn = { due_at: 0, until: Date.now() + HOUR };
      await storage.db.updateTable('job').set(turn).execute();
      let runs = 0;
      const jobs = jobsOn(storage, async () => void runs++);
      jobs.start(HOUR);
      await until(() => runs === 1);
      await jobs.close();
      assert.equal(runs, 1);
    },
  );

  it('begins nothing new while the gateway ends, and finishes what it is at', async () => {
    let steps = 0;
    const jobs = jobsOn(storage, async (turn) => {
      while (!turn.ending) {
        steps++;
        await settled();
      }
      await note('n-last')(turn);
    });
    jobs.start(20);
    await until(() => steps > 0);
    await jobs.close();
    assert.equal(await notes(), 1);
  });

  it('is done once by two processes on one database', { skip: !onPostgres }, async () => {
    const other = await openStorage(places.at(-1)!);
    const all = [storage, other].flatMap((on) => [1, 2].map((n) => jobsOn(on, note(`n${n}`))));
    for (const jobs of all) jobs.start(10);
    while (!(await notes())) await settled();
    await settled();
    for (const jobs of all) await jobs.close();
    assert.equal(await notes(), 1);
    await other.close();
  });
});
