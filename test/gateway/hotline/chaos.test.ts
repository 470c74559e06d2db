import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { hotlineShapes } from '../../../src/adapters/hotline/profiles/index.js';
import type { FaultRates } from '../../../src/adapters/hotline/simulator/index.js';
import type { Reconciliation } from '../../../src/gateway/hotline/reconcile.js';
import type { RunningSimulator } from '../../../src/gateway/hotline/simulator-server.js';
import { randomFrom } from '../support/contract.js';
import { Connected } from './support.js';

/** CONNECTOR_REQUESTS more of them, CONNECTOR_SEED the same faults again. */
const REQUESTS = Number(process.env['CONNECTOR_REQUESTS'] ?? 60);
const seed = Number(process.env['CONNECTOR_SEED'] ?? randomInt(2 ** 31));

/** What every line may do. */
const POOR: FaultRates = {
  ...{ 'lost-request': 0.1, 'lost-answer': 0.15, reorder: 0.1, delay: 0.05 },
  ...{ html: 0.05, error: 0.1, 'wrong-type': 0.2, gbk: 0.2 },
};
/** A line that says things twice. Where no id is known again, nobody who sends can help that: see below. */
const REPEATING: FaultRates = { repeat: 0.2 };
const GRADES = [
  {
    key: 'known-again',
    name: '认得编号的热线',
    shape: 'B',
    secrets: { token: 't' },
    faults: { ...POOR, ...REPEATING },
  },
  { key: 'looked-up', name: '可以查询的热线', shape: 'F', secrets: { key: 'k' }, faults: POOR },
  { key: 'silent', name: '只收不答的热线', shape: 'C', secrets: { user: 'u' }, faults: { ...POOR, gbk: 0 } },
] as const;

