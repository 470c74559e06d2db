import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { BOARD, Subject } from '../support/gateway.js';

describe('open data that many fetch at the same time', () => {
  const subject = new Subject();
  before(async () => {
    await subject.start();
    await subject.published();
    const { writes } = subject.gateway.storage;
    // More than fits between the gateway and somebody who reads nothing of it.
    await writes.write(async ({ db }) => {
      const one = await db.selectFrom('public_request').selectAll().executeTakeFirstOrThrow();
      const doc = JSON.stringify({ ...(JSON.parse(one.doc) as object), publicBody: '水'.repeat(300_000) });
      for (let n = 0; n < 40; n++)
        await db
          .insertInto('public_request')
          .values({ ...one, id: `zz${n}`, doc })
          .execute();
    });
  });
  after(() => subject.stop());

  /** Begins, and reads nothing but the head. */
  const begin = () =>
    new Promise<IncomingMessage>((done, failed) =>
      get(`${subject.url}api/boards/${BOARD}/export?format=jsonl`, { agent: false }, done).on(
        'error',
        failed,
      ),
    );

  it('takes two places from one address, and no more; those that end give theirs back', async () => {
    const held = [await begin(), await begin()];
    assert.deepEqual(
      held.map(({ statusCode }) => statusCode),
      [200, 200],
    );
    const refused = await begin();
    assert.deepEqual([refused.statusCode, refused.headers['retry-after']], [429, '5']);
    refused.resume();
    for (const one of held) one.destroy();
    let again = await begin();
    for (let i = 0; i < 100 && again.statusCode === 429; i++) {
      again.resume();
      await pause(20);
      again = await begin();
    }
    let bytes = 0;
    for await (const chunk of again) bytes += (chunk as Buffer).length;
    assert.ok(bytes > 40 * 900_000, 'and the next one gets all of it');
  });
});
