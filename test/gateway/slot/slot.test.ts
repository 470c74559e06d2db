import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { adapterConformance } from '../../../src/adapters/conformance/index.js';
import { createRestAdapter } from '../../../src/adapters/rest/index.js';
import type {
  HomeSlot,
  PreviewedSlot,
  SlotEmergencyAnswer,
  SlotPreview,
  SlotState,
  SlotVersion,
  SlotView,
} from '../../../src/model/index.js';
import { PAGES_MAX } from '../../../src/gateway/slot/arrivals.js';
import { BOARD, Subject } from '../support/gateway.js';

const HOUR = 3_600_000;

describe('the slot on home pages', () => {
  let time = Date.parse('2026-03-20T10:00:00+08:00');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now: () => time, jobsEvery: 1e9, limits: { arrivals: plenty } });
  before(() => subject.start());
  after(() => subject.stop());

  const later = (hours: number) => new Date(time + hours * HOUR).toISOString();
  const shown = async (board = BOARD) =>
    (await subject.call<{ home?: HomeSlot }>(`/api/boards/${board}`)).json.home;
  const state = async () => (await subject.desk<SlotState>('/slot')).json;
  const draft = async (headline: string, more: Partial<HomeSlot> = {}) => {
    const { json, status, text } = await subject.desk<SlotVersion>('/slot/versions', {
      on: true,
      headline,
      ...more,
    });
    assert.equal(status, 201, text);
    return json;
  };
  const publish = async ({ number, revision }: SlotVersion, time: object = {}) => {
    const { json, status, text } = await subject.desk<SlotState>(`/slot/versions/${number}/showings`, {
      ...{ ...time, revision },
    });
    assert.equal(status, 200, text);
    return json;
  };
  const pass = async (hours: number) => {
    time += hours * HOUR;
    while (!(await subject.gateway.jobs.run('slot'))) await pause(20);
  };

  it('shows nobody a draft, and the public a version that was published, with who and when', async () => {
    const before = await subject.etag();
    const version = await draft('有困难，说一声', { href: '/help' });
    assert.deepEqual([version.number, version.draft, version.by], [1, true, '王编辑']);
    assert.equal(await shown(), undefined);
    assert.equal(await subject.etag(), before, 'and no cache is emptied for a draft');
    const { showings, shown: now } = await publish(version);
    assert.deepEqual(now, { on: true, headline: '有困难，说一声', href: '/help', version: 1 });
    assert.deepEqual(await shown(), now);
    assert.notEqual(await subject.etag(), before);
    const [{ by, at, reason, until }] = showings as [SlotState['showings'][0]];
    assert.deepEqual([by, at, reason, until], ['王编辑', later(0), 'publish', undefined]);
  });

  it('changes drafts by the revision somebody saw, and never what has been shown', async () => {
    const { number, revision } = await draft('草稿');
    const change = (id: number, body: object) =>
      subject.call<SlotVersion>(`/api/desk/boards/${BOARD}/slot/versions/${id}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${subject.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const changed = await change(number, { headline: '改过的草稿', on: true, revision });
    assert.equal(changed.json.revision, 2, changed.text);
    assert.equal((await change(number, { headline: '晚了一步', on: true, revision })).status, 409);
    assert.equal((await change(1, { headline: '改写历史', on: true, revision: 1 })).status, 409);
    assert.equal((await change(99, { headline: '没有', on: true, revision: 1 })).status, 404);
    assert.equal((await change(number, { headline: 'x', on: true })).status, 400, 'without a revision');
    const decide = async (what: string, body: object) =>
      (await subject.desk(`/slot/versions/${number}/${what}`, body)).status;
    for (const what of ['showings', 'preview'])
      assert.equal(await decide(what, { revision }), 409, `${what} of a wording nobody has read`);
    assert.equal((await shown())!.headline, '有困难，说一声', 'and nothing of it was shown');
    assert.equal(await decide('preview', { revision: 2 }), 200);
  });

  it('refuses what cannot work, and names it', async () => {
    const wrong = async (body: object) => {
      const { status, json } = await subject.desk<{ fields: object }>('/slot/versions', {
        on: true,
        ...body,
      });
      assert.equal(status, 400);
      return Object.keys(json.fields);
    };
    assert.deepEqual(await wrong({ headline: '' }), ['headline']);
    assert.deepEqual(await wrong({ headline: 'x', href: 'javascript:alert(1)' }), ['href']);
    assert.deepEqual(await wrong({ headline: '字'.repeat(61) }), ['headline']);
    assert.deepEqual(await wrong({ headline: 'x', opens: 'page' }), ['href']);
    const when = async (body: object) =>
      (await subject.desk<{ fields: object }>('/slot/versions/1/showings', { ...body, revision: 1 })).json
        .fields;
    assert.deepEqual(await when({ from: later(3), until: later(2) }), { until: 'over before it begins' });
    assert.deepEqual(await when({ from: later(9000) }), { from: 'more than a year ahead' });
  });

  it('opens a preview to whoever has the code, for a week', async () => {
    const { number, revision } = await draft('看看这样好不好', { layout: 'strip' });
    const make = async () =>
      (await subject.desk<SlotPreview>(`/slot/versions/${number}/preview`, { revision })).json.code;
    const first = await make();
    const open = (code: string) => subject.board<PreviewedSlot>(`/slot-previews/${code}`);
    const { json, headers } = await open(first.toLowerCase());
    const expiresAt = new Date(time + 7 * 24 * HOUR).toISOString();
    assert.deepEqual(json, {
      on: true,
      headline: '看看这样好不好',
      layout: 'strip',
      version: number,
      expiresAt,
    });
    assert.equal(headers.get('cache-control'), 'no-store');
    const second = await make();
    assert.equal((await open(first)).status, 404, 'the one before opens nothing any more');
    time += 8 * 24 * HOUR;
    assert.equal((await open(second)).status, 404);
  });

  it('gives all that a home page shows in one small answer, private and long texts left out', async () => {
    const { json, headers, text } = await subject.board<SlotView>('/home');
    assert.equal(json.home!.headline, (await shown())!.headline);
    assert.ok(json.items.length <= 3 && json.figures && json.title);
    for (const item of json.items) {
      assert.deepEqual(
        Object.keys(item).filter((name) => !['id', 'text', 'stage', 'pinned'].includes(name)),
        [],
      );
      assert.ok(item.text.length <= 80);
    }
    assert.ok(text.length < 3000, text);
    assert.match(headers.get('cache-control')!, /s-maxage=8/);
    const again = await subject.call(`/api/boards/${BOARD}/home`, {
      headers: { 'if-none-match': headers.get('etag')! },
    });
    assert.equal(again.status, 304);
  });

  it('takes a layout and a way to open the board, and none that nobody knows', async () => {
    const opened = await draft('换个样子', { layout: 'banner', opens: 'sheet' });
    assert.deepEqual([opened.content.layout, opened.content.opens], ['banner', 'sheet']);
    const wrong = { on: true, headline: '换个样子', layout: 'wall', opens: 'window' };
    const { status, json } = await subject.desk<{ fields: object }>('/slot/versions', wrong);
    assert.deepEqual([status, Object.keys(json.fields)], [400, ['layout', 'opens']]);
  });

  it('begins and ends at its time, bumps the caches then, and shows again what was there before', async () => {
    const before = await subject.etag();
    await publish(await draft('今晚核酸'), { from: later(2), until: later(5) });
    await pass(1);
    assert.equal(await subject.etag(), before);
    await pass(1);
    assert.equal((await shown())!.headline, '今晚核酸');
    assert.notEqual(await subject.etag(), before);
    await pass(2.9);
    assert.equal((await shown())!.headline, '今晚核酸');
    await pass(0.2);
    assert.equal((await shown())!.headline, '有困难，说一声');
  });

  it('takes back what is planned, and ends what is shown', async () => {
    const end = (id: string) =>
      subject.call<SlotState>(`/api/desk/boards/${BOARD}/slot/showings/${id}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${subject.token}` },
      });
    const [planned] = (await publish(await draft('明天开始'), { from: later(20) })).showings;
    const ended = (await end(planned!.id)).json.showings.find(({ id }) => id === planned!.id)!;
    assert.deepEqual([ended.until, ended.endedBy], [ended.from, '王编辑']);
    await pass(30);
    assert.equal((await shown())!.headline, '有困难，说一声');
    assert.equal((await end(planned!.id)).status, 409);
    const { now } = await publish(await draft('说错了'));
    assert.equal((await shown())!.headline, '说错了');
    assert.equal((await end(now!)).json.shown!.headline, '有困难，说一声');
    assert.equal((await end('none')).status, 404);
  });

  it('rolls back to what was shown before, or to a version that is named', async () => {
    const second = await draft('第二版');
    await publish(second);
    await publish(await draft('第三版'));
    const back = (body: object = {}) => subject.desk<SlotState>('/slot/roll-back', body);
    assert.equal((await back()).json.shown!.headline, '第二版');
    assert.equal((await shown())!.version, second.number);
    assert.equal((await back({ version: 1 })).json.shown!.headline, '有困难，说一声');
    assert.equal((await back()).status, 409, 'there was nothing before the first');
    assert.equal((await back({ version: 999 })).status, 409);
    const [{ reason }] = (await state()).showings as [SlotState['showings'][0]];
    assert.equal(reason, 'roll-back');
  });

  it('goes back by time, not by number, and never to the slot switched off', async () => {
    const back = async () => {
      const { json, status } = await subject.desk<SlotState>('/slot/roll-back', {});
      return status === 200 ? json.shown!.headline : status;
    };
    const [first, second] = [await draft('先写的'), await draft('后写的')];
    await publish(second);
    time += HOUR;
    await publish(await draft('只登一小时'), { until: later(1) });
    await pass(2);
    await publish(first);
    time += HOUR;
    await subject.desk('/home', { on: false });
    time += HOUR;
    await subject.desk('/home', { on: true });
    time += HOUR;
    await publish(await draft('说错了'));
    assert.equal(await back(), '先写的', 'switched off is not a wording to go back to');
    time += HOUR;
    assert.equal(await back(), '后写的', 'what was over by then is not what was shown before');
    time += HOUR;
    assert.equal(await back(), '有困难，说一声');
  });

  it('lists the version that is shown, however many drafts came after it', async () => {
    const { version } = (await shown())!;
    for (let i = 0; i < 101; i++) await draft(`草稿 ${i}`);
    const { versions } = await state();
    assert.equal(versions.filter(({ number }) => number === version).length, 1);
  });

  describe('with requests that stand first', () => {
    const pinned: string[] = [];
    const items = async () => (await shown())?.items?.map(({ id }) => id);
    before(async () => {
      for (const body of ['透析专线', '断药怎么办']) pinned.push((await subject.published({ body })).id);
    });

    it('gives their public part with the board, in the order of the editor', async () => {
      const [one, other] = pinned as [string, string];
      await publish(await draft('先看这两条', { pins: [other, one], colours: { accent: '#b5121b' } }));
      assert.deepEqual(await items(), [other, one]);
      assert.deepEqual((await shown())!.colours, { accent: '#b5121b' });
      await publish(await draft('换个顺序', { pins: [one, other] }));
      assert.deepEqual(await items(), [one, other]);
    });

    it('one that is taken down is gone from the slot, and cannot be put there again', async () => {
      const [one, other] = pinned as [string, string];
      const version = await draft('还没登', { pins: [one] });
      await subject.desk(`/requests/${one}/hide`, {});
      assert.deepEqual(await items(), [other]);
      const fields = async (path: string, body: object) => {
        const { status, json } = await subject.desk<{ fields: object }>(path, body);
        assert.equal(status, 400);
        return json.fields;
      };
      assert.deepEqual(await fields('/slot/versions', { on: true, headline: 'x', pins: [one, other] }), {
        pins: `not public: ${one}`,
      });
      assert.deepEqual(await fields(`/slot/versions/${version.number}/showings`, { revision: 1 }), {
        pins: `not public: ${one}`,
      });
      assert.deepEqual(await fields('/slot/versions', { on: true, headline: 'x', pins: [other, other] }), {
        pins: 'twice',
      });
      assert.deepEqual(
        Object.keys(
          await fields('/slot/versions', { on: true, headline: 'x', colours: { accent: 'url(x)' } }),
        ),
        ['colours.accent'],
      );
      await subject.desk('/slot/roll-back', { version: 1 });
    });
  });

  it('is switched off and on as a version, so that the history is whole', async () => {
    await subject.desk('/home', { on: false });
    assert.equal((await shown())!.on, false);
    const { json } = await subject.desk<HomeSlot>('/home', { on: true, lead: '昼夜有人' });
    const { version, ...words } = json;
    assert.deepEqual(words, { on: true, headline: '有困难，说一声', lead: '昼夜有人', href: '/help' });
    const { showings } = await state();
    assert.equal(showings[0]!.version, version);
    assert.deepEqual(
      showings.slice(0, 2).map(({ reason }) => reason),
      ['switch', 'switch'],
    );
  });

  it('tells on how many pages it has arrived, and keeps nothing of who looked', async () => {
    const { version } = (await shown())!;
    const report = (page: string, of = version) =>
      subject.board(`/slot-arrivals?${new URLSearchParams({ page, version: String(of) })}`);
    const pages = async () => (await state()).pages;
    for (const query of ['?u=1', '?u=2#top', ''])
      assert.equal((await report(`https://news.example.cn/a.html${query}`)).status, 200);
    await report('https://news.example.cn/b.html');
    await report('https://news.example.cn/old.html', 1);
    assert.deepEqual(await pages(), { live: 2, behind: 1 });
    await report('https://news.example.cn/old.html');
    assert.deepEqual(await pages(), { live: 3, behind: 0 });
    // A copy from a cache, shown after what is in force, takes nothing back.
    await report('https://news.example.cn/old.html', 1);
    assert.deepEqual(await pages(), { live: 3, behind: 0 });
    assert.equal((await report('ftp://x')).status, 400);
    assert.equal((await report('http://')).status, 400);
    const rows = await subject.gateway.storage.db.selectFrom('slot_page').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(rows), /example|127\.0\.0\.1/);
    assert.ok(rows.every(({ seen_at }) => seen_at % HOUR === 0));
    await publish(await draft('又一版'));
    assert.deepEqual(await pages(), { live: 0, behind: 3 });
    time += 26 * HOUR;
    assert.deepEqual(await pages(), { live: 0, behind: 0 });
    time += 30 * 24 * HOUR;
    await subject.gateway.jobs.run('forget-slot-pages');
    assert.deepEqual(await subject.gateway.storage.db.selectFrom('slot_page').selectAll().execute(), []);
  });

  it('counts a page that comes after as many made-up ones as are counted at most', async () => {
    const { db } = subject.gateway.storage;
    const { version } = (await shown())!;
    const seen_at = Math.floor(time / HOUR) * HOUR;
    for (let from = 0; from < PAGES_MAX; from += 500)
      await db
        .insertInto('slot_page')
        .values(
          Array.from({ length: 500 }, (_, n) => ({
            ...{ board: BOARD, page_hash: `made-up ${from + n}`, version: 1, seen_at },
          })),
        )
        .execute();
    const page = new URLSearchParams({ page: 'https://news.example.cn/', version: String(version) });
    await subject.board(`/slot-arrivals?${page}`);
    assert.deepEqual((await state()).pages, { live: 1, behind: PAGES_MAX - 1 });
    await db.deleteFrom('slot_page').execute();
  });

  describe('in an emergency', () => {
    const TOWNS = ['chengguan', 'dongxi'];
    let supervisor: string;
    before(async () => {
      for (const key of TOWNS)
        await subject.gateway.createBoard({
          ...{ key, parent: BOARD, template: 'flood', title: `${key}求助`, region: key },
        });
      supervisor = await subject.gateway.createToken({ role: 'supervisor', name: '李督办', board: BOARD });
    });
    const ask = (body: object, token = supervisor) =>
      subject.desk<SlotEmergencyAnswer>('/slot/emergency', body, token);

    it('asks before it does anything, and says which boards it is about', async () => {
      const wish = { on: true, scope: 'subtree', headline: '洪水来了，求助点这里' };
      const { json } = await ask(wish);
      assert.equal(json.done, false);
      assert.deepEqual(json.boards.map(({ key }) => key).sort(), [BOARD, ...TOWNS].sort());
      assert.equal((await shown())!.emergency, undefined);
      assert.equal((await ask(wish, subject.token)).status, 403, 'a subtree is the supervisor’s');
      await publish(await draft('与此同时'));
      const stale = await ask({ ...wish, confirm: json.confirm });
      assert.equal(stale.json.done, false, 'what was confirmed is not what there is now');
      const { confirm } = stale.json;
      assert.equal((await ask({ ...wish, headline: '别的话', confirm })).json.done, false);
      assert.equal((await ask({ ...wish, confirm })).json.done, true);
      for (const board of [BOARD, ...TOWNS]) {
        const home = (await shown(board))!;
        assert.deepEqual([home.on, home.emergency, home.headline], [true, true, '洪水来了，求助点这里']);
      }
    });

    it('tells a supervisor how the boards below stand, and nobody else', async () => {
      const page = 'https://chengguan.example.cn/';
      const { version } = (await shown('chengguan'))!;
      await subject.call(
        `/api/boards/chengguan/slot-arrivals?${new URLSearchParams({ page, version: String(version) })}`,
      );
      const read = (token: string) =>
        subject.call<SlotState>(`/api/desk/boards/${BOARD}/slot`, {
          headers: { authorization: `Bearer ${token}` },
        });
      const below = (await read(supervisor)).json.below!;
      assert.deepEqual(
        below.find(({ key }) => key === 'chengguan'),
        { key: 'chengguan', title: 'chengguan求助', emergency: true, pages: { live: 1, behind: 0 } },
      );
      assert.equal((await read(subject.token)).json.below, undefined);
      const { boards } = (await ask({ on: false, scope: 'subtree' })).json;
      assert.equal(boards.find(({ key }) => key === 'chengguan')!.pages, 1);
    });

    it('nothing else comes before it: what is published or planned waits below', async () => {
      await publish(await draft('平常的一版'));
      assert.equal((await shown())!.headline, '洪水来了，求助点这里');
      assert.equal((await subject.desk('/home', { on: false })).status, 409);
      assert.equal((await subject.desk('/slot/roll-back', {})).status, 409);
      await pass(1);
      assert.equal((await shown())!.emergency, true);
    });

    it('is taken off again everywhere, with what was there before', async () => {
      const wish = { on: false, scope: 'subtree' };
      const { confirm } = (await ask(wish)).json;
      assert.equal((await ask({ ...wish, confirm })).json.done, true);
      assert.deepEqual([(await shown())!.headline, (await shown())!.emergency], ['平常的一版', undefined]);
      for (const board of TOWNS) assert.equal(await shown(board), undefined);
      assert.deepEqual((await ask(wish)).json.boards, [], 'and there is nothing left to take off');
      const log = await subject.gateway.storage.db
        .selectFrom('audit')
        .select('board')
        .where('action', '=', 'slot-emergency')
        .execute();
      assert.equal(log.length, 6);
    });

    it('an editor does it for the own board', async () => {
      const wish = { on: true, scope: 'own' };
      const { confirm } = (await ask(wish, subject.token)).json;
      assert.equal((await ask({ ...wish, confirm }, subject.token)).json.done, true);
      assert.deepEqual([(await shown())!.headline, (await shown())!.emergency], ['平常的一版', true]);
    });
  });

  describe('by way of the REST adapter', () => {
    let boards = 0;
    const cases = adapterConformance(async () => {
      const key = `ground-${++boards}`;
      await subject.gateway.createBoard({ key, template: 'everyday', title: '清溪', region: '清溪县' });
      const token = await subject.gateway.createToken({ role: 'editor', name: '王编辑', board: key });
      const adapter = createRestAdapter({
        ...{ backend: `${subject.url}api`, board: key, getToken: () => token },
      });
      return { adapter };
    });
    // The adapters' own clock is the machine's.
    before(() => void (time = Date.now()));
    for (const { group, name, run } of cases)
      if (group === 'slot') it(name, async () => assert.equal(await run(), undefined));
  });
});
