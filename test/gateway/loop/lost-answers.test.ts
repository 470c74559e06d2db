import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { BOARD, Subject } from '../support/gateway.js';
import { TABLES } from '../../../src/gateway/storage/tables.js';

type Fields = Record<string, any>;

describe('an answer that is lost on its way to the desk', () => {
  let time = Date.parse('2026-03-20T08:00:00Z');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now: () => (time += 100), limits: { submits: plenty } });
  let officer: string;
  let supervisor: string;
  before(async () => {
    await subject.start();
    const { gateway } = subject;
    officer = await gateway.createToken({ role: 'department', name: '李科长', unit: '县民政局' });
    supervisor = await gateway.createToken({ role: 'supervisor', name: '督办员' });
    await gateway.createBoard({ key: 'city', template: 'everyday', title: '市求助平台', region: '市' });
    await gateway.createBoard({ key: 'town', template: 'everyday', title: '镇求助平台', region: '镇' });
    const { boards, writes } = gateway.storage;
    await writes.write((c) => boards.setLevel(c, BOARD, boards.get(BOARD)!.rules, 'city'));
    await writes.write((c) => boards.setLevel(c, 'town', boards.get('town')!.rules, BOARD));
  });
  after(() => subject.stop());

  const send = (key: string, path: string, body: object = {}, token = subject.token, method = 'POST') =>
    subject.call<Fields>(`/api/desk/boards/${BOARD}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'idempotency-key': key,
        'if-match': '*',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });

  /** How many rows each table has: whatever is done twice leaves something twice. */
  async function rows(): Promise<Fields> {
    const { db } = subject.gateway.storage;
    const counts: Fields = {};
    for (const table of Object.keys(TABLES) as (keyof typeof TABLES)[]) {
      if (table === 'job') continue;
      const { n } = await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow();
      counts[table] = Number(n);
    }
    return counts;
  }

  /** Sends it, loses the answer, sends it again. */
  async function twice(path: string, body: object = {}, token?: string, method?: string) {
    const key = randomUUID();
    const first = await send(key, path, body, token, method);
    assert.ok(first.status < 300, `${path}: ${first.text}`);
    const left = await rows();
    const again = await send(key, path, body, token, method);
    assert.deepEqual([again.status, again.json], [first.status, first.json], path);
    assert.deepEqual(await rows(), left, path);
    return first.json;
  }

  const unit = { kind: 'department', name: '县民政局' };
  const published = async () => `/requests/${(await subject.published()).id}`;
  async function handedOver() {
    const at = await published();
    await subject.desk(`${at}/accept`, {});
    await subject.desk(`${at}/dispatch`, unit);
    return at;
  }
  const read = async (at: string) => (await subject.desk<Fields>(at)).json;

  it('does nothing twice: every move of a request', async () => {
    const at = await published();
    await twice(`${at}/accept`);
    await twice(`${at}/note`, { words: '已电话联系' });
    await twice(`${at}/pin`, { on: true });
    await twice(`${at}/feature`, { on: true });
    await twice(`${at}/highlight`, { on: true });
    await twice(`${at}/redact`, { publicBody: '家里没有米了。' });
    await twice(`${at}/recategorise`, { category: 'other' });
    await twice(`${at}/prioritise`, { urgency: 'urgent' });
    await twice(`${at}/complicate`, { on: true });
    const { slip } = await twice(`${at}/dispatch`, unit);
    assert.ok(slip);
    await twice(`${at}/urge`, { words: '天黑前到' });
    await twice(`${at}/supervise`, { on: true, words: '盯着' }, supervisor);
    await twice(`${at}/claim`, {}, officer);
    const { dueAt } = await read(at);
    const until = (hours: number) => new Date(Date.parse(dueAt) + hours * 3_600_000).toISOString();
    await twice(`${at}/extend`, { until: until(1), reason: '车在路上' }, officer);
    await twice(`${at}/refuse`, { reason: '不行' });
    await twice(`${at}/extend`, { until: until(2), reason: '车坏了' });
    await twice(`${at}/reply`, { kind: 'question', body: '几口人？' });
    await twice(`${at}/reply`, { kind: 'acknowledgement', body: '看到了。' });
    await twice(`${at}/reply`, { kind: 'answer', body: '今天 18:00 送到。' }, officer);
    const [asked] = (await read(at)).replies;
    await twice(`${at}/replies/${asked.id}/correction`, { body: '家里几口人？' });
    await twice(`${at}/resolve`, {}, officer);
    await twice(`${at}/reopen`, { words: '没送到' });
    await twice(`${at}/hide`);
    await twice(`${at}/publish`);
    await twice(`${at}/decline`, { reason: '重复', otherWay: '请打 12345' });
    const { replies } = await read(at);
    assert.equal(replies.length, 3);
  });

  it('does not merge, group, prepare, route or deliver twice either', async () => {
    const into = await subject.published();
    const { meToo } = await read(`/requests/${into.id}`);
    await twice(`${await published()}/merge`, { into: into.id });
    assert.equal((await read(`/requests/${into.id}`)).meToo, meToo + 1);

    const both = [await subject.published(), await subject.published()];
    const requests = await Promise.all(
      both.map(async ({ id }) => ({ id, revision: (await read(`/requests/${id}`)).revision })),
    );
    const { id } = await twice('/groups', { title: '两件', requests });
    await twice(`/groups/${id}/dispatch`, unit);
    await twice(`/groups/${id}/claim`);
    await twice(`/groups/${id}/reply`, { kind: 'answer', body: '车到了。' });
    await twice(`/groups/${id}/resolve`);

    const template = await twice('/templates', { title: '收到', body: '收到了。', kind: 'acknowledgement' });
    await twice(`/templates/${template.id}`, {}, undefined, 'DELETE');
    await twice('/prefills', { body: '小区停水', tried: [] });
    await twice('/deliveries', { kind: 'digest', words: '近七天' }, supervisor);
    const key = await published();
    await twice('/deliveries', { kind: 'key-issue', request: key.slice(10), words: '缺车' }, supervisor);
    await twice(`${await published()}/route`, { to: 'town', reason: '归镇里' });
  });

  it('does not propose or approve a reply twice', async () => {
    const { boards, writes } = subject.gateway.storage;
    await writes.write((c) => boards.changeSettings(c, BOARD, { reviewSteps: 2 }));
    const at = await published();
    await subject.desk(`${at}/accept`, {});
    const { proposal } = await twice(`${at}/reply`, { kind: 'answer', body: '今天送到。' });
    const second = await subject.gateway.createToken({ role: 'editor', name: '二审', board: BOARD });
    await twice(`${at}/proposals/${proposal}/approval`, {}, second);
    assert.equal((await read(at)).proposals[0].approvals.length, 1);
    await twice(`${at}/proposals/${proposal}/return`, { reason: '写清楚几点' }, second);
    await writes.write((c) => boards.changeSettings(c, BOARD, { reviewSteps: 0 }));
  });

  it('of five at the same moment one is done, and all get its answer', async () => {
    const at = await handedOver();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => send(key, `${at}/reply`, { kind: 'answer', body: '到了。' })),
    );
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
    assert.equal((await read(at)).replies.length, 1);
  });

  it('tells a unit that it has given something back, although it is not theirs any more', async () => {
    const at = await handedOver();
    const key = randomUUID();
    const reason = { reason: '不归我局' };
    const first = await send(key, `${at}/return`, reason, officer);
    const again = await send(key, `${at}/return`, reason, officer);
    assert.deepEqual([again.status, again.json], [200, first.json]);
    assert.equal((await send(key, `${at}/return`, { reason: '别的' }, officer)).status, 422);
    assert.equal((await send(randomUUID(), `${at}/return`, reason, officer)).status, 404);
    assert.equal((await send(key, `${at}/note`, { words: '看看' }, officer)).status, 404, 'of another call');
    assert.equal((await read(at)).notes.length, 1);
  });

  it('is nobody else’s, and a key never says something else', async () => {
    const at = await published();
    const key = randomUUID();
    const note = { words: '我先看看' };
    assert.equal((await send(key, `${at}/note`, note)).status, 200);
    const other = await send(key, `${at}/note`, { words: '改了一个字' });
    assert.deepEqual([other.status, other.json['code']], [422, 'already-received']);
    assert.equal((await send(key, `${at}/note`, note, supervisor)).status, 200, 'a key is its sender’s');
    assert.equal((await read(at)).notes.length, 2);
    assert.equal((await send('short', `${at}/note`, note)).status, 400);
  });

  it('is given after a refusal only to what has been done', async () => {
    const at = await published();
    const key = randomUUID();
    assert.equal((await send(key, `${at}/claim`)).status, 409);
    await subject.desk(`${at}/accept`, {});
    await subject.desk(`${at}/dispatch`, unit);
    assert.equal((await send(key, `${at}/claim`)).status, 200);
  });

  it('is kept for a day', async () => {
    const at = await published();
    await send(randomUUID(), `${at}/note`, { words: '记一笔' });
    await subject.gateway.jobs.run('forget-answers');
    assert.ok((await rows())['desk_answer'] > 0);
    time += 25 * 3_600_000;
    await subject.gateway.jobs.run('forget-answers');
    assert.equal((await rows())['desk_answer'], 0);
  });
});
