import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  MOVES,
  STAGES,
  stageAfter,
  type Board,
  type HelpRequest,
  type Move,
  type OwnRequest,
} from '../../src/model/index.js';
import { BOARD, Subject, submission } from './support/gateway.js';

interface DeskList {
  items: { id: string; urgency: string; body: string; contact: { name: string; phone: string } }[];
  next?: string;
}

describe('the desk', () => {
  let time = Date.parse('2026-03-20T08:00:00Z');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now: () => (time += 1000), limits: { submits: plenty } });
  before(() => subject.start());
  after(() => subject.stop());

  const own = async ({ id, token }: { id: string; token: string }) =>
    (
      await subject.board<OwnRequest>(`/requests/${id}/own`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).json;

  it('opens to its token alone, and is never cached', async () => {
    for (const path of ['/requests', '/requests/any', '/photos/any']) {
      for (const token of ['', 'wrong', `${subject.token}x`]) {
        const { status, headers } = await subject.desk(path, undefined, token);
        assert.equal(status, 401);
        assert.equal(headers.get('cache-control'), 'no-store');
        assert.equal(headers.get('www-authenticate'), 'Bearer');
      }
    }
    const { status, headers } = await subject.desk('/requests');
    assert.deepEqual([status, headers.get('cache-control')], [200, 'no-store']);
    const revoked = await subject.gateway.createToken({ role: 'editor', name: '离职' });
    await subject.gateway.storage.db
      .updateTable('desk_token')
      .set({ revoked_at: 1 })
      .where('name', '=', '离职')
      .execute();
    assert.equal((await subject.desk('/requests', undefined, revoked)).status, 401);
  });

  it('lists what waits by urgency, then by due time, page by page, with contact data covered', async () => {
    for (const urgency of ['routine', 'critical', 'urgent', 'routine', 'critical'] as const)
      await subject.submit(submission({ urgency, body: `${urgency}：求助` }));
    const items: DeskList['items'] = [];
    let cursor = '';
    do {
      const { json } = await subject.desk<DeskList>(`/requests?publication=pending&limit=2${cursor}`);
      items.push(...json.items);
      cursor = json.next ? `&cursor=${json.next}` : '';
    } while (cursor);
    assert.deepEqual(
      items.map(({ urgency }) => urgency),
      ['critical', 'critical', 'urgent', 'routine', 'routine'],
    );
    assert.equal(new Set(items.map(({ id }) => id)).size, 5);
    for (const { contact } of items) assert.deepEqual(contact, { name: '陈**', phone: '100****1234' });
  });

  it('takes a request from arrival to its answer in public', async () => {
    const receipt = (await subject.submit(submission({ body: '求一辆车去透析' }))).json;
    const at = `/requests/${receipt.id}`;
    assert.equal((await subject.board(at)).status, 404, 'not before an editor has seen it');
    assert.equal((await own(receipt)).publication, 'pending');
    assert.deepEqual((await subject.desk(`${at}/publish`, {})).json['publication'], 'public');
    await subject.desk(`${at}/accept`, {});
    await subject.desk(`${at}/dispatch`, { kind: 'department', name: '县卫生健康局' });
    await subject.desk(`${at}/reply`, { body: '收到，正在找车。', kind: 'acknowledgement' });
    let { json } = await subject.board<HelpRequest>(at);
    assert.equal(json.stage, 'dispatched');
    assert.equal(json.answeredAt, undefined, 'an acknowledgement does not stop the clock');
    await subject.desk(`${at}/reply`, {
      body: '明早七点专车到东门。',
      kind: 'answer',
      author: '县卫生健康局',
      role: 'department',
    });
    ({ json } = await subject.board<HelpRequest>(at));
    assert.equal(json.stage, 'answered');
    assert.deepEqual(json.assignee, { kind: 'department', name: '县卫生健康局' });
    assert.deepEqual(
      json.replies.map(({ author, kind }) => [author, kind]),
      [
        ['清溪县求助平台', 'acknowledgement'],
        ['县卫生健康局', 'answer'],
      ],
    );
    assert.deepEqual(
      json.timeline.map(({ stage, by }) => [stage, by]),
      [
        ['submitted', undefined],
        ['accepted', undefined],
        ['dispatched', '县卫生健康局'],
        ['answered', '县卫生健康局'],
      ],
    );
    const first = json.answeredAt;
    await subject.desk(`${at}/reply`, { body: '补充一句。', kind: 'answer' });
    assert.equal((await subject.board<HelpRequest>(at)).json.answeredAt, first, 'the first answer counts');
    const tracked = await subject.board<HelpRequest>(`/track/${receipt.trackingCode}`);
    assert.equal(tracked.json.stage, 'answered');
    assert.equal(tracked.json.replies.length, 3);
  });

  it('never publishes what was meant for the desk, however it is asked', async () => {
    const { json } = await subject.submit(submission({ visibility: 'desk' }));
    for (const action of ['publish', 'hide', 'publish']) {
      const { status, json: problem } = await subject.desk(`/requests/${json.id}/${action}`, {});
      assert.deepEqual([status, problem['code']], [409, 'conflict']);
    }
    await subject.desk(`/requests/${json.id}/accept`, {});
    await subject.desk(`/requests/${json.id}/pin`, { on: true });
    assert.equal((await subject.board(`/requests/${json.id}`)).status, 404);
    assert.equal((await own(json)).stage, 'accepted', 'it is handled all the same');
  });

  it('publishes at once on a board without review, but not what was meant for the desk', async () => {
    await subject.gateway.createBoard({ key: 'quick', template: 'everyday', title: '快', region: '清溪县' });
    const { boards, writes } = subject.gateway.storage;
    const { features } = boards.get('quick')!.board;
    await writes.write((c) => boards.update(c, 'quick', { features: { ...features, review: false } }));
    const post = async (visibility: 'public' | 'desk') => {
      const { json } = await subject.call<{ id: string }>('/api/boards/quick/requests', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify(submission({ visibility })),
      });
      return (await subject.call(`/api/boards/quick/requests/${json.id}`)).status;
    };
    assert.deepEqual([await post('public'), await post('desk')], [200, 404]);
  });

  it('asks back: the flag stands until the requester adds something', async () => {
    const receipt = await subject.published();
    const at = `/requests/${receipt.id}`;
    await subject.desk(`${at}/reply`, { body: '请问住哪个小区？', kind: 'question' });
    assert.deepEqual((await subject.board<HelpRequest>(at)).json.flags, ['needs-info']);
    await subject.post(
      `${at}/additions`,
      { body: '幸福小区' },
      {
        authorization: `Bearer ${receipt.token}`,
        'idempotency-key': crypto.randomUUID(),
      },
    );
    assert.deepEqual((await subject.board<HelpRequest>(at)).json.flags, []);
  });

  it('allows exactly what the table of moves allows, from every stage', async () => {
    const calls: [Move, string, unknown][] = [
      ['accept', 'accept', {}],
      ['dispatch', 'dispatch', { kind: 'volunteer', name: '清溪义工' }],
      ['answer', 'reply', { body: '好了', kind: 'answer' }],
    ];
    const { json } = await subject.submit(submission());
    const { db } = subject.gateway.storage;
    for (const stage of STAGES) {
      for (const [move, path, body] of calls) {
        await db.updateTable('request').set({ stage }).where('id', '=', json.id).execute();
        const { status } = await subject.desk(`/requests/${json.id}/${path}`, body);
        const allowed = (MOVES[move].from as readonly string[]).includes(stage);
        assert.equal(status, allowed ? 200 : 409, `${move} from ${stage}`);
        const row = await db
          .selectFrom('request')
          .select('stage')
          .where('id', '=', json.id)
          .executeTakeFirstOrThrow();
        assert.equal(row.stage, allowed ? stageAfter(stage, move) : stage);
      }
    }
  });

  it('writes a refused move nowhere', async () => {
    const { json } = await subject.submit(submission());
    const audits = await subject.count('audit');
    const { status } = await subject.desk(`/requests/${json.id}/dispatch`, {
      kind: 'department',
      name: '民政局',
    });
    assert.equal(status, 409);
    assert.equal(await subject.count('audit'), audits);
  });

  it('puts every step into timeline and audit log together', async () => {
    const { id } = await subject.published();
    await subject.desk(`/requests/${id}/accept`, {});
    await subject.desk(`/requests/${id}/feature`, { on: true });
    await subject.desk(`/requests/${id}/feature`, { on: true });
    await subject.desk(`/requests/${id}/hide`, {});
    const { db } = subject.gateway.storage;
    const actions = async (table: 'timeline' | 'audit') => {
      const rows = await db
        .selectFrom(table)
        .select(['id', 'action'])
        .where('request', '=', id)
        .orderBy('id')
        .execute();
      return rows.map(({ action }) => action);
    };
    const expected = ['submit', 'publish', 'accept', 'featured-on', 'hide'];
    assert.deepEqual(await actions('timeline'), expected);
    assert.deepEqual(await actions('audit'), expected);
  });

  it('shows contact and original text to the editor who opens a request', async () => {
    const { json } = await subject.submit(
      submission({ body: '电话 13812345678', attributes: { people: 2 } }),
    );
    const { json: detail } = await subject.desk<HelpRequest & Record<string, unknown>>(
      `/requests/${json.id}`,
    );
    assert.deepEqual(detail['contact'], { name: '陈国良', phone: '10000001234' });
    assert.equal(detail['body'], '电话 13812345678');
    assert.equal(detail.publicBody, '电话 138****5678');
    assert.deepEqual(detail['attributes'], { people: 2 });
    assert.deepEqual(detail['consents'], { privacy: '2026-01' });
  });

  it('switches the home slot on and off, texts staying as they are', async () => {
    const etag = await subject.etag();
    await subject.desk('/home', { on: true, headline: '有困难，说一声', button: '我要求助' });
    assert.notEqual(await subject.etag(), etag);
    const on = (await subject.board<Board>()).json.home!;
    assert.deepEqual(on, { on: true, headline: '有困难，说一声', button: '我要求助', version: 1 });
    await subject.desk('/home', { on: false });
    assert.deepEqual((await subject.board<Board>()).json.home, { ...on, on: false, version: 2 });
    assert.equal((await subject.desk('/home', { headline: 'x' })).status, 400);
  });

  it('says not-found for a request that is not there, and unknown-board for a board', async () => {
    assert.equal((await subject.desk('/requests/nothing')).json['code'], 'not-found');
    assert.equal((await subject.desk('/requests/nothing/publish', {})).json['code'], 'not-found');
    const { json } = await subject.call('/api/desk/boards/nowhere/requests', {
      headers: { authorization: `Bearer ${subject.token}` },
    });
    assert.equal(json['code'], 'unknown-board');
  });

  it('lets nobody do what is not for the role of the token', async () => {
    const unit = await subject.gateway.createToken({
      board: BOARD,
      role: 'department',
      name: '张科长',
      unit: '县卫生健康局',
    });
    const { json } = await subject.submit(submission());
    for (const [path, body] of [
      [`/requests/${json.id}/publish`, {}],
      ['/home', { on: true }],
    ] as const) {
      const answer = await subject.desk(path, body, unit);
      assert.deepEqual([answer.status, answer.json['code']], [403, 'forbidden']);
    }
    assert.equal((await subject.board(`/requests/${json.id}`)).status, 404);
  });
});
