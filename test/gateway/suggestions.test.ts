import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Suggestions } from '../../src/model/index.js';
import { BOARD, Subject } from './support/gateway.js';

describe('suggestions for whoever is still writing', () => {
  let said = '';
  const subject = new Subject({
    limits: { submits: { burst: 1e6, perMinute: 1e6 }, suggestions: { burst: 12, perMinute: 0.001 } },
    logLevel: 'info',
    logStream: { write: (line) => void (said += line) },
  });
  before(() => subject.start());
  after(() => subject.stop());

  const ask = async (text: string): Promise<Suggestions> => {
    const { status, json, headers } = await subject.post<Suggestions>('/suggestions', { text });
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    return json;
  };

  it('are the public requests that are most alike, the most alike first, and none that has nothing in common', async () => {
    const dialysis = await subject.published({ body: '母亲要做透析，封控了没有车去县医院，求一辆车' });
    const other = await subject.published({ body: '父亲做透析的医院停诊了，哪里还能做透析' });
    await subject.published({ body: '快递到了驿站，什么时候能取' });
    const { requests } = await ask('我妈要做透析，没有车去县医院');
    assert.deepEqual(
      requests.map(({ id }) => id),
      [dialysis.id, other.id],
    );
    assert.deepEqual((await ask('鸡蛋多少钱一斤')).requests, []);
    await subject.desk(`/requests/${dialysis.id}/hide`, {});
    assert.ok(!JSON.stringify(await ask('我妈要做透析，没有车去县医院')).includes(dialysis.id));
  });

  it('are explainers too, by their key words and titles', async () => {
    const { boards, writes } = subject.gateway.storage;
    const explainers = [
      { id: 'red', title: '健康码变红了怎么办', body: '…', keywords: ['红码'] },
      { id: 'bus', title: '公交停运后怎么出行', body: '…' },
    ];
    await writes.write((context) => boards.update(context, BOARD, { explainers }));
    const ids = async (text: string) => (await ask(text)).explainers.map(({ id }) => id);
    assert.deepEqual(await ids('我突然红码了'), ['red']);
    assert.deepEqual(await ids('公交停运，我怎么出行'), ['bus']);
    assert.deepEqual(await ids('孩子上网课缺一张桌子'), []);
  });

  it('need a text that says something, and take any', async () => {
    for (const text of ['', '，', '水', '"\'* OR NEAR(', '\ud800']) await ask(text);
    assert.equal((await subject.post('/suggestions', { text: 'x'.repeat(2001) })).status, 400);
  });

  it('are not asked for without end, and nobody reads in a log what was asked', async () => {
    let status = 200;
    for (let n = 0; n < 13 && status === 200; n++)
      ({ status } = await subject.post('/suggestions', { text: '暗号在此' }));
    assert.equal(status, 429);
    assert.ok(said.includes('/suggestions'));
    assert.ok(!said.includes('暗号'));
  });
});
