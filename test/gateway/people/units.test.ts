import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Receipt, Submission } from '../../../src/model/index.js';
import { Subject, submission } from '../support/gateway.js';

const OFFICE = '县卫生健康局';
const GROUP = '红马甲车队';

interface Detail {
  id: string;
  body: string;
  contact: { name: string; phone: string; address?: string };
  location?: unknown;
  additions: { body: string }[];
}

describe('a unit sees what has been handed over to it', () => {
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ limits: { submits: plenty } });
  const tokens: Record<'office' | 'other' | 'group' | 'rivals' | 'supervisor', string> = {
    ...{ office: '', other: '', group: '', rivals: '', supervisor: '' },
  };
  const sent: Partial<Submission> = {
    category: 'medical',
    body: '透析病人，电话 13812345678',
    contact: { name: '陈国良', phone: '13812345678', address: '幸福路12号' },
    location: { latitude: 29.123456, longitude: 120.654321 },
    consents: { privacy: '1', health: '1', location: '1' },
  };
  const at: Record<string, Receipt> = {};

  const look = (who: keyof typeof tokens, what: string) =>
    subject.desk<Detail>(`/requests/${at[what]!.id}`, undefined, tokens[who]);
  const listed = async (who: keyof typeof tokens) =>
    (await subject.desk<{ items: Detail[] }>('/requests?limit=50', undefined, tokens[who])).json.items;

  before(async () => {
    await subject.start();
    const token = (role: 'department' | 'volunteer', unit: string) =>
      subject.gateway.createToken({ role, name: `${unit}的人`, unit });
    tokens.office = await token('department', OFFICE);
    tokens.other = await token('department', '县交通运输局');
    tokens.group = await token('volunteer', GROUP);
    tokens.rivals = await token('volunteer', '蓝天队');
    tokens.supervisor = await subject.gateway.createToken({ role: 'supervisor', name: '督办' });
    const make = async (name: string, changes: Partial<Submission>, kind?: string, unit?: string) => {
      const { json } = await subject.submit(submission({ ...sent, ...changes }));
      at[name] = json;
      if (!kind) return;
      await subject.desk(`/requests/${json.id}/accept`, {});
      const { status } = await subject.desk(`/requests/${json.id}/dispatch`, { kind, name: unit });
      assert.equal(status, 200);
    };
    await make('waiting', {});
    await make('handed', {}, 'department', OFFICE);
    await make('confidential', { confidential: true }, 'department', OFFICE);
    await make('offered', {}, 'volunteer', GROUP);
    await subject.post(
      `/requests/${at['confidential']!.id}/additions`,
      { body: '再打 13987654321' },
      { 'idempotency-key': randomUUID(), authorization: `Bearer ${at['confidential']!.token}` },
    );
  });
  after(() => subject.stop());

  it('in its list and by its address; everything else does not exist for it', async () => {
    const ids = (...names: string[]) => names.map((name) => at[name]!.id).sort();
    const seen = async (who: keyof typeof tokens) => (await listed(who)).map(({ id }) => id).sort();
    assert.deepEqual(await seen('office'), ids('handed', 'confidential'));
    assert.deepEqual(await seen('other'), []);
    assert.deepEqual(await seen('group'), ids('offered'));
    assert.deepEqual(await seen('rivals'), ids('offered'));
    assert.deepEqual(await seen('supervisor'), ids('waiting', 'handed', 'confidential', 'offered'));
    for (const [who, what, status] of [
      ['office', 'handed', 200],
      ['office', 'waiting', 404],
      ['office', 'offered', 404],
      ['other', 'handed', 404],
      ['group', 'offered', 200],
      ['group', 'handed', 404],
      ['supervisor', 'waiting', 200],
    ] as const)
      assert.equal((await look(who, what)).status, status, `${who} ${what}`);
    const reply = { body: '不是我的', kind: 'acknowledgement' };
    assert.equal(
      (await subject.desk(`/requests/${at['handed']!.id}/reply`, reply, tokens.other)).status,
      404,
    );
  });

  it('with the contact, where it has to reach the person', async () => {
    const { json } = await look('office', 'handed');
    assert.deepEqual(json.contact, sent.contact);
    assert.equal(json.body, sent.body);
    assert.deepEqual((await look('group', 'offered')).json.contact, sent.contact);
  });

  it('but never whom a confidential complaint came from', async () => {
    const { json, text } = await look('office', 'confidential');
    assert.deepEqual(json.contact, { name: '', phone: '' });
    for (const mark of ['13812345678', '陈国良', '幸福路', '29.123456', '13987654321'])
      assert.ok(!text.includes(mark), mark);
    assert.match(json.body, /透析病人/);
    assert.deepEqual(json.additions, [], 'an editor has not released it');
    assert.deepEqual((await look('supervisor', 'confidential')).json.contact, sent.contact);
  });

  it('and volunteers of another group see what is offered, not whom they would help, and do nothing with it', async () => {
    const { json, text } = await look('rivals', 'offered');
    assert.deepEqual(json.contact, { name: '陈**', phone: '138****5678' });
    for (const mark of ['13812345678', '幸福路', '29.123456']) assert.ok(!text.includes(mark), mark);
    const reply = { body: '我们来', kind: 'acknowledgement' };
    assert.equal(
      (await subject.desk(`/requests/${at['offered']!.id}/reply`, reply, tokens.rivals)).status,
      403,
    );
  });

  it('until a group has claimed it: then it is that group’s alone', async () => {
    const { json } = await subject.submit(submission(sent));
    await subject.desk(`/requests/${json.id}/accept`, {});
    await subject.desk(`/requests/${json.id}/dispatch`, { kind: 'volunteer', name: GROUP });
    const claimed = await subject.desk(`/requests/${json.id}/claim`, {}, tokens.rivals);
    assert.equal(claimed.status, 200, claimed.text);
    at['claimed'] = json;
    assert.deepEqual((await look('rivals', 'claimed')).json.contact, sent.contact);
    assert.equal((await look('group', 'claimed')).status, 404);
    assert.ok(!(await listed('group')).some(({ id }) => id === json.id));
    assert.ok((await listed('rivals')).some(({ id }) => id === json.id));
  });

  it('and of slips its own, with what on them is its own, and no contact of a confidential request', async () => {
    interface Slips {
      items: { id: string; to: { name: string }; requests: { request: string }[] }[];
    }
    const slips = async (who: keyof typeof tokens) =>
      (await subject.desk<Slips>('/slips?limit=50', undefined, tokens[who])).json.items;
    const shown = async (who: keyof typeof tokens) =>
      (await slips(who)).flatMap(({ requests }) => requests.map(({ request }) => request)).sort();
    const ids = (...names: string[]) => names.map((name) => at[name]!.id).sort();
    assert.deepEqual(await shown('office'), ids('handed', 'confidential'));
    assert.deepEqual(await shown('other'), []);
    assert.deepEqual(await shown('group'), ids('offered'));
    assert.deepEqual(await shown('rivals'), ids('claimed'), 'what it took on, whoever it was offered to');

    const own = await slips('office');
    for (const { id } of own) {
      const sheet = await subject.desk(`/slips/${id}/sheet`, undefined, tokens.office);
      assert.equal(sheet.status, 200);
      const confidential = sheet.text.includes('当事人要求保密');
      assert.equal(sheet.text.includes('13812345678'), !confidential);
      for (const path of [`/slips/${id}`, `/slips/${id}/sheet`])
        for (const who of ['other', 'group', 'rivals'] as const)
          assert.equal((await subject.desk(path, undefined, tokens[who])).status, 404, `${who} ${path}`);
    }
  });

  it('until it gives it back', async () => {
    const { json } = await subject.submit(submission(sent));
    await subject.desk(`/requests/${json.id}/accept`, {});
    const unit = { kind: 'department', name: '县交通运输局' };
    const { slip } = (await subject.desk<{ slip: string }>(`/requests/${json.id}/dispatch`, unit)).json;
    const sheet = () => subject.desk(`/slips/${slip}/sheet`, undefined, tokens.other);
    assert.equal((await sheet()).status, 200);
    const back = { reason: '不是我局职责', suggest: { kind: 'department', name: OFFICE } };
    assert.equal(
      (await subject.desk(`/requests/${json.id}/return`, { suggest: back.suggest }, tokens.other)).status,
      400,
      'never without a reason',
    );
    assert.equal((await subject.desk(`/requests/${json.id}/return`, back, tokens.other)).status, 200);
    assert.equal((await sheet()).status, 404);
    const { suggested } = (
      await subject.desk<{ suggested: object }>(`/requests/${json.id}`, undefined, tokens.supervisor)
    ).json;
    assert.deepEqual(suggested, back.suggest);
  });

  it('and not how to reach whoever took it back', async () => {
    const { json } = await subject.submit(submission(sent));
    const path = `/requests/${json.id}`;
    await subject.desk(`${path}/accept`, {});
    await subject.desk(`${path}/dispatch`, { kind: 'department', name: '县交通运输局' });
    const contact = async () =>
      (await subject.desk<{ contact: object }>(path, undefined, tokens.other)).json.contact;
    assert.deepEqual(await contact(), sent.contact);
    await subject.post(`${path}/withdrawal`, {}, { authorization: `Bearer ${json.token}` });
    assert.deepEqual(await contact(), { name: '陈**', phone: '138****5678' });
  });

  it('and no list is a look: nothing private is in it', async () => {
    for (const who of Object.keys(tokens) as (keyof typeof tokens)[]) {
      const text = JSON.stringify(await listed(who));
      for (const mark of ['13812345678', '陈国良', '幸福路'])
        assert.ok(!text.includes(mark), `${mark} for ${who}`);
    }
  });

  it('and speaks for itself alone', async () => {
    const reply = { body: '已安排', kind: 'acknowledgement', author: '县委', role: 'newsroom' };
    const answer = await subject.desk(`/requests/${at['handed']!.id}/reply`, reply, tokens.office);
    assert.equal(answer.status, 200, answer.text);
    const row = await subject.gateway.storage.db
      .selectFrom('reply')
      .select(['author', 'role'])
      .where('request', '=', at['handed']!.id)
      .executeTakeFirstOrThrow();
    assert.deepEqual({ ...row }, { author: OFFICE, role: 'department' });
  });

  it('and every look is on record: who, when, at what, which fields', async () => {
    await look('office', 'handed');
    const path = `/audit?action=look&request=${at['handed']!.id}&limit=1`;
    interface Entry {
      actor: string;
      name: string;
      at: string;
      request: string;
      detail: { fields: string[] };
    }
    const { json } = await subject.desk<{ items: Entry[]; next?: string }>(
      path,
      undefined,
      tokens.supervisor,
    );
    const [entry] = json.items;
    assert.equal(entry!.name, `${OFFICE}的人`);
    assert.equal(entry!.request, at['handed']!.id);
    for (const field of ['contact', 'body', 'location'])
      assert.ok(entry!.detail.fields.includes(field), field);
    assert.ok(json.next, 'there were looks before');
    const older = await subject.desk<{ items: Entry[] }>(
      `${path}&cursor=${json.next}`,
      undefined,
      tokens.supervisor,
    );
    assert.equal(older.json.items.length, 1);
    await look('rivals', 'offered');
    const covered = await subject.desk<{ items: Entry[] }>(
      `/audit?action=look&request=${at['offered']!.id}&limit=1`,
      undefined,
      tokens.supervisor,
    );
    assert.deepEqual(covered.json.items[0]!.detail, { fields: ['covered'] });
    assert.equal((await subject.desk('/audit')).status, 403, 'not for every editor');
    assert.ok(!JSON.stringify([json, covered.json]).includes('13812345678'));
  });
});
