import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Receipt, RequestPage, Submission } from '../../src/model/index.js';
import { Subject, submission } from './support/gateway.js';

/** A marker in every private field, and in the public text everything that must be covered. */
const MARKED: Submission = submission({
  category: 'medical',
  urgency: 'urgent',
  title: '母亲要透析，电话13812345678',
  body: '我妈78岁要透析，请打 138 1234 5678，住城关街道幸福路12号3幢2单元501室，微信号 wx: chenmark123，身份证330102194701011234。',
  contact: { name: '陈马克', phone: '13812345678', address: '幸福路12号MARKADDRESS' },
  visibility: 'public',
  region: '城关街道 138 1234 5678',
  forSomebodyElse: true,
  confidential: true,
  tried: ['MARKTRIED'],
  attributes: { 'isolation-site': 'MARKSITE', people: 987654, unheard: ['MARKUNHEARD'] },
  location: { latitude: 29.123456, longitude: 120.654321 },
  consents: { privacy: 'MARKCONSENT', health: 'MARKHEALTH', location: 'MARKLOC', onBehalf: 'MARKBEHALF' },
  source: { channel: 'MARKCHANNEL', page: 'https://news.example/MARKPAGE' },
});
const MARKS = [
  '陈马克',
  '13812345678',
  '138 1234 5678',
  '1234 5678',
  'MARK',
  'chenmark123',
  '330102194701011234',
  '501室',
  '987654',
  '29.123456',
  '120.654321',
];
const ADDITION = 'MARKADDITION 电话 13812345678';

