import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import type { BoardGuard } from '../../../src/gateway/guard/board-guard.js';
import { signatureOf, WAITING_MAX } from '../../../src/gateway/guard/moderation.js';
import { createRestAdapter } from '../../../src/adapters/rest/index.js';
import type { Receipt, Submission } from '../../../src/model/index.js';
import { BOARD, Subject, submission } from '../support/gateway.js';

interface Challenge {
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}

/** As a device does it. */
function solve({ maxnumber, ...challenge }: Challenge): Record<string, string> {
  for (let number = 0; number <= maxnumber; number++) {
    const hash = createHash('sha256')
      .update(challenge.salt + number)
      .digest('hex');
    if (hash === challenge.challenge) return solutionHeader({ ...challenge, number });
  }
  throw new Error('There is no solution.');
}
const solutionHeader = (solution: object) => ({
  'challenge-solution': Buffer.from(JSON.stringify(solution)).toString('base64'),
});

/** Everything that is written about a board's guard goes by its own admins. */
async function guardOf(subject: Subject) {
  const admin = await subject.gateway.createToken({ role: 'admin', name: '管理员' });
  return async (guard: BoardGuard) => {
    const answer = await subject.call<BoardGuard>(`/api/desk/boards/${BOARD}/guard`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body: JSON.stringify(guard),
    });
    return answer;
  };
}

describe('a challenge before a post', () => {
  let time = Date.now();
  const subject = new Subject({
    now: () => time,
    limits: { submits: { burst: 4, perMinute: 1 } },
    trustProxy: ['127.0.0.1'],
  });
  let set: Awaited<ReturnType<typeof guardOf>>;
  before(async () => {
    await subject.start();
    set = await guardOf(subject);
  });
  after(() => subject.stop());

  let address = 0;
  /** From an address of its own, unless one is given. */
  const post = (
    headers: Record<string, string> = {},
    { key = randomUUID(), from = `198.51.100.${++address}`, changes = {} } = {},
  ) =>
    subject.submit<Receipt & { code: string }>(submission(changes), key, {
      'x-forwarded-for': from,
      ...headers,
    });
  const challenge = async () => (await subject.board<Challenge>('/challenge')).json;

  it('is asked for where the board says so, and never of somebody in danger', async () => {
    await set({ challenge: 'always', words: [] });
    const key = randomUUID();
    const asked = await post({}, { key });
    assert.deepEqual([asked.status, asked.json.code], [428, 'challenge-required']);
    assert.equal((await post({}, { changes: { urgency: 'critical' } })).status, 201);
    const sent = await post(solve(await challenge()), { key });
    assert.equal(sent.status, 201);
    assert.deepEqual(
      (await post({}, { key })).json,
      sent.json,
      'a known key is answered before anything is asked',
    );
  });

  it('is solved by the adapter of the widget, with the same key', async () => {
    await set({ challenge: 'always', words: [] });
    const adapter = createRestAdapter({ backend: `${subject.url}api`, board: BOARD });
    const key = randomUUID();
    const given = submission({}) as unknown as Submission;
    const receipt = await adapter.submit(given, { key });
    assert.equal(receipt.key, key);
    assert.deepEqual(await adapter.submit(given, { key }), receipt);
  });

  it('counts once, for its board, in its time, and only where it is really solved', async () => {
    await set({ challenge: 'always', words: [] });
    const solved = solve(await challenge());
    assert.equal((await post(solved)).status, 201);
    assert.equal((await post(solved)).status, 428, 'used up');
    const both = solve(await challenge());
    const answers = await Promise.all([post(both), post(both), post(both)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 428, 428], 'also at the same moment');

    const { maxnumber: _, ...open } = await challenge();
    const read = JSON.parse(
      Buffer.from(solve(await challenge())['challenge-solution']!, 'base64').toString(),
    ) as object;
    for (const bad of [
      { ...open, number: 0 },
      { ...read, signature: '0'.repeat(64) },
      { ...read, algorithm: 'SHA-1' },
      { ...read, salt: 'x?board=qingxi&expires=9999999999&' },
      { ...read, number: '12' },
      {},
      [],
    ])
      assert.equal((await post(solutionHeader(bad))).status, 428, JSON.stringify(bad));
    assert.equal((await post({ 'challenge-solution': 'not base64 at all' })).status, 428);

    await subject.gateway.createBoard({ key: 'beihe', template: 'flood', title: '北河', region: '北河' });
    const foreign = (await subject.call<Challenge>('/api/boards/beihe/challenge')).json;
    assert.equal((await post(solve(foreign))).status, 428, 'of another board');
    const old = solve(await challenge());
    time += 11 * 60_000;
    assert.equal((await post(old)).status, 428, 'expired');
  });

  it('lets a whole isolation site through one address, which a limit alone would keep waiting', async () => {
    const from = '203.0.113.7';
    await set({ challenge: 'never', words: [] });
    for (let i = 0; i < 4; i++) assert.equal((await post({}, { from })).status, 201);
    assert.equal((await post({}, { from })).status, 429);
    await set({ challenge: 'busy', words: [] });
    assert.equal((await post({}, { from })).status, 428);
    for (let i = 0; i < 6; i++) assert.equal((await post(solve(await challenge()), { from })).status, 201);
    assert.equal((await post({}, { from: '203.0.113.8' })).status, 201, 'nobody else is asked');
  });

  it('is in no cache', async () => {
    const { headers, json } = await subject.board<Challenge>('/challenge');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.notEqual(json.salt, (await challenge()).salt);
  });
});

