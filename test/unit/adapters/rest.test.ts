import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { ERROR_CODES } from '../../../src/adapters/error-codes.js';
import { HelpBoardError, type ErrorCode } from '../../../src/adapters/errors.js';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { createRestAdapter } from '../../../src/adapters/rest/index.js';
import { createRestServer } from '../../../src/testing/rest-server.js';
import { requestFixture, submissionFixture } from '../../../src/testing/fixtures.js';
import { board, contractCases, failsWith, requests } from './contract-cases.js';
import { answeredBy, startServer, type LocalServer } from './http-server.js';

const adapterOf = (backend: string, options = {}) =>
  createRestAdapter({ backend, board: 'qingxi', ...options }) as Required<HelpBoardAdapter>;

contractCases('rest over HTTP', async () => {
  const backend = createMemoryAdapter({ board, requests });
  const server = await startServer(answeredBy(createRestServer(backend, board.key)));
  return { adapter: adapterOf(`${server.url}/api`), backend, end: () => server.close() };
});

const HTML = '<!doctype html><title>Login</title><h1>Free Wi-Fi</h1>';
const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const receipt = {
  key,
  id: 'r1',
  trackingCode: 'ABCDEFGHJKMN',
  token: 'x'.repeat(26),
  stage: 'submitted',
  receivedAt: '2026-04-01T00:00:00Z',
  dueAt: '2026-04-01T03:00:00Z',
};
const sha256 = 'a'.repeat(64);
const blob = new Blob([new Uint8Array([1, 2, 3])], { type: 'image/jpeg' });

type Call = (adapter: Required<HelpBoardAdapter>, signal?: AbortSignal) => Promise<unknown>;
/** Every way to ask. */
const CALLS: Record<string, Call> = {
  loadBoard: (adapter, signal) => adapter.loadBoard({ signal }),
  list: (adapter, signal) => adapter.list({ sort: 'latest' }, { signal }),
  get: (adapter, signal) => adapter.get('r1', { signal }),
  submit: (adapter, signal) => adapter.submit(submissionFixture(), { key, signal }),
  upload: (adapter, signal) => adapter.upload({ sha256, blob }, { key, signal }),
  track: (adapter, signal) => adapter.track('ABCD', { signal }),
  own: (adapter, signal) => adapter.own(receipt, { signal }),
  add: (adapter, signal) => adapter.add(receipt, { body: '补充' }, { key, signal }),
  withdraw: (adapter, signal) => adapter.withdraw(receipt, { signal }),
  urge: (adapter, signal) => adapter.urge(receipt, { signal }),
  rate: (adapter, signal) => adapter.rate(receipt, { solved: 'yes' }, { signal }),
  reopen: (adapter, signal) => adapter.reopen(receipt, { body: '没办好' }, { key, signal }),
  erase: (adapter, signal) => adapter.erase(receipt, { signal }),
  version: (adapter, signal) => adapter.version({ signal }),
  meToo: (adapter, signal) => adapter.meToo('r1', { device: 'd', signal }),
  thank: (adapter, signal) => adapter.thank('r1', { device: 'd', signal }),
  comments: (adapter, signal) => adapter.comments('r1', { signal }),
  comment: (adapter, signal) => adapter.comment('r1', { body: '我家也是' }, { key, signal }),
  suggest: (adapter, signal) => adapter.suggest('断药了', { signal }),
  stats: (adapter, signal) => adapter.stats({ period: 'all' }, { signal }),
};

