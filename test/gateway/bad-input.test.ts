import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { HelpRequest, OwnRequest, RequestPage, Submission } from '../../src/model/index.js';
import { Subject, submission } from './support/gateway.js';

interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  fields?: Record<string, string>;
}

describe('bad input', () => {
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({
    limits: { submits: plenty, uploads: plenty, tracking: plenty, meToo: plenty },
  });
  before(() => subject.start());
  after(() => subject.stop());

  const refused = async (changes: object, key: string = randomUUID()) => {
    const answer = await subject.submit<Problem>({ ...submission(), ...changes }, key);
    return [answer.status, answer.json.code, answer.json.fields];
  };

  it('is answered with a problem document: code, status, title, and nothing of how it is made', async () => {
    const { status, json, headers, text } = await subject.call<Problem>('/api/boards/nowhere');
    assert.equal(status, 404);
    assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.deepEqual(Object.keys(json), ['type', 'title', 'status', 'code']);
    assert.equal(json.code, 'unknown-board');
    assert.ok(!text.includes('.ts') && !text.includes('node_modules'));
  });

  it('is JSON under /api whatever the path or method, and a page elsewhere', async () => {
    for (const [path, method] of [
      ['/api', 'GET'],
      ['/api/', 'GET'],
      ['/api/nothing', 'GET'],
      ['/api/boards/qingxi/nothing', 'GET'],
      ['/api/boards/qingxi', 'DELETE'],
      ['/api/boards/qingxi/requests', 'PUT'],
      ['/api/boards/%E0%A4%A', 'GET'],
      ['/api/desk/nothing', 'GET'],
    ] as const) {
      const { status, headers, json } = await subject.call<Problem>(path, { method });
      assert.match(headers.get('content-type') ?? '', /problem\+json/, `${method} ${path}`);
      assert.ok(status === 404 || status === 400, `${status} ${path}`);
      assert.equal(json.status, status);
    }
    const page = await subject.call('/nothing');
    assert.equal(page.status, 404);
    assert.match(page.headers.get('content-type')!, /text\/html/);
  });

  it('names each field at fault in machine words', async () => {
    assert.deepEqual(await refused({ urgency: 'soon' }), [400, 'invalid', { urgency: 'enum' }]);
    assert.deepEqual(await refused({ body: '' }), [400, 'invalid', { body: 'minLength' }]);
    assert.deepEqual(await refused({ body: ' \n　' }), [400, 'invalid', { body: 'missing' }]);
    assert.deepEqual(await refused({ body: '长'.repeat(10_001) }), [400, 'invalid', { body: 'maxLength' }]);
    assert.deepEqual(await refused({ contact: undefined }), [400, 'invalid', { contact: 'missing' }]);
    assert.deepEqual(await refused({ contact: { name: '陈', phone: ' ' } }), [
      400,
      'invalid',
      { 'contact.phone': 'missing' },
    ]);
    assert.deepEqual(await refused({ contact: { name: 1, phone: '1' } }), [
      400,
      'invalid',
      { 'contact.name': 'type' },
    ]);
    assert.deepEqual(await refused({ composedAt: 'yesterday' }), [400, 'invalid', { composedAt: 'format' }]);
    assert.deepEqual(await refused({ surprise: 1 }), [400, 'invalid', { surprise: 'unknown' }]);
    assert.deepEqual(await refused({ attributes: { people: { $ne: 1 } } }), [
      400,
      'invalid',
      { 'attributes.people': 'type' },
    ]);
  });

  it('asks for the consents that the category needs', async () => {
    assert.deepEqual(await refused({ consents: {} }), [400, 'invalid', { 'consents.privacy': 'missing' }]);
    assert.deepEqual(await refused({ category: 'medical' }), [
      400,
      'invalid',
      { 'consents.health': 'missing' },
    ]);
    assert.deepEqual(await refused({ category: 'education', forSomebodyElse: true }), [
      400,
      'invalid',
      { 'consents.guardian': 'missing', 'consents.onBehalf': 'missing' },
    ]);
    assert.deepEqual(await refused({ location: { latitude: 29, longitude: 120 } }), [
      400,
      'invalid',
      { 'consents.location': 'missing' },
    ]);
  });

  it('does not refuse a form of yesterday: an unknown category goes to the last, unknown fields are kept', async () => {
    const { status, json } = await subject.submit(
      submission({ category: 'grain-coupons', attributes: { 'old-field': '旧', zone: 'no-such-zone' } }),
    );
    assert.equal(status, 201);
    const { json: detail } = await subject.desk(`/requests/${json.id}`);
    assert.equal(detail['category'], 'other');
    assert.equal(detail['categoryRaw'], 'grain-coupons');
    assert.deepEqual(detail['attributes'], { 'old-field': '旧', zone: 'no-such-zone' });
  });

  it('wants a key that is a UUID', async () => {
    const keys: string[] = ['', 'x', randomUUID().toUpperCase(), `${randomUUID()}x`];
    for (const key of keys) assert.deepEqual((await refused({}, key)).slice(0, 2), [400, 'invalid'], key);
    const { json } = await subject.post<Problem>('/requests', submission());
    assert.deepEqual(json.fields, { 'Idempotency-Key': 'missing' });
  });

  it('refuses what is no JSON, another type, or too large, each by its code', async () => {
    const send = async (body: string, type?: string) => {
      const { status, json } = await subject.board<Problem>('/requests', {
        method: 'POST',
        headers: { 'idempotency-key': randomUUID(), ...(type && { 'content-type': type }) },
        body,
      });
      return [status, json.code];
    };
    const json = 'application/json';
    assert.deepEqual(await send('{"body":', json), [400, 'invalid']);
    assert.deepEqual(await send('', json), [400, 'invalid']);
    assert.deepEqual(await send('null', json), [400, 'invalid']);
    assert.deepEqual(await send('[]', json), [400, 'invalid']);
    assert.deepEqual(await send('"text"', json), [400, 'invalid']);
    assert.deepEqual(await send('{"__proto__":{"x":1}}', json), [400, 'invalid']);
    assert.deepEqual(await send('{}', 'text/plain'), [415, 'unsupported-type']);
    assert.deepEqual(await send('a=b', 'application/x-www-form-urlencoded'), [415, 'unsupported-type']);
    assert.deepEqual(await send('<a/>', 'application/xml'), [415, 'unsupported-type']);
    assert.deepEqual(await send(JSON.stringify({ body: 'x'.repeat(600_000) }), json), [413, 'too-large']);
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    assert.deepEqual(await send(`{"body":${deep}}`, json), [400, 'invalid']);
  });

  it('takes the longest text a form lets through, in any script', async () => {
    for (const body of ['长'.repeat(10_000), '🆘'.repeat(5000), '\u202Eabc'.repeat(2000)]) {
      const { status, json } = await subject.submit(submission({ body }));
      assert.equal(status, 201);
      const own = await subject.board<OwnRequest>(`/requests/${json.id}/own`, {
        headers: { authorization: `Bearer ${json.token}` },
      });
      assert.equal(own.json.body, body);
    }
  });

  it('keeps hostile text as text, unit for unit', async () => {
    const texts = [
      '<img src=x onerror=alert(1)>',
      "'; DROP TABLE request; --",
      '</script><script>alert(1)</script>',
      '{{constructor.constructor("alert(1)")()}}',
      '%00%0d%0aSet-Cookie: a=b',
      'line\r\nbreak\tand \u2028 separator',
      '__proto__',
      '👩‍👩‍👧‍👦\u200d\u202e',
    ];
    for (const body of texts) {
      const { id } = await subject.published({ body });
      const answer = await subject.board<HelpRequest>(`/requests/${id}`);
      assert.equal(answer.json.publicBody, body);
      assert.match(answer.headers.get('content-type')!, /^application\/json/);
    }
    const { json } = await subject.submit(submission({ body: 'a\u0000b' }));
    const own = await subject.board<OwnRequest>(`/requests/${json.id}/own`, {
      headers: { authorization: `Bearer ${json.token}` },
    });
    assert.equal(own.json.body, 'ab', 'only NUL is left out: no database takes it');
  });

  it('answers odd questions about a list in a plain way', async () => {
    for (const [query, field] of [
      ['sort=best', 'sort'],
      ['limit=0', 'limit'],
      ['limit=51', 'limit'],
      ['limit=ten', 'limit'],
      ['stage=finished', 'stage'],
      ['cursor=xyz', 'cursor'],
      [`cursor=${Buffer.from('["l",1,"x",1]').toString('base64url')}`, 'cursor'],
      [`q=${'x'.repeat(61)}`, 'q'],
      ['q=a&q=b', 'q'],
    ] as const) {
      const { status, json } = await subject.board<Problem>(`/requests?${query}`);
      assert.deepEqual([status, json.code, Object.keys(json.fields ?? {})], [400, 'invalid', [field]], query);
    }
    for (const query of ['category=nothing', 'utm_source=x&_=123', 'q=', `q=${encodeURIComponent('%_\\')}`]) {
      assert.equal((await subject.board<RequestPage>(`/requests?${query}`)).status, 200, query);
    }
  });

  it('never ends in a failure of ours, whatever is posted', async () => {
    const keys = Object.keys(submission()) as (keyof Submission)[];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...keys, 'title', 'region', 'location', 'source', 'confidential'),
        fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }), fc.double()),
        async (field, value) => {
          const { status } = await subject.submit({ ...submission(), [field]: value });
          assert.ok(status === 201 || status === 400, String(status));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never ends in a failure of ours, wherever it is sent', async () => {
    const part = fc.oneof(
      fc.constantFrom(
        'requests',
        'own',
        'track',
        'uploads',
        'attachments',
        'figures',
        'me-too',
        '..',
        '%2e%2e',
        '',
      ),
      fc.string({ maxLength: 12 }).map(encodeURIComponent),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'),
        fc.array(part, { maxLength: 4 }),
        fc.constantFrom('', '?sort=hot', '?cursor=%00', '?limit[]=1'),
        async (method, parts, query) => {
          const { status } = await subject.call(`/api/boards/qingxi/${parts.join('/')}${query}`, { method });
          assert.ok(status < 500, `${status} ${method} ${parts.join('/')}${query}`);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('survives what is not even HTTP', async () => {
    const { hostname, port } = new URL(subject.url);
    for (const noise of [
      '\u0000\u0001\u0002\r\n\r\n',
      'GET /api HTTP/9.9\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    ]) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {});
      socket.end(noise);
      socket.resume();
      await once(socket, 'close');
    }
    assert.equal((await subject.call('/api/health')).status, 200);
  });
});
