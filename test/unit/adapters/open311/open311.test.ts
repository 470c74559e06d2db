import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeConformance } from '../../../../src/adapters/conformance/index.js';
import { walk } from '../../../../src/adapters/conformance/reads.js';
import { createOpen311Adapter, type Open311AdapterOptions } from '../../../../src/adapters/open311/index.js';
import { boardSchema, helpRequestSchema, type Submission } from '../../../../src/model/index.js';
import { submissionFixture } from '../../../../src/testing/fixtures.js';
import { validator } from '../../model/schemas.js';
import { failsWith } from '../contract-cases.js';
import { answeredBy, startServer } from '../http-server.js';

type Given = Record<string, unknown>;
const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const SERVICES = [
  { service_code: 1, service_name: '路灯', description: '不亮、常亮', metadata: true, type: 'realtime' },
  { service_code: '2', service_name: '垃圾', metadata: 'false', group: 'null' },
  { service_name: '没有编号' },
];
const DEFINITION = {
  service_code: '1',
  attributes: [
    { variable: true, code: 'POLE', datatype: 'string', required: true, order: 2, description: '灯杆编号' },
    {
      variable: 'true',
      code: 'LAMPS',
      datatype: 'multivaluelist',
      required: 'true',
      order: '1',
      description: '哪几盏',
      values: [{ key: { id: 7 }, name: '左' }, { key: 'r', name: '右' }, { name: '没有' }],
    },
    { variable: false, code: 'NOTE', datatype: 'text', description: '晚上七点开灯' },
    { variable: true, datatype: 'string' },
  ],
};

const reports = (): Given[] =>
  Array.from({ length: 25 }, (_, i) => ({
    // Numbers and texts, both are met.
    service_request_id: i % 2 ? 100 + i : String(100 + i),
    status: i % 3 ? 'open' : 'closed',
    ...(i % 3 ? { status_notes: null } : { status_notes: '已经修好，电话13800000000。' }),
    service_name: '路灯',
    service_code: i % 4 ? 1 : '2',
    description: `第${i}件：路灯不亮，电话13800000000`,
    agency_responsible: '清溪县城管局',
    requested_datetime: new Date(Date.parse('2026-04-01T00:00:00Z') - i * 3_600_000).toISOString(),
    updated_datetime: '2026-04-02T08:00:00+08:00',
    address: '柳浦镇',
    media_url: i ? 'null' : 'https://files.example.cn/1.jpg',
    account_id: 'null',
  }));

/** A GeoReport server with the habits of real ones. */
class Server {
  given = reports();
  posted: URLSearchParams[] = [];
  pages = true;
  tokens = false;

  serve = async (request: Request): Promise<Response> => {
    const { pathname, searchParams: query, origin } = new URL(request.url);
    const json = (body: unknown, status = 200) => Response.json(body, { status });
    if (pathname === '/discovery.json')
      return json({
        endpoints: [
          { specification: 'http://wiki.open311.org/GeoReport_v2', url: `${origin}/test`, type: 'test' },
          { specification: 'http://wiki.open311.org/GeoReport_v2', url: `${origin}/v2/`, type: 'production' },
        ],
      });
    const [, what, id] = /^\/v2\/(\w+)(?:\/([^/]+))?\.json$/.exec(pathname) ?? [];
    if (what === 'services') return id ? json([DEFINITION]) : json(SERVICES);
    if (what === 'tokens')
      return id === 't1'
        ? json([{ token: 't1', service_request_id: 101 }])
        : json([{ code: 404, description: 'not yet' }], 404);
    if (what !== 'requests') return json([{ code: 404, description: 'unknown' }], 404);
    if (request.method === 'POST') {
      const form = new URLSearchParams(await request.text());
      this.posted.push(form);
      if (form.get('api_key') === 'bad') return json([{ code: 403, description: 'bad key' }], 403);
      if (this.tokens) return json([{ token: 't1' }]);
      const service_request_id = 900 + this.given.length;
      this.given.unshift({
        service_request_id,
        status: 'open',
        service_code: form.get('service_code'),
        description: form.get('description'),
        requested_datetime: new Date().toISOString(),
      });
      return json([{ service_request_id, service_notice: '' }], 201);
    }
    if (id) return json(this.given.filter((of) => String(of['service_request_id']) === id));
    const size = Number(query.get('page_size'));
    const from = (Number(query.get('page')) - 1) * size;
    return json(this.pages ? this.given.slice(from, from + size) : this.given);
  };
}

async function started(options: Partial<Open311AdapterOptions> = {}) {
  const open311 = new Server();
  const server = await startServer(answeredBy(open311.serve));
  const backend = server.url + (options.backend ?? '/v2');
  const about = { title: '清溪县报修', region: '清溪县' };
  const adapter = createOpen311Adapter({ board: 'qingxi', about, ...options, backend });
  return { open311, server, adapter };
}
const using =
  (work: (of: Awaited<ReturnType<typeof started>>) => Promise<void>, options = {}) =>
  async () => {
    const running = await started(options);
    try {
      await work(running);
    } finally {
      await running.server.close();
    }
  };
const submission = (changes: Partial<Submission> = {}) =>
  submissionFixture({ category: '1', attributes: { '1~POLE': 'A7', '1~LAMPS': ['7', 'r'] }, ...changes });

describeConformance({ describe, it } as never, 'open311', async () => {
  const { adapter, open311, server } = await started();
  return { adapter, count: () => open311.given.length, end: () => server.close() };
});

