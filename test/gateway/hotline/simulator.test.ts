import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HotlineClient } from '../../../src/adapters/hotline/client.js';
import { fetchExchange } from '../../../src/adapters/hotline/exchange.js';
import { hotlineShapes } from '../../../src/adapters/hotline/profiles/index.js';
import type { HotlineFault, Kept } from '../../../src/adapters/hotline/simulator/index.js';
import { startSimulator, type RunningSimulator } from '../../../src/gateway/hotline/simulator-server.js';

const profile = hotlineShapes.B;

describe('the hotline simulator', () => {
  let simulator: RunningSimulator;
  let client: HotlineClient;
  let sent = 0;
  before(async () => {
    simulator = await startSimulator({ profile, random: () => 0.5 });
    client = new HotlineClient({ profile, exchange: fetchExchange(simulator.url) });
  });
  after(() => simulator.close());

  const submit = (ownId = `order-${sent++}`) => client.submit({ ownId, content: '停水两天' });
  const only = (...faults: HotlineFault[]) =>
    (simulator.faults.rates = Object.fromEntries(faults.map((fault) => [fault, 1])));
  const codeOf = (work: Promise<unknown>) => work.then(String, (error: { code: string }) => error.code);
  const has = (ownId: string) => simulator.hotline.orders.filter((order) => order.ownId === ownId).length;

  it('takes orders and shows them, where nothing goes wrong', async () => {
    only();
    const { remoteId } = await submit('plain');
    assert.equal((await client.get(remoteId!)).content, '停水两天');
  });

  it('loses requests: nothing has come', async () => {
    only('lost-request');
    assert.equal(await codeOf(submit('lost')), 'network');
    assert.equal(has('lost'), 0);
  });

  it('loses answers: it has come', async () => {
    only('lost-answer');
    assert.equal(await codeOf(submit('unheard')), 'network');
    assert.equal(has('unheard'), 1);
  });

  it('repeats: what knows our id again has it once', async () => {
    only('repeat');
    await submit('twice');
    assert.equal(has('twice'), 1);
  });

  it('reorders: the first comes after the second', async () => {
    only();
    simulator.faults.rates = { reorder: 1 };
    const first = submit('first');
    // It has come, and waits to be overtaken.
    while (!simulator.faults.struck.reorder) await new Promise((on) => setTimeout(on, 5));
    only();
    await submit('second');
    await first;
    const [newest, before] = simulator.hotline.orders;
    assert.deepEqual([newest!.ownId, before!.ownId], ['first', 'second']);
  });

  it('answers in GBK and as the wrong type, and is understood', async () => {
    only('gbk', 'wrong-type');
    const { remoteId } = await submit();
    assert.equal((await client.get(remoteId!)).content, '停水两天');
  });

  it('answers with a page of HTML, and with 500', async () => {
    only('html');
    assert.equal(await codeOf(submit()), 'bad-answer');
    only('error');
    assert.equal(await codeOf(submit()), 'server');
  });

  it('shows orders that are supervised, extended or given back as its profile has them', async () => {
    only();
    const marked = await startSimulator({ profile: hotlineShapes.G });
    const reader = new HotlineClient({ profile: hotlineShapes.G, exchange: fetchExchange(marked.url) });
    const { remoteId } = await reader.submit({ ownId: 'marked', content: '停水两天' });
    assert.deepEqual((await reader.get(remoteId!)).flags, []);
    marked.hotline.orders[0]!.flags = ['supervised', 'extended', 'urged'];
    assert.deepEqual((await reader.get(remoteId!)).flags, ['urged', 'supervised', 'extended']);
    await marked.close();

    const back = await submit('back');
    Object.assign(simulator.hotline.orders[0]!, { returned: true, flags: ['urged'] });
    const { returned, flags, rawLabel } = await client.get(back.remoteId!);
    assert.deepEqual([returned, flags, rawLabel], [true, ['urged'], '3']);
  });

  it('is looked into and changed while it serves', async () => {
    only();
    const put = (path: string, body: unknown) =>
      fetch(`${simulator.url}/-/${path}`, { method: 'PUT', body: JSON.stringify(body) });
    const { remoteId } = await submit('mine');
    await put(`orders/${remoteId}`, { stage: 'answered', reply: '今晚来水。' });
    assert.equal((await client.get(remoteId!)).reply, '今晚来水。');
    await put('faults', { error: 1 });
    assert.equal(await codeOf(client.get(remoteId!)), 'server');
    await put('faults', {});
    const orders = (await (await fetch(`${simulator.url}/-/orders`)).json()) as Kept[];
    assert.equal(orders[0]!.ownId, 'mine');
    assert.equal((await put('orders/none', {})).status, 404);
  });
});
