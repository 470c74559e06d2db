import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { OwnRequest, Receipt, Tracked } from '../../src/model/index.js';
import { Subject, submission } from './support/gateway.js';

const bearer = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` });

describe("the requester's own", () => {
  const subject = new Subject({
    limits: { tracking: { burst: 5, perMinute: 60 }, submits: { burst: 1e6, perMinute: 1e6 } },
  });
  let receipt: Receipt;
  before(async () => {
    await subject.start();
    receipt = (await subject.submit(submission())).json;
  });
  after(() => subject.stop());

  const add = (of: Receipt, body: unknown, key: string = randomUUID()) =>
    subject.post<{ id: string; code: string }>(`/requests/${of.id}/additions`, body, {
      ...bearer(of),
      'idempotency-key': key,
    });

  it('opens with the token of the receipt, also while it waits for review', async () => {
    const { status, json, headers } = await subject.board<OwnRequest>(`/requests/${receipt.id}/own`, {
      headers: bearer(receipt),
    });
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual([json.stage, json.publication, json.body], ['submitted', 'pending', submission().body]);
  });

  it('stays closed without a token (401), and with a wrong one as if it were not there (404)', async () => {
    const other = (await subject.submit(submission())).json;
    assert.equal((await subject.board(`/requests/${receipt.id}/own`)).status, 401);
    const answers = [
      await subject.board(`/requests/${receipt.id}/own`, { headers: bearer(other) }),
      await subject.board(`/requests/${receipt.id}/own`, { headers: bearer({ token: 'x' }) }),
      await subject.board('/requests/nothing/own', { headers: bearer(receipt) }),
    ];
    for (const { status, text } of answers) {
      assert.equal(status, 404);
      assert.equal(text, answers[0]!.text);
    }
    assert.equal((await add({ ...receipt, token: other.token }, { body: 'x' })).status, 404);
    const withdrawal = await subject.post(`/requests/${receipt.id}/withdrawal`, {}, bearer(other));
    assert.equal(withdrawal.status, 404);
  });

  it('takes an addition once, however often it is sent, and shows nothing of it in public', async () => {
    const published = await subject.published();
    const etag = await subject.etag();
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => add(published, { body: '还有一个孩子' }, key)));
    for (const { status, json } of answers) {
      assert.equal(status, 201);
      assert.deepEqual(json, answers[0]!.json);
    }
    const other = await add(published, { body: '别的' }, key);
    assert.deepEqual([other.status, other.json.code], [422, 'already-received']);
    const { json } = await subject.board<OwnRequest>(`/requests/${published.id}/own`, {
      headers: bearer(published),
    });
    assert.deepEqual(
      json.additions.map(({ body }) => body),
      ['还有一个孩子'],
    );
    assert.equal(await subject.etag(), etag);
  });

  it('is withdrawn at once and for good, also twice', async () => {
    const published = await subject.published({ body: '不需要了' });
    for (const _ of [1, 2]) {
      const { status, json } = await subject.post(
        `/requests/${published.id}/withdrawal`,
        {},
        bearer(published),
      );
      assert.deepEqual([status, json['stage']], [200, 'withdrawn']);
    }
    assert.equal((await subject.board(`/requests/${published.id}`)).status, 404);
    assert.equal((await subject.desk(`/requests/${published.id}/accept`, {})).status, 409);
    assert.equal((await add(published, { body: 'x' })).status, 409);
    const { json } = await subject.board<Tracked>(`/track/${published.trackingCode}`);
    assert.equal(json.stage, 'withdrawn');
  });

  it('cannot be withdrawn when it has been answered', async () => {
    const published = await subject.published();
    await subject.desk(`/requests/${published.id}/accept`, {});
    await subject.desk(`/requests/${published.id}/reply`, { body: '好了', kind: 'answer' });
    const { status, json } = await subject.post(
      `/requests/${published.id}/withdrawal`,
      {},
      bearer(published),
    );
    assert.deepEqual([status, json['code']], [409, 'conflict']);
  });

  it('is found by its tracking code, however that was written down', async () => {
    const plain = receipt.trackingCode.replace(/-/g, '');
    const ways = [
      receipt.trackingCode,
      plain,
      receipt.trackingCode.toLowerCase(),
      plain.replace(/(.{3})/g, '$1 '),
      plain.replace(/0/g, 'O').replace(/1/g, 'l'),
      plain.replace(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    ];
    for (const way of ways) {
      const { status, json, headers } = await subject.board<Tracked>(`/track/${encodeURIComponent(way)}`);
      assert.equal(status, 200, way);
      assert.equal(json.stage, 'submitted');
      assert.equal(headers.get('cache-control'), 'no-store');
    }
  });

  it('is not found by guessing: wrong codes are slowed down, right ones are not', async () => {
    const tries = [];
    for (let n = 0; n < 8; n++) tries.push(await subject.board(`/track/AAAA-AAAA-AAA${n}`));
    assert.deepEqual(tries.map(({ status }) => status).slice(0, 5), [404, 404, 404, 404, 404]);
    const last = tries[7]!;
    assert.deepEqual([last.status, last.json['code']], [429, 'rate-limited']);
    assert.ok(Number(last.headers.get('retry-after')) >= 1);
    assert.ok(Number(last.json['retryAfter']) >= 1);
  });
});

describe('the limit on posts from one address', () => {
  let time = Date.parse('2026-03-20T08:00:00Z');
  const subject = new Subject({
    now: () => time,
    trustProxy: true,
    limits: { submits: { burst: 3, perMinute: 60 } },
  });
  before(() => subject.start());
  after(() => subject.stop());
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('says when to come back, and then takes the post', async () => {
    const here = from('203.0.113.1');
    for (let n = 0; n < 3; n++)
      assert.equal((await subject.submit(submission(), randomUUID(), here)).status, 201);
    const key = randomUUID();
    const { status, headers } = await subject.submit(submission(), key, here);
    assert.equal(status, 429);
    time += Number(headers.get('retry-after')) * 1000;
    assert.equal((await subject.submit(submission(), key, here)).status, 201);
  });

  it('never holds up a critical request, a repeated one, or another address', async () => {
    const here = from('203.0.113.2');
    const key = randomUUID();
    for (const k of [key, randomUUID(), randomUUID()]) await subject.submit(submission(), k, here);
    assert.equal((await subject.submit(submission(), randomUUID(), here)).status, 429);
    assert.equal((await subject.submit(submission(), key, here)).status, 201);
    assert.equal((await subject.submit(submission({ urgency: 'critical' }), randomUUID(), here)).status, 201);
    assert.equal((await subject.submit(submission(), randomUUID(), from('203.0.113.3'))).status, 201);
  });

  it('gives an addition, a reopening and a comment their answer again, whatever has come in since', async () => {
    const { boards, writes } = subject.gateway.storage;
    const features = { ...boards.get('qingxi')!.board.features, comments: true };
    await writes.write((context) => boards.update(context, 'qingxi', { features }));
    const published = await subject.published();
    await subject.desk(`/requests/${published.id}/accept`, {});
    await subject.desk(`/requests/${published.id}/reply`, { body: '已送到', kind: 'answer' });
    const sent = [
      ['additions', { body: '门牌是三号' }],
      ['reopening', { body: '还没有收到' }],
      ['comments', { body: '我家也是', nickname: '李' }],
    ] as const;
    for (const [n, [path, body]] of sent.entries()) {
      const here = from(`203.0.113.${10 + n}`);
      const post = (key: string) =>
        subject.post(`/requests/${published.id}/${path}`, body, {
          ...here,
          ...bearer(published),
          'idempotency-key': key,
        });
      const key = randomUUID();
      const first = await post(key);
      assert.equal(first.status, 201, path);
      for (let more = 0; more < 3; more++) await subject.submit(submission(), randomUUID(), here);
      assert.equal((await post(randomUUID())).status, 429, path);
      assert.deepEqual([(await post(key)).status, (await post(key)).json], [201, first.json], path);
    }
  });

  it('takes the addresses of one IPv6 household for one', async () => {
    for (const n of [1, 2, 3]) await subject.submit(submission(), randomUUID(), from(`2001:db8:1:2::${n}`));
    assert.equal((await subject.submit(submission(), randomUUID(), from('2001:db8:1:2::9'))).status, 429);
    assert.equal((await subject.submit(submission(), randomUUID(), from('2001:db8:1:3::9'))).status, 201);
  });
});
