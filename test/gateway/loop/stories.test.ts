import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { HelpRequest, OwnRequest, Receipt, Slip, Tracked } from '../../../src/model/index.js';
import { BOARD, Subject, submission } from '../support/gateway.js';

const HOUR = 3_600_000;
type Fields = Record<string, any>;

describe('stories of the loop', () => {
  let time = Date.parse('2026-03-20T08:00:00Z');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now: () => (time += 100), limits: { submits: plenty, meToo: plenty } });
  before(() => subject.start());
  after(() => subject.stop());

  const act = (id: string, what: string, body: object = {}, token?: string) =>
    subject.desk<Fields>(`/requests/${id}/${what}`, body, token);
  const detail = async (id: string) => (await subject.desk<Fields>(`/requests/${id}`)).json;
  const own = async ({ id, token }: Receipt) =>
    (
      await subject.board<OwnRequest>(`/requests/${id}/own`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).json;
  const contact = (name: string, phone = '10000001234') => ({ contact: { name, phone } });
  const call = (method: string, path: string, body?: object, token = subject.token) =>
    subject.call<Fields>(`/api/desk/boards/qingxi${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'if-match': '*',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });

  it('a bus takes forty patients: one slip, forty replies, forty clocks', async () => {
    const patients: Receipt[] = [];
    for (let n = 0; n < 40; n++) {
      time += 60_000;
      patients.push(
        await subject.published({ body: `第${n}位病友要透析`, ...contact(n % 2 ? '吴根土' : '陈国良') }),
      );
    }
    const seen = await Promise.all(
      patients.map(async ({ id }) => ({ id, revision: (await detail(id))['revision'] as number })),
    );
    const stale = await subject.desk<Fields>('/groups', {
      title: '透析专线',
      requests: [{ id: seen[0]!.id, revision: 1 }, ...seen.slice(1)],
    });
    assert.equal(stale.status, 409, 'a member that has changed since');
    const opened = await subject.desk<Fields>('/groups', { title: '透析专线', requests: seen });
    assert.equal(opened.status, 201);
    const group = opened.json['id'] as string;
    assert.equal(opened.json['requests'].length, 40);

    // One does not need it any more: the others are not held up.
    const gone = patients[7]!;
    await subject.post(`/requests/${gone.id}/withdrawal`, {}, { authorization: `Bearer ${gone.token}` });
    const slips = (await subject.desk<{ items: Slip[] }>('/slips')).json.items.length;
    const handed = await subject.desk<Fields>(`/groups/${group}/dispatch`, {
      kind: 'department',
      name: '县卫生健康局',
      words: '一辆车，四个点。',
      revision: opened.json['revision'],
    });
    assert.equal(handed.status, 200);
    const again = await subject.desk<Fields>(`/groups/${group}/dispatch`, {
      kind: 'department',
      name: '县民政局',
      revision: opened.json['revision'],
    });
    assert.deepEqual([again.status, again.json['fields']], [409, { revision: 'stale' }]);
    const { items } = (await subject.desk<{ items: Slip[] }>('/slips')).json;
    assert.equal(items.length, slips + 1);
    assert.equal(items[0]!.requests.length, 39);
    assert.equal(items[0]!.group, group);
    const sheet = await subject.desk(`/slips/${items[0]!.id}/sheet`);
    assert.ok(sheet.text.includes('39 件') && sheet.text.includes('第39位病友'));

    await subject.desk(`/groups/${group}/claim`, {});
    const version = await subject.etag();
    const special = patients[3]!.id;
    const reply = await subject.desk<Fields>(`/groups/${group}/reply`, {
      kind: 'answer',
      body: '{称呼}您好，{承办单位}的大巴明早 7:20 到东门，编号 {编号}。',
      each: [{ id: special, body: '{称呼}，给您备了轮椅。' }],
      role: 'department',
      author: '县卫生健康局',
    });
    assert.equal(reply.status, 200);
    assert.notEqual(await subject.etag(), version);
    const shown = await Promise.all(
      patients.map(async ({ id }) => (await subject.board<HelpRequest>(`/requests/${id}`)).json),
    );
    const answered = shown.filter(({ stage }) => stage === 'answered');
    assert.equal(answered.length, 39);
    assert.equal(new Set(answered.map(({ dueAt }) => dueAt)).size, 39, 'a clock each');
    assert.equal(new Set(answered.map(({ replies }) => replies[0]!.body)).size, 39, 'a reply each');
    for (const { id, author, replies } of answered)
      assert.equal(
        replies[0]!.body,
        id === special
          ? `${author}，给您备了轮椅。`
          : `${author}您好，县卫生健康局的大巴明早 7:20 到东门，编号 ${id}。`,
      );
    assert.equal((await own(gone)).replies.length, 0);
    await subject.desk(`/groups/${group}/resolve`, {});
    const { json } = await subject.desk<Fields>(`/groups/${group}`);
    const stages = (json['requests'] as Fields[]).map(({ stage }) => stage as string);
    assert.deepEqual([...new Set(stages)].sort(), ['resolved', 'withdrawn']);
    const listed = await subject.desk<Fields>('/groups');
    assert.deepEqual([listed.json['items'][0].title, listed.json['items'][0].count], ['透析专线', 40]);
  });

  it('a group is given more time, urged, and has its replies approved together', async () => {
    const both = [await subject.published(), await subject.published()];
    const requests = await Promise.all(
      both.map(async ({ id }) => ({ id, revision: (await detail(id))['revision'] as number })),
    );
    const group = `/groups/${(await subject.desk<Fields>('/groups', { title: '两件急事', requests })).json['id']}`;
    const unit = { kind: 'department', name: '县民政局' };
    assert.equal((await subject.desk(`${group}/dispatch`, unit)).status, 200);
    const until = new Date(Date.parse(both[1]!.dueAt) + 3_600_000).toISOString();
    assert.equal((await subject.desk(`${group}/extend`, { until })).status, 400, 'never without a reason');
    assert.equal((await subject.desk(`${group}/extend`, { until, reason: '车在路上' })).status, 200);
    assert.equal((await subject.desk(`${group}/urge`, { words: '天黑前到' })).status, 200);
    for (const { id } of both) {
      const { dueAt, flags, notes } = await detail(id);
      assert.equal(dueAt, until);
      assert.deepEqual(flags, ['extended', 'urged']);
      assert.deepEqual(
        (notes as Fields[]).map(({ words }) => words as string),
        ['车在路上', '天黑前到'],
      );
    }

    const { boards, writes } = subject.gateway.storage;
    await writes.write((c) => boards.changeSettings(c, BOARD, { reviewSteps: 1 }));
    const proposed = await subject.desk(`${group}/reply`, { kind: 'answer', body: '{称呼}，车到了。' });
    assert.equal(proposed.status, 200, proposed.text);
    for (const { id } of both) assert.equal((await detail(id))['stage'], 'dispatched', 'nothing is out yet');
    assert.equal((await subject.desk(`${group}/approve`, {})).status, 403, 'never by its writer');
    const reviewer = await subject.gateway.createToken({ role: 'editor', name: '二审' });
    assert.equal((await subject.desk(`${group}/approve`, {}, reviewer)).status, 200);
    for (const { id } of both) assert.equal((await detail(id))['stage'], 'answered');
    await writes.write((c) => boards.changeSettings(c, BOARD, { reviewSteps: 0 }));
  });

  it('a group says which of its requests are in the way, and then does nothing', async () => {
    const [one, other] = [await subject.published(), await subject.published()];
    const requests = await Promise.all(
      [one, other].map(async ({ id }) => ({ id, revision: (await detail(id))['revision'] as number })),
    );
    const { json } = await subject.desk<Fields>('/groups', { title: '两件', requests });
    const refused = await subject.desk<Fields>(`/groups/${json['id']}/reply`, {
      kind: 'answer',
      body: '好了',
    });
    assert.deepEqual(
      [refused.status, refused.json['fields']],
      [409, { [one.id]: 'submitted', [other.id]: 'submitted' }],
    );
    const open = await subject.desk<Fields>(`/groups/${json['id']}/reply`, {
      kind: 'acknowledgement',
      body: '{承办单位}在办',
    });
    assert.deepEqual([open.status, open.json['fields']], [400, { body: 'placeholder 承办单位' }]);
    assert.equal((await detail(one.id))['replies'].length, 0);
    const { revision } = await detail(other.id);
    await subject.desk(`/groups/${json['id']}/members`, { remove: [{ id: other.id, revision }] });
    assert.equal((await subject.desk<Fields>(`/groups/${json['id']}`)).json['requests'].length, 1);
    assert.equal((await subject.desk('/groups/nothing')).status, 404);
    assert.equal((await subject.desk('/groups', { title: '空', requests: [] })).status, 400);
  });

  it('a duplicate is folded into another, with its followers, the earlier clock and the answer', async () => {
    const early = await subject.published({ body: '奶粉断了（早）', ...contact('陈国良', '10000001111') });
    time += HOUR;
    const late = await subject.published({ body: '奶粉断了（晚）', ...contact('吴根土', '10000002222') });
    for (const device of ['device-one', 'device-two'])
      await subject.post(`/requests/${early.id}/me-too`, { device });
    await subject.post(`/requests/${late.id}/me-too`, { device: 'device-three' });
    const due = (await detail(early.id))['dueAt'];
    for (const into of [early.id, 'nothing'])
      assert.equal((await act(early.id, 'merge', { into })).status, 400);
    await act(early.id, 'merge', { into: late.id });
    const target = await detail(late.id);
    assert.deepEqual([target['meToo'], target['dueAt'], target['merged']], [4, due, [early.id]]);
    await act(late.id, 'accept');
    await act(late.id, 'reply', { body: '奶粉今晚到', kind: 'answer' });
    const mine = await own(early);
    assert.deepEqual([mine.stage, mine.mergedInto], ['merged', late.id]);
    assert.deepEqual(
      mine.replies.map(({ body }) => body),
      ['奶粉今晚到'],
    );
    const tracked = await subject.board<Tracked>(`/track/${early.trackingCode}`);
    assert.equal(tracked.json.replies[0]!.body, '奶粉今晚到');
    const said = await subject.post(
      `/requests/${early.id}/additions`,
      { body: '还要尿不湿' },
      { authorization: `Bearer ${early.token}`, 'idempotency-key': randomUUID() },
    );
    assert.equal(said.status, 201);
    const told = (await detail(late.id))['timeline'] as Fields[];
    assert.equal(told.at(-1)!['action'], 'add-to-merged', 'whoever works on the other is told');
  });

  it('merging erases no overdue, and folds nobody into what they may not read', async () => {
    const source = await subject.published(contact('陈国良', '10000003333'));
    time += 4 * HOUR;
    const target = await subject.published(contact('吴根土', '10000004444'));
    await act(source.id, 'merge', { into: target.id });
    assert.ok((await detail(source.id))['overdueAt']);
    assert.ok(
      (await detail(target.id))['overdueAt'],
      'the one that takes over the earlier clock is late, too',
    );
    const secret = await subject.submit(
      submission({ visibility: 'desk', ...contact('吴根土', '10000004444') }),
    );
    const stranger = await subject.published(contact('陈国良', '10000005555'));
    const refused = await act(stranger.id, 'merge', { into: secret.json.id });
    assert.deepEqual([refused.status, refused.json['fields']], [409, { into: 'not-public' }]);
    const same = await subject.published(contact('吴根土', '10000004444'));
    assert.equal((await act(same.id, 'merge', { into: secret.json.id })).status, 200, 'the same person may');
  });

  it('what speaks for the paper goes out after its reviews: never its writer, nobody twice, no clock stopped before', async () => {
    const boss = await subject.gateway.createToken({ role: 'supervisor', name: '主任' });
    const second = await subject.gateway.createToken({ role: 'editor', name: '二审' });
    assert.equal((await call('PUT', '/settings', { reviewSteps: 2 })).status, 403);
    assert.equal((await call('PUT', '/settings', { reviewSteps: 4 }, boss)).status, 400);
    await call('PUT', '/settings', { reviewSteps: 2 }, boss);
    const of = await subject.published();
    await act(of.id, 'accept');
    const { json } = await act(of.id, 'reply', { body: '报社的话', kind: 'answer' });
    const proposal = json['proposal'] as string;
    assert.deepEqual([json['stage'], typeof proposal], ['accepted', 'string']);
    for (const text of [JSON.stringify(await own(of)), (await subject.board(`/requests/${of.id}`)).text])
      assert.ok(!text.includes('报社的话'));
    const approve = (token?: string) => act(of.id, `proposals/${proposal}/approval`, {}, token);
    assert.deepEqual((await approve()).json['fields'], { reviewer: 'writer' });
    assert.equal((await approve(second)).json['stage'], 'accepted');
    assert.deepEqual((await approve(second)).json['fields'], { reviewer: 'twice' });
    const waiting = await subject.desk<Fields>('/proposals');
    assert.deepEqual(
      waiting.json['items'][0].approvals.map((one: Fields) => one['name']),
      ['二审'],
    );
    assert.equal((await approve(boss)).json['stage'], 'answered');
    const shown = (await subject.board<HelpRequest>(`/requests/${of.id}`)).json;
    assert.deepEqual([shown.replies[0]!.body, shown.answeredAt], ['报社的话', shown.replies[0]!.at]);
    assert.equal((await approve(boss)).status, 409, 'it is out');
    await act(of.id, 'reply', { body: '部门的话', kind: 'answer', role: 'department', author: '县民政局' });
    assert.equal((await subject.board<HelpRequest>(`/requests/${of.id}`)).json.replies.length, 2);
    const bad = (await act(of.id, 'reply', { body: '写错了', kind: 'answer' })).json['proposal'] as string;
    await act(of.id, `proposals/${bad}/return`, { reason: '口气不对' }, boss);
    assert.equal((await act(of.id, `proposals/${bad}/approval`, {}, boss)).status, 409);
    assert.ok(((await detail(of.id))['notes'] as Fields[]).some(({ words }) => words === '口气不对'));
    await call('PUT', '/settings', { reviewSteps: 0 }, boss);
  });

  it('prepared replies are filled in for each, and never go out with something left open', async () => {
    const text = { title: '收到', body: '{称呼}，{平台}收到了您的{分类}求助。', kind: 'acknowledgement' };
    assert.deepEqual((await call('POST', '/templates', { ...text, category: 'nope' })).json['fields'], {
      category: 'unknown',
    });
    const { json, status } = await call('POST', '/templates', { ...text, category: 'supplies' });
    assert.equal(status, 201);
    const changed = await call('PUT', `/templates/${json['id']}`, { ...text, title: '回执' });
    assert.deepEqual([changed.json['title'], changed.json['revision']], ['回执', 2]);
    const listed = await call('GET', '/templates?category=medical');
    assert.deepEqual(
      listed.json['items'].map((one: Fields) => one['id']),
      [json['id']],
    );
    const of = await subject.published();
    const refused = await act(of.id, 'reply', {
      body: '{承办单位}在办',
      kind: 'acknowledgement',
      fill: true,
    });
    assert.equal(refused.status, 400);
    await act(of.id, 'reply', { body: text.body, kind: 'acknowledgement', fill: true });
    const replies = (await subject.board<HelpRequest>(`/requests/${of.id}`)).json.replies;
    assert.equal(replies.at(-1)!.body, '陈**，清溪县求助平台收到了您的生活物资求助。');
    assert.equal((await call('DELETE', `/templates/${json['id']}`)).status, 200);
    assert.equal((await call('DELETE', `/templates/${json['id']}`)).status, 404);
  });

  it('comments are read by an editor first, once per key, and only where the board allows them', async () => {
    const of = await subject.published();
    const write = (body: string, key: string = randomUUID()) =>
      subject.post<Fields>(
        `/requests/${of.id}/comments`,
        { body, nickname: '邻居' },
        { 'idempotency-key': key },
      );
    assert.deepEqual(
      [(await write('加油')).status, (await write('加油')).json['code']],
      [400, 'unsupported'],
    );
    const { boards, writes } = subject.gateway.storage;
    const { features } = boards.get('qingxi')!.board;
    await writes.write((c) => boards.update(c, 'qingxi', { features: { ...features, comments: true } }));
    const key = randomUUID();
    const [first] = [await write('我电话 13812345678', key), await write('我电话 13812345678', key)];
    assert.equal((await write('别的', key)).json['code'], 'already-received');
    const list = async () =>
      (await subject.board<{ items: Fields[] }>(`/requests/${of.id}/comments`)).json.items;
    assert.deepEqual(await list(), []);
    const waiting = (await subject.desk<{ items: Fields[] }>('/comments')).json.items;
    assert.deepEqual(
      waiting.map(({ id }) => id),
      [first.json['id']],
    );
    await subject.desk(`/comments/${first.json['id']}/publish`, {});
    assert.deepEqual(
      (await list()).map(({ body, author }) => [body, author]),
      [['我电话 138****5678', '邻居']],
    );
    assert.equal((await subject.board<HelpRequest>(`/requests/${of.id}`)).json.comments, 1);
    await subject.desk(`/comments/${first.json['id']}/hide`, {});
    assert.deepEqual(await list(), []);
    await act(of.id, 'hide');
    assert.equal((await write('还在吗')).status, 404, 'nothing is said on what is not public');
  });

  it('an automatic acknowledgement says that it has come in: once, and no clock is stopped', async () => {
    const boss = await subject.gateway.createToken({ role: 'supervisor', name: '主任' });
    await call('PUT', '/settings', { reviewSteps: 3, acknowledgement: '已收到，正在找人办。' }, boss);
    const key = randomUUID();
    const { json: receipt } = await subject.submit(submission(), key);
    await subject.submit(submission(), key);
    const mine = await own(receipt);
    assert.deepEqual(
      mine.replies.map(({ body, kind }) => [body, kind]),
      [['已收到，正在找人办。', 'acknowledgement']],
    );
    assert.deepEqual([mine.stage, mine.dueAt, mine.answeredAt], ['submitted', receipt.dueAt, undefined]);
    await call('PUT', '/settings', { reviewSteps: 0 }, boss);
  });

  it('what was folded into a request that its writer takes away comes back to the desk, with the clock it had', async () => {
    for (const way of ['withdrawal', 'deletion']) {
      const source = await subject.published(contact('陈国良', '10000007777'));
      time += HOUR;
      const target = await subject.published(contact('吴根土', '10000006666'));
      const due = (await detail(source.id))['dueAt'];
      await act(source.id, 'merge', { into: target.id });
      const own = { authorization: `Bearer ${target.token}` };
      assert.equal((await subject.post(`/requests/${target.id}/${way}`, {}, own)).status, 200);
      const back = await detail(source.id);
      assert.deepEqual([back['stage'], back['mergedInto'], back['dueAt']], ['accepted', undefined, due], way);
      await act(source.id, 'reply', { body: '今晚送到', kind: 'answer' });
    }
  });

  it('what was folded into one that was answered and then deleted rests, until its writer adds to it', async () => {
    const target = await subject.published(contact('吴根土', '10000006666'));
    const source = await subject.published(contact('陈国良', '10000007777'));
    await act(source.id, 'merge', { into: target.id });
    await act(target.id, 'accept');
    await act(target.id, 'reply', { body: '今晚送到', kind: 'answer' });
    const deleted = await subject.post(
      `/requests/${target.id}/deletion`,
      {},
      { authorization: `Bearer ${target.token}` },
    );
    assert.equal(deleted.status, 200);
    assert.deepEqual([(await own(source)).stage, (await own(source)).replies], ['merged', []]);
    const said = await subject.post(
      `/requests/${source.id}/additions`,
      { body: '还有人吗' },
      { authorization: `Bearer ${source.token}`, 'idempotency-key': randomUUID() },
    );
    assert.equal(said.status, 201);
    assert.equal((await own(source)).stage, 'accepted');
  });

  it('what was merged by mistake is taken out again', async () => {
    const target = await subject.published(contact('吴根土', '10000006666'));
    const source = await subject.published(contact('陈国良', '10000007777'));
    assert.equal((await act(source.id, 'part')).status, 409);
    await act(source.id, 'merge', { into: target.id });
    assert.equal((await act(source.id, 'part')).status, 200);
    assert.equal((await own(source)).stage, 'accepted');
    assert.deepEqual((await detail(target.id))['merged'], []);
  });
});
