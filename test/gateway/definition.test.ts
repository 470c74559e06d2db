import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Board } from '../../src/model/index.js';
import { Subject, submission } from './support/gateway.js';

interface Definition {
  board: Board;
  retentionDays: number;
  revision: string;
}

describe('what a board asks and offers', () => {
  const subject = new Subject();
  let admin = '';
  before(async () => {
    await subject.start();
    admin = await subject.gateway.createToken({ role: 'admin', name: '管理员' });
  });
  after(() => subject.stop());

  const change = (body: object) => subject.desk<Definition>('/definition', body, admin);
  const shown = async () => (await subject.board<Board>()).json;

  it('is changed by an admin, and what is left out stays', async () => {
    const before = await shown();
    const { status, json, text } = await change({
      features: { comments: true },
      promise: { complexHours: 12 },
    });
    assert.equal(status, 200, text);
    const after = await shown();
    assert.deepEqual(after.features, { ...before.features, comments: true });
    assert.deepEqual(after.promise, { ...before.promise, complexHours: 12 });
    assert.deepEqual(after.categories, before.categories);
    // Counted where it is shown, and set by nobody.
    const { counts: _, ...set } = after;
    assert.deepEqual(json.board, set);
    await change({ open: false });
    assert.equal((await subject.submit(submission())).json['code' as never], 'board-closed');
    await change({ open: true });
    assert.equal((await subject.submit(submission())).status, 201);
  });

  it('is written around by the newsroom, which changes nothing else', async () => {
    const announcements = [{ id: 'a1', title: '明天起全县分三批采样', body: '', at: '2026-03-20T08:00:00Z' }];
    const directory = [{ name: '城关街道值班', group: '街道', phone: '10000000110' }];
    const written = await subject.desk('/contents', { announcements, directory, notice: '演示数据' });
    assert.equal(written.status, 200, written.text);
    const { announcements: said, directory: phones, notice } = await shown();
    assert.equal(said[0]!.title, announcements[0]!.title);
    assert.deepEqual([phones, notice], [directory, '演示数据']);
    assert.equal((await subject.desk('/contents', { notice: '' })).status, 200);
    assert.equal((await shown()).notice, undefined);
    assert.equal((await subject.desk('/contents', { open: false })).status, 400);
    assert.equal((await subject.desk('/definition', { open: false })).status, 403);
  });

  it('is changed on what somebody saw: two who change one list at once do not undo each other', async () => {
    const seen = (await subject.desk<Definition>('/definition')).json;
    const list = (...names: string[]) => ({ directory: names.map((name) => ({ name })) });
    const { revision } = seen;
    const first = await subject.desk<Definition>('/contents', { ...list('透析中心值班'), revision });
    assert.equal(first.status, 200, first.text);
    assert.notEqual(first.json.revision, revision);
    const second = await subject.desk('/contents', { ...list('城关街道值班'), revision });
    assert.equal(second.status, 409, second.text);
    assert.deepEqual(second.json['fields' as never], { revision: 'stale' });
    assert.deepEqual((await shown()).directory, [{ name: '透析中心值班' }]);
    const again = { ...list('透析中心值班', '城关街道值班'), revision: first.json.revision };
    assert.equal((await subject.desk('/contents', again)).status, 200);
    // How long what is private is kept counts, too; what only the public numbers change does not.
    const now = (await subject.desk<Definition>('/definition')).json.revision;
    await subject.submit(submission());
    assert.equal((await subject.desk<Definition>('/definition')).json.revision, now);
    assert.notEqual((await change({ retentionDays: 30 })).json.revision, now);
    await change({ retentionDays: 0 });
  });

  it('is refused where the form, or a request that is there, could not be read with it', async () => {
    const { categories, consents, attributes } = await shown();
    const refused = async (body: object, status: number, field: string) => {
      const answer = await change(body);
      assert.equal(answer.status, status, JSON.stringify(body).slice(0, 80));
      assert.ok(field in (answer.json['fields' as never] as object), answer.text);
    };
    await refused({ categories: [...categories, categories[0]] }, 400, 'categories');
    await refused({ categories: [] }, 400, 'categories');
    await refused({ consents: consents.filter(({ kind }) => kind !== 'privacy') }, 400, 'consents');
    await refused({ promise: { normalHours: 9, complexHours: 8 } }, 400, 'promise.complexHours');
    await refused({ promise: { normalHours: -1 } }, 400, 'promise.normalHours');
    const [one] = attributes;
    await refused({ attributes: [{ ...one, categories: ['nothing'] }] }, 400, `attributes.${one!.code}`);
    await subject.submit(submission({ category: 'supplies' }));
    const fewer = categories.filter(({ code }) => code !== 'supplies');
    await refused({ categories: fewer, attributes: [] }, 409, 'categories');
    await refused({ key: 'other' }, 400, 'key');
  });

  it('says how long it keeps what is private, and stands in the audit log', async () => {
    const kept = async () => (await subject.desk<Definition>('/definition')).json.retentionDays;
    assert.equal(await kept(), 0);
    const version = await subject.etag();
    await change({ retentionDays: 180 });
    assert.equal(await kept(), 180);
    assert.equal(await subject.etag(), version, 'nothing that the public sees');
    await change({ retentionDays: 0 });
    assert.equal(await kept(), 0);
    const log = await subject.desk<{ items: { detail: object; name: string }[] }>(
      '/audit?action=definition&limit=1',
      undefined,
      admin,
    );
    assert.deepEqual(log.json.items[0]!.detail, { fields: ['retentionDays'] });
    assert.equal(log.json.items[0]!.name, '管理员');
  });
});
