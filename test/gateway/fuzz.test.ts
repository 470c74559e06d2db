import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { readGeoReport } from '../../src/adapters/open311/xml.js';
import { ERROR_CODES } from '../../src/adapters/error-codes.js';
import { BOARD, Subject, submission } from './support/gateway.js';
import { calls, pick, randomFrom, sample, type Call } from './support/contract.js';

/** FUZZ_SEED runs the very same inputs again; FUZZ_INPUTS more of them. */
const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 2000);
const random = randomFrom(seed);

const TEXTS = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e',
    '💥'.repeat(300),
    'x'.repeat(20_000),
    '../../etc/passwd',
  ],
  ...[
    "'; drop table request; --",
    '%',
    '_',
    '%00',
    '{"a":1}',
    '<script>',
    '__proto__',
    'constructor',
    'toString',
  ],
  ...[
    'NaN',
    '1e999',
    '-1',
    '9007199254740993',
    'null',
    'undefined',
    '2026-13-45T99:99:99Z',
    '[object Object]',
    '*',
  ],
];
const VALUES: unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    [],
    {},
    [[]],
    [null],
    { a: { b: {} } },
  ],
  ...[{ __proto__: null, constructor: 1 }, Array.from({ length: 200 }, () => 1)],
  ...TEXTS,
];

/** Somewhere in it, something is wrong. */
function spoil(value: unknown): unknown {
  if (random() < 0.3 || typeof value !== 'object' || value === null) return pick(random, VALUES);
  if (Array.isArray(value))
    return value.length ? value.map((one) => (random() < 0.5 ? spoil(one) : one)) : [spoil(1)];
  const entries = Object.entries(value);
  const [name] = entries.length ? pick(random, entries) : [''];
  const way = random();
  if (way < 0.2) return Object.fromEntries(entries.filter(([key]) => key !== name));
  if (way < 0.3) return { ...value, [pick(random, TEXTS).slice(0, 50)]: pick(random, VALUES) };
  return Object.fromEntries(entries.map(([key, of]) => [key, key === name ? spoil(of) : of]));
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const RAW = [
  '',
  '{',
  '"',
  'null',
  '[1,',
  '{"a":',
  '\ufeff{}',
  nested(20_000),
  `{"a":${nested(5000)}}`,
  '{"__proto__":{"x":1}}',
];
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'image/png',
  'multipart/form-data',
  'x',
];

