import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { verifySite } from '../../../src/gateway/commands/verify.js';
import { LOCAL_CALLS } from '../../../src/gateway/local/calls.js';
import type { HelpRequest, OwnRequest, Receipt, Tracked } from '../../../src/model/index.js';
import { BOARD, Subject } from '../support/gateway.js';
import { rowsOf } from '../support/rows.js';

type Fields = Record<string, any>;
const HOUR = 3_600_000;
const WRONG = '请拨打 MARKWRONG 0571-1234567';
const RIGHT = '请拨打 0571-7654321';

describe('a reply that is put right', () => {
  let time = Date.parse('2026-03-20T08:00:00Z');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now: () => (time += 1000), limits: { submits: plenty } });
  let second: string;
  before(async () => {
    await subject.start();
    second = await subject.gateway.createToken({ role: 'supervisor', name: '李审核' });
  });
  after(() => subject.stop());

  const act = (id: string, what: string, body: object = {}, token?: string) =>
    subject.desk<Fields>(`/requests/${id}/${what}`, body, token);
  const detail = async (id: string) => (await subject.desk<Fields>(`/requests/${id}`)).json;
  const shown = async (id: string) => (await subject.board<HelpRequest>(`/requests/${id}`)).json;
  const bearer = ({ token }: Receipt) => ({ authorization: `Bearer ${token}` });
  const correct = (id: string, reply: string, body: string, token?: string) =>
    act(id, `replies/${reply}/correction`, { body }, token);
  const faults = async () =>
    (await verifySite(subject.place)).flatMap(({ what, wrong }) => wrong.map((line) => `${what}: ${line}`));

  async function answered(more: object = {}) {
    const receipt = await subject.published();
    await act(receipt.id, 'accept');
    const sent = await act(receipt.id, 'reply', { kind: 'answer', body: WRONG, ...more });
    assert.equal(sent.status, 200, sent.text);
    const { replies } = await detail(receipt.id);
    return { receipt, id: receipt.id, reply: replies.at(-1) as Fields & { id: string } };
  }
  async function review(steps: number, work: () => Promise<void>): Promise<void> {
    const { boards, writes } = subject.gateway.storage;
    await writes.write((c) => boards.changeSettings(c, BOARD, { reviewSteps: steps }));
    await work();
    await writes.write((c) => boards.changeSettings(c, BOARD, { reviewSteps: 0 }));
  }

  it('says the new words everywhere, is the same reply still, and moves neither stage nor clock nor figures', async () => {
    const { receipt, id, reply } = await answered();
    const before = await shown(id);
    const stats = async () => (await subject.board<Fields>('/stats')).json;
    const counted = await stats();
    time += HOUR;
    const { status, json } = await correct(id, reply.id, RIGHT);
    assert.deepEqual([status, json['stage']], [200, 'answered']);

    const after = await shown(id);
    const [said] = after.replies;
    const { correctedAt, ...rest } = said!;
    assert.ok(Date.parse(correctedAt!) > Date.parse(said!.at) + HOUR);
    assert.deepEqual(rest, { ...before.replies[0], body: RIGHT });
    for (const field of ['answeredAt', 'dueAt', 'stage', 'flags', 'createdAt'] as const)
      assert.deepEqual(after[field], before[field], field);
    const recounted = await stats();
    for (const figure of ['totals', 'rates', 'replyTimes', 'departments', 'areas']) {
      assert.ok(counted[figure], figure);
      assert.deepEqual(recounted[figure], counted[figure], figure);
    }
    const own = await subject.board<OwnRequest>(`/requests/${id}/own`, { headers: bearer(receipt) });
    const tracked = await subject.board<Tracked>(`/track/${receipt.trackingCode}`);
    for (const { json: read } of [own, tracked])
      assert.deepEqual([read.replies[0]!.body, read.replies[0]!.correctedAt], [RIGHT, correctedAt]);
    assert.deepEqual(await faults(), []);
  });

  it('tells everybody that it was put right, without the words of before', async () => {
    const { id, reply } = await answered();
    await correct(id, reply.id, RIGHT);
    const step = (await shown(id)).timeline.at(-1)!;
    assert.deepEqual(
      [step.stage, step.by, step.note, step.corrected],
      ['answered', '清溪县求助平台', undefined, true],
    );
  });

  it('keeps every earlier wording for the desk, with who and when, and in the audit log only that it was done', async () => {
    const { id, reply } = await answered();
    await correct(id, reply.id, '请拨打 MARKAGAIN');
    await correct(id, reply.id, RIGHT, second);
    const { notes, timeline, replies } = await detail(id);
    assert.deepEqual(
      notes.map(({ who, action, words, reply: of }: Fields) => [who, action, words, of]),
      [
        ['王编辑', 'correct', WRONG, reply.id],
        ['李审核', 'correct', '请拨打 MARKAGAIN', reply.id],
      ],
    );
    assert.equal(notes.at(-1).at, replies[0].correctedAt);
    const steps = timeline.filter(({ action }: Fields) => action === 'correct');
    assert.deepEqual(
      steps.map(({ who, fields }: Fields) => [who, fields]),
      [
        ['王编辑', ['replies']],
        ['李审核', ['replies']],
      ],
    );
    const { json: log, text } = await subject.desk<Fields>('/audit', undefined, second);
    assert.ok(log['items'].some((one: Fields) => one['action'] === 'correct' && one['request'] === id));
    assert.ok(!text.includes('MARK'));
  });

  it('leaves nothing of the first words in any public read, however it was kept there', async () => {
    const { id, reply } = await answered();
    const paths = [
      '',
      `/requests/${id}`,
      '/requests?sort=latest',
      '/requests?sort=hot',
      '/snapshot',
      '/feed.atom',
    ];
    paths.push('/requests?q=MARKWRONG', '/requests?sort=latest&scope=subtree', '/home');
    paths.push(`/open311/v2/requests/${id}.json`, '/open311/v2/requests.json', '/export?format=csv');
    paths.push('/export?format=jsonl', '/stats');
    const tags = new Map<string, string>();
    const had = [];
    for (const path of paths) {
      await subject.board(path);
      const { status, headers, text } = await subject.board(path);
      assert.equal(status, 200, path);
      if (text.includes(reply.id) || text.includes('MARKWRONG')) had.push(path);
      tags.set(path, headers.get('etag')!);
    }
    assert.ok(had.length >= 9, `they had it before: ${had.join()}`);
    assert.equal((await correct(id, reply.id, RIGHT)).status, 200);
    // Of the other requests of this file none may have it left.
    for (const [path, tag] of tags)
      for (const headers of [undefined, { 'if-none-match': tag }]) {
        const { status, text } = await subject.board(path, headers && { headers });
        if (had.includes(path)) assert.equal(status, 200, `${path} is new`);
        assert.ok(!text.includes('MARKWRONG'), path);
      }
    const found = await subject.board<{ items: HelpRequest[] }>('/requests?q=MARKWRONG');
    assert.deepEqual(found.json.items, []);
  });

  it('waits for its review where the paper’s replies do, and the last step changes what the public reads', () =>
    review(2, async () => {
      const third = await subject.gateway.createToken({ role: 'editor', name: '三审' });
      const receipt = await subject.published();
      await act(receipt.id, 'accept');
      const unit = { role: 'department', author: '县卫健局', kind: 'answer', body: '门诊 MARKCLINIC' };
      await act(receipt.id, 'reply', unit);
      const { id } = receipt;
      const [reply] = (await detail(id))['replies'];
      const sent = await correct(id, reply.id, RIGHT);
      const proposal = sent.json['proposal'] as string;
      assert.equal((await shown(id)).replies[0]!.body, unit.body, 'until then nothing has changed');
      const waiting = (await subject.desk<Fields>('/proposals')).json['items'].at(-1);
      assert.deepEqual([waiting.id, waiting.corrects, waiting.kind], [proposal, reply.id, 'answer']);
      const approve = (token?: string) => act(id, `proposals/${proposal}/approval`, {}, token);
      assert.deepEqual((await approve()).json['fields'], { reviewer: 'writer' });
      assert.equal((await approve(second)).status, 200);
      assert.equal((await shown(id)).replies[0]!.body, unit.body);
      assert.equal((await approve(third)).status, 200);
      const after = await shown(id);
      assert.equal(after.replies.length, 1);
      assert.deepEqual(
        [after.replies[0]!.body, after.replies[0]!.author, after.replies[0]!.role],
        [RIGHT, '县卫健局', 'department'],
      );
      assert.equal((await detail(id))['notes'].at(-1).words, unit.body);
      // Said already: nothing waits, and an approval that comes too late does no harm.
      assert.equal((await correct(id, reply.id, RIGHT)).json['proposal'], undefined);
    }));

  it('is for a unit to do with what it has said itself, and with nothing else', async () => {
    const officer = await subject.gateway.createToken({
      ...{ role: 'department', name: '李科长', unit: '县卫生健康局', board: BOARD },
    });
    const { id, reply } = await answered({ kind: 'acknowledgement' });
    await act(id, 'dispatch', { kind: 'department', name: '县卫生健康局' });
    await act(id, 'reply', { kind: 'answer', body: '请到二楼' }, officer);
    const own = (await detail(id))['replies'].at(-1);
    const refused = await correct(id, reply.id, RIGHT, officer);
    assert.deepEqual([refused.status, refused.json['fields']], [403, { reply: 'of-others' }]);
    assert.equal((await correct(id, own.id, '请到三楼', officer)).status, 200);
    const step = (await shown(id)).timeline.at(-1)!;
    assert.deepEqual([step.by, step.corrected], ['县卫生健康局', true]);
  });

  it('for the requester alone stays for the requester alone, and nobody else hears of it', async () => {
    const { receipt, id, reply } = await answered({ audience: 'requester' });
    const steps = (await shown(id)).timeline.length;
    assert.equal((await correct(id, reply.id, RIGHT)).status, 200);
    const { json } = await subject.board<OwnRequest>(`/requests/${id}/own`, { headers: bearer(receipt) });
    assert.ok(json.replies[0]!.body === RIGHT && json.replies[0]!.correctedAt);
    const after = await shown(id);
    assert.deepEqual([after.replies, after.timeline.length], [[], steps]);
  });

  it('is refused with a reason: of another request, of none, empty, on an old revision, or of what is at rest', async () => {
    const { id, reply } = await answered();
    const { id: other } = await answered();
    for (const [of, which] of [
      [other, reply.id],
      [id, 'nothing'],
    ] as const) {
      const { status, json } = await correct(of, which, RIGHT);
      assert.deepEqual([status, json['code'], json['fields']], [404, 'not-found', { reply: 'unknown' }]);
    }
    assert.deepEqual((await correct(id, reply.id, '')).json['fields'], { body: 'minLength' });
    const { revision } = await detail(id);
    await act(id, 'note', { words: '记一笔' });
    const stale = await act(id, `replies/${reply.id}/correction`, { body: RIGHT, revision });
    assert.deepEqual([stale.status, stale.json['changes'][0].action], [409, 'note']);

    const { receipt: folded, reply: gone } = await answered();
    await act(folded.id, 'merge', { into: other });
    const merged = await correct(folded.id, gone.id, RIGHT);
    assert.deepEqual([merged.status, merged.json['fields']], [409, { stage: 'merged' }]);
    const { receipt: asked } = await answered({ kind: 'acknowledgement' });
    const said = (await detail(asked.id))['replies'][0];
    await subject.post(`/requests/${asked.id}/withdrawal`, {}, bearer(asked));
    assert.equal((await correct(asked.id, said.id, RIGHT)).status, 409);
    const { receipt: erased, reply: lost } = await answered();
    await subject.post(`/requests/${erased.id}/deletion`, {}, bearer(erased));
    assert.equal((await correct(erased.id, lost.id, RIGHT)).status, 404);
    assert.equal((await shown(id)).replies[0]!.body, WRONG);
  });

  it('is read by whoever was folded into it', async () => {
    const { id, reply } = await answered();
    const twin = await subject.published();
    await act(twin.id, 'merge', { into: id });
    await correct(id, reply.id, RIGHT);
    const { json } = await subject.board<OwnRequest>(`/requests/${twin.id}/own`, { headers: bearer(twin) });
    assert.deepEqual(
      json.replies.map(({ body }) => body),
      [RIGHT],
    );
  });

  it('lies sealed beside the request as long as that is kept, and goes with it', async () => {
    const first = await answered({ body: '请找 ONLYONCE' });
    await correct(first.id, first.reply.id, RIGHT);
    const erased = await answered({ body: '请找 ONLYTWICE' });
    await correct(erased.id, erased.reply.id, RIGHT);
    const leaks = async () => {
      const rows = JSON.stringify(await rowsOf(subject.place));
      return ['ONLYONCE', 'ONLYTWICE'].filter((mark) => rows.includes(mark));
    };
    await subject.gateway.close();
    assert.deepEqual(await leaks(), []);
    await subject.open();

    await subject.post(`/requests/${erased.id}/deletion`, {}, bearer(erased.receipt));
    await act(first.id, 'resolve');
    await LOCAL_CALLS.keepFor(subject.gateway, { board: BOARD, days: 1 });
    time += 48 * HOUR;
    await subject.gateway.jobs.run('anonymise');
    assert.deepEqual((await detail(first.id))['notes'], []);
    assert.equal((await shown(first.id)).replies[0]!.body, RIGHT, 'what everybody read stays');
    const { db } = subject.gateway.storage;
    const left = await db.selectFrom('note').select('id').where('request', '=', erased.id).execute();
    assert.deepEqual(left, []);
    assert.deepEqual(await faults(), []);
    await LOCAL_CALLS.keepFor(subject.gateway, { board: BOARD, days: null });
  });

  it('and verify notices when an earlier wording cannot be opened any more', async () => {
    const { id, reply } = await answered();
    await correct(id, reply.id, RIGHT);
    const { db } = subject.gateway.storage;
    const { sealed } = await db
      .selectFrom('note')
      .select('sealed')
      .where('request', '=', id)
      .executeTakeFirstOrThrow();
    const set = (value: string) =>
      db.updateTable('note').set({ sealed: value }).where('request', '=', id).execute();
    await set(`${sealed.slice(0, -6)}AAAAAA`);
    assert.match((await faults()).join(), /internal notes.*cannot be opened/);
    await set(sealed);
    assert.deepEqual(await faults(), []);
  });

  it('is done once under its key, and the same words again change nothing', async () => {
    const { id, reply } = await answered();
    const send = (key: string) =>
      subject.call<Fields>(`/api/desk/boards/${BOARD}/requests/${id}/replies/${reply.id}/correction`, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${subject.token}`, 'idempotency-key': key, 'if-match': '*' },
          'content-type': 'application/json',
        },
        body: JSON.stringify({ body: RIGHT }),
      });
    const key = randomUUID();
    const first = await send(key);
    assert.deepEqual((await send(key)).json, first.json);
    assert.equal((await send(randomUUID())).json['revision'], first.json['revision']);
    assert.equal((await detail(id))['notes'].length, 1);
  });
});
