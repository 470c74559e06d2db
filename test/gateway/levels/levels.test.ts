import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type {
  HelpRequest,
  OwnRequest,
  Receipt,
  RequestPage,
  Stats,
  Tracked,
} from '../../../src/model/index.js';
import { Subject, submission, type Answer } from '../support/gateway.js';

const HOUR = 3_600_000;

interface Delivery {
  id: string;
  kind: string;
  words: string;
  content: { body: string };
  receivedAt?: string;
  answer?: string;
}

describe('boards of three levels', () => {
  let time = Date.parse('2026-03-20T10:00:00+08:00');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now: () => time, limits: { submits: plenty } });
  let token = '';

  const desk = <T = Record<string, unknown>>(
    board: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>> =>
    subject.call<T>(`/api/desk/boards/${board}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json', 'if-match': '*' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const post = async (board: string, changes = {}): Promise<Receipt> => {
    const { json } = await subject.call<Receipt>(`/api/boards/${board}/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(submission(changes)),
    });
    return json;
  };
  const published = async (board: string, changes = {}): Promise<Receipt> => {
    const receipt = await post(board, changes);
    await desk(board, `/requests/${receipt.id}/publish`, {});
    return receipt;
  };
  const list = (board: string, query: string, headers = {}) =>
    subject.call<RequestPage>(`/api/boards/${board}/requests?${query}`, { headers });

  before(async () => {
    await subject.start();
    for (const [key, region] of [
      ['zhejiang', '浙江省'],
      ['hangzhou', '杭州市'],
      ['linan', '临安区'],
    ] as const)
      await subject.gateway.createBoard({ key, template: 'epidemic', title: `${region}求助平台`, region });
    token = await subject.gateway.createToken({ role: 'admin', name: '管理员', board: '*' });
    await desk('hangzhou', '/level', { parent: 'zhejiang' });
    await desk('linan', '/level', { parent: 'hangzhou' });
    await desk('qingxi', '/level', { parent: 'hangzhou' });
  });
  after(() => subject.stop());

  it('form a tree, never a ring', async () => {
    const { json } = await desk<{ parent: { key: string }; children: { key: string }[] }>(
      'hangzhou',
      '/level',
    );
    assert.equal(json.parent.key, 'zhejiang');
    assert.deepEqual(json.children.map(({ key }) => key).sort(), ['linan', 'qingxi']);
    for (const parent of ['linan', 'hangzhou', 'nowhere'])
      assert.equal((await desk('hangzhou', '/level', { parent })).status, 400, parent);
  });

  it('refuse rules that make no sense, and keep what is not given', async () => {
    const overlap = [
      { from: '08:00', to: '12:00' },
      { from: '11:00', to: '15:00' },
    ];
    for (const body of [
      { clock: { hours: overlap } },
      { clock: { categories: { medical: { hours: overlap } } } },
      { clock: { hours: [{ from: '8', to: '25:00' }] } },
      { figures: { order: 'shame', minimum: 5, units: [] } },
      { escalation: { remindBefore: -1, superviseAfter: 0, tellAboveAfter: 0 } },
    ])
      assert.equal((await desk('linan', '/level', body)).status, 400, JSON.stringify(body));
    const hours = [
      { from: '08:30', to: '12:00' },
      { from: '14:00', to: '17:30' },
    ];
    await desk('linan', '/level', { clock: { hours } });
    await desk('linan', '/level', { figures: { order: 'volume', minimum: 3, units: [] } });
    const { json } = await desk<{ rules: { clock: unknown; figures: { order: string } }; parent: unknown }>(
      'linan',
      '/level',
    );
    assert.deepEqual([json.rules.clock, json.rules.figures.order], [{ hours }, 'volume']);
    assert.ok(json.parent);
    // From now on there: a post at ten is due after lunch.
    assert.equal((await post('linan')).dueAt, '2026-03-20T07:00:00.000Z');
  });

  it('list a subtree as one, page by page, nothing twice and nothing missing', async () => {
    const made: string[] = [];
    for (let i = 0; i < 9; i++) {
      time += 60_000;
      made.push((await published(['zhejiang', 'linan', 'qingxi'][i % 3]!, { body: `求助 ${i}` })).id);
    }
    for (const sort of ['latest', 'hot']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const { json } = await list('zhejiang', `scope=subtree&sort=${sort}&limit=2${cursor}`);
        seen.push(...json.items.map(({ id }) => id));
        cursor = json.next ? `&cursor=${json.next}` : '';
      } while (cursor);
      assert.deepEqual(seen, [...made].reverse(), sort);
    }
    assert.equal((await list('zhejiang', 'sort=latest')).json.items.length, 3);
    assert.equal((await list('hangzhou', 'scope=subtree&sort=latest')).json.items.length, 6);
    assert.equal((await list('hangzhou', 'sort=latest')).json.items.length, 0);
    assert.equal((await list('zhejiang', 'scope=everything')).status, 400);
  });

  it('answer a subtree from the cache until one of its boards changes', async () => {
    const first = await list('zhejiang', 'scope=subtree');
    const etag = first.headers.get('etag')!;
    const held = { 'if-none-match': etag };
    assert.equal((await list('zhejiang', 'scope=subtree', held)).status, 304);
    const own = (await list('zhejiang', 'scope=own')).headers.get('etag')!;
    assert.notEqual(own, etag);
    await published('linan');
    const after = await list('zhejiang', 'scope=subtree', held);
    assert.equal(after.status, 200);
    assert.equal(after.json.items.length, first.json.items.length + 1);
    assert.equal((await list('zhejiang', 'scope=own', { 'if-none-match': own })).status, 304);
    const version = (await subject.call<{ version: string }>('/api/boards/zhejiang/version?scope=subtree'))
      .json;
    assert.equal(after.headers.get('etag'), `W/"${version.version}"`);
  });

  it('give a request to a desk below and back: clock, receipt and code stay the person’s', async () => {
    const key = randomUUID();
    const send = () =>
      subject.call<Receipt>('/api/boards/zhejiang/requests', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(submission({ body: '临安的老人断药了' })),
      });
    const receipt = (await send()).json;
    const at = `/requests/${receipt.id}`;
    time += HOUR;
    assert.equal((await desk('linan', at)).status, 404);
    const routed = await desk('zhejiang', `${at}/route`, { to: 'linan', reason: '请临安办理' });
    assert.deepEqual(routed.json, { id: receipt.id, board: 'zhejiang', handler: 'linan' });

    const queue = async (board: string) =>
      (await desk<{ items: { id: string }[] }>(board, '/requests?limit=50')).json.items.map(({ id }) => id);
    assert.ok((await queue('linan')).includes(receipt.id));
    assert.ok(!(await queue('zhejiang')).includes(receipt.id));
    assert.deepEqual((await send()).json, receipt, 'the key still gets its receipt');
    await desk('linan', `${at}/publish`, {});
    await desk('linan', `${at}/accept`, {});
    await desk('linan', `${at}/reply`, {
      kind: 'answer',
      body: '药今晚送到。',
      author: '临安区卫健局',
      role: 'department',
    });

    const tracked = (await subject.call<Tracked>(`/api/boards/zhejiang/track/${receipt.trackingCode}`)).json;
    assert.deepEqual([tracked.stage, tracked.dueAt], ['answered', receipt.dueAt]);
    const bearer = { authorization: `Bearer ${receipt.token}` };
    const own = await subject.call<OwnRequest>(`/api/boards/zhejiang${at}/own`, { headers: bearer });
    assert.equal(own.json.replies[0]!.body, '药今晚送到。');
    const shown = await subject.call<HelpRequest>(`/api/boards/zhejiang${at}`);
    assert.deepEqual([shown.json.board, shown.json.stage], ['zhejiang', 'answered']);

    await desk('linan', `${at}/route`, { to: 'zhejiang', reason: '不是我区居民' });
    assert.equal((await desk('linan', at)).status, 404);
    assert.ok((await queue('zhejiang')).includes(receipt.id));
  });

  it('route only within the tree below the board it was posted at', async () => {
    const { id } = await post('linan');
    for (const to of ['zhejiang', 'qingxi', 'nowhere'])
      assert.equal((await desk('linan', `/requests/${id}/route`, { to, reason: '上交' })).status, 400, to);
    const other = await post('hangzhou');
    const back = await desk('hangzhou', `/requests/${other.id}/route`, { to: 'qingxi', reason: '' });
    assert.equal(back.status, 400);
    assert.equal(
      (await desk('zhejiang', `/requests/${other.id}/route`, { to: 'qingxi', reason: 'x' })).status,
      404,
    );
  });

  it('count what a desk handles, and the subtree without counting twice', async () => {
    time += HOUR;
    const stats = async (board: string, level: string) =>
      (await subject.call<Stats>(`/api/boards/${board}/stats?period=all&level=${level}`)).json;
    const totals = async (board: string) => (await stats(board, 'own')).totals.received;
    const before = [await totals('zhejiang'), await totals('qingxi')];
    const whole = await stats('zhejiang', 'subtree');
    const { n } = await subject.gateway.storage.db
      .selectFrom('request')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    assert.deepEqual([whole.totals.received, whole.boards], [Number(n), 4]);
    const { id } = await post('zhejiang');
    await desk('zhejiang', `/requests/${id}/route`, { to: 'qingxi', reason: '请办理' });
    time += HOUR;
    assert.deepEqual([await totals('zhejiang'), await totals('qingxi')], [before[0], before[1]! + 1]);
    assert.equal((await stats('zhejiang', 'subtree')).totals.received, Number(n) + 1);
    const kept = await subject.gateway.storage.db
      .selectFrom('board')
      .select('received')
      .where('key', '=', 'qingxi')
      .executeTakeFirstOrThrow();
    assert.equal(kept.received, before[1]! + 1, 'the running totals go with it too');
  });

  it('put a key issue before the level above, which receives and answers it, on record', async () => {
    const { id } = await post('linan', { body: '十二个村断水三天，电话 13812345678' });
    const deliver = () =>
      desk<Delivery>('linan', '/deliveries', { kind: 'key-issue', request: id, words: '请市里协调' });
    const sent = await deliver();
    assert.equal(sent.status, 201);
    assert.ok(!sent.text.includes('13812345678'));
    assert.equal((await deliver()).status, 409, 'once while it waits');

    const inbox = async () =>
      (await desk<{ items: Delivery[] }>('hangzhou', '/deliveries')).json.items.find(
        (one) => one.id === sent.json.id,
      )!;
    assert.equal((await inbox()).words, '请市里协调');
    assert.equal((await desk('zhejiang', `/deliveries/${sent.json.id}/receipt`, {})).status, 404);
    const received = (await desk<Delivery>('hangzhou', `/deliveries/${sent.json.id}/receipt`, {})).json
      .receivedAt;
    time += HOUR;
    assert.equal(
      (await desk<Delivery>('hangzhou', `/deliveries/${sent.json.id}/receipt`, {})).json.receivedAt,
      received,
    );
    const answer = { answer: '市水务集团今晚派六辆水车。' };
    await desk('hangzhou', `/deliveries/${sent.json.id}/answer`, answer);
    assert.equal((await desk('hangzhou', `/deliveries/${sent.json.id}/answer`, answer)).status, 409);
    const out = (await desk<{ items: Delivery[] }>('linan', '/deliveries?way=out')).json.items;
    assert.equal(out.find((one) => one.id === sent.json.id)!.answer, answer.answer);
    assert.equal(
      (await desk('zhejiang', '/deliveries', { kind: 'key-issue', request: id })).status,
      409,
      'nobody above',
    );
    const audit = await subject.gateway.storage.db
      .selectFrom('audit')
      .select('action')
      .where('action', 'in', ['deliver', 'receive-delivery', 'answer-delivery'])
      .execute();
    assert.equal(audit.length, 3);
  });

  it('put the digest of common issues of all boards below before the level above, covered, with receipt and answer', async () => {
    const same = (board: string, n: number) =>
      published(board, {
        category: 'utilities',
        body: `小区燃气停了三天，电话 1381234567${n}，什么时候恢复？`,
      });
    for (let n = 0; n < 3; n++) await Promise.all(['linan', 'qingxi'].map((board) => same(board, n)));
    interface Digest {
      issues: { category: string; count: number; boards: number; samples: { text: string }[] }[];
    }
    const sent = await desk<Delivery>('hangzhou', '/deliveries', { kind: 'digest', words: '本周共性问题' });
    assert.equal(sent.status, 201, sent.text);
    assert.ok(!/1381234567/.test(sent.text));

    const inbox = async () =>
      (await desk<{ items: Delivery[] }>('zhejiang', '/deliveries')).json.items.find(
        (one) => one.id === sent.json.id,
      )!;
    const arrived = await inbox();
    assert.deepEqual([arrived.kind, arrived.words], ['digest', '本周共性问题']);
    const { issues } = arrived.content as unknown as Digest;
    const gas = issues.find(({ samples }) => samples.some(({ text }) => text.includes('燃气')))!;
    assert.deepEqual([gas.category, gas.count, gas.boards], ['utilities', 6, 2]);
    await desk('zhejiang', `/deliveries/${sent.json.id}/receipt`, {});
    await desk('zhejiang', `/deliveries/${sent.json.id}/answer`, { answer: '省燃气公司已派人。' });
    const { receivedAt, answer } = await inbox();
    assert.ok(receivedAt && answer === '省燃气公司已派人。');
    assert.equal((await desk('zhejiang', '/deliveries', { kind: 'digest' })).status, 409, 'nobody above');
  });

  it('keep of what is deleted or made anonymous only that it was put before them', async () => {
    const { gateway } = subject;
    const { storage, jobs } = gateway;
    const told = async (id: string) =>
      (await desk<{ items: Delivery[] }>('zhejiang', '/deliveries')).json.items.find((one) => one.id === id)!;
    const posted: Receipt[] = [];
    for (let n = 0; n < 6; n++)
      posted.push(
        await published('hangzhou', { category: 'travel', body: `MARKSAMPLE${n}封路了去医院怎么走` }),
      );
    const digest = await desk<Delivery>('hangzhou', '/deliveries', { kind: 'digest', words: '出行' });
    const shown = posted.filter(({ id }) => JSON.stringify(digest.json.content).includes(id));
    assert.ok(shown.length > 1);
    const [{ id, token: own }] = shown as [Receipt];
    const deletion = { method: 'POST', headers: { authorization: `Bearer ${own}` } };
    assert.equal((await subject.call(`/api/boards/hangzhou/requests/${id}/deletion`, deletion)).status, 200);
    const left = JSON.stringify(await told(digest.json.id));
    assert.ok(!left.includes(id) && left.includes(shown[1]!.id), 'one sample less');

    const secret = await post('hangzhou', { title: 'MARKTITLE', body: 'MARKSECRET', visibility: 'desk' });
    const issue = await desk<Delivery>('hangzhou', '/deliveries', {
      ...{ kind: 'key-issue', request: secret.id, words: 'MARKWORDS' },
    });
    await desk('zhejiang', `/deliveries/${issue.json.id}/answer`, { answer: 'MARKANSWER' });
    assert.match(JSON.stringify(await told(issue.json.id)), /MARKTITLE.*MARKSECRET|MARKSECRET.*MARKTITLE/);
    await desk('hangzhou', `/requests/${secret.id}/decline`, { reason: '不归我们', otherWay: '请打 12345' });
    await storage.writes.write((c) => storage.boards.keepFor(c, 'hangzhou', 30));
    time += 31 * 24 * HOUR;
    await jobs.run('anonymise');
    const empty = await told(issue.json.id);
    assert.ok(empty.receivedAt, 'that it was received is on record');
    assert.doesNotMatch(JSON.stringify(empty), /MARK/);
  });

  it('work on what was routed to them as on their own: slips, groups, reviews, photos, templates, key issues, the log', async () => {
    const { gateway } = subject;
    const { id } = await published('zhejiang', { body: '临安的小区没有水' });
    const at = `/requests/${id}`;
    await desk('zhejiang', `${at}/route`, { to: 'linan', reason: '请临安办理，电话 13812345678' });
    const own = (await published('linan', { body: '我们这里也没有水' })).id;
    const seen = [
      { id, revision: (await desk<{ revision: number }>('linan', at)).json.revision },
      { id: own, revision: (await desk<{ revision: number }>('linan', `/requests/${own}`)).json.revision },
    ];
    const opened = await desk<{ id: string }>('linan', '/groups', { title: '停水', requests: seen });
    assert.equal(opened.status, 201, opened.text);
    const group = `/groups/${opened.json.id}`;
    const office = { kind: 'department', name: '区水务局' };
    const handed = await desk<{ requests: { id: string; stage: string; slip: string }[] }>(
      'linan',
      `${group}/dispatch`,
      office,
    );
    assert.deepEqual(
      handed.json.requests.map(({ stage }) => stage),
      ['dispatched', 'dispatched'],
      handed.text,
    );
    const slip = handed.json.requests[0]!.slip;
    const read = await desk<{ label: string; requests: object[] }>('linan', `/slips/${slip}`);
    assert.match(read.json.label, /^临安交办/);
    assert.equal(read.json.requests.length, 2);
    assert.match((await desk('linan', `/slips/${slip}/sheet`)).text, /2 件，逐件答复/);
    assert.equal(
      (await desk('zhejiang', `/slips/${slip}`)).status,
      404,
      'the slip is of the desk that wrote it',
    );

    await gateway.storage.writes.write((c) =>
      gateway.storage.boards.changeSettings(c, 'linan', { reviewSteps: 1 }),
    );
    const proposed = await desk<{ proposal: string }>('linan', `${at}/reply`, {
      kind: 'answer',
      body: '今晚通水。',
    });
    assert.ok(proposed.json.proposal, 'the review of the desk that answers counts');
    const waiting = async (board: string) =>
      (await desk<{ items: { id: string }[] }>(board, '/proposals')).json.items.map((one) => one.id);
    assert.ok((await waiting('linan')).includes(proposed.json.proposal));
    assert.ok(!(await waiting('zhejiang')).includes(proposed.json.proposal));

    const sent = await desk<Delivery>('linan', '/deliveries', {
      kind: 'key-issue',
      request: id,
      words: '请协调',
    });
    assert.equal(sent.status, 201, sent.text);
    const out = async (board: string) =>
      (await desk<{ items: Delivery[] }>(board, '/deliveries?way=out')).json.items.map((one) => one.id);
    assert.ok((await out('linan')).includes(sent.json.id));
    assert.ok(!(await out('zhejiang')).includes(sent.json.id));

    const log = async (board: string) =>
      (await desk<{ items: { action: string }[] }>(board, `/audit?request=${id}&limit=200`)).json.items.map(
        ({ action }) => action,
      );
    assert.ok((await log('linan')).includes('dispatch'));
    assert.ok(
      (await log('zhejiang')).includes('dispatch'),
      'and whoever gave it away can read what became of it',
    );
    assert.ok(
      !JSON.stringify(await gateway.storage.db.selectFrom('routing').selectAll().execute()).includes(
        '138123',
      ),
    );
  });

  it('give nothing away that a unit has in hand, and never show one desk’s work to a unit of another', async () => {
    const { gateway } = subject;
    const name = '卫生健康局';
    const above = await gateway.createToken({
      role: 'department',
      name: '省厅',
      unit: name,
      board: 'zhejiang',
    });
    const below = await gateway.createToken({ role: 'department', name: '区局', unit: name, board: 'linan' });
    const { id } = await post('zhejiang');
    const look = (board: string, bearer: string) =>
      subject.call(`/api/desk/boards/${board}/requests/${id}`, {
        headers: { authorization: `Bearer ${bearer}` },
      });
    await desk('zhejiang', `/requests/${id}/route`, { to: 'linan', reason: '请临安办理' });
    await desk('linan', `/requests/${id}/accept`, {});
    assert.equal((await desk('linan', `/requests/${id}/dispatch`, { kind: 'department', name })).status, 200);
    assert.equal((await look('linan', below)).status, 200);
    assert.equal((await look('zhejiang', above)).status, 404);
    const back = () => desk('linan', `/requests/${id}/route`, { to: 'zhejiang', reason: '不是本区' });
    assert.equal((await back()).status, 409);
    assert.equal((await desk('linan', `/requests/${id}/return`, { reason: '非我局职责' })).status, 200);
    assert.equal((await back()).status, 200);
  });

  it('are put below another by whoever speaks for both', async () => {
    const { gateway } = subject;
    const child = await gateway.createToken({ role: 'admin', name: '县管理员', board: 'qingxi' });
    const set = (parent: string) =>
      subject.call('/api/desk/boards/qingxi/level', {
        method: 'POST',
        headers: { authorization: `Bearer ${child}`, 'content-type': 'application/json' },
        body: JSON.stringify({ parent }),
      });
    const refused = await set('zhejiang');
    assert.deepEqual([refused.status, refused.json['fields']], [403, { parent: 'admin' }]);
    assert.equal((await set('hangzhou')).status, 200, 'where it stands already');
    assert.equal((await set('')).status, 200, 'leaving needs nobody else');
    assert.equal((await set('hangzhou')).status, 403);
    assert.equal((await desk('qingxi', '/level', { parent: 'hangzhou' })).status, 200);
  });
});