describe('rest adapter', () => {
  let server: LocalServer;
  let adapter: Required<HelpBoardAdapter>;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    adapter = adapterOf(`${server.url}/api`);
    await adapter.prepare();
    server.asked.length = server.requests.length = 0;
  });

  const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    server.listener = (request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
  };
  const problem = (status: number, body: object, headers = {}) =>
    answer(status, { status, ...body }, { 'content-type': 'application/problem+json', ...headers });

  describe('takes no answer for one that is not ours', () => {
    const html = { 'content-type': 'text/html' };
    const hostile: [what: string, status: number, body: unknown, headers: object, code: ErrorCode][] = [
      ['a captive portal', 200, HTML, html, 'bad-answer'],
      ['HTML that calls itself JSON', 200, HTML, {}, 'bad-answer'],
      ['an empty body', 200, '', {}, 'bad-answer'],
      ['204', 204, '', {}, 'bad-answer'],
      ['null', 200, 'null', {}, 'bad-answer'],
      ['an array', 200, '[]', {}, 'bad-answer'],
      ['a number', 200, '17', {}, 'bad-answer'],
      ['a text', 200, '"ok"', {}, 'bad-answer'],
      ['another object', 200, '{"success":true,"code":0}', {}, 'bad-answer'],
      ['half an answer', 200, '{"items":[{"id":"1"', {}, 'bad-answer'],
      ['nesting without an end', 200, '['.repeat(200_000), {}, 'bad-answer'],
      ['304 out of the blue', 304, '', {}, 'bad-answer'],
      ['400 without a code', 400, '{"message":"bad request"}', {}, 'bad-answer'],
      ['a firewall', 403, HTML, html, 'bad-answer'],
      ['a firewall that speaks JSON', 403, '{"code":"forbidden"}', {}, 'bad-answer'],
      ['404 of a proxy', 404, HTML, html, 'bad-answer'],
      ['405', 405, '', {}, 'bad-answer'],
      ['409 without a code', 409, '{}', {}, 'bad-answer'],
      ['401', 401, '', {}, 'unauthorized'],
      ['413 of a proxy', 413, HTML, html, 'too-large'],
      ['429', 429, '', {}, 'rate-limited'],
      ['500', 500, HTML, html, 'server'],
      ['502', 502, '', {}, 'server'],
      ['503 in JSON', 503, '{"error":"down"}', {}, 'server'],
    ];
    for (const [what, status, body, headers, code] of hostile) {
      it(what, async () => {
        answer(status, body, headers as Record<string, string>);
        for (const [name, call] of Object.entries(CALLS)) {
          // A list that is missing is an empty one; everything else has fields it cannot do without.
          if (['list', 'comments', 'suggest'].includes(name) && body === '{"success":true,"code":0}')
            continue;
          await assert.rejects(call(adapter), (error) => {
            assert.ok(error instanceof HelpBoardError, `${name}: ${String(error)}`);
            assert.equal(error.code, code, name);
            return true;
          });
        }
      });
    }
  });

  it('maps a problem document with any of our codes to that code, whatever the status', async () => {
    for (const code of ERROR_CODES) {
      if (code === 'already-received') continue;
      problem(418, { code });
      for (const call of Object.values(CALLS)) await failsWith(call(adapter), code);
    }
  });

  it('maps a problem document with a code of somebody else by its status', async () => {
    for (const code of ['no-such-code', 7, null, { a: 1 }, ['not-found'], '__proto__', 'constructor']) {
      problem(500, { code });
      await failsWith(adapter.loadBoard(), 'server');
      problem(404, { code });
      await failsWith(adapter.submit(submissionFixture(), { key }), 'bad-answer');
    }
  });

  it('hands on the fields at fault', async () => {
    problem(400, { code: 'invalid', fields: { 'contact.phone': 'missing' } });
    await assert.rejects(CALLS['submit']!(adapter), { fields: { 'contact.phone': 'missing' } });
    for (const fields of ['all', null, 3]) {
      problem(400, { code: 'invalid', fields });
      await failsWith(CALLS['submit']!(adapter), 'invalid');
    }
  });

  it('reads Retry-After in seconds and as a date', async () => {
    const after = async (value: string) => {
      problem(429, { code: 'rate-limited' }, { 'retry-after': value });
      return adapter.loadBoard().then(
        () => assert.fail(),
        (error: HelpBoardError) => error.retryAfter,
      );
    };
    assert.equal(await after('7'), 7);
    assert.equal(await after('0'), 0);
    const date = (await after(new Date(Date.now() + 60_000).toUTCString()))!;
    assert.ok(date > 55 && date <= 60, String(date));
    assert.equal(await after('soon'), undefined);
    assert.equal(await after('-5'), undefined);
  });

  describe('submits', () => {
    it('with key, JSON and nothing else of ours', async () => {
      answer(201, receipt);
      assert.deepEqual(await adapter.submit(submissionFixture(), { key }), receipt);
      const { headers, method, url } = server.requests[0]!;
      assert.equal(`${method} ${url}`, 'POST /api/boards/qingxi/requests');
      assert.equal(headers['idempotency-key'], key);
      assert.match(headers['content-type']!, /^application\/json/);
      assert.equal(headers['cookie'], undefined);
      assert.equal(headers['authorization'], undefined);
    });

    it('and takes a receipt under the wrong content type', async () => {
      answer(201, receipt, { 'content-type': 'text/html' });
      assert.deepEqual(await adapter.submit(submissionFixture(), { key }), receipt);
    });

    it('and solves a challenge by itself, once, and sends the same again under the same key', async () => {
      const riddle = {
        algorithm: 'SHA-256',
        salt: 'abc?board=qingxi&expires=9999999999&',
        maxnumber: 300,
        signature: 'f'.repeat(64),
        challenge: createHash('sha256').update('abc?board=qingxi&expires=9999999999&217').digest('hex'),
      };
      const bodies: string[] = [];
      server.listener = (request, response) => {
        const solution = request.headers['challenge-solution'] as string | undefined;
        const [status, body]: [number, object] =
          request.method === 'GET'
            ? [200, riddle]
            : solution
              ? [201, receipt]
              : [428, { code: 'challenge-required' }];
        let sent = '';
        request.on('data', (part: Buffer) => (sent += part.toString()));
        request.on('end', () => {
          if (request.method === 'POST') bodies.push(sent);
          const type = status === 428 ? 'application/problem+json' : 'application/json';
          response.writeHead(status, { 'content-type': type });
          response.end(JSON.stringify(body));
        });
      };
      const submission = submissionFixture();
      assert.deepEqual(await adapter.submit(submission, { key }), receipt);
      const at = '/api/boards/qingxi';
      assert.deepEqual(server.asked, [`POST ${at}/requests`, `GET ${at}/challenge`, `POST ${at}/requests`]);
      assert.equal(bodies[0], bodies[1]);
      const { headers } = server.requests[2]!;
      assert.equal(headers['idempotency-key'], key);
      const { maxnumber: _, ...asked } = riddle;
      const solved = JSON.parse(atob(headers['challenge-solution'] as string)) as object;
      assert.deepEqual(solved, { ...asked, number: 217 });

      server.asked.length = 0;
      problem(428, { code: 'challenge-required' });
      await failsWith(adapter.submit(submission, { key }), 'challenge-required');
      assert.equal(server.asked.length, 2, 'not again and again');
      riddle.challenge = '0'.repeat(64);
      server.listener = (request, response) => {
        request.resume();
        const [status, body] =
          request.method === 'GET' ? [200, riddle] : [428, { code: 'challenge-required' }];
        response.writeHead(status as number, { 'content-type': 'application/problem+json' });
        response.end(JSON.stringify(body));
      };
      await failsWith(adapter.submit(submission, { key }), 'bad-answer');
    });

    it('and takes no receipt with another key, or with a part missing', async () => {
      answer(201, { ...receipt, key: randomUUID() });
      await failsWith(CALLS['submit']!(adapter), 'bad-answer');
      for (const part of ['key', 'id', 'trackingCode', 'token', 'receivedAt', 'dueAt']) {
        answer(201, { ...receipt, [part]: undefined });
        await failsWith(CALLS['submit']!(adapter), 'bad-answer');
      }
    });

    it('and believes `already-received` only with our receipt', async () => {
      problem(422, { code: 'already-received', receipt });
      await assert.rejects(CALLS['submit']!(adapter), { code: 'already-received', receipt });
      for (const other of [undefined, null, {}, { ...receipt, key: randomUUID() }, 'yes']) {
        problem(422, { code: 'already-received', receipt: other });
        await failsWith(CALLS['submit']!(adapter), 'bad-answer');
      }
    });

    it('with the host’s token, fetched each time', async () => {
      let n = 0;
      answer(201, receipt);
      const withToken = adapterOf(`${server.url}/api`, { getToken: () => Promise.resolve(`t${++n}`) });
      await CALLS['submit']!(withToken);
      await CALLS['submit']!(withToken);
      assert.deepEqual(
        server.requests.map(({ headers }) => headers['authorization']),
        ['Bearer t1', 'Bearer t2'],
      );
      await withToken.loadBoard().catch(() => undefined);
      assert.equal(server.requests[2]!.headers['authorization'], undefined);
    });

    it('and says `unauthorized` when the host’s token cannot be had', async () => {
      const refuse = () => Promise.reject(new Error('session over'));
      await failsWith(CALLS['submit']!(adapterOf(`${server.url}/api`, { getToken: refuse })), 'unauthorized');
    });
  });

  it('believes no upload, addition or withdrawal that is not confirmed', async () => {
    for (const body of [{}, { sha256: 'b'.repeat(64) }, { ok: true }]) {
      answer(200, body);
      for (const name of ['upload', 'add', 'withdraw', 'urge', 'rate', 'reopen', 'erase'])
        await failsWith(CALLS[name]!(adapter), 'bad-answer');
    }
  });

  it('uploads the bytes with their type under key and hash', async () => {
    answer(201, { sha256 });
    await CALLS['upload']!(adapter);
    assert.equal(server.asked[0], `PUT /api/boards/qingxi/uploads/${key}/${sha256}`);
    assert.equal(server.requests[0]!.headers['content-type'], 'image/jpeg');
  });

  it('shows the token of the receipt where the own request is, and nowhere else', async () => {
    answer(200, {});
    for (const call of Object.values(CALLS)) await call(adapter).catch(() => undefined);
    server.requests.forEach(({ url, headers }, index) => {
      const isOwn = /\/(own|additions|withdrawal|urge|rating|reopening|deletion)$/.test(url!);
      assert.equal(
        headers['authorization'],
        isOwn ? `Bearer ${receipt.token}` : undefined,
        server.asked[index],
      );
      assert.ok(!url!.includes(receipt.token));
    });
  });

  it('reads in public with no header that would need a preflight', async () => {
    answer(200, {});
    for (const name of ['loadBoard', 'list', 'get', 'stats', 'track'])
      await CALLS[name]!(adapter).catch(() => undefined);
    const plain = [
      'host',
      'connection',
      'accept',
      'accept-language',
      'sec-fetch-mode',
      'user-agent',
      'accept-encoding',
    ];
    for (const { headers } of server.requests)
      assert.deepEqual(
        Object.keys(headers).filter((name) => !plain.includes(name)),
        [],
      );
  });

  it('asks the same question by the same URL, and lets nothing break out of a path', async () => {
    answer(200, { items: [] });
    await adapter.list({ sort: 'hot' });
    await adapter.list({ limit: 20, sort: 'hot', category: undefined });
    await adapter.list({ sort: 'latest', category: 'a&limit=1', q: '断药 #1', cursor: 'a~1' });
    assert.equal(server.asked[0], 'GET /api/boards/qingxi/requests?sort=hot&limit=20');
    assert.equal(server.asked[1], server.asked[0]);
    const { searchParams } = new URL(server.asked[2]!.slice(4), server.url);
    assert.deepEqual(Object.fromEntries(searchParams), {
      sort: 'latest',
      limit: '20',
      category: 'a&limit=1',
      q: '断药 #1',
      cursor: 'a~1',
    });
    await adapter.get('a/../b?c#d').catch(() => undefined);
    assert.equal(server.asked[3], 'GET /api/boards/qingxi/requests/a%2F..%2Fb%3Fc%23d');
  });

  it('leaves out the records of a page that cannot be used, and keeps the others', async () => {
    answer(200, {
      items: [requestFixture(), { id: 'half' }, null, requestFixture({ id: 'r2' })],
      pinned: 'none',
    });
    const page = await adapter.list({ sort: 'hot' });
    assert.deepEqual(
      page.items.map(({ id }) => id),
      ['r1', 'r2'],
    );
    assert.deepEqual(page.pinned, []);
    assert.equal(page.next, undefined);
  });

  it('throws nothing but HelpBoardError, whatever JSON comes at whatever status', async () => {
    const status = fc.constantFrom(200, 201, 202, 301, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503);
    const type = fc.constantFrom('application/json', 'application/problem+json', 'text/html', '');
    const ours = fc.constantFrom(...ERROR_CODES);
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ code: fc.oneof(ours, fc.jsonValue()), fields: fc.jsonValue(), receipt: fc.jsonValue() }),
      fc.record({ items: fc.array(fc.jsonValue()), pinned: fc.jsonValue(), next: fc.jsonValue() }),
      fc.record({
        key: fc.constant(key),
        id: fc.jsonValue(),
        replies: fc.jsonValue(),
        meToo: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        status,
        type,
        body,
        fc.constantFrom(...Object.values(CALLS)),
        async (of, as, what, call) => {
          answer(of, what, { 'content-type': as });
          await call(adapter).catch((error: unknown) => {
            assert.ok(error instanceof HelpBoardError, String(error));
            assert.ok(ERROR_CODES.includes(error.code));
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  describe('without an answer', () => {
    it('says `network` when nobody listens', async () => {
      const gone = await startServer();
      await gone.close();
      const lonely = adapterOf(gone.url);
      await lonely.prepare();
      for (const call of Object.values(CALLS)) await failsWith(call(lonely), 'network');
    });

    it('says `network` when the line is cut in the middle of the answer', async () => {
      server.listener = (request, response) => {
        request.resume();
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"items":[');
        setTimeout(() => response.destroy(), 20);
      };
      for (const call of Object.values(CALLS)) await failsWith(call(adapter), 'network');
    });

    it('ends with `aborted` as soon as the caller wants, before the answer and inside it', async () => {
      const open: ServerResponse[] = [];
      for (const begin of [false, true]) {
        server.listener = (request, response) => {
          request.resume();
          open.push(response);
          if (begin) response.writeHead(200).write('{');
        };
        for (const call of Object.values(CALLS)) {
          const ending = new AbortController();
          const asked = server.asked.length;
          const result = call(adapter, ending.signal);
          while (server.asked.length === asked) await new Promise((resolve) => setTimeout(resolve, 2));
          ending.abort();
          await failsWith(result, 'aborted');
        }
      }
      for (const response of open) response.destroy();
    });

    it('asks nobody when it is aborted already', async () => {
      const ended = new AbortController();
      ended.abort();
      for (const call of Object.values(CALLS)) await failsWith(call(adapter, ended.signal), 'aborted');
      assert.deepEqual(server.asked, []);
    });

    it('gives up after its time, even where the fetch cannot be aborted', async (t) => {
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const fetched = t.mock.method(globalThis, 'fetch', () => new Promise(() => undefined));
      const times: [keyof typeof CALLS, number][] = [
        ['list', 15_000],
        ['submit', 30_000],
        ['upload', 120_000],
      ];
      for (const [name, time] of times) {
        const before = fetched.mock.callCount();
        let ended = false;
        const result = CALLS[name]!(adapter).finally(() => (ended = true));
        result.catch(() => undefined);
        while (fetched.mock.callCount() === before) await new Promise((resolve) => setImmediate(resolve));
        t.mock.timers.tick(time - 1);
        await new Promise((resolve) => setImmediate(resolve));
        assert.equal(ended, false, String(name));
        t.mock.timers.tick(1);
        await failsWith(result, 'network');
      }
    });
  });

  describe('takes answers that were asked for before it had loaded', () => {
    const url = () => `${server.url}/api/boards/qingxi`;

    it('once each, and asks itself from then on', async () => {
      const early = new Map([[url(), Promise.resolve(Response.json({ ...board, title: '早' }))]]);
      const take = (at: string) => {
        const found = early.get(at);
        early.delete(at);
        return found;
      };
      const quick = adapterOf(`${server.url}/api`, { early: take });
      answer(200, board);
      assert.equal((await quick.loadBoard()).title, '早');
      assert.deepEqual(server.asked, []);
      assert.equal((await quick.loadBoard()).title, board.title);
      assert.equal(server.asked.length, 1);
    });

    it('and asks itself where the early question failed', async () => {
      answer(200, board);
      const early = () => Promise.reject(new TypeError('Failed to fetch'));
      assert.equal((await adapterOf(`${server.url}/api`, { early }).loadBoard()).title, board.title);
    });

    it('and never for what is written', async () => {
      answer(201, receipt);
      const early = () => assert.fail();
      await CALLS['submit']!(adapterOf(`${server.url}/api`, { early }));
    });
  });

  describe('knows the server’s time', () => {
    const dated = (date: number, headers = {}) => ({ date: new Date(date).toUTCString(), ...headers });
    const isNear = (offset: number, expected: number) =>
      assert.ok(Math.abs(offset - expected) < 2500, `${offset} instead of ${expected}`);
    const DAY = 86_400_000;

    it('and does not pretend before any answer', () => assert.equal(adapter.clockOffset(), 0));

    it('on a device that is a day off', async () => {
      for (const days of [1, -1]) {
        const fresh = adapterOf(`${server.url}/api`);
        answer(200, board, dated(Date.now() + days * DAY));
        await fresh.loadBoard();
        isNear(fresh.clockOffset(), days * DAY);
      }
    });

    it('though an answer has lain in a cache', async () => {
      answer(200, board, dated(Date.now() + DAY - 60_000, { age: '60' }));
      await adapter.loadBoard();
      isNear(adapter.clockOffset(), DAY);
    });

    it('and takes no nonsense for a date', async () => {
      for (const date of ['soon', '', '0']) {
        answer(200, board, { date, age: 'x' });
        await adapter.loadBoard();
        assert.ok(Number.isFinite(adapter.clockOffset()));
      }
    });
  });
});