describe(`the contract under ${INPUTS} bad inputs (FUZZ_SEED=${seed})`, () => {
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({
    limits: { submits: plenty, uploads: plenty, tracking: plenty, meToo: plenty, sessions: plenty },
  });
  const ids: string[] = [];
  const tokens: string[] = [];
  let admin: string;

  before(async () => {
    await subject.start();
    for (let i = 0; i < 3; i++) {
      const receipt = await subject.published();
      ids.push(receipt.id);
      tokens.push(receipt.token);
    }
    admin = await subject.gateway.createToken({ role: 'admin', name: '管理员' });
    await makeMore();
  });
  after(() => subject.stop());

  /** What else a path may name, by what stands before it: behind an id that is there, there is more code to fail. */
  const there = new Map<string, string[]>();

  /** One of each thing that has an address, where it is not a request. */
  async function makeMore(): Promise<void> {
    const { storage } = subject.gateway;
    const made = async (path: string, body: unknown, status = 201) => {
      const answer = await subject.desk<{ id: string; revision: number; code: string; number: number }>(
        path,
        body,
      );
      assert.equal(answer.status, status, `${path} ${answer.text}`);
      return answer.json;
    };
    const [first, second] = ids as [string, string];
    await made(`/requests/${first}/accept`, {}, 200);
    await made(`/requests/${first}/dispatch`, { kind: 'department', name: '县民政局' }, 200);
    const { revision } = (await subject.desk<{ revision: number }>(`/requests/${second}`)).json;
    await made('/groups', { title: '一批', requests: [{ id: second, revision }] });
    await made('/templates', { title: '好', body: '好', kind: 'answer' });
    const { code } = await made('/prefills', { body: '替一位老人填的' });
    const { number, revision: draft } = await made('/slot/versions', {
      on: true,
      headline: '有困难，说一声',
    });
    const preview = await made(`/slot/versions/${number}/preview`, { revision: draft }, 200);
    await made(`/slot/versions/${number}/showings`, { revision: draft }, 200);
    await made(`/requests/${first}/reply`, { kind: 'acknowledgement', body: '看到了' }, 200);
    await storage.writes.write((c) => storage.boards.changeSettings(c, BOARD, { reviewSteps: 2 }));
    await made(`/requests/${first}/reply`, { kind: 'answer', body: '今晚送到' }, 200);
    await storage.writes.write(({ db }) =>
      db
        .insertInto('delivery')
        .values({
          ...{ id: 'a-delivery', desk: BOARD, board: BOARD, to_board: BOARD, kind: 'digest', request: null },
          ...{ words: '', content: '{"issues":[]}', sent_at: Date.now(), sent_by: 'desk:x' },
        })
        .execute(),
    );
    const columns = {
      ...{ groups: 'request_group', slips: 'slip', templates: 'reply_template', proposals: 'proposal' },
      ...{ deliveries: 'delivery', showings: 'slot_showing', replies: 'reply' },
    } as const;
    for (const [segment, table] of Object.entries(columns)) {
      const rows = await storage.db
        .selectFrom(table as 'slip')
        .select('id')
        .execute();
      assert.ok(rows.length, segment);
      there.set(
        segment,
        rows.map(({ id }) => id),
      );
    }
    there
      .set('versions', [String(number)])
      .set('prefills', [code])
      .set('slot-previews', [preview.code]);
    there.set('reports', ['2026-03-20', '2026-02-30']).set('requests', ids);
  }

  const parameter = (name: string, before: string): string => {
    if (name === 'board') return random() < 0.9 ? BOARD : pick(random, TEXTS);
    if (name === 'format') return pick(random, ['json', 'xml', 'json', 'x']);
    return random() < 0.6 ? pick(random, there.get(before) ?? ids) : pick(random, TEXTS);
  };
  // A lone surrogate has no form in a URL.
  const encoded = (text: string) => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '')).slice(0, 3000);

  function urlOf({ path, parameters }: Call): string {
    const filled = path.replace(
      /([\w-]*)([/.])\{(\w+)\}/g,
      (_, before: string, mark: string, name: string) => before + mark + encoded(parameter(name, before)),
    );
    const query = parameters
      .filter((of) => of.in === 'query' && random() < 0.7)
      .map(
        ({ name, schema }) =>
          [name, random() < 0.3 ? String(sample(schema, random)) : pick(random, TEXTS)] as const,
      )
      .flatMap((pair) => (random() < 0.1 ? [pair, pair] : [pair]))
      .map(([name, value]) => `${name}${random() < 0.05 ? '[]' : ''}=${encoded(value)}`);
    return `/api${filled}${query.length ? `?${query.join('&')}` : ''}`;
  }

  function headersOf({ tag }: Call): Record<string, string> {
    const [own, other] = tag === 'desk' ? [admin, pick(random, tokens)] : [pick(random, tokens), admin];
    const bearer = tag === 'desk' || tag === 'requester' ? (random() < 0.85 ? own : other) : undefined;
    const headers: Record<string, string> = {
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      'idempotency-key': random() < 0.8 ? randomUUID() : 'no-key',
      ...(tag === 'session' && random() < 0.8 && { origin: new URL(subject.url).origin }),
    };
    const odd: [string, string][] = [
      [
        'authorization',
        pick(random, ['Bearer', 'Bearer ', `Bearer ${'x'.repeat(5000)}`, 'Basic eDp5', 'Bearer a.b.c']),
      ],
      ['if-none-match', pick(random, ['*', 'W/""', '"', ',,,', 'x'.repeat(500)])],
      ['if-match', pick(random, ['*', '""', '-1', '1e9', 'x'])],
      [
        'cookie',
        pick(random, ['help-board-session=..', 'help-board-session=a.1.b; help-board-device=x.y', '=;;=']),
      ],
      ['challenge-solution', pick(random, ['e30=', '!!!', Buffer.from('[]').toString('base64')])],
      ['accept-encoding', 'gzip, br;q=0, *'],
      ['last-event-id', 'x'],
      ['range', 'bytes=9-1'],
      ['origin', pick(random, ['null', 'https://evil.example', 'x'])],
    ];
    for (const [name, value] of odd) if (random() < 0.1) headers[name] = value;
    return headers;
  }

  function bodyOf({ body, rawBody }: Call): { body?: string; type?: string } {
    if (random() < 0.15) return { body: pick(random, RAW), type: pick(random, TYPES) };
    if (rawBody) return { body: pick(random, TEXTS), type: pick(random, [...rawBody, ...TYPES]) };
    if (!body) return random() < 0.8 ? {} : { body: '{}', type: 'application/json' };
    const good = sample(body, random);
    return { body: JSON.stringify(random() < 0.1 ? good : spoil(good)), type: 'application/json' };
  }

  it('never ends in a failure of ours, and never tells how it is made', async () => {
    const statuses = new Map<string, Set<number>>();
    for (let input = 0; input < INPUTS; input++) {
      // In turn, so that every call gets its share.
      const call = calls[input % calls.length]!;
      const { body, type } = call.method === 'GET' ? {} : bodyOf(call);
      const url = urlOf(call);
      const what = `input ${input}: ${call.id} ${call.method} ${url.slice(0, 300)} ${body?.slice(0, 300)}`;
      const stream = new AbortController();
      const response = await fetch(subject.url + url.slice(1), {
        method: call.method,
        headers: { ...headersOf(call), ...(type && { 'content-type': type }) },
        ...(body !== undefined && { body }),
        signal: stream.signal,
      });
      const kind = response.headers.get('content-type') ?? '';
      if (kind.startsWith('text/event-stream')) {
        stream.abort();
        continue;
      }
      const text = await response.text();
      assert.ok(response.status < 500, `${response.status} ${what}\n${text}`);
      assert.ok(
        !/\n\s+at |node_modules|\.[jt]s:\d+:\d+|SQLITE|select .* from |postgres/i.test(text),
        `${what}\n${text}`,
      );
      // GeoReport has a way of its own to say what was wrong.
      if (response.status >= 400 && call.path.includes('/open311/') && !kind.includes('problem')) {
        const said = kind.includes('xml') ? readGeoReport(text) : (JSON.parse(text) as unknown);
        const [{ code, description }] = said as [{ code: unknown; description: string }];
        assert.ok(Number(code) === response.status && description, what);
      } else if (response.status >= 400) {
        assert.match(kind, /^application\/problem\+json/, what);
        const { code } = JSON.parse(text) as { code: string };
        assert.ok((ERROR_CODES as readonly string[]).includes(code), what);
      }
      const seen = statuses.get(call.id) ?? new Set();
      statuses.set(call.id, seen.add(response.status));
    }
    // A stream is heard of only where it is refused.
    const unheard = calls.filter(
      ({ id, answers }) => !answers.includes('text/event-stream') && !statuses.has(id),
    );
    assert.deepEqual(unheard, []);
    // Bad input that got past the door: of the calls with a body or a parameter, most must have said so.
    const refusing = [...statuses.values()].filter((of) => [...of].some((status) => status >= 400)).length;
    assert.ok(refusing > calls.length / 2);
  });

  it('and goes on working', async () => {
    assert.equal((await subject.call('/api/health')).status, 200);
    await subject.call(`/api/desk/boards/${BOARD}/guard`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body: '{"challenge":"never","words":[]}',
    });
    // An admin may close a board, and has perhaps done so.
    await subject.desk('/definition', { open: true }, admin);
    assert.equal((await subject.submit(submission())).status, 201);
  });
});
