import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { escalationJob } from '../../../src/gateway/escalation/escalate.js';
import { insertRequest } from '../../../src/gateway/intake/insert-request.js';
import { SubmissionKey } from '../../../src/gateway/intake/submission-key.js';
import { changeRequest, loadRequest, type Change } from '../../../src/gateway/loop/change.js';
import { openStorage, type Place, type Storage } from '../../../src/gateway/storage/index.js';
import { TEMPLATES } from '../../../src/model/index.js';
import { submission } from '../support/gateway.js';
import { newPlace, onPostgres, removePlace } from '../support/place.js';
import { buildCommand, removeCommand, serve } from '../support/process.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-03-20T10:00:00+08:00');
const ALL = ['remind', 'due', 'supervise', 'tell-above'];

describe('escalation', () => {
  let place: Place;
  let storage: Storage;
  const opened: Storage[] = [];
  const places: Place[] = [];
  after(() => places.forEach(removePlace));

  const open = async (): Promise<Storage> => {
    const one = await openStorage(place);
    opened.push(one);
    return one;
  };
  const newBoard = async (key: string, parent?: string): Promise<void> => {
    const board = { ...TEMPLATES.epidemic(), key, title: '求助平台', region: key };
    await storage.writes.write(async (context) => {
      await storage.boards.insert(context, board, START);
      await context.db
        .updateTable('board')
        .set({ parent: parent ?? null })
        .where('key', '=', key)
        .execute();
      await storage.boards.bump(context, key);
    });
  };
  const post = async (receivedAt = START): Promise<string> => {
    const { boards, secret, writes } = storage;
    const { board } = boards.get('qingxi')!;
    const from = {
      boards,
      secret,
      board,
      key: new SubmissionKey(secret, board.key, randomUUID()),
      bodyHash: '',
      submission: submission(),
      receivedAt,
    };
    return (await writes.write((context) => insertRequest(context, from))).id;
  };
  const run = (at: number, on = storage) =>
    escalationJob(on, () => at).run({ ending: false, write: (job) => on.writes.write(job) });
  const change = (id: string, at: number, set: Change['set']) => {
    const { boards, secret } = storage;
    const options = { boards, secret, board: 'qingxi', id, actor: { kind: 'desk', id: 'test' } as const, at };
    return storage.writes.write((context) =>
      changeRequest(context, options, () => ({ action: 'test', set })),
    );
  };
  const steps = async (id: string) => {
    const rows = await storage.db
      .selectFrom('timeline')
      .select('action')
      .where('request', '=', id)
      .where('action', 'in', ALL)
      .orderBy('id')
      .execute();
    return rows.map(({ action }) => action);
  };

  beforeEach(async () => {
    place = await newPlace();
    places.push(place);
    storage = await open();
    await newBoard('hangzhou');
    await newBoard('qingxi', 'hangzhou');
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  it('reminds before the time is over, says when it is, supervises, tells the level above: each once', async () => {
    const id = await post();
    for (const [at, expected] of [
      [START + 2 * HOUR, 0],
      [START + 2.5 * HOUR, 1],
      [START + 3 * HOUR, 1],
      [START + 3 * HOUR + 1, 2],
      [START + 4 * HOUR + 1, 3],
      [START + 5 * HOUR, 3],
      [START + 5 * HOUR + 1, 4],
      [START + 99 * HOUR, 4],
    ] as const) {
      await run(at);
      await run(at);
      assert.deepEqual(await steps(id), ALL.slice(0, expected), String(at - START));
    }
    const row = await loadRequest(storage, 'qingxi', id);
    assert.deepEqual(
      [row.overdue_at, row.flags, row.escalate_at],
      [START + 3 * HOUR, '["supervised"]', null],
    );
    const told = await storage.db.selectFrom('delivery').selectAll().execute();
    assert.deepEqual(
      told.map(({ board, to_board, kind, request }) => [board, to_board, kind, request]),
      [['qingxi', 'hangzhou', 'overdue', id]],
    );
    assert.ok(!told[0]!.content.includes('陈国良') && !told[0]!.content.includes('10000001234'));
  });

  it('catches up after a stop, every step in order', async () => {
    const id = await post();
    await run(START + 30 * HOUR);
    assert.deepEqual(await steps(id), ALL);
  });

  it('goes by the rules of the desk that has it now', async () => {
    const id = await post();
    const { boards, writes } = storage;
    const { rules } = boards.get('hangzhou')!;
    const escalation = { ...rules.escalation, remindBefore: 120 };
    await writes.write((c) => boards.setLevel(c, 'hangzhou', { ...rules, escalation }));
    await change(id, START + HOUR, { handler: 'hangzhou' });
    await run(START + HOUR);
    assert.deepEqual(await steps(id), ['remind']);
  });

  it('leaves alone what is answered, closed, or waits for the requester', async () => {
    const answered = await post();
    const declined = await post();
    const waiting = await post();
    await change(answered, START + HOUR, { stage: 'answered', answered_at: START + HOUR });
    await change(declined, START + HOUR, { stage: 'declined' });
    await change(waiting, START + HOUR, { flags: '["needs-info"]' });
    await run(START + 30 * HOUR);
    for (const id of [answered, declined, waiting]) assert.deepEqual(await steps(id), []);
    // It goes on with the two hours it had.
    await change(waiting, START + 30 * HOUR, { flags: '[]' });
    await run(START + 31.5 * HOUR);
    assert.deepEqual(await steps(waiting), ['remind']);
  });

  it('reminds again where the time has become longer', async () => {
    const id = await post();
    await run(START + 2.5 * HOUR);
    await change(id, START + 2.6 * HOUR, { flags: '["complex"]' });
    await run(START + 4 * HOUR);
    assert.deepEqual(await steps(id), ['remind']);
    await run(START + 7.5 * HOUR);
    assert.deepEqual(await steps(id), ['remind', 'remind']);
  });

  it('makes no edit under way stale by a reminder', async () => {
    const id = await post();
    const { revision } = await loadRequest(storage, 'qingxi', id);
    await run(START + 3 * HOUR + 1);
    assert.equal((await loadRequest(storage, 'qingxi', id)).revision, revision);
  });

  it('tells nobody above the highest level', async () => {
    await storage.writes.write(async (context) => {
      await context.db.updateTable('board').set({ parent: null }).where('key', '=', 'qingxi').execute();
      await storage.boards.bump(context, 'qingxi');
    });
    const id = await post();
    await run(START + 30 * HOUR);
    assert.deepEqual(await steps(id), ['remind', 'due', 'supervise']);
  });

  it('takes many at once', async () => {
    for (let i = 0; i < 120; i++) await post();
    await run(START + 30 * HOUR);
    const { n } = await storage.db
      .selectFrom('escalation')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    assert.equal(Number(n), 480);
  });

  it('fires once, however two processes run into each other', { skip: !onPostgres }, async () => {
    const ids = [await post(), await post(), await post()];
    const other = await open();
    await Promise.all([run(START + 30 * HOUR), run(START + 30 * HOUR, other), run(START + 30 * HOUR, other)]);
    for (const id of ids) assert.deepEqual(await steps(id), ALL);
  });

  it('fires once with two gateways on one database', { skip: !onPostgres, timeout: 60_000 }, async () => {
    const ids = await Promise.all([post(Date.now() - 9 * HOUR), post(Date.now() - 9 * HOUR)]);
    await buildCommand();
    const both = await Promise.all([serve(place), serve(place)]);
    try {
      while ((await steps(ids[1]!)).length < 4) await new Promise((next) => setTimeout(next, 50));
      await new Promise((next) => setTimeout(next, 500));
      for (const id of ids) assert.deepEqual(await steps(id), ALL);
      const told = await storage.db.selectFrom('delivery').select('id').execute();
      assert.equal(told.length, 2);
    } finally {
      for (const { child } of both) child.kill('SIGKILL');
      removeCommand();
    }
  });
});
