import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createOpen311Adapter } from '../../../src/adapters/open311/index.js';
import { readXml } from '../../../src/adapters/hotline/xml.js';
import { BOARD, Subject, submission } from '../support/gateway.js';

type Row = Record<string, string>;
const KEY = 'k'.repeat(20);
const DAY = 86_400_000;

describe('Open311 GeoReport v2, served', () => {
  let now = Date.parse('2026-04-01T08:00:00+08:00');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now: () => now, limits: { submits: plenty, tracking: plenty } });
  let admin: string;
  before(async () => {
    await subject.start();
    admin = await subject.gateway.createToken({ role: 'admin', name: '管理员' });
    await allow(true);
  });
  after(() => subject.stop());

  const guard = (body: unknown) =>
    subject.call(`/api/desk/boards/${BOARD}/guard`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  async function allow(anonymous: boolean, key = KEY, challenge = 'never') {
    const open311 = { anonymous, keys: [{ name: '随手拍', key }] };
    const { status, text } = await guard({ challenge, words: [], open311 });
    assert.equal(status, 200, text);
    return text;
  }
  const get = <T = Row[]>(path: string) => subject.board<T>(`/open311/v2/${path}`);
  const post = <T = Row[]>(form: Record<string, string> | [string, string][], format = 'json') =>
    subject.board<T>(`/open311/v2/requests.${format}`, { method: 'POST', body: new URLSearchParams(form) });
  const form = (more: Record<string, string> = {}) => ({
    ...{ api_key: KEY, service_code: 'utilities', description: '停水两天，电话13812345678' },
    ...{ lat: '29.123456', long: '120.654321', address_string: '和平路12号3幢501室' },
    ...{ first_name: '国良', last_name: '陈', phone: '13812345678' },
    ...more,
  });

  it('is found by discovery', async () => {
    const { json } = await subject.board<{ endpoints: { url: string; formats: string[] }[] }>(
      '/open311/discovery.json',
    );
    assert.equal(json.endpoints[0]!.url, `${subject.url}api/boards/${BOARD}/open311/v2`);
    assert.deepEqual(json.endpoints[0]!.formats, ['application/json', 'text/xml']);
  });

  it('has the board’s categories as services, and its fields as their attributes', async () => {
    const { json } = await get<{ service_code: string; metadata: boolean; type: string }[]>('services.json');
    const { categories } = (await subject.board<{ categories: { code: string }[] }>()).json;
    assert.deepEqual(
      json.map(({ service_code }) => service_code),
      categories.map(({ code }) => code),
    );
    const of = (code: string) => json.find(({ service_code }) => service_code === code)!;
    assert.deepEqual([of('medical').type, of('supplies').type], ['blackbox', 'batch']);
    const { json: definition } = await get<{ attributes: { code: string; variable: boolean }[] }>(
      'services/supplies.json',
    );
    assert.ok(definition.attributes.some(({ code, variable }) => code === 'people' && variable));
    assert.equal((await get('services/none.json')).status, 404);
  });

  it('shows what everybody may read, and nothing else', async () => {
    const shown = await subject.published({ title: '没有米', region: '城关街道' });
    await subject.desk(`/requests/${shown.id}/accept`, {});
    await subject.desk(`/requests/${shown.id}/dispatch`, { kind: 'department', name: '县商务局' });
    await subject.desk(`/requests/${shown.id}/reply`, { body: '今晚送到。', kind: 'answer' });
    const pending = (await subject.submit(submission())).json;
    const [one] = (await get(`requests/${shown.id}.json`)).json;
    assert.deepEqual(Object.keys(one!).sort(), [
      ...['address', 'agency_responsible', 'description', 'expected_datetime', 'requested_datetime'],
      ...['service_code', 'service_name', 'service_request_id', 'status', 'status_notes', 'updated_datetime'],
    ]);
    assert.deepEqual(
      [one!['status'], one!['status_notes'], one!['agency_responsible'], one!['address']],
      ['open', '今晚送到。', '县商务局', '城关街道'],
    );
    assert.equal((await get(`requests/${pending.id}.json`)).status, 404);
    const all = (await get('requests.json')).json;
    assert.deepEqual(
      all.map(({ service_request_id: id }) => id),
      [shown.id],
    );
    await subject.desk(`/requests/${shown.id}/resolve`, {});
    assert.equal((await get('requests.json?status=closed')).json.length, 1);
    assert.equal((await get('requests.json?status=open')).json.length, 0);
  });

  it('gives lists by id, service, period, page; and says what it does not understand', async () => {
    const ids = [];
    for (const category of ['supplies', 'utilities', 'travel']) {
      now += 1000;
      ids.push((await subject.published({ category })).id);
    }
    const listed = async (query: string) =>
      (await get(`requests.json?${query}`)).json.map(({ service_request_id: id }) => id);
    assert.deepEqual(await listed(`service_request_id=${ids[0]},${ids[2]}`), [ids[2], ids[0]]);
    assert.deepEqual(await listed('service_code=utilities,travel'), [ids[2], ids[1]]);
    assert.deepEqual(await listed('page_size=1&page=2'), [ids[1]]);
    const [from, to] = [new Date(now - 500).toISOString(), new Date(now + 500).toISOString()];
    assert.deepEqual(await listed(`start_date=${from}&end_date=${to}`), [ids[2]]);
    now += 91 * DAY;
    assert.deepEqual(await listed(''), []);
    assert.deepEqual((await listed(`start_date=${from}`)).length, 1);
    assert.deepEqual(await listed(`service_request_id=${ids[0]}`), [ids[0]]);
    for (const [query, place] of [
      [`start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z`, 'end_date'],
      ['start_date=yesterday', 'start_date'],
      ['status=half', 'status'],
      ['page_size=5000', 'page_size'],
      ['page=100000', 'page'],
    ]) {
      const { status, json } = await get<{ code: number; description: string }[]>(`requests.json?${query}`);
      assert.deepEqual([status, json[0]!.code], [400, 400]);
      assert.match(json[0]!.description, new RegExp(`^${place}: `));
    }
    assert.equal((await get('requests.json?jurisdiction_id=elsewhere')).status, 404);
    assert.equal((await get(`requests.json?jurisdiction_id=${BOARD}`)).status, 200);
  });

  it('takes a post through the same intake: review, masks, and a token until it is public', async () => {
    const { json, status, text } = await post(form());
    assert.equal(status, 200, text);
    const { token } = json[0]!;
    assert.ok(token && !json[0]!['service_request_id']);
    assert.equal((await get(`tokens/${token}.json`)).status, 404);
    const row = await subject.gateway.storage.db
      .selectFrom('request')
      .selectAll()
      .orderBy('received_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    assert.deepEqual([row.publication, row.source_channel, row.author], ['pending', '随手拍', '陈**']);
    assert.doesNotMatch(row.public_body, /13812345678/);
    assert.equal((await subject.board<{ stage: string }>(`/track/${token}`)).json.stage, 'submitted');
    await subject.desk(`/requests/${row.id}/publish`, {});
    assert.deepEqual((await get(`tokens/${token}.json`)).json, [{ service_request_id: row.id, token }]);
    const shown = await get(`requests/${row.id}.json`);
    for (const mark of ['13812345678', '501室', '29.123456', '国良', KEY])
      assert.ok(!shown.text.includes(mark), mark);
    // Sent again by a client that heard no answer.
    assert.deepEqual((await post(form())).json, [{ service_request_id: row.id }]);
  });

  it('records the same form once, within a day, however often and however at once it comes', async () => {
    const before = await subject.count('request');
    const same = form({ description: '路灯不亮' });
    const all = await Promise.all(Array.from({ length: 5 }, () => post(same)));
    assert.equal(new Set(all.map(({ json }) => json[0]!['token'])).size, 1);
    now += DAY - 1000;
    await post(same);
    assert.equal((await subject.count('request')) - before, 1);
    await post(form({ description: '路灯还是不亮' }));
    assert.equal((await subject.count('request')) - before, 2);
  });

  it('fetches nothing that a post names: a picture’s address is for the desk to look at', async () => {
    let fetched = 0;
    const inside = createServer((_, answer) => (fetched++, answer.end())).listen(0, '127.0.0.1');
    await once(inside, 'listening');
    const media_url = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/1.jpg`;
    const { status, text } = await post(form({ description: '路灯不亮了', media_url }));
    assert.equal(status, 200, text);
    const { json } = await subject.desk<{ items: { id: string; body: string }[] }>('/requests?limit=50');
    const { id } = json.items.find(({ body }) => body === '路灯不亮了')!;
    await subject.desk(`/requests/${id}/publish`, {});
    assert.ok(!(await get(`requests/${id}.json`)).text.includes(media_url));
    assert.ok((await subject.desk(`/requests/${id}`)).text.includes(media_url));
    assert.equal(fetched, 0);
    inside.close();
  });

  it('keeps with the desk what the board keeps there by itself', async () => {
    const { json } = await post(form({ service_code: 'medical', description: '要透析' }));
    const row = await subject.gateway.storage.db
      .selectFrom('request')
      .select(['visibility', 'publication'])
      .where('category', '=', 'medical')
      .executeTakeFirstOrThrow();
    assert.deepEqual(row, { visibility: 'desk', publication: 'desk' });
    assert.equal((await get(`tokens/${json[0]!['token']}.json`)).status, 404);
  });

  it('takes the fields of a service, each in its kind', async () => {
    const given: [string, string][] = [
      ...Object.entries(form({ service_code: 'supplies', description: '没有米' })),
    ];
    given.push(['attribute[people]', '3']);
    assert.equal((await post(given)).status, 200);
    given.splice(-1, 1, ['attribute[people]', '三']);
    const { status, json } = await post<{ description: string }[]>(given);
    assert.deepEqual([status, json[0]!.description], [400, 'attribute[people]: no number']);
  });

  it('says every field at fault in a list of its own', async () => {
    const bare = await post<{ description: string }[]>({ api_key: KEY, service_code: 'utilities' });
    assert.deepEqual(bare.json, [{ code: 400, description: 'description: missing' }] as never);
    for (const [more, said] of [
      [{ service_code: '' }, 'service_code: missing'],
      [{ lat: '91' }, 'lat: no degrees'],
      [{ description: 'x'.repeat(4001) }, 'description: longer than 4000'],
    ] as const)
      assert.equal((await post<{ description: string }[]>(form(more))).json[0]!.description, said);
    assert.equal((await post(form({ service_code: 'none' }))).status, 404);
    const json = await subject.board(`/open311/v2/requests.json`, {
      ...{ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    });
    assert.equal(json.status, 415);
  });

  it('is for those with a key, and for others where the board says so', async () => {
    const { api_key: _, ...anonymous } = form({ description: '没有钥匙的' });
    assert.equal((await post(anonymous)).status, 200);
    const { phone: _phone, ...nobody } = anonymous;
    const { json } = await post<{ description: string }[]>(nobody);
    assert.equal(json[0]!.description, 'phone: missing, and email too');
    assert.equal((await post({ ...anonymous, api_key: 'wrong' })).status, 403);
    await allow(true, KEY, 'always');
    assert.equal((await post({ ...anonymous, description: '另一件' })).status, 403);
    await allow(false);
    assert.equal((await post({ ...anonymous, description: '又一件' })).status, 403);
    // What was sent back as it is shown stays, and is never shown.
    assert.doesNotMatch(await allow(false, '*'.repeat(16)), /kkkk/);
    assert.equal((await post(form({ description: '有钥匙的' }))).status, 200);
    await guard({ challenge: 'never', words: [] });
    assert.equal((await post(form({ description: '都不收' }))).status, 403);
    await allow(true);
  });

  it('is all the same in XML, with errors too', async () => {
    const list = async (path: string) =>
      readXml((await get(path)).text) as Record<string, Record<string, unknown>>;
    const services = (await list('services.xml'))['services']!['service'] as Row[];
    assert.equal(services.length, (await get('services.json')).json.length);
    const { attributes } = (await list('services/supplies.xml'))['service_definition'] as never as {
      attributes: { attribute: Row | Row[] };
    };
    assert.ok([attributes.attribute].flat().some(({ code }) => code === 'people'));
    const answer = await post(form({ description: '用 XML 说的 <b> & “引号”' }), 'xml');
    assert.match(answer.headers.get('content-type')!, /^text\/xml/);
    assert.ok((readXml(answer.text)['service_requests'] as never as { request: Row }).request['token']);
    const { text, status } = await get('requests/none.xml');
    assert.deepEqual(
      [status, readXml(text)],
      [404, { errors: { error: { code: '404', description: 'not-found' } } }],
    );
  });

  it('is read and posted to by our own client, in both formats', async () => {
    const endpoint = `${subject.url}api/boards/${BOARD}/open311`;
    for (const [format, backend] of [
      ['json', `${endpoint}/discovery.json`],
      ['json', `${endpoint}/discovery.xml`],
      ['xml', `${endpoint}/v2`],
    ] as const) {
      const adapter = createOpen311Adapter({ backend, board: BOARD, format, getToken: () => KEY });
      const board = await adapter.loadBoard();
      assert.ok(board.categories.length > 3 && board.attributes.length > 0, format);
      const receipt = await adapter.submit(
        submission({ category: 'travel', body: `要出门 ${backend}`, region: '城关街道' }),
        { key: 'k' },
      );
      assert.match(receipt.id, /^token~/);
      await assert.rejects(adapter.get(receipt.id), { code: 'not-found' });
      const row = await subject.gateway.storage.db
        .selectFrom('request')
        .select('id')
        .where('public_body', 'like', `要出门%${backend.slice(-8)}%`)
        .executeTakeFirstOrThrow();
      await subject.desk(`/requests/${row.id}/publish`, {});
      assert.match((await adapter.get(receipt.id)).publicBody, new RegExp(`要出门 ${backend}`));
      const page = await adapter.list({ sort: 'latest', limit: 2 });
      assert.equal(page.items.length, 2);
      assert.ok(page.next);
    }
  });
});
