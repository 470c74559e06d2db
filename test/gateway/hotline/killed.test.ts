import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hotlineShapes } from '../../../src/adapters/hotline/profiles/index.js';
import { buildCommand, removeCommand, serve } from '../support/process.js';
import { Connected } from './support.js';

const GRADES = [
  { key: 'known-again', name: '认得编号的热线', shape: 'B', secrets: { token: 't' } },
  { key: 'looked-up', name: '可以查询的热线', shape: 'F', secrets: { key: 'k' } },
  { key: 'silent', name: '只收不答的热线', shape: 'C', secrets: { user: 'u' } },
] as const;

describe('a gateway that is killed in the middle of its calls to hotlines', () => {
  const site = new Connected();
  /** Calls that have come to all hotlines. */
  let calls = 0;

  before(async () => {
    await buildCommand();
    await site.start(
      GRADES.map(({ shape, ...setting }) => ({
        ...{ ...setting, secrets: { ...setting.secrets } },
        ...{ profile: shape, shape: hotlineShapes[shape] },
      })),
    );
    writeFileSync(join(site.subject.place.dataDir, 'hotlines.json'), site.hotlines);
  });
  after(async () => {
    await site.stop();
    removeCommand();
  });

  /** Hands one request to each, and has a process killed with all three calls under way; `taken` is whether they had come. */
  async function killed(taken: boolean): Promise<string[]> {
    const ids: string[] = [];
    // The process that is killed has the machine's clock.
    site.now = Date.now();
    for (const { name } of GRADES) ids.push((await site.handedOver({}, name)).id);
    await site.subject.gateway.storage.db.updateTable('job').set({ due_at: 0 }).execute();
    await site.subject.gateway.close();

    let waiting = 0;
    const serves = site.simulators.map(({ hotline }) => hotline.serve);
    for (const [index, { hotline }] of site.simulators.entries()) {
      const silent = async (request: Request): Promise<Response> => {
        // What looks for it first is answered.
        if (request.method === 'GET') return serves[index]!(request);
        if (taken) await serves[index]!(request);
        waiting++;
        return new Promise(() => {});
      };
      Object.assign(hotline, { serve: silent });
    }
    const { child } = await serve(site.subject.place);
    const ended = once(child, 'exit');
    while (waiting < GRADES.length) await new Promise((on) => setTimeout(on, 20));
    child.kill('SIGKILL');
    await ended;

    calls = 0;
    for (const [index, { hotline }] of site.simulators.entries())
      Object.assign(hotline, {
        serve: (request: Request) => (request.method === 'GET' || calls++, serves[index]!(request)),
      });
    await site.subject.open();
    // As its time would.
    await site.subject.gateway.storage.db.updateTable('job').set({ until: 0 }).execute();
    await site.forward(1);
    await site.forward(60);
    return ids;
  }
  const standing = async (ids: string[]) => {
    const all = [];
    for (const [index, id] of ids.entries()) {
      const { orders, messages } = await site.history(id);
      const theirs = site.simulators[index]!.hotline.orders.filter(({ ownId }) => ownId === orders[0]!.id);
      all.push([GRADES[index]!.key, messages[0]!.state, theirs.length]);
    }
    return all;
  };

  it('doubles nothing that had arrived: it is known again, found, or left to a person', async () => {
    const ids = await killed(true);
    assert.deepEqual(await standing(ids), [
      ['known-again', 'sent', 1],
      ['looked-up', 'sent', 1],
      ['silent', 'unknown', 1],
    ]);
    assert.equal(calls, 1, 'said again to the one alone that knows it again');
    const [letter] = await site.stuck();
    assert.equal(letter!.problem, 'interrupted');
    const decided = await site.subject.desk(`/hotline-messages/${letter!.id}`, { as: 'arrived' });
    assert.equal(decided.status, 200);
  });

  it('loses nothing that had not: it goes again, or is left to a person', async () => {
    const ids = await killed(false);
    assert.deepEqual(await standing(ids), [
      ['known-again', 'sent', 1],
      ['looked-up', 'sent', 1],
      ['silent', 'unknown', 0],
    ]);
    const [letter] = await site.stuck();
    await site.subject.desk(`/hotline-messages/${letter!.id}`, { as: 'again' });
    await site.forward();
    assert.deepEqual((await standing(ids))[2], ['silent', 'sent', 1]);
  });
});
