import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { hotlineShapes } from '../../../src/adapters/hotline/profiles/index.js';
import { LOCAL_CALLS } from '../../../src/gateway/local/calls.js';
import { BOARD, submission } from '../support/gateway.js';
import { Connected, MINUTE } from './support.js';

describe('a desk that is connected to a hotline', () => {
  const site = new Connected();
  before(() => site.start([{ profile: 'B', shape: hotlineShapes.B, secrets: { token: 'secret-token' } }]));
  after(() => site.stop());
  const theirs = (ownId: string) => site.simulator.hotline.orders.find((order) => order.ownId === ownId)!;
  const orderOf = async (id: string) => (await site.history(id)).orders[0]!;

  it('hands an order over under an id of its own, and learns their number', async () => {
    const { id } = await site.handedOver({ title: '没有米' }, '12345热线', '请今天送到');
    assert.deepEqual(
      (await site.history(id)).messages.map(({ kind, state }) => [kind, state]),
      [['submit', 'waiting']],
    );
    await site.forward();
    const order = await orderOf(id);
    const kept = theirs(order.id);
    assert.equal(order.remoteId, kept.remoteId);
    assert.equal(kept.title, '没有米');
    assert.match(kept.content!, /家里三口人.*交办意见：请今天送到/s);
    assert.equal(kept.phone, '10000001234');
  });

  it('never tells a hotline who asks confidentially', async () => {
    const { id } = await site.handedOver({
      confidential: true,
      body: '我叫陈国良，电话13812345678，没有米。',
    });
    await site.forward();
    const kept = theirs((await orderOf(id)).id);
    assert.equal(kept.name, undefined);
    assert.equal(kept.phone, undefined);
    assert.doesNotMatch(JSON.stringify(kept), /13812345678/);
  });

  it('says nothing to a unit that is no connected hotline', async () => {
    const before = site.simulator.hotline.orders.length;
    const { id } = await site.handedOver({}, '另一条热线');
    await site.forward();
    assert.equal(site.simulator.hotline.orders.length, before);
    assert.deepEqual(await site.history(id), { orders: [], messages: [] });
  });

  it('passes on urging, supervision and additions, in their order; what the hotline cannot take is told', async () => {
    const { id, token } = await site.handedOver();
    await site.act(id, 'urge', { words: '老人断药了' });
    const added = await site.subject.post(
      `/requests/${id}/additions`,
      { body: '还差一袋奶粉' },
      { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
    );
    assert.equal(added.status, 201, added.text);
    const supervisor = await site.subject.gateway.createToken({ role: 'supervisor', name: '李督办' });
    await site.subject.desk(`/requests/${id}/supervise`, { on: true, words: '限今天' }, supervisor);
    await site.forward();
    const { remoteId } = await orderOf(id);
    assert.deepEqual(
      site.simulator.hotline.told
        .filter((told) => told.remoteId === remoteId)
        .map(({ operation, words }) => [operation, words]),
      [
        ['urge', '老人断药了'],
        ['add', '还差一袋奶粉'],
      ],
    );
    const { messages } = await site.history(id);
    assert.deepEqual(messages.at(-1), {
      ...messages.at(-1)!,
      ...{ kind: 'supervise', state: 'dropped', problem: 'unsupported' },
    });
  });

  it('publishes their public reply as their answer, once, covered by our masks; never their opinion', async () => {
    const { id } = await site.handedOver();
    await site.forward();
    const order = await orderOf(id);
    Object.assign(theirs(order.id), { stage: 'in-progress', opinion: '预算未批' });
    await site.poll();
    assert.equal((await site.read(id)).stage, 'in-progress');
    const reply = '今晚送到，联系人13812345678。';
    const answered = {
      stage: 'answered',
      reply,
      department: '县商务局',
      answeredAt: new Date().toISOString(),
    };
    Object.assign(theirs(order.id), answered);
    await site.poll();
    await site.poll();
    const read = await site.read(id);
    assert.equal(read.stage, 'answered');
    assert.deepEqual(
      read.replies.map(({ author, kind }) => [author, kind]),
      [['县商务局', 'answer']],
    );
    assert.doesNotMatch(JSON.stringify(read), /13812345678|预算未批/);
    theirs(order.id).stage = 'resolved';
    await site.poll();
    assert.equal((await site.read(id)).stage, 'resolved');
    assert.ok((await orderOf(id)).closedAt);
  });

  it('shows the desk what its hotline was told of a request that came from the level above', async () => {
    const { gateway } = site.subject;
    await gateway.createBoard({ key: 'shi', template: 'epidemic', title: '市求助平台', region: '市' });
    await gateway.placeBoard(BOARD, 'shi');
    const token = await gateway.createToken({ role: 'admin', name: '市管理员', board: '*' });
    const call = async <T>(path: string, body?: object, headers = {}) => {
      const { json, status, text } = await site.subject.call<T>(`/api${path}`, {
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
        headers: {
          ...(body && { 'content-type': 'application/json', 'if-match': '*' }),
          ...{ authorization: `Bearer ${token}`, ...headers },
        },
      });
      assert.ok(status < 300, `${path}: ${text}`);
      return json;
    };
    const key = { 'idempotency-key': randomUUID(), authorization: '' };
    const { id } = await call<{ id: string }>('/boards/shi/requests', submission(), key);
    await call(`/desk/boards/shi/requests/${id}/route`, { to: BOARD, reason: '请办理' });
    const at = `/desk/boards/${BOARD}/requests/${id}`;
    await call(`${at}/accept`, {});
    await call(`${at}/dispatch`, { kind: 'hotline', name: '12345热线' });
    const { orders, messages } = await call<{ orders: object[]; messages: { kind: string }[] }>(
      `${at}/hotline`,
    );
    assert.equal(orders.length, 1);
    assert.deepEqual(
      messages.map(({ kind }) => kind),
      ['submit'],
    );
  });

  it('takes back what they return, with their reason, and can hand it over anew', async () => {
    const { id } = await site.handedOver();
    await site.forward();
    const first = await orderOf(id);
    // 3 is 退回 in this shape; its simulator writes the first label of a stage.
    Object.assign(theirs(first.id), { stage: 'accepted', opinion: '不属本局职责' });
    await site.poll();
    const read = await site.read(id);
    assert.equal(read.stage, 'accepted');
    assert.equal(read.assignee, undefined);
    assert.match(JSON.stringify(read.notes), /12345热线退回：不属本局职责/);
    await site.act(id, 'dispatch', { kind: 'hotline', name: '12345热线' });
    await site.forward();
    const { orders } = await site.history(id);
    assert.equal(orders.length, 2);
    assert.notEqual(orders[0]!.remoteId, orders[1]!.remoteId);
    // What they still say about the first one changes nothing.
    Object.assign(theirs(first.id), { stage: 'answered', reply: '旧答复' });
    await site.poll();
    assert.equal((await site.read(id)).stage, 'dispatched');
  });

  it('leaves a stage that nobody mapped to the desk’s eyes', async () => {
    const { id } = await site.handedOver();
    await site.forward();
    const order = await orderOf(id);
    Object.assign(theirs(order.id), { stage: 'unknown' });
    await site.poll();
    assert.equal((await site.read(id)).stage, 'dispatched');
    const { stage, rawLabel } = await orderOf(id);
    assert.deepEqual([stage, rawLabel], ['unknown', '别的']);
  });

  it('waits 5, 10, 20, 30 and then ever 30 minutes, and keeps the order of what it has to say', async () => {
    const { id } = await site.handedOver();
    await site.act(id, 'urge', { words: '快' });
    site.simulator.faults.rates = { error: 1 };
    const waits: number[] = [];
    for (let n = 0; n < 6; n++) {
      await site.forward();
      const [submit, urge] = (await site.history(id)).messages;
      assert.equal(urge!.attempts, 0);
      waits.push((Date.parse(submit!.nextTry!) - site.now) / MINUTE);
      site.now = Date.parse(submit!.nextTry!);
    }
    assert.deepEqual(waits, [5, 10, 20, 30, 30, 30]);
    site.simulator.faults.rates = {};
    await site.forward();
    assert.deepEqual(
      (await site.history(id)).messages.map(({ state }) => state),
      ['sent', 'sent'],
    );
  });

  it('gives up what is refused for good, shows it at the desk, and sends it again when somebody says so', async () => {
    const { id } = await site.handedOver();
    await site.act(id, 'urge');
    const { serve } = site.simulator.hotline;
    const refusing = async () => new Response(JSON.stringify({ code: 422, message: '缺少 13800000000' }));
    Object.assign(site.simulator.hotline, { serve: refusing });
    await site.forward();
    Object.assign(site.simulator.hotline, { serve });
    const [letter] = (await site.stuck()).filter(({ request }) => request === id);
    assert.deepEqual([letter!.kind, letter!.state, letter!.problem], ['submit', 'dead', 'invalid 200']);
    await site.forward(60);
    assert.equal((await site.history(id)).messages[1]!.state, 'waiting', 'what comes after waits with it');
    const decide = (as: string) => site.subject.desk(`/hotline-messages/${letter!.id}`, { as });
    assert.equal((await decide('again')).status, 200);
    await site.forward();
    assert.deepEqual(
      (await site.history(id)).messages.map(({ state }) => state),
      ['sent', 'sent'],
    );
    assert.equal((await decide('again')).status, 409);
  });

  it('sends nothing of what was withdrawn or deleted before it went', async () => {
    const before = site.simulator.hotline.orders.length;
    const first = await site.handedOver();
    const own = { authorization: `Bearer ${first.token}` };
    assert.equal((await site.subject.post(`/requests/${first.id}/deletion`, {}, own)).status, 200);
    const second = await site.handedOver();
    await site.act(second.id, 'return', { reason: '先不交' });
    await site.forward();
    assert.equal(site.simulator.hotline.orders.length, before);
    assert.deepEqual(
      (await site.history(second.id)).messages.map(({ state }) => state),
      ['dropped', 'dropped'],
    );
  });

  it('compares both sides for whoever runs the gateway', async () => {
    const { gateway } = site.subject;
    const [report] = await LOCAL_CALLS.reconcile(gateway, { board: BOARD, days: 7 });
    assert.equal(report!.hotline, '12345热线');
    assert.ok(report!.ours > 5 && report!.agree > 0);
    assert.deepEqual([report!.doubled, report!.missing], [[], []]);
    await assert.rejects(
      LOCAL_CALLS.reconcile(gateway, { board: 'beihe', days: 7 }),
      /connected to no hotline/,
    );
  });
});
