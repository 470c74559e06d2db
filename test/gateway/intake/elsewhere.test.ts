import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Tracked } from '../../../src/model/index.js';
import { Subject, submission } from '../support/gateway.js';

describe('what comes by way of somebody else', () => {
  let time = Date.parse('2026-03-20T10:00:00+08:00');
  const subject = new Subject({ now: () => time });
  before(() => subject.start());
  after(() => subject.stop());

  const enter = (body: unknown, key: string) =>
    subject.call<{ id: string; trackingCode: string; token?: string }>(`/api/desk/boards/qingxi/requests`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${subject.token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    });

  it('is entered for a caller, once, with a code to read out and no token', async () => {
    const key = randomUUID();
    const body = submission({ body: '老人来电：断药两天', forSomebodyElse: false });
    const first = await enter(body, key);
    assert.equal(first.status, 201);
    assert.equal(first.json.token, undefined);
    assert.deepEqual((await enter(body, key)).json, first.json);
    const changed = await enter({ ...body, body: '老人来电：断药三天' }, key);
    const { code, receipt } = changed.json as unknown as { code: string; receipt: typeof first.json };
    assert.deepEqual(
      [changed.status, code, receipt],
      [422, 'already-received', { ...first.json, token: '' }],
    );
    const tracked = await subject.board<Tracked>(`/track/${first.json.trackingCode}`);
    assert.equal(tracked.json.stage, 'submitted');
    const { actor } = await subject.gateway.storage.db
      .selectFrom('audit')
      .select('actor')
      .where('request', '=', first.json.id)
      .where('action', '=', 'submit')
      .executeTakeFirstOrThrow();
    assert.match(actor, /^desk:/);
    assert.equal((await enter({ ...body, body: ' ' }, randomUUID())).status, 400);
  });

  it('is filled in for somebody, who opens it by its code as often as needed, for a week', async () => {
    const prefill = {
      category: 'medicine',
      body: '妻子的靶向药吃完了 MARKPREFILL',
      tried: ['医院', '12345热线'],
      source: { channel: '12345' },
    };
    const { json, status } = await subject.desk<{ code: string }>('/prefills', prefill);
    assert.equal(status, 201);
    for (const code of [json.code, json.code.toLowerCase().replaceAll('-', ' ')]) {
      const opened = await subject.board(`/prefills/${encodeURIComponent(code)}`);
      assert.deepEqual([opened.json, opened.headers.get('cache-control')], [prefill, 'no-store']);
    }
    const { sealed } = await subject.gateway.storage.db
      .selectFrom('prefill')
      .select('sealed')
      .executeTakeFirstOrThrow();
    assert.ok(!sealed.includes('MARKPREFILL'));
    assert.equal((await subject.board('/prefills/0000-0000-0000')).status, 404);
    time += 7 * 86_400_000;
    assert.equal((await subject.board(`/prefills/${json.code}`)).status, 404);
    assert.equal((await subject.desk('/prefills', { phone: '13812345678' })).status, 400);
  });
});