describe('a word list', () => {
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ limits: { submits: plenty } });
  before(async () => {
    await subject.start();
    const { storage } = subject.gateway;
    const { features } = storage.boards.get(BOARD)!.board;
    await storage.writes.write((c) =>
      storage.boards.update(c, BOARD, { features: { ...features, review: false } }),
    );
    await (
      await guardOf(subject)
    )({ challenge: 'never', words: ['刷单返利', 'Ｔｅｌｅｇｒａｍ', '!!'] });
  });
  after(() => subject.stop());

  const isShown = async ({ id }: Receipt) => (await subject.board(`/requests/${id}`)).status === 200;

  it('sends to review what it finds, however it is written, and refuses nothing', async () => {
    assert.ok(
      await isShown((await subject.submit(submission())).json),
      'shown at once where nothing is found',
    );
    for (const changes of [
      { body: '求助！刷单返利日结' },
      { body: '刷 单-返*利' },
      { body: '刷\u200b单返利' },
      { title: '加 TELE gram', body: '求助' },
    ]) {
      const { status, json } = await subject.submit(submission(changes));
      assert.equal(status, 201);
      assert.ok(json.trackingCode, 'received like any other');
      assert.equal(await isShown(json), false);
      const detail = await subject.desk<{
        publication: string;
        timeline: { action: string; note?: string }[];
      }>(`/requests/${json.id}`);
      assert.equal(detail.json.publication, 'pending');
      assert.ok(detail.json.timeline.some(({ action, note }) => action === 'words-found' && note));
      const tracked = await subject.board(`/track/${json.trackingCode}`);
      assert.ok(!/words-found|刷单返利/.test(tracked.text), 'and its writer is not told why');
    }
  });

  it('is nothing that anybody but an admin reads', async () => {
    const { text } = await subject.board();
    assert.ok(!text.includes('刷单返利'));
    assert.equal((await subject.desk('/guard')).status, 403);
    const stored = await subject.gateway.storage.db
      .selectFrom('board')
      .select('guard')
      .executeTakeFirstOrThrow();
    assert.ok(!stored.guard!.includes('刷单'), 'and it lies sealed');
  });
});