describe(`a connector on poor lines (seed ${seed})`, () => {
  const site = new Connected();
  /** Ids of the requests that each hotline was given. */
  const given = GRADES.map((): string[] => []);
  let supervisor: string;

  before(async () => {
    await site.start(
      GRADES.map(({ shape, faults: _, ...setting }) => ({
        ...{ ...setting, secrets: { ...setting.secrets } },
        ...{ profile: shape, shape: hotlineShapes[shape] },
      })),
    );
    for (const [index, { faults }] of GRADES.entries()) {
      const simulator = site.simulators[index]!;
      simulator.faults.rates = faults;
      Object.assign(simulator.faults, { random: randomFrom(seed + index) });
    }
    supervisor = await site.subject.gateway.createToken({ role: 'supervisor', name: '李督办' });
  });
  after(() => site.stop());

  const inAll = async (work: (index: number, simulator: RunningSimulator) => void | Promise<void>) => {
    for (const [index, simulator] of site.simulators.entries()) await work(index, simulator);
  };
  const waiting = async () => {
    const { items } = (await site.subject.desk<{ items: { waiting: number }[] }>('/hotlines')).json;
    return items.reduce((sum, hotline) => sum + hotline.waiting, 0);
  };
  const through = async () => {
    for (let turn = 0; turn < 400 && (await waiting()); turn++) await site.forward(30);
    assert.equal(await waiting(), 0, 'everything is through, or waits for a person');
  };
  const reconciled = async (key: string) => {
    const path = `/hotlines/${key}/reconciliation?limit=90`;
    const { json, status, text } = await site.subject.desk<Reconciliation>(path, undefined, supervisor);
    assert.equal(status, 200, text);
    return json;
  };
  const ownIds = ({ hotline }: RunningSimulator) => hotline.orders.map(({ ownId }) => ownId!);

  it('hands over every request, and no order is there twice', { timeout: 280_000 }, async () => {
    const all = Array.from({ length: REQUESTS }, (_, n) => n);
    const hand = async () => {
      for (let n = all.shift(); n !== undefined; n = all.shift()) {
        const grade = n % GRADES.length;
        given[grade]!.push((await site.handedOver({ body: `第${n}件：没有米了` }, GRADES[grade]!.name)).id);
      }
    };
    await Promise.all(Array.from({ length: 8 }, hand));
    await through();
    await inAll((index, simulator) => {
      const ids = ownIds(simulator);
      assert.equal(new Set(ids).size, ids.length, `${GRADES[index]!.key}: twice`);
    });
    for (const index of [0, 1])
      assert.equal(
        ownIds(site.simulators[index]!).length,
        given[index]!.length,
        `${GRADES[index]!.key}: lost`,
      );
  });

  it('leaves to a person what nobody can know, and loses nothing but that', async () => {
    const stuck = await site.stuck();
    const silent = site.simulators[2]!;
    for (const { request } of stuck)
      assert.ok(given[2]!.includes(request), 'only of the one that cannot be asked');
    const there = new Set(ownIds(silent));
    for (const id of given[2]!) {
      const { orders, messages } = await site.history(id);
      if (!there.has(orders[0]!.id)) assert.equal(messages[0]!.state, 'unknown', `${id} is lost`);
    }
    // Somebody phones them: what has come is told to have come, the rest goes again.
    silent.faults.rates = {};
    for (const { id, request } of stuck) {
      const [order] = (await site.history(request)).orders;
      const as = there.has(order!.id) ? 'arrived' : 'again';
      assert.equal((await site.subject.desk(`/hotline-messages/${id}`, { as })).status, 200);
    }
    await through();
    assert.deepEqual(await site.stuck(), []);
    assert.equal(new Set(ownIds(silent)).size, given[2]!.length);
    assert.equal(ownIds(silent).length, given[2]!.length);
  });

  it('hears every answer once, and at the end both sides agree', { timeout: 280_000 }, async () => {
    await inAll((_, { hotline }) => {
      for (const order of hotline.orders)
        Object.assign(order, { stage: 'answered', reply: '已送到。', answeredAt: new Date().toISOString() });
    });
    const open = async () => {
      const { n } = await site.subject.gateway.storage.db
        .selectFrom('request')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('stage', '<>', 'answered')
        .executeTakeFirstOrThrow();
      return Number(n) - given[2]!.length;
    };
    for (let turn = 0; turn < 400 && (await open()); turn++) await site.poll();
    for (const id of [...given[0]!, ...given[1]!].slice(0, 60))
      assert.equal((await site.read(id)).replies.length, 1, id);
    await inAll((_, simulator) => void (simulator.faults.rates = {}));
    for (const index of [0, 1]) {
      const { ours, agree, undelivered, missing, doubled, differ, strange } = await reconciled(
        GRADES[index]!.key,
      );
      const n = given[index]!.length;
      assert.deepEqual(
        { ours, agree, undelivered, missing, doubled, differ, strange },
        { ours: n, agree: n, undelivered: [], missing: [], doubled: [], differ: [], strange: [] },
      );
    }
    const { ours, unasked } = await reconciled('silent');
    assert.deepEqual([ours, unasked], [given[2]!.length, given[2]!.length]);
  });

  it('shows in the reconciliation what a side lost, doubled or made of it', async () => {
    const [{ hotline }] = site.simulators as [RunningSimulator];
    const [lost, twice, other] = hotline.orders;
    hotline.orders.splice(0, 1);
    hotline.orders.push({ ...twice!, remoteId: 'second' }, { ...other!, ownId: 'not-ours', remoteId: 'x' });
    other!.stage = 'in-progress';
    const report = await reconciled('known-again');
    assert.deepEqual(
      report.missing.map(({ order }) => order),
      [lost!.ownId],
    );
    assert.deepEqual(
      report.doubled.map(({ order, remoteIds }) => [order, remoteIds.length]),
      [[twice!.ownId, 2]],
    );
    assert.deepEqual(report.strange, [{ order: 'not-ours', remoteId: 'x' }]);
    assert.deepEqual(
      report.differ.map(({ order, ours, theirs }) => [order, ours, theirs]),
      [[other!.ownId, 'answered', '6']],
    );
  });

  it('shows each order that a line said twice to a hotline that knows no id again; we said it once', async () => {
    const [, looked, silent] = site.simulators as [RunningSimulator, RunningSimulator, RunningSimulator];
    const count = ({ hotline }: RunningSimulator) => hotline.orders.length;
    const before = [count(looked), count(silent)];
    for (const { faults } of [looked, silent]) faults.rates = { ...REPEATING };
    const repeated = [looked, silent].map(({ faults }) => faults.struck.repeat ?? 0);
    const each = Math.max(10, Math.floor(REQUESTS / 10));
    for (let n = 0; n < each; n++)
      for (const grade of [1, 2]) await site.handedOver({ body: `再${n}件：没有米了` }, GRADES[grade]!.name);
    await through();
    for (const { faults } of [looked, silent]) faults.rates = {};
    for (const [index, simulator] of [looked, silent].entries()) {
      const twice = count(simulator) - before[index]! - each;
      // Each call that came was an order; what came twice had been said once.
      assert.equal(twice, (simulator.faults.struck.repeat ?? 0) - repeated[index]!);
    }
    const { doubled, missing, undelivered } = await reconciled('looked-up');
    assert.equal(doubled.length, count(looked) - new Set(ownIds(looked)).size);
    assert.deepEqual([missing, undelivered], [[], []]);
  });
});
