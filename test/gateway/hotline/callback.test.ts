import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { gbk } from '../../../src/adapters/hotline/simulator/gbk.js';
import { hotlineShapes } from '../../../src/adapters/hotline/profiles/index.js';
import { WINDOW_MS } from '../../../src/gateway/hotline/callback.js';
import { SCHEMES } from '../../../src/gateway/hotline/signers/index.js';
import { BOARD } from '../support/gateway.js';
import { Connected, MINUTE } from './support.js';

const secrets = { paasid: 'qx', token: 'their token' };
const scheme = SCHEMES['x-tif']!;

describe('what a hotline pushes', () => {
  const site = new Connected();
  before(() =>
    site.start([
      {
        ...{ profile: 'B', shape: hotlineShapes.B, secrets: { token: 'ours' }, poll: 0 },
        callback: { signer: 'x-tif', secrets, order: 'data' },
      },
      { profile: 'C', shape: hotlineShapes.C, key: 'silent', name: '市热线', secrets: { user: 'qx' } },
    ]),
  );
  after(() => site.stop());

  interface Given {
    by?: Record<string, string>;
    at?: number;
    nonce?: string;
    hotline?: string;
    bytes?: Uint8Array<ArrayBuffer>;
    headers?: Record<string, string>;
  }
  const push = (
    tree: unknown,
    { by = secrets, at = site.now, nonce = randomUUID(), ...more }: Given = {},
  ) => {
    const path = `/api/boards/${BOARD}/hotlines/${more.hotline ?? '12345'}/status`;
    const body = JSON.stringify(tree);
    const url = site.subject.url + path.slice(1);
    const headers = { 'content-type': 'application/json', ...more.headers };
    const signed = scheme.sign({ method: 'POST', url, headers, body }, by, { at, nonce });
    return site.subject.call(path, { method: 'POST', headers: signed.headers, body: more.bytes ?? body });
  };
  const sent = async () => {
    const { id } = await site.handedOver();
    await site.forward();
    return { id, order: (await site.history(id)).orders[0]! };
  };
  const answer = (of: object) => ({ data: { JDLX: '4', HFNR: '今晚来水。', CLDW: '县水务公司', ...of } });

  it('is heard by our id or by their number, and thanked for in their own words', async () => {
    for (const known of ['JJDBH', 'FLOWID']) {
      const { id, order } = await sent();
      const { status, text } = await push(answer({ [known]: known === 'JJDBH' ? order.id : order.remoteId }));
      assert.deepEqual([status, text], [200, '{"code":0}']);
      assert.equal((await site.read(id)).stage, 'answered');
    }
  });

  it('is heard in GBK', async () => {
    const { id, order } = await sent();
    await push({}, { bytes: gbk(JSON.stringify(answer({ JJDBH: order.id }))) });
    assert.deepEqual(
      (await site.read(id)).replies.map(({ body }) => body),
      ['今晚来水。'],
    );
  });

  it('is refused without their signature, and the place is named', async () => {
    const { id, order } = await sent();
    const wrong = await push(answer({ JJDBH: order.id }), { by: { ...secrets, token: 'guessed' } });
    assert.equal(wrong.status, 401);
    assert.deepEqual(wrong.json['fields'], { 'x-tif-signature': 'does not fit' });
    const path = `/api/boards/${BOARD}/hotlines/12345/status`;
    const bare = await site.subject.call(path, { method: 'POST', body: '{}' });
    assert.deepEqual([bare.status, bare.json['fields']], [401, { 'x-tif-timestamp': 'missing' }]);
    assert.equal((await site.read(id)).stage, 'dispatched');
  });

  it('is refused when it is too old or too early, and when it was heard before', async () => {
    const { id, order } = await sent();
    for (const at of [site.now - WINDOW_MS - MINUTE, site.now + WINDOW_MS + MINUTE]) {
      const { status, json } = await push(answer({ JJDBH: order.id }), { at });
      assert.deepEqual([status, json['fields']], [401, { time: 'outside the window of 5 minutes' }]);
    }
    const nonce = randomUUID();
    const begun = { data: { JJDBH: order.id, JDLX: '6' } };
    assert.equal((await push(begun, { nonce })).status, 200);
    assert.deepEqual((await push(begun, { nonce })).json['fields'], { nonce: 'heard before' });
    // Also when the clean-up has been there in the meantime.
    await site.poll(1);
    assert.equal((await push(begun, { nonce })).status, 401);
    assert.equal((await site.read(id)).stage, 'in-progress');
  });

  it('is not taken for heard when it could not be read: the hotline sends it again', async () => {
    const nonce = randomUUID();
    const { status, json } = await push({ data: 'nothing' }, { nonce });
    assert.deepEqual([status, json['fields']], [400, { data: 'no order' }]);
    const { order } = await sent();
    assert.equal((await push(answer({ JJDBH: order.id }), { nonce })).status, 200);
  });

  it('is refused as XML with a document type: no entity is ever expanded', async () => {
    const xml = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>';
    const { status, json } = await push({}, { bytes: new TextEncoder().encode(xml) as never });
    assert.deepEqual([status, json['fields']], [400, { body: 'a document type is refused' }]);
  });

  it('about orders that are none of ours changes nothing, and says nothing about them', async () => {
    const { status, text } = await push(answer({ JJDBH: randomUUID() }));
    assert.deepEqual([status, text], [200, '{"code":0}']);
  });

  it('is not heard at all where nobody agreed on a signature', async () => {
    assert.equal((await push({}, { hotline: 'silent' })).status, 404);
    assert.equal((await push({}, { hotline: 'none' })).status, 404);
  });
});
