import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { csv } from '../../../src/gateway/figures/csv.js';
import { groupSimilar } from '../../../src/gateway/figures/similar.js';
import type { HelpRequest, Stats } from '../../../src/model/index.js';
import { Subject, submission } from '../support/gateway.js';

const DAY = 86_400_000;

describe('a file for spreadsheets', () => {
  it('begins with its mark, and holds no formula of anybody’s', () => {
    assert.equal(csv([['a', 1, undefined]]), '\ufeffa,1,\r\n');
    for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])
      assert.ok(
        csv([[formula]])
          .slice(1)
          .replace(/^"/, '')
          .startsWith("'"),
        formula,
      );
    assert.equal(csv([['a "b", c', -5]]), '\ufeff"a ""b"", c",-5\r\n');
    // A spreadsheet may part the cells by something else.
    assert.equal(csv([['a;=1+1', 'a\t=1']]), '\ufeff"a;=1+1","a\t=1"\r\n');
  });
});

describe('similar requests', () => {
  it('are the same need in other words', () => {
    const texts = [
      '小区停水三天了，什么时候来水？',
      '我们小区停水三天，什么时候能来水',
      '孩子上网课没有书桌，求一张小书桌',
      '停水三天，请问小区什么时候来水啊',
      '求一张书桌给孩子上网课用',
    ];
    const groups = groupSimilar(texts, (text) => text, 0.4).map(({ items }) => items.length);
    assert.deepEqual(groups, [3, 2]);
  });

  it('does not take what is covered, or nothing, for likeness', () => {
    const texts = ['〔电话已隐藏〕', '〔电话已隐藏〕', '', '！！！'];
    assert.equal(groupSimilar(texts, (text) => text, 0.4).length, 4);
  });
});

describe('figures for the desk', () => {
  let time = Date.parse('2026-03-19T10:00:00+08:00');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now: () => time, limits: { submits: plenty } });
  const post = async (changes: object, publish = false) => {
    const { id } = (await subject.submit(submission(changes))).json;
    if (publish) await subject.desk(`/requests/${id}/publish`, {});
    return id;
  };
  before(async () => {
    await subject.start();
    await post({ body: '小区停水三天了，什么时候来水？', category: 'utilities' });
    time += DAY;
    for (let i = 0; i < 5; i++)
      await post(
        { body: `小区停水三天了，什么时候来水？${i}栋`, category: 'utilities', source: { channel: 'app' } },
        i < 2,
      );
    await post(
      { body: '=HYPERLINK("http://x")有毒', source: { channel: 'app', page: 'https://n.cn/a?who=138' } },
      true,
    );
    await post({ body: '停水，只给工作人员看 MARKDESK', visibility: 'desk', category: 'utilities' });
  });
  after(() => subject.stop());

  it('are of this moment, with every row and where people came from', async () => {
    const { json } = await subject.desk<Stats & { sources: { channel: string; received: number }[] }>(
      '/stats?period=today',
    );
    assert.equal(json.totals.received, 7);
    assert.deepEqual(
      json.sources.map(({ channel, received }) => [channel, received]),
      [
        ['app', 6],
        ['', 1],
      ],
    );
    const { source_page } = await subject.gateway.storage.db
      .selectFrom('request')
      .select('source_page')
      .where('source_page', 'is not', null)
      .executeTakeFirstOrThrow();
    assert.equal(source_page, 'https://n.cn/a');
  });

  it('group what many ask for, with what it was the day before, and samples of what is public alone', async () => {
    const { json, text } = await subject.desk<{
      issues: { count: number; before: number; samples: unknown[] }[];
    }>('/digest?period=today');
    assert.deepEqual(
      json.issues.map(({ count, before: was, samples }) => [count, was, samples.length]),
      [[5, 1, 2]],
    );
    assert.ok(!text.includes('MARKDESK'));
  });

  it('of everything begin with the first request, not with the calendar', async () => {
    const { db } = subject.gateway.storage;
    const first = await db
      .selectFrom('request')
      .select('received_at')
      .orderBy('received_at')
      .executeTakeFirstOrThrow();
    const day = new Date(Number(first.received_at) + 8 * 3_600_000).toISOString().slice(0, 10);
    const { json } = await subject.desk<{ from: string; requests: number }>('/digest?period=all');
    assert.equal(json.from, day);
    assert.ok(json.requests > 5);
  });

  it('count every one of many, of both days: what grows is told by what it was', async () => {
    const { storage } = subject.gateway;
    const one = await storage.db
      .selectFrom('request')
      .selectAll()
      .where('category', '=', 'utilities')
      .where('publication', '=', 'public')
      .limit(1)
      .executeTakeFirstOrThrow();
    const of = async (day: string, count: number) => {
      const received_at = Date.parse(`${day}T09:00:00+08:00`);
      const rows = Array.from({ length: count }, (_, n) => ({
        ...{ ...one, id: `${day}-${n}`, tracking_hash: `${day}-${n}`, received_at: received_at + n },
        public_body: `小区停水三天了，什么时候来水？${n % 30}栋`,
      }));
      await storage.writes.write(async ({ db }) => {
        while (rows.length) await db.insertInto('request').values(rows.splice(0, 20)).execute();
      });
    };
    await of('2026-03-09', 700);
    await of('2026-03-10', 2600);
    const { json } = await subject.desk<{
      requests: number;
      read: number;
      issues: { count: number; before: number }[];
    }>('/digest?period=2026-03-10');
    assert.deepEqual([json.requests, json.read], [2600, 2600]);
    assert.deepEqual(
      json.issues.map(({ count, before: was }) => [count, was]),
      [[2600, 700]],
    );
    await storage.writes.write(({ db }) => db.deleteFrom('request').where('id', 'like', '2026-%').execute());
  });

  it('make a report of a day: to print, for a spreadsheet, as JSON', async () => {
    const html = await subject.desk('/reports/2026-03-20');
    assert.match(html.headers.get('content-type')!, /text\/html/);
    assert.match(html.headers.get('content-security-policy')!, /default-src 'none'/);
    assert.ok(html.text.includes('工作日报') && html.text.includes('答复率＝'));
    const file = await subject.desk('/reports/2026-03-20?format=csv');
    assert.match(file.text.replace(/^\ufeff/, ''), /^清溪县求助平台,工作日报,2026-03-20\r\n/);
    const { json } = await subject.desk<{ day: Stats; whole: Stats }>('/reports/2026-03-20?format=json');
    assert.deepEqual([json.day.totals.received, json.whole.totals.received], [7, 8]);
    assert.equal(json.day.series.step, 'hour');
    for (const bad of ['2026-02-30', '2026-3-1', 'today'])
      assert.equal((await subject.desk(`/reports/${bad}`)).status, 400, bad);
  });

  it('give everything public away as open data, and nothing else', async () => {
    const file = await subject.board('/export');
    assert.match(file.headers.get('content-type')!, /text\/csv/);
    assert.ok(file.text.includes(`"'=HYPERLINK(""http://x"")有毒"`), file.text);
    const lines = (await subject.board('/export?format=jsonl')).text.trim().split('\n');
    const requests = lines.map((line) => JSON.parse(line) as HelpRequest);
    assert.equal(requests.length, 3);
    assert.ok(!file.text.includes('MARKDESK') && !lines.join().includes('MARKDESK'));
    assert.equal((await subject.board('/export?format=xls')).status, 400);
  });
});