describe('open311 adapter', () => {
  it(
    'makes the services categories, and their attributes the fields of the form',
    using(async ({ adapter }) => {
      const board = await adapter.loadBoard();
      assert.ok(validator(boardSchema)(board));
      assert.deepEqual(board.categories, [
        { code: '1', name: '路灯', hint: '不亮、常亮', checklist: [] },
        { code: '2', name: '垃圾', checklist: [] },
      ]);
      assert.deepEqual(
        board.attributes.map(({ code, required, order }) => [code, required, order]),
        [
          ['1~POLE', true, 2],
          ['1~LAMPS', true, 1],
        ],
      );
      assert.deepEqual(board.attributes[1]!.values, [
        { key: '7', name: '左' },
        { key: 'r', name: '右' },
      ]);
    }),
  );

  it(
    'shows the board though the definition of a service cannot be had',
    using(async ({ adapter, server }) => {
      const { listener } = server;
      server.listener = (request, response) =>
        request.url!.includes('services/') ? response.writeHead(500).end() : listener(request, response);
      const board = await adapter.loadBoard();
      assert.deepEqual([board.categories.length, board.attributes.length], [2, 0]);
    }),
  );

  for (const pages of [true, false]) {
    it(
      `walks the list of a server ${pages ? 'with' : 'without'} pages, each request once`,
      using(async ({ adapter, open311 }) => {
        open311.pages = pages;
        const expected = open311.given.map((of) => String(of['service_request_id']));
        for (const limit of [1, 7, 25, 50])
          assert.deepEqual(
            (await walk(adapter, { sort: 'latest', limit })).map(({ id }) => id),
            expected,
            String(limit),
          );
      }),
    );
  }

  it(
    'reads ids of either kind, covers numbers, and takes closed alone for done',
    using(async ({ adapter, open311 }) => {
      const isRequest = validator(helpRequestSchema);
      const closed = await adapter.get('100');
      assert.ok(isRequest(JSON.parse(JSON.stringify(closed))), JSON.stringify(isRequest.errors));
      assert.equal(closed.stage, 'resolved');
      assert.equal(closed.replies[0]!.kind, 'answer');
      assert.ok(!JSON.stringify(closed).includes('13800000000'));
      assert.deepEqual((await adapter.get('101')).replies, []);
      open311.given[1]!['status'] = 'archived';
      const strange = await adapter.get('101');
      assert.equal(strange.stage, 'unknown');
      assert.equal(strange.timeline[1]!.rawLabel, 'archived');
    }),
  );

  it(
    'says not-found for 200 [] and for a server that answers with everything',
    using(async ({ adapter, server, open311 }) => {
      await failsWith(adapter.get('7'), 'not-found');
      server.listener = answeredBy(async () => Response.json(open311.given));
      await failsWith(adapter.get('7'), 'not-found');
      server.listener = answeredBy(async () => Response.json({ message: 'gone' }, { status: 404 }));
      await failsWith(adapter.get('7'), 'not-found');
    }),
  );

  it(
    'posts a form with the attributes, the key and without the door',
    using(
      async ({ adapter, open311, server }) => {
        const location = { latitude: 30.2, longitude: 119.5 };
        const receipt = await adapter.submit(submission({ location, region: '柳浦镇' }), { key });
        assert.equal(receipt.id, '925');
        assert.equal(receipt.key, key);
        assert.match(server.requests.at(-1)!.headers['content-type']!, /^application\/x-www-form-urlencoded/);
        const [form] = open311.posted;
        assert.deepEqual(form!.getAll('attribute[LAMPS]'), ['7', 'r']);
        assert.deepEqual(
          [
            'service_code',
            'lat',
            'long',
            'address_string',
            'api_key',
            'attribute[POLE]',
            'jurisdiction_id',
          ].map((name) => form!.get(name)),
          ['1', '30.2', '119.5', '柳浦镇', 'k1', 'A7', null],
        );
        assert.ok(!String(form).includes(encodeURIComponent('和平路')));
      },
      { getToken: () => 'k1' },
    ),
  );

  it(
    'knows a request by its token until it has a number',
    using(async ({ adapter, open311 }) => {
      open311.tokens = true;
      const receipt = await adapter.submit(submission(), { key });
      assert.equal(receipt.id, 'token~t1');
      assert.equal((await adapter.get(receipt.id)).id, '101');
      await failsWith(adapter.get('token~t2'), 'not-found');
    }),
  );

  it(
    'refuses what would become public, what is too long and what is nowhere',
    using(
      async ({ adapter, open311 }) => {
        for (const changes of [
          { visibility: 'desk' as const },
          { confidential: true },
          { body: 'x'.repeat(4001) },
          { region: '', location: undefined },
        ])
          await failsWith(adapter.submit(submission(changes), { key }), 'invalid');
        assert.equal(open311.posted.length, 0);
      },
      { about: { title: 'x' } },
    ),
  );

  it(
    'takes a bad key for final, and a stranger’s 403 not',
    using(
      async ({ adapter, server }) => {
        await failsWith(adapter.submit(submission(), { key }), 'forbidden');
        server.listener = (request, response) => {
          request.resume();
          response.writeHead(403).end('<html>');
        };
        await failsWith(adapter.submit(submission(), { key }), 'bad-answer');
      },
      { getToken: () => 'bad' },
    ),
  );

  it(
    'finds the endpoint in production by discovery, and names the jurisdiction',
    using(
      async ({ adapter, server }) => {
        await adapter.list({ sort: 'latest' });
        assert.equal(server.asked[0], 'GET /discovery.json');
        assert.match(server.asked[1]!, /^GET \/v2\/requests\.json\?page=1&page_size=20&jurisdiction_id=qx$/);
        await adapter.get('100');
        assert.equal(server.asked.filter((of) => /discovery/.test(of)).length, 1);
      },
      { backend: '/discovery.json', jurisdiction: 'qx' },
    ),
  );
});
