import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { calls } from '../support/contract.js';
import { hotlineShapes } from '../../../src/adapters/hotline/profiles/index.js';
import type { Receipt } from '../../../src/model/index.js';
import { BOARD, submission } from '../support/gateway.js';
import { Connected } from '../hotline/support.js';

const OFFICE = '县市场监管局';
const HOTLINE = '12345热线';

/** Whatever of somebody could tell the unit who it is. */
const WHO = [
  '陈国良',
  '陈**',
  '13812345678',
  '138****',
  'HERHOME',
  'HERSITE',
  'HERTRIED',
  'HERPAGE',
  'HERCHANNEL',
];
const SAID = [
  'HERNAME',
  'HERALT',
  'HERADDITION',
  'HERRATING',
  'DEARHER',
  'PROPOSEDTOHER',
  'INTERNAL',
  '29.123456',
];
const MARKS = [...WHO, ...SAID];

interface Photo {
  id: string;
  withheld: boolean;
}
interface Detail {
  body: string;
  photos: Photo[];
  additions: { id: string; body: string; withheld: boolean; photos: Photo[] }[];
  contact: { name: string };
}

describe('the unit of a confidential request', () => {
  const site = new Connected();
  let officer: string;
  let asked: Receipt;
  let ids: { photo: string; addition: string; added: string };

  const bearer = ({ token }: Receipt) => ({ authorization: `Bearer ${token}` });
  const look = async (token?: string) => {
    const { json, status, text } = await site.subject.desk<Detail>(`/requests/${asked.id}`, undefined, token);
    assert.equal(status, 200, text);
    return { json, text };
  };
  const photo = async (id: string, token?: string) =>
    (await site.subject.desk(`/photos/${id}`, undefined, token)).status;

  async function upload(key: string, background: string): Promise<string> {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const put = await site.subject.board(`/uploads/${key}/${sha256}`, {
      ...{ method: 'PUT', headers: { 'content-type': 'image/png' }, body: new Uint8Array(bytes) },
    });
    assert.equal(put.status, 201, put.text);
    return sha256;
  }

  async function complain(): Promise<Receipt> {
    const key = randomUUID();
    const { json, status, text } = await site.subject.submit(
      submission({
        ...{ confidential: true, title: '超市涨价', body: '我是HERNAME，白菜卖到二十元，电话13812345678。' },
        contact: { name: '陈国良', phone: '13812345678', address: 'HERHOME' },
        attributes: { 'isolation-site': 'HERSITE', people: 3 },
        tried: ['HERTRIED'],
        location: { latitude: 29.123456, longitude: 120.654321 },
        consents: { privacy: '1', location: '1' },
        source: { channel: 'HERCHANNEL', page: 'https://news.example/HERPAGE' },
        attachments: [{ sha256: await upload(key, '#a00'), alt: 'HERALT' }],
      }),
      key,
    );
    assert.equal(status, 201, text);
    await site.act(json.id, 'redact', { publicBody: '白菜卖到二十元。', title: '超市涨价' });
    await site.act(json.id, 'accept');
    return json;
  }

  async function add(of: Receipt): Promise<void> {
    const key = randomUUID();
    const { status, text } = await site.subject.post(
      `/requests/${of.id}/additions`,
      { body: 'HERADDITION，还有小票，13812345678', attachments: [{ sha256: await upload(key, '#00a') }] },
      { 'idempotency-key': key, ...bearer(of) },
    );
    assert.equal(status, 201, text);
  }

  before(async () => {
    await site.start([{ profile: 'B', shape: hotlineShapes.B, secrets: { token: 'its' } }]);
    officer = await site.subject.gateway.createToken({ role: 'department', name: '办事员', unit: OFFICE });
    asked = await complain();
    await site.act(asked.id, 'dispatch', { kind: 'department', name: OFFICE, words: '请核查价格' });
    await add(asked);
    await site.act(asked.id, 'publish');
    await site.act(asked.id, 'note', { words: 'INTERNAL' });
    await site.act(asked.id, 'reply', { kind: 'acknowledgement', body: 'DEARHER', audience: 'requester' });
    const { boards, writes } = site.subject.gateway.storage;
    const steps = (reviewSteps: number) =>
      writes.write((c) => boards.changeSettings(c, BOARD, { reviewSteps }));
    await steps(1);
    await site.act(asked.id, 'reply', { kind: 'answer', body: 'PROPOSEDTOHER', audience: 'requester' });
    await steps(0);
    const answer = { kind: 'answer', body: '已责令改正。' };
    assert.equal((await site.subject.desk(`/requests/${asked.id}/reply`, answer, officer)).status, 200);
    const rated = await site.subject.post(
      `/requests/${asked.id}/rating`,
      { solved: 'no', words: 'HERRATING' },
      bearer(asked),
    );
    assert.equal(rated.status, 200, rated.text);
    const { json } = await look();
    const [addition] = json.additions;
    ids = { photo: json.photos[0]!.id, addition: addition!.id, added: addition!.photos[0]!.id };
  });
  after(() => site.stop());

  /** Every read of a desk that its token opens, with whatever it could name. */
  async function everythingItReads(): Promise<Record<string, string>> {
    const slips = await site.subject.desk<{ items: { id: string }[] }>('/slips', undefined, officer);
    const read: Record<string, string> = {};
    for (const { method, path, tag } of calls) {
      if (method !== 'GET' || tag === 'requester') continue;
      for (const id of [asked.id, slips.json.items[0]!.id, ids.photo, ids.added]) {
        const filled = path.replace('{board}', BOARD).replace('{id}', id).replace('{hotline}', '12345');
        if (filled.includes('{') || filled.endsWith('/events')) continue;
        const headers = { authorization: `Bearer ${officer}` };
        const { status, text } = await site.subject.call(`/api${filled}`, { headers });
        if (status === 200) read[`${filled}`] = text;
      }
    }
    read['/r/'] = (await site.subject.call(`/r/${asked.id}`)).text;
    return read;
  }

  it('never learns who complains: on no road there is, public ones and its slip included', async () => {
    const read = await everythingItReads();
    const paths = Object.keys(read);
    for (const road of ['/requests/', '/sheet', '/slips', '/snapshot', '/export', '/feed.atom'])
      assert.ok(
        paths.some((path) => path.includes(road)),
        road,
      );
    for (const [path, text] of Object.entries(read))
      for (const mark of MARKS) assert.ok(!text.includes(mark), `${mark} in ${path}`);
    const own = await look(officer);
    assert.equal(own.json.body, '白菜卖到二十元。');
    assert.deepEqual(own.json.contact, { name: '', phone: '' });
    assert.match((await look()).text, /陈国良.*HERHOME/s);
  });

  it('sees a picture only once an editor has released it: that one, and not the public before', async () => {
    assert.deepEqual((await look(officer)).json.photos, []);
    assert.deepEqual([await photo(ids.photo), await photo(ids.photo, officer)], [200, 404]);
    const shown = async () => (await site.subject.board(`/attachments/${ids.photo}`)).status;
    assert.equal(await shown(), 404);
    await site.act(asked.id, 'redact', { publicBody: '白菜卖到二十元。', withheld: [] });
    assert.deepEqual([await photo(ids.photo, officer), await shown()], [200, 200]);
    assert.equal(await photo(ids.added, officer), 404, 'not with it what was added');
  });

  it('sees an addition only once an editor has released it, with its pictures, numbers covered', async () => {
    assert.deepEqual((await look(officer)).json.additions, []);
    assert.equal((await look()).json.additions[0]!.withheld, true);
    const release = (addition: string, token?: string) =>
      site.subject.desk(`/requests/${asked.id}/release`, { addition }, token);
    assert.equal((await release(ids.addition, officer)).status, 403);
    assert.equal((await release('nothing')).status, 404);
    const { headers } = await site.subject.board();
    assert.equal((await release(ids.addition)).status, 200);
    assert.equal(
      (await site.subject.board()).headers.get('etag'),
      headers.get('etag'),
      'nothing public changes',
    );
    const [addition] = (await look(officer)).json.additions;
    assert.match(addition!.body, /HERADDITION/);
    assert.doesNotMatch(addition!.body, /13812345678/);
    assert.deepEqual(addition!.photos, [{ ...addition!.photos[0]!, id: ids.added, withheld: false }]);
    assert.equal(await photo(ids.added, officer), 200);
    await add(asked);
    assert.equal((await look(officer)).json.additions.length, 1, 'the next one waits');
  });

  it('where it is a hotline is told no more, and of additions when they are released', async () => {
    const complaint = await complain();
    await site.act(complaint.id, 'dispatch', { kind: 'hotline', name: HOTLINE });
    await add(complaint);
    await site.forward();
    const told = () => JSON.stringify([site.simulator.hotline.orders, site.simulator.hotline.told]);
    assert.match(told(), /白菜卖到二十元/);
    for (const mark of MARKS) assert.ok(!told().includes(mark), mark);
    const { json } = await site.subject.desk<Detail>(`/requests/${complaint.id}`);
    await site.act(complaint.id, 'release', { addition: json.additions[0]!.id });
    await site.forward();
    assert.match(told(), /HERADDITION/);
    assert.doesNotMatch(told(), /13812345678/);
  });
});
