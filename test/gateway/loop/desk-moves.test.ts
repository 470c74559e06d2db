import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { HelpRequest, OwnRequest, Receipt, Slip } from '../../../src/model/index.js';
import { Subject } from '../support/gateway.js';

const HOUR = 3_600_000;

describe('moves at the desk', () => {
  let time = Date.parse('2026-03-20T08:00:00Z');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now: () => (time += 1000), limits: { submits: plenty, meToo: plenty } });
  before(() => subject.start());
  after(() => subject.stop());

  type Fields = Record<string, any>;
  const act = (id: string, what: string, body: object = {}) =>
    subject.desk<Fields>(`/requests/${id}/${what}`, body);
  const detail = async (id: string) => (await subject.desk<Fields>(`/requests/${id}`)).json;
  const accepted = async (changes = {}): Promise<Receipt> => {
    const receipt = await subject.published(changes);
    await act(receipt.id, 'accept');
    return receipt;
  };
  const dispatched = async (changes = {}) => {
    const receipt = await accepted(changes);
    const { json } = await act(receipt.id, 'dispatch', {
      kind: 'department',
      name: '县卫生健康局',
      words: '请今晚接人。',
    });
    return { ...receipt, slip: json['slip'] as string };
  };
  const bearer = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` });
  const own = async (of: Receipt) =>
    (await subject.board<OwnRequest>(`/requests/${of.id}/own`, { headers: bearer(of) })).json;
  const add = (of: Receipt, path: string, body: object, key: string = randomUUID()) =>
    subject.post(`/requests/${of.id}/${path}`, body, { ...bearer(of), 'idempotency-key': key });

  it('need the revision they were decided on, and show who has done what since when it is old', async () => {
    const { id } = await subject.published();
    const { revision } = await detail(id);
    const bare = await subject.call<Fields>(`/api/desk/boards/qingxi/requests/${id}/accept`, {
      method: 'POST',
      headers: { authorization: `Bearer ${subject.token}` },
    });
    assert.deepEqual([bare.status, bare.json['fields']], [400, { revision: 'missing' }]);
    const first = await act(id, 'prioritise', { urgency: 'urgent', revision });
    assert.deepEqual([first.status, first.json['revision']], [200, revision + 1]);
    const stale = await act(id, 'redact', { publicBody: '改过的', revision });
    assert.deepEqual(
      [stale.status, stale.json['code'], stale.json['revision']],
      [409, 'conflict', revision + 1],
    );
    const [change] = stale.json['changes'];
    assert.deepEqual(
      [change.who, change.action, change.fields, change.revision],
      ['王编辑', 'prioritise', ['urgency'], revision + 1],
    );
    assert.ok(Date.parse(change.at) > 0);
    assert.notEqual((await detail(id))['publicBody'], '改过的');
    const again = await act(id, 'prioritise', { urgency: 'urgent', revision });
    assert.equal(again.status, 200, 'what is so already is no conflict');
    assert.equal((await detail(id))['revision'], revision + 1);
  });

  it('take the revision from If-Match too, and refuse one that is none', async () => {
    const { id } = await subject.published();
    const { revision } = await detail(id);
    const call = (match: string) =>
      subject.call<Fields>(`/api/desk/boards/qingxi/requests/${id}/accept`, {
        method: 'POST',
        headers: { authorization: `Bearer ${subject.token}`, 'if-match': match },
      });
    assert.deepEqual((await call('seven')).json['fields'], { 'If-Match': 'pattern' });
    assert.equal((await call('"1"')).status, 409);
    assert.equal((await call(`"${revision}"`)).status, 200);
  });

  it('redact: the public reads another text, numbers covered, the original stays for the desk', async () => {
    const { id } = await subject.published({ body: '我是幸福小区的，电话 13812345678，邻居老王打人。' });
    await act(id, 'redact', { publicBody: '邻里纠纷，电话 13812345678', title: '邻里纠纷' });
    const { json } = await subject.board<HelpRequest>(`/requests/${id}`);
    assert.deepEqual([json.publicBody, json.title], ['邻里纠纷，电话 138****5678', '邻里纠纷']);
    const { body } = await detail(id);
    assert.match(body as string, /老王/);
    assert.equal((await act(id, 'redact', { publicBody: '' })).status, 400);
  });

  it('redact the title as well, which the desk reads beside the original', async () => {
    const { id } = await accepted({ title: '陈国良 13812345678 求药' });
    const before = await detail(id);
    assert.deepEqual(
      [before['title'], before['publicTitle']],
      ['陈国良 13812345678 求药', '陈国良 138****5678 求药'],
    );
    await act(id, 'redact', { publicBody: '求药', title: '求药' });
    assert.equal((await detail(id))['publicTitle'], '求药');
    await act(id, 'redact', { publicBody: '求药', title: '' });
    assert.equal((await detail(id))['publicTitle'], undefined);
  });

  it('decline only with a reason and another way, both in public', async () => {
    const receipt = await subject.published();
    assert.equal((await act(receipt.id, 'decline', { reason: '不归这里管' })).status, 400);
    assert.equal(
      (await act(receipt.id, 'decline', { reason: '不归这里管', otherWay: '请拨 12348' })).json['stage'],
      'declined',
    );
    const { json } = await subject.board<HelpRequest>(`/requests/${receipt.id}`);
    assert.equal(json.timeline.at(-1)!.note, '不归这里管\n请拨 12348');
  });

  it('file it anew only under a category of the board', async () => {
    const { id } = await subject.published();
    assert.deepEqual((await act(id, 'recategorise', { category: 'nothing' })).json['fields'], {
      category: 'unknown',
    });
    await act(id, 'recategorise', { category: 'medical' });
    assert.equal((await subject.board<HelpRequest>(`/requests/${id}`)).json.category, 'medical');
  });

  it('write notes, key issues and supervision nowhere but inside', async () => {
    const { id } = await accepted();
    await act(id, 'note', { words: '内部记号甲' });
    await act(id, 'highlight', { on: true });
    const supervisor = await subject.gateway.createToken({ role: 'supervisor', name: '李督办' });
    assert.equal((await act(id, 'supervise', { on: true, words: '内部记号乙' })).status, 403);
    await subject.desk(`/requests/${id}/supervise`, { on: true, words: '内部记号乙' }, supervisor);
    const seen = await detail(id);
    assert.deepEqual(
      (seen['notes'] as Fields[]).map(({ who, words }) => [who, words]),
      [
        ['王编辑', '内部记号甲'],
        ['李督办', '内部记号乙'],
      ],
    );
    assert.deepEqual([seen['keyIssue'], seen['flags']], [true, ['supervised']]);
    const { text, json } = await subject.board<HelpRequest>(`/requests/${id}`);
    assert.deepEqual(json.flags, []);
    assert.ok(!/内部记号|督办|key/i.test(text));
    const issues = await subject.desk<Fields>('/requests?keyIssue=true');
    assert.deepEqual(
      issues.json['items'].map((item: Fields) => item['id']),
      [id],
    );
  });

  it('hand over with a slip to print: contact on it, but not of a confidential request', async () => {
    const open = await dispatched({ body: '母亲要透析' });
    const { json: slip } = await subject.desk<Slip>(`/slips/${open.slip}`);
    assert.match(slip.label, /^清溪交办〔2026〕\d{4}$/);
    assert.deepEqual(
      [slip.to, slip.by, slip.words],
      [{ kind: 'department', name: '县卫生健康局' }, '王编辑', '请今晚接人。'],
    );
    const sheet = await subject.desk(`/slips/${open.slip}/sheet`);
    assert.match(sheet.headers.get('content-type')!, /^text\/html/);
    for (const words of ['10000001234', '母亲要透析', '请今晚接人', slip.label])
      assert.ok(sheet.text.includes(words));
    const secret = await dispatched({ body: '<script>举报</script> 13812345678', confidential: true });
    const { text } = await subject.desk(`/slips/${secret.slip}/sheet`);
    assert.ok(!text.includes('10000001234') && !text.includes('13812345678') && !text.includes('<script>'));
    assert.ok(text.includes('要求保密'));
    assert.equal((await subject.desk('/slips/nothing')).status, 404);
    const { db } = subject.gateway.storage;
    const looks = await db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'look')
      .where('request', '=', secret.id)
      .execute();
    assert.equal(looks.length, 1, 'the print is on record');
  });

  it('print nothing of what was taken back, folded into another or given back: nobody goes there in vain', async () => {
    const withdrawn = await dispatched({ body: '母亲要透析' });
    await subject.post(`/requests/${withdrawn.id}/withdrawal`, {}, bearer(withdrawn));
    const folded = await dispatched({ body: '母亲要透析' });
    const { id: into } = await accepted();
    await act(folded.id, 'merge', { into });
    const returned = await dispatched({ body: '母亲要透析' });
    await act(returned.id, 'return', { reason: '不归我局' });
    for (const [{ slip }, state, why] of [
      [withdrawn, 'withdrawn', '本人已经撤回'],
      [folded, 'merged', `已并入编号 ${into}`],
      [returned, 'returned', '已经退回编辑部'],
    ] as const) {
      assert.equal((await subject.desk<Slip>(`/slips/${slip}`)).json.requests[0]!.state, state);
      const { text } = await subject.desk(`/slips/${slip}/sheet`);
      assert.ok(text.includes(why), state);
      assert.ok(!text.includes('10000001234') && !text.includes('母亲要透析'), state);
    }
  });

  it('number slips without gaps, however many come at once and whatever is refused between', async () => {
    const receipts = [];
    for (let n = 0; n < 12; n++) receipts.push(n % 3 ? await accepted() : await subject.published());
    await Promise.all(receipts.map(({ id }) => act(id, 'dispatch', { kind: 'volunteer', name: '清溪义工' })));
    const { json } = await subject.desk<{ items: Slip[] }>('/slips?limit=50');
    const numbers = json.items.map(({ number }) => number).reverse();
    assert.deepEqual(
      numbers,
      numbers.map((_, n) => n + 1),
    );
    const page = await subject.desk<{ items: Slip[]; next: string }>('/slips?limit=3&unit=清溪义工');
    const rest = await subject.desk<{ items: Slip[] }>(
      `/slips?limit=50&unit=清溪义工&cursor=${page.json.next}`,
    );
    assert.equal(page.json.items.length + rest.json.items.length, 8);
    assert.equal((await subject.desk('/slips?cursor=x')).status, 400);
  });

  it('claim, give back with a reason and a suggestion, hand over again: every slip keeps its story', async () => {
    const of = await dispatched();
    await act(of.id, 'claim');
    assert.equal((await subject.desk<Fields>('/requests?mine=true')).json['items'].length > 0, true);
    const back = await act(of.id, 'return', {
      reason: '不归我们管',
      suggest: { kind: 'department', name: '县民政局' },
    });
    assert.equal(back.json['stage'], 'accepted');
    const seen = await detail(of.id);
    assert.deepEqual(seen['suggested'], { kind: 'department', name: '县民政局' });
    assert.ok(!(await subject.board(`/requests/${of.id}`)).text.includes('不归我们管'));
    const { json } = await act(of.id, 'dispatch', { kind: 'department', name: '县民政局' });
    const [first, second] = await Promise.all(
      [of.slip, json['slip']].map(
        async (slip) => (await subject.desk<Slip>(`/slips/${slip}`)).json.requests[0]!,
      ),
    );
    assert.deepEqual([first!.state, second!.state], ['returned', 'handed-over']);
    await act(of.id, 'reply', { body: '办好了', kind: 'answer' });
    const entry = (await subject.desk<Slip>(`/slips/${json['slip']}`)).json.requests[0]!;
    assert.equal(entry.state, 'answered');
    assert.equal((await act(of.id, 'resolve')).json['stage'], 'resolved');
  });

  it('give more time before it is over, never after, and urging and complexity erase nothing', async () => {
    const of = await dispatched();
    const due = Date.parse((await detail(of.id))['dueAt'] as string);
    const later = (hours: number) => new Date(due + hours * HOUR).toISOString();
    assert.equal((await act(of.id, 'extend', { until: later(-1), reason: '人手不够' })).status, 400);
    assert.equal(
      (await act(of.id, 'extend', { until: later(2), reason: '人手不够' })).json['dueAt'],
      later(2),
    );
    time = due + 3 * HOUR;
    const late = await act(of.id, 'extend', { until: later(9), reason: '再给一天' });
    assert.deepEqual([late.status, late.json['fields']], [409, { dueAt: 'over' }]);
    const open = (await subject.desk<Fields>('/requests?open=true&limit=50')).json['items'] as Fields[];
    assert.ok(open.length && open.every(({ answeredAt, stage }) => !answeredAt && stage !== 'declined'));
    const overdue = await subject.desk<Fields>('/requests?overdue=true&assignee=县卫生健康局&limit=50');
    assert.ok(overdue.json['items'].some((item: Fields) => item['id'] === of.id));
    await act(of.id, 'complicate', { on: true });
    await act(of.id, 'urge', { words: '抓紧' });
    await act(of.id, 'reply', { body: '看到了', kind: 'acknowledgement' });
    await act(of.id, 'reply', { body: '哪一栋？', kind: 'question' });
    const seen = await detail(of.id);
    assert.deepEqual([seen['dueAt'], seen['overdueAt']], [later(2), later(2)]);
  });

  it('ask back: the clock waits, an addition lets it go on with the time that was left', async () => {
    const of = await accepted();
    const due = Date.parse((await detail(of.id))['dueAt'] as string);
    await act(of.id, 'reply', { body: '哪一栋？', kind: 'question' });
    time += 10 * HOUR;
    assert.equal((await detail(of.id))['overdueAt'], undefined);
    assert.equal((await add(of, 'additions', { body: '三栋' })).status, 201);
    const seen = await detail(of.id);
    assert.deepEqual(seen['flags'], []);
    assert.ok(Date.parse(seen['dueAt'] as string) - due >= 10 * HOUR);
    assert.equal(seen['overdueAt'], undefined);
  });

  it('note what somebody told on the phone who was asked: the clock goes on, and nothing of it is public', async () => {
    const receipt = await dispatched();
    assert.equal((await act(receipt.id, 'heard', { words: '三口人' })).status, 409, 'nobody has asked');
    await act(receipt.id, 'reply', { kind: 'question', body: '几口人？' });
    const { dueAt } = await detail(receipt.id);
    time += HOUR;
    assert.equal((await act(receipt.id, 'heard', { words: '三口人，住 3 单元' })).status, 200);
    const after = await detail(receipt.id);
    assert.deepEqual([after['flags'], after['pausedAt']], [[], undefined]);
    const waited = Date.parse(after['dueAt']) - Date.parse(dueAt);
    assert.ok(waited >= HOUR && waited < HOUR + 60_000);
    assert.equal(after['notes'].at(-1).words, '三口人，住 3 单元');
    assert.ok(!JSON.stringify((await subject.board(`/requests/${receipt.id}`)).json).includes('3 单元'));
    assert.ok(!JSON.stringify(await own(receipt)).includes('3 单元'));
  });

  it('take it up again with a new clock, while the first stays on record', async () => {
    const of = await dispatched();
    time += 4 * HOUR;
    await act(of.id, 'reply', { body: '办好了', kind: 'answer' });
    assert.equal((await detail(of.id))['overdueAt'] !== undefined, true);
    const key = randomUUID();
    assert.equal((await add(of, 'reopening', { body: '车没有来' }, key)).status, 201);
    assert.equal((await add(of, 'reopening', { body: '车没有来' }, key)).status, 201, 'once per key');
    const seen = await detail(of.id);
    assert.deepEqual(
      [seen['stage'], seen['flags'], seen['answeredAt']],
      ['accepted', ['reopened'], undefined],
    );
    assert.ok(Date.parse(seen['dueAt'] as string) > time && seen['overdueAt'] !== undefined);
    assert.deepEqual(
      (seen['additions'] as Fields[]).map(({ body }) => body),
      ['车没有来'],
    );
    const figures = (await subject.desk<Fields>('/requests?stage=accepted&limit=50')).json['items'];
    assert.ok(figures.some((item: Fields) => item['id'] === of.id));
  });

  it('let the requester urge once the time is over, and rate once it is answered', async () => {
    const of = await accepted();
    const call = (path: string, body: object = {}) =>
      subject.post<Fields>(`/requests/${of.id}/${path}`, body, bearer(of));
    assert.deepEqual((await call('urge')).json['fields'], { dueAt: 'not-over' });
    assert.equal((await call('rating', { solved: 'yes' })).status, 409);
    time += 4 * HOUR;
    assert.equal((await call('urge')).status, 200);
    const { revision } = await detail(of.id);
    assert.equal((await call('urge')).status, 200);
    assert.equal((await detail(of.id))['revision'], revision, 'twice is once');
    await act(of.id, 'reply', { body: '办好了', kind: 'answer' });
    assert.equal((await call('rating', { solved: 'maybe' })).status, 400);
    assert.equal((await call('rating', { solved: 'yes', attitude: 9 })).status, 400);
    assert.equal(
      (await call('rating', { solved: 'yes', attitude: 5, speed: 4, words: '谢谢小周' })).status,
      200,
    );
    assert.deepEqual((await own(of)).rating, { solved: 'yes', attitude: 5, speed: 4, words: '谢谢小周' });
    assert.deepEqual((await detail(of.id))['rating'], {
      solved: 'yes',
      attitude: 5,
      speed: 4,
      words: '谢谢小周',
    });
    const shown = await subject.board<HelpRequest>(`/requests/${of.id}`);
    assert.deepEqual(shown.json.rating, { solved: 'yes', attitude: 5, speed: 4 });
    assert.ok(!shown.text.includes('小周'));
  });

  it('take the same rating once, and the last one where it is another', async () => {
    const receipt = await accepted();
    await act(receipt.id, 'reply', { kind: 'answer', body: '今天送到。' });
    const rated = async (body: object) => {
      const path = `/requests/${receipt.id}/rating`;
      assert.equal((await subject.post(path, body, bearer(receipt))).status, 200);
      const { timeline, rating } = await detail(receipt.id);
      return [(timeline as Fields[]).filter(({ action }) => action === 'rate').length, rating];
    };
    const thanks = { solved: 'yes', words: '谢谢' };
    assert.deepEqual(await rated(thanks), [1, thanks]);
    assert.deepEqual(await rated(thanks), [1, thanks]);
    assert.deepEqual(await rated({ solved: 'partly' }), [2, { solved: 'partly' }]);
    assert.deepEqual(await rated({ solved: 'partly' }), [2, { solved: 'partly' }]);
  });

  it('answer the requester alone where that is asked for: the clock stops, the public reads nothing of it', async () => {
    const of = await accepted();
    await act(of.id, 'reply', { body: '只给您：去三楼', kind: 'answer', audience: 'requester' });
    assert.equal((await own(of)).replies[0]!.body, '只给您：去三楼');
    const shown = await subject.board<HelpRequest>(`/requests/${of.id}`);
    assert.deepEqual([shown.json.stage, shown.json.replies], ['answered', []]);
    assert.ok(!shown.text.includes('三楼'));
  });

  it('thank once per device, for what has been answered', async () => {
    const of = await accepted();
    const thank = (device: string) => subject.post<Fields>(`/requests/${of.id}/thanks`, { device });
    assert.equal((await thank('device-one')).status, 409);
    await act(of.id, 'reply', { body: '办好了', kind: 'answer' });
    assert.equal((await thank('device-one')).json['thanks'], 1);
    assert.equal((await thank('device-one')).json['thanks'], 1);
    assert.equal((await thank('device-two')).json['thanks'], 2);
  });
});
