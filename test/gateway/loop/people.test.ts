import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { HelpRequest, OwnRequest, Receipt, Submission } from '../../../src/model/index.js';
import { Subject, submission } from '../support/gateway.js';

const HOUR = 3_600_000;
type Fields = Record<string, any>;

describe('people at the desk, each with what they may do', () => {
  let time = Date.parse('2026-03-20T08:00:00Z');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now: () => (time += 100), limits: { submits: plenty } });
  const tokens = { editor: '', supervisor: '', pharmacy: '', office: '', volunteers: '', province: '' };
  type Who = keyof typeof tokens;

  before(async () => {
    await subject.start();
    const { gateway } = subject;
    await gateway.createBoard({ key: 'province', template: 'epidemic', title: '全省', region: '省' });
    await gateway.placeBoard('qingxi', 'province');
    const board = 'qingxi';
    tokens.editor = subject.token;
    tokens.supervisor = await gateway.createToken({ role: 'supervisor', name: '督办员', board });
    tokens.province = await gateway.createToken({ role: 'supervisor', name: '省里', board: 'province' });
    const unit = (role: 'department' | 'volunteer', name: string) =>
      gateway.createToken({ role, name: `${name}的人`, unit: name, board });
    tokens.pharmacy = await unit('department', '县人民医院药房');
    tokens.office = await unit('department', '县交通运输局');
    tokens.volunteers = await unit('volunteer', '红马甲车队');
  });
  after(() => subject.stop());

  const act = async (who: Who, id: string, what: string, body: object = {}) => {
    const answer = await subject.desk<Fields>(`/requests/${id}/${what}`, body, tokens[who]);
    assert.equal(answer.status, 200, `${what}: ${answer.text}`);
    return answer.json;
  };
  const refused = async (who: Who, id: string, what: string, body: object = {}) => {
    const { status, json } = await subject.desk<Fields>(`/requests/${id}/${what}`, body, tokens[who]);
    return [status, json['fields']];
  };
  const look = async (who: Who, id: string) =>
    (await subject.desk<Fields>(`/requests/${id}`, undefined, tokens[who])).json;
  const listed = async (who: Who, query = '') =>
    (
      await subject.desk<{ items: Fields[] }>(`/requests?limit=50&${query}`, undefined, tokens[who])
    ).json.items.map(({ id }) => id as string);
  const bearer = ({ token }: Receipt) => ({ authorization: `Bearer ${token}` });
  const own = async (of: Receipt) =>
    (await subject.board<OwnRequest>(`/requests/${of.id}/own`, { headers: bearer(of) })).json;
  const shown = async ({ id }: Receipt) => (await subject.board<HelpRequest>(`/requests/${id}`)).json;
  const submitted = async (changes: Partial<Submission>) => (await subject.submit(submission(changes))).json;
  const handedOver = async (unit: { kind: string; name: string }, changes: Partial<Submission> = {}) => {
    const receipt = await submitted(changes);
    await act('editor', receipt.id, 'publish');
    await act('editor', receipt.id, 'accept');
    await act('editor', receipt.id, 'dispatch', unit);
    return receipt;
  };
  const office = { kind: 'department', name: '县交通运输局' };

  it('a pharmacy gives a dose away: sent by the 12345 operator, answered in ten minutes, and one that did not help is taken up again', async () => {
    const prefill = { category: 'medicine', body: '妻子的抗癌药断了', tried: ['医院', '12345'] };
    const { code } = (await subject.desk<{ code: string }>('/prefills', prefill)).json;
    const filled = (await subject.board<Partial<Submission>>(`/prefills/${code}`)).json;
    assert.deepEqual(filled.tried, prefill.tried);
    const of = await submitted({
      ...filled,
      visibility: 'public',
      contact: { name: '陈国良', phone: '13812345678' },
      consents: { privacy: '1', health: '1' },
    });
    assert.deepEqual((await look('editor', of.id))['tried'], prefill.tried);
    await act('editor', of.id, 'publish');
    await act('editor', of.id, 'accept');
    assert.deepEqual(await listed('pharmacy'), []);
    await act('editor', of.id, 'dispatch', { kind: 'institution', name: '县人民医院药房' });
    assert.deepEqual(await listed('pharmacy'), [of.id]);
    assert.equal((await look('pharmacy', of.id))['contact'].phone, '13812345678');
    await act('pharmacy', of.id, 'claim');
    time += HOUR / 6;
    await act('pharmacy', of.id, 'reply', { kind: 'answer', body: '匀出一支，今晚送到您家门口。' });
    const answer = (await shown(of)).replies.at(-1)!;
    assert.deepEqual([answer.author, answer.kind], ['县人民医院药房', 'answer']);

    // Not solved: it stays answered until its requester says that somebody is to go on with it.
    await subject.post(`/requests/${of.id}/rating`, { solved: 'no', words: '没有人来' }, bearer(of));
    assert.deepEqual([(await own(of)).stage, (await shown(of)).rating], ['answered', { solved: 'no' }]);
    assert.equal((await look('editor', of.id))['rating'].words, '没有人来');
    const again = { ...bearer(of), 'idempotency-key': 'b1c7a0de-0000-4000-8000-000000000001' };
    const reopened = await subject.post(`/requests/${of.id}/reopening`, { body: '没有人来' }, again);
    assert.equal(reopened.status, 201, reopened.text);
    const { stage, flags, answeredAt } = await own(of);
    assert.deepEqual([stage, flags, answeredAt], ['accepted', ['reopened'], undefined]);
    assert.deepEqual(await listed('pharmacy'), [], 'back at the desk');
    await act('editor', of.id, 'dispatch', { kind: 'institution', name: '县人民医院药房' });
    await act('pharmacy', of.id, 'reply', { kind: 'answer', body: '药已放在您家门口，请查收。' });
    assert.equal((await own(of)).stage, 'answered');
  });

  it('volunteers bring a desk for a child overnight: they may ring up once it is theirs, and are thanked', async () => {
    const of = await handedOver(
      { kind: 'volunteer', name: '红马甲车队' },
      {
        category: 'supplies',
        body: '孩子八岁，要一张小课桌上网课',
        contact: { name: '吴根土', phone: '13987654321' },
      },
    );
    assert.deepEqual(await listed('volunteers'), [of.id]);
    await act('volunteers', of.id, 'claim');
    const seen = await look('volunteers', of.id);
    assert.deepEqual([seen['contact'].phone, seen['takenBy']], ['13987654321', '红马甲车队的人']);
    assert.deepEqual(await listed('volunteers', 'mine=true'), [of.id]);
    assert.deepEqual(await refused('volunteers', of.id, 'dispatch', office), [403, undefined]);
    time += 9 * HOUR;
    await act('volunteers', of.id, 'reply', { kind: 'answer', body: '课桌到了，还有绘本。' });
    await act('volunteers', of.id, 'resolve');
    const thanked = await subject.post(`/requests/${of.id}/thanks`, { device: 'a-device-of-a-mother' });
    assert.equal(thanked.json['thanks'], 1);
    const done = await shown(of);
    assert.deepEqual([done.stage, done.replies.at(-1)!.role], ['resolved', 'volunteer']);
    const looks = `/audit?action=look&request=${of.id}`;
    const { items } = (await subject.desk<{ items: Fields[] }>(looks, undefined, tokens.supervisor)).json;
    assert.ok(
      items.some(({ name, detail }) => name === '红马甲车队的人' && detail.fields.includes('contact')),
      'who saw the number is on record',
    );
  });

  it('an office asks for more time, and its clock goes on until the newsroom grants it', async () => {
    const of = await handedOver(office);
    const due = Date.parse(of.dueAt);
    const later = (hours: number) => new Date(due + hours * HOUR).toISOString();
    const ask = (hours: number) => ({ until: later(hours), reason: '车要从市里调' });
    assert.deepEqual(await refused('pharmacy', of.id, 'extend', ask(2)), [404, undefined], 'not theirs');
    assert.deepEqual(await refused('office', of.id, 'extend', ask(-1)), [400, { until: 'range' }]);
    assert.deepEqual(await refused('editor', of.id, 'refuse', { reason: '来得及' }), [
      409,
      { extensionAsked: 'missing' },
    ]);

    const asked = await act('office', of.id, 'extend', ask(5));
    assert.deepEqual([asked['dueAt'], asked['flags']], [of.dueAt, []]);
    await act('office', of.id, 'extend', ask(2));
    assert.deepEqual(await listed('editor', 'extensionAsked=true'), [of.id]);
    const seen = await look('editor', of.id);
    assert.deepEqual([seen['extensionAsked'], seen['notes'].at(-1).words], [later(2), '车要从市里调']);
    assert.ok(!JSON.stringify(await shown(of)).includes('车要从市里调'));

    assert.deepEqual(await refused('office', of.id, 'refuse', { reason: '我说了算' }), [403, undefined]);
    await act('editor', of.id, 'refuse', { reason: '本县有车' });
    assert.equal((await look('office', of.id))['extensionAsked'], undefined);
    assert.deepEqual((await look('office', of.id))['notes'].at(-1).words, '本县有车');
    assert.deepEqual(await listed('editor', 'extensionAsked=true'), []);

    await act('office', of.id, 'extend', ask(3));
    const granted = await act('supervisor', of.id, 'extend', { until: later(3), reason: '同意' });
    assert.deepEqual([granted['dueAt'], granted['flags']], [later(3), ['extended']]);
    assert.equal((await look('office', of.id))['extensionAsked'], undefined);

    // What it asks for when it gives the thing back is nobody's business any more.
    await act('office', of.id, 'extend', ask(4));
    await act('office', of.id, 'return', { reason: '不归我们' });
    assert.equal((await look('editor', of.id))['extensionAsked'], undefined);
    await act('editor', of.id, 'dispatch', office);
    time = due + 6 * HOUR;
    assert.deepEqual(await refused('office', of.id, 'extend', ask(9)), [409, { dueAt: 'over' }]);
  });

  it('a supervisor urges, supervises and puts what recurs before the level above, which answers', async () => {
    const of = await handedOver(office, { body: '去县医院的车停了三天' });
    time = Date.parse(of.dueAt) + HOUR;
    assert.ok((await listed('supervisor', 'overdue=true')).includes(of.id));
    assert.deepEqual(await refused('editor', of.id, 'supervise', { on: true }), [403, undefined]);
    await act('supervisor', of.id, 'urge', { words: '请今天办' });
    await act('supervisor', of.id, 'supervise', { on: true, words: '两小时一报' });
    const seen = await look('office', of.id);
    assert.deepEqual(seen['flags'], ['urged', 'supervised']);
    assert.deepEqual((await shown(of)).flags, [], 'between the offices');
    await act('office', of.id, 'claim');
    await act('office', of.id, 'reply', { kind: 'answer', body: '班车已恢复，每天两班。' });
    const late = await look('supervisor', of.id);
    assert.ok(late['overdueAt'] && late['answeredAt'], 'answered, and on record as late');
    await act('supervisor', of.id, 'supervise', { on: false });

    await act('editor', of.id, 'highlight', { on: true });
    const sent = await subject.desk<Fields>(
      '/deliveries',
      { kind: 'key-issue', request: of.id, words: '多个乡镇都有' },
      tokens.supervisor,
    );
    assert.equal(sent.status, 201, sent.text);
    const above = (path: string, body?: object) =>
      subject.call<Fields>(`/api/desk/boards/province/deliveries${path}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${tokens.province}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    const { items } = (await above('')).json;
    assert.equal(items[0].id, sent.json['id']);
    assert.equal((await above(`/${items[0].id}/receipt`, {})).status, 200);
    assert.equal((await above(`/${items[0].id}/answer`, { answer: '全省统一恢复班车' })).status, 200);
    const back = (
      await subject.desk<{ items: Fields[] }>('/deliveries?way=out', undefined, tokens.supervisor)
    ).json.items;
    const answered = back.find(({ id }) => id === sent.json['id'])!;
    assert.ok(answered['receivedAt'] && answered['answeredAt'], JSON.stringify(answered));
    const report = await subject.desk<Fields>('/reports/2026-03-20', undefined, tokens.supervisor);
    assert.equal(report.status, 200);
  });
});