describe('nothing private is in anything the public reads', () => {
  const log: string[] = [];
  const subject = new Subject({ logLevel: 'trace', logStream: { write: (line) => void log.push(line) } });
  let published: Receipt;
  const bodies: string[] = ['PRIVATEPENDING', 'PRIVATEDESK', 'PRIVATEHIDDEN', 'PRIVATEWITHDRAWN'];
  const receipts: Receipt[] = [];
  let key: string;

  before(async () => {
    await subject.start();
    key = randomUUID();
    published = (await subject.submit(MARKED, key)).json;
    await subject.desk(`/requests/${published.id}/accept`, {});
    await subject.desk(`/requests/${published.id}/publish`, {});
    await subject.desk(`/requests/${published.id}/reply`, { body: '已联系医院。', kind: 'acknowledgement' });
    await subject.post(
      `/requests/${published.id}/additions`,
      { body: ADDITION },
      {
        'idempotency-key': randomUUID(),
        authorization: `Bearer ${published.token}`,
      },
    );
    await subject.post(`/requests/${published.id}/me-too`, { device: 'MARKDEVICE-1' });
    const { boards, writes } = subject.gateway.storage;
    const { features } = boards.get('qingxi')!.board;
    await writes.write((c) => boards.update(c, 'qingxi', { features: { ...features, comments: true } }));
    const comment = (body: string) =>
      subject.post<{ id: string }>(
        `/requests/${published.id}/comments`,
        { body },
        { 'idempotency-key': randomUUID() },
      );
    await comment(bodies[0]!);
    const through = await comment('我也在等。');
    await subject.desk(`/comments/${through.json.id}/publish`, {});
    await subject.desk(`/requests/${published.id}/note`, { words: bodies[1]! });
    receipts.push((await subject.submit(submission({ body: bodies[0]! }))).json);
    receipts.push((await subject.submit(submission({ body: bodies[1]!, visibility: 'desk' }))).json);
    receipts.push(await subject.published({ body: bodies[2]! }));
    await subject.desk(`/requests/${receipts[2]!.id}/hide`, {});
    receipts.push(await subject.published({ body: bodies[3]! }));
    await subject.post(
      `/requests/${receipts[3]!.id}/withdrawal`,
      {},
      {
        authorization: `Bearer ${receipts[3]!.token}`,
      },
    );
  });
  after(() => subject.stop());

  const publicReads = () => [
    '',
    '/figures',
    '/stats?period=all',
    '/export?format=csv',
    '/export?format=jsonl',
    '/version',
    '/challenge',
    ...['hot', 'featured', 'latest'].map((sort) => `/requests?sort=${sort}`),
    '/requests?category=medical',
    '/requests?stage=accepted',
    '/requests?q=透析',
    '/requests?limit=1',
    `/requests/${published.id}`,
    `/requests/${published.id}/comments`,
    `/track/${published.trackingCode}`,
    ...receipts.map(({ id }) => `/requests/${id}`),
    ...receipts.map(({ trackingCode }) => `/track/${trackingCode}`),
  ];

  it('in every public read, whatever it is asked with', async () => {
    for (const path of publicReads()) {
      const { text } = await subject.board(path);
      for (const mark of [...MARKS, ...bodies]) assert.ok(!text.includes(mark), `${mark} in ${path}`);
      for (const { token, trackingCode, key: itsKey } of [published, ...receipts]) {
        for (const secret of [token, trackingCode, itsKey]) assert.ok(!text.includes(secret), path);
      }
    }
  });

  it('while the public text keeps what is said', async () => {
    const { json } = await subject.board<RequestPage>('/requests?sort=latest');
    const [item] = json.items;
    // Not even a surname of somebody who asks confidentially: the unit reads the board too.
    assert.equal(item!.author, '');
    assert.match(item!.publicBody, /我妈78岁要透析/);
    assert.match(item!.title!, /母亲要透析/);
  });

  it('and search does not find what is covered', async () => {
    for (const mark of ['13812345678', 'MARKADDITION', 'chenmark123', '陈马克', '%', '_']) {
      const { json } = await subject.board<RequestPage>(`/requests?q=${encodeURIComponent(mark)}`);
      assert.deepEqual(json.items, [], mark);
    }
  });

  it('in the projection as it is stored', async () => {
    const stored = await subject.gateway.storage.db.selectFrom('public_request').selectAll().execute();
    for (const mark of MARKS) assert.ok(!JSON.stringify(stored).includes(mark), mark);
  });

  it('nor to the requester: contact data is not sent back', async () => {
    const { text } = await subject.board(`/requests/${published.id}/own`, {
      headers: { authorization: `Bearer ${published.token}` },
    });
    for (const mark of ['陈马克', '"13812345678"', 'MARKADDRESS', 'MARKSITE'])
      assert.ok(!text.includes(mark));
  });

  it('in an error, of whatever kind', async () => {
    const bad = [
      await subject.submit({ ...MARKED, urgency: 'MARKURGENCY' }),
      await subject.submit({ ...MARKED, category: '' }),
      await subject.board('/requests', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: '{"body": "MARKBROKEN 13812345678" "x"}',
      }),
      await subject.submit({ ...MARKED, body: `${MARKED.body} MARKOTHER` }, key),
    ];
    for (const { status, text } of bad) {
      assert.ok(status >= 400 && status < 500);
      for (const mark of MARKS) assert.ok(!text.includes(mark), text);
      assert.ok(!/at .*\.[jt]s:\d/.test(text), text);
    }
  });

  it('in the log, even the most talkative', async () => {
    await subject.board('/requests?q=MARKSEARCH');
    await subject.board(`/uploads/${key}/${'a'.repeat(64)}`, { method: 'PUT', body: 'MARKPHOTO' });
    await subject.desk(`/requests/${published.id}`);
    const text = log.join('');
    assert.ok(log.length > 20);
    for (const mark of [...MARKS, subject.token, published.token, published.trackingCode, key]) {
      assert.ok(!text.includes(mark), mark);
    }
    assert.match(text, /\/track\/\[hidden\]/);
  });

  it('in the audit log, where every look at the contact is on record', async () => {
    const rows = await subject.gateway.storage.db
      .selectFrom('audit')
      .selectAll()
      .where('request', '=', published.id)
      .execute();
    assert.deepEqual(
      rows.map(({ action }) => action),
      ['submit', 'accept', 'publish', 'acknowledge', 'add', 'comment-public', 'note', 'look'],
    );
    for (const mark of MARKS) assert.ok(!JSON.stringify(rows).includes(mark), mark);
  });
});