describe('a moderation beside the board', () => {
  const SECRET = 'a-secret-of-sixteen-or-more';
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const log: string[] = [];
  const subject = new Subject({
    limits: { submits: plenty },
    mayCall: ['127.0.0.1'],
    logLevel: 'trace',
    logStream: { write: (line) => void log.push(line) },
  });
  let server: Server;
  let url: string;
  let answer: (
    request: IncomingMessage,
    body: string,
  ) => { status?: number; text?: string; location?: string } | 'silence';
  const asked: { headers: IncomingMessage['headers']; body: string }[] = [];

  before(async () => {
    await subject.start();
    const { storage } = subject.gateway;
    const { features } = storage.boards.get(BOARD)!.board;
    await storage.writes.write((c) =>
      storage.boards.update(c, BOARD, { features: { ...features, review: false } }),
    );
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        asked.push({ headers: request.headers, body });
        const said = answer(request, body);
        if (said === 'silence') return;
        const { status = 200, text = '', location } = said;
        response.writeHead(status, location ? { location } : {}).end(text);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/moderate`;
    const { status, json } = await (
      await guardOf(subject)
    )({
      challenge: 'never',
      words: ['刷单'],
      moderation: { url, secret: SECRET },
    });
    assert.equal(status, 200);
    assert.equal(json.moderation!.secret, '*'.repeat(16), 'whoever sets the secret has it');
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await subject.stop();
  });
  afterEach(() => void (asked.length = 0));

  const isShown = async ({ id }: Receipt) => (await subject.board(`/requests/${id}`)).status === 200;
  /** Until it is so, or ten seconds are over. */
  const soon = async (isSo: () => boolean | Promise<boolean>) => {
    for (let i = 0; i < 1000 && !(await isSo()); i++) await new Promise((done) => setTimeout(done, 10));
    return isSo();
  };

  it('is asked what the public would read, signed, and shows it where it says so', async () => {
    answer = () => ({ text: '{"verdict":"publish"}' });
    const { json } = await subject.submit(submission({ body: '缺米，电话 13812345678' }));
    assert.ok(await soon(() => isShown(json)));
    const [{ headers, body }] = asked as [(typeof asked)[0]];
    const timestamp = String(headers['x-help-board-timestamp']);
    assert.equal(headers['x-help-board-signature'], `sha256=${signatureOf(SECRET, timestamp, body)}`);
    for (const mark of ['13812345678', '陈国良', json.token, json.trackingCode])
      assert.ok(!body.includes(mark), mark);
    assert.match(body, /缺米/);
  });

  it('sends to review, and so does everything that goes wrong with it: nothing is lost, and nobody waits', async () => {
    for (const said of [
      { text: '{"verdict":"review","reason":"广告"}' },
      { text: '{"verdict":"love it"}' },
      { text: 'not json' },
      { status: 500, text: '{"verdict":"publish"}' },
      { status: 302, location: url },
      { text: 'x'.repeat(100_000) },
      'silence' as const,
    ]) {
      answer = () => said;
      asked.length = 0;
      const { status, json } = await subject.submit(submission());
      assert.equal(status, 201);
      assert.ok(await soon(() => asked.length === 1));
      await new Promise((done) => setTimeout(done, 30));
      assert.equal(asked.length, 1, 'and a redirect is not followed');
      assert.equal(await isShown(json), false);
      const waiting = await subject.desk<{ items: { id: string }[] }>(
        '/requests?publication=pending&limit=50',
      );
      assert.ok(waiting.json.items.some(({ id }) => id === json.id));
    }
    assert.ok(!log.join('').includes('缺'), 'and no log quotes it');
  });

  it('that hangs is asked about so many and no more: the others wait for an editor at once, and none is lost', async () => {
    answer = () => 'silence';
    const more = 5;
    const AT_ONCE = 4;
    const sent = await Promise.all(
      Array.from({ length: AT_ONCE + WAITING_MAX + more }, () => subject.submit(submission())),
    );
    assert.ok(sent.every(({ status }) => status === 201));
    const spared = log.filter((line) => line.includes('moderation is too slow'));
    assert.ok(spared.length >= more, String(spared.length));
    answer = () => ({ text: '{"verdict":"publish"}' });
    server.closeAllConnections();
    const pending = async () => {
      const { db } = subject.gateway.storage;
      const ids = sent.map(({ json }) => json.id);
      const rows = await db
        .selectFrom('request')
        .select('id')
        .where('id', 'in', ids)
        .where('publication', '=', 'pending')
        .execute();
      return rows.length;
    };
    // Those that were on the line when it broke, and those that never stood in it.
    for (let i = 0; i < 500 && (await pending()) > AT_ONCE + spared.length; i++)
      await new Promise((done) => setTimeout(done, 20));
    const left = await pending();
    assert.ok(left >= spared.length && left <= AT_ONCE + spared.length, `${left} of ${spared.length} spared`);
  });

  it('may quote the post in its reason: that goes when the post goes, and the record of it stays', async () => {
    answer = () => ({ text: '{"verdict":"review","reason":"写了MARKREASON"}' });
    const { json } = await subject.submit(submission());
    const seen = async () => (await subject.desk(`/requests/${json.id}`)).text;
    assert.ok(await soon(async () => (await seen()).includes('MARKREASON')), 'for the desk to read');
    await subject.post(`/requests/${json.id}/deletion`, {}, { authorization: `Bearer ${json.token}` });
    const { db } = subject.gateway.storage;
    const record = await db.selectFrom('audit').selectAll().where('request', '=', json.id).execute();
    assert.ok(record.some(({ action, detail }) => action === 'moderation' && detail.includes('review')));
    assert.ok(!JSON.stringify(record).includes('MARKREASON'));
  });

  it('has no say against the word list', async () => {
    answer = () => ({ text: '{"verdict":"publish"}' });
    const { json } = await subject.submit(submission({ body: '刷单' }));
    assert.ok(await soon(() => asked.length === 1));
    await new Promise((done) => setTimeout(done, 50));
    assert.equal(await isShown(json), false);
  });

  it('stays at its secret when it is sent back as it was shown', async () => {
    const set = await guardOf(subject);
    await set({ challenge: 'never', words: [], moderation: { url, secret: '*'.repeat(16) } });
    answer = () => ({ text: '{"verdict":"publish"}' });
    const { json } = await subject.submit(submission());
    assert.ok(await soon(() => isShown(json)));
    const { headers, body } = asked[0]!;
    const timestamp = String(headers['x-help-board-timestamp']);
    assert.equal(headers['x-help-board-signature'], `sha256=${signatureOf(SECRET, timestamp, body)}`);
  });

  it('cannot be anything that stands beside the gateway', async () => {
    const set = await guardOf(subject);
    for (const wrong of [
      'http://169.254.169.254/latest/meta-data',
      'http://10.0.0.1/',
      'http://[::1]/',
      'http://[::ffff:10.0.0.1]/',
      'http://0x7f000002/',
      'http://2130706434/',
      'file:///etc/passwd',
      'http://user:password@example.com/',
      'nonsense',
    ]) {
      const { status, text } = await set({
        challenge: 'never',
        words: [],
        moderation: { url: wrong, secret: SECRET },
      });
      assert.equal(status, 400, wrong);
      assert.match(text, /moderation\.url/);
    }
  });
});
