import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Board, Figures, HelpRequest, RequestPage } from '../../src/model/index.js';
import { BOARD, Subject, submission } from './support/gateway.js';

const device = (n: number) => `device-${String(n).padStart(8, '0')}`;

describe('public reads', () => {
  let time = Date.parse('2026-03-20T08:00:00Z');
  const unlimited = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({
    now: () => (time += 1000),
    limits: { submits: unlimited, meToo: unlimited, tracking: unlimited },
  });
  before(() => subject.start());
  after(() => subject.stop());

  it('gives the board with its categories, promise, emergency numbers and totals', async () => {
    const { status, json, headers } = await subject.board<Board>();
    assert.equal(status, 200);
    assert.equal(json.key, BOARD);
    assert.deepEqual([json.promise.normalHours, json.promise.complexHours], [3, 8]);
    assert.ok(json.emergencyRules.some(({ number }) => number === '120'));
    assert.equal(json.figures!.received, 0);
    assert.match(headers.get('etag')!, /^W\/"\w+\.\w+\.\d+"$/);
  });

  it('may be called from any page without a preflight, and tells what the clock needs', async () => {
    const { headers } = await subject.board('/requests', { headers: { origin: 'null' } });
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal(headers.get('access-control-allow-credentials'), null);
    for (const name of ['Date', 'Age', 'ETag', 'Retry-After'])
      assert.ok(headers.get('access-control-expose-headers')!.includes(name));
  });

  it('answers a preflight that browsers may keep', async () => {
    const { status, headers } = await subject.board('/requests', {
      method: 'OPTIONS',
      headers: { origin: 'https://news.example', 'access-control-request-method': 'POST' },
    });
    assert.equal(status, 204);
    assert.equal(headers.get('access-control-max-age'), '86400');
    assert.match(headers.get('access-control-allow-headers')!, /Idempotency-Key/);
  });

  it('keeps caches short: what is taken down is gone within a minute everywhere', async () => {
    const caching = (await subject.board('/requests')).headers.get('cache-control')!;
    const seconds = [...caching.matchAll(/(?:max-age|s-maxage|stale-while-revalidate)=(\d+)/g)];
    assert.equal(seconds.length, 3);
    assert.ok(seconds.reduce((sum, [, n]) => sum + Number(n), 0) <= 60);
  });

  it('changes nothing that the public sees when a private post comes in', async () => {
    const etag = await subject.etag();
    const seen = (await subject.board()).text;
    await subject.submit(submission());
    await subject.submit(submission({ visibility: 'desk' }));
    assert.equal(await subject.etag(), etag);
    assert.equal((await subject.board()).text, seen);
    assert.equal((await subject.board('/requests')).headers.get('etag'), etag);
  });

  it('answers 304 from memory to whoever holds the present state', async (t) => {
    const etag = await subject.etag();
    const { db } = subject.gateway.storage;
    const selects = t.mock.method(db, 'selectFrom');
    for (const path of ['', '/requests?sort=latest', '/figures', '/version']) {
      const { status, text, headers } = await subject.board(path, { headers: { 'if-none-match': etag } });
      assert.deepEqual([status, text, headers.get('etag')], [304, '', etag]);
    }
    // Where several processes share the database, each looks every second whether a board has changed.
    const asked = selects.mock.calls.filter(({ arguments: [table] }) => table !== 'board');
    assert.equal(asked.length, 0);
    await subject.published();
    assert.equal((await subject.board('', { headers: { 'if-none-match': etag } })).status, 200);
  });

  it('answers a usual list from memory until the next public change', async (t) => {
    const first = await subject.board<RequestPage>('/requests?sort=latest&limit=20');
    const selects = t.mock.method(subject.gateway.storage.db, 'selectFrom');
    const again = await subject.board('/requests?sort=latest&limit=20&cachebuster=1');
    assert.equal(again.text, first.text);
    assert.equal(selects.mock.callCount(), 0);
    await subject.published({ body: '刚刚发的。' });
    const fresh = await subject.board<RequestPage>('/requests?sort=latest&limit=20');
    assert.equal(fresh.json.items[0]!.publicBody, '刚刚发的。');
  });

  it('compresses what is worth it, and says so', async () => {
    const plain = await subject.board('', { headers: { 'accept-encoding': 'identity' } });
    const packed = await subject.board('', { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(packed.headers.get('content-encoding'), 'gzip');
    assert.equal(packed.headers.get('vary'), 'Accept-Encoding');
    assert.equal(plain.headers.get('content-encoding'), null);
    assert.equal(packed.text, plain.text);
  });

  it('takes a hidden request out of every list, search and address', async () => {
    const { id } = await subject.published({ body: '马上会被隐藏的求助' });
    assert.equal((await subject.board(`/requests/${id}`)).status, 200);
    await subject.desk(`/requests/${id}/hide`, {});
    assert.equal((await subject.board(`/requests/${id}`)).status, 404);
    for (const path of ['?sort=hot', '?sort=latest', '?q=马上会被隐藏'])
      assert.ok(!(await subject.board(`/requests${path}`)).text.includes(id));
  });

  it('filters by category, stage and region, and searches public text', async () => {
    const { id } = await subject.published({ category: 'testing', region: '柳浦镇', body: '采样点在哪里？' });
    await subject.desk(`/requests/${id}/accept`, {});
    for (const query of [
      'category=testing',
      'stage=accepted',
      `region=${encodeURIComponent('柳浦镇')}`,
      `q=${encodeURIComponent('采样点 哪里')}`,
    ]) {
      const { json } = await subject.board<RequestPage>(`/requests?${query}`);
      assert.deepEqual(
        json.items.map((item) => item.id),
        [id],
        query,
      );
    }
  });

  it('shows pinned requests apart, on the first page only, above every tab', async () => {
    const { id } = await subject.published({ body: '置顶的' });
    await subject.desk(`/requests/${id}/pin`, { on: true });
    for (const sort of ['hot', 'featured', 'latest']) {
      const { json } = await subject.board<RequestPage>(`/requests?sort=${sort}&limit=2`);
      assert.deepEqual(
        json.pinned.map((item) => item.id),
        [id],
      );
      assert.ok(!json.items.some((item) => item.id === id));
      if (json.next) {
        const more = await subject.board<RequestPage>(`/requests?sort=${sort}&limit=2&cursor=${json.next}`);
        assert.deepEqual(more.json.pinned, []);
      }
    }
    await subject.desk(`/requests/${id}/pin`, { on: false });
    assert.deepEqual((await subject.board<RequestPage>('/requests')).json.pinned, []);
  });

  it('puts the featured ones, and only them, under Featured', async () => {
    const { id } = await subject.published({ body: '精华的' });
    await subject.desk(`/requests/${id}/feature`, { on: true });
    const { json } = await subject.board<RequestPage>('/requests?sort=featured');
    assert.deepEqual(
      json.items.map((item) => item.id),
      [id],
    );
  });

  it('counts a device once, and shows counts together after a while', async () => {
    const { id } = await subject.published({ body: '大家都遇到' });
    const etag = await subject.etag();
    const answers = await Promise.all(
      [1, 2, 3, 3, 3].map((n) =>
        subject.post<{ meToo: number }>(`/requests/${id}/me-too`, { device: device(n) }),
      ),
    );
    assert.equal(Math.max(...answers.map(({ json }) => json.meToo)), 3);
    assert.equal(await subject.etag(), etag, 'no new version for each of them');
    const shown = async () => (await subject.board<HelpRequest>(`/requests/${id}`)).json.meToo;
    while ((await shown()) < 3) await new Promise((next) => setTimeout(next, 50));
    assert.notEqual(await subject.etag(), etag);
    assert.ok(
      !JSON.stringify(await subject.gateway.storage.db.selectFrom('me_too').selectAll().execute()).includes(
        'device-',
      ),
    );
  });

  it('shows after a restart what had been counted but not shown when the process ended', async () => {
    const { id } = await subject.published();
    const { db } = subject.gateway.storage;
    await db.updateTable('request').set({ me_too: 7 }).where('id', '=', id).execute();
    await subject.restart();
    assert.equal((await subject.board<HelpRequest>(`/requests/${id}`)).json.meToo, 7);
  });

  it('says no to a me-too for what is not public', async () => {
    const { json } = await subject.submit(submission());
    const { status } = await subject.post(`/requests/${json.id}/me-too`, { device: device(1) });
    assert.equal(status, 404);
  });

  it('has totals that add up, whatever has been done', async () => {
    const moves = fc.constantFrom('accept', 'answer', 'dispatch', 'withdraw', 'publish', 'hide');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(moves, { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
        async (scripts) => {
          for (const script of scripts) {
            const { json } = await subject.submit(submission());
            const at = `/requests/${json.id}`;
            for (const move of script) {
              if (move === 'withdraw')
                await subject.post(`${at}/withdrawal`, {}, { authorization: `Bearer ${json.token}` });
              else if (move === 'answer') await subject.desk(`${at}/reply`, { body: '好了', kind: 'answer' });
              else if (move === 'dispatch')
                await subject.desk(`${at}/dispatch`, { kind: 'department', name: '民政局' });
              else await subject.desk(`${at}/${move}`, {});
            }
          }
          await subject.published();
          const { json: figures } = await subject.board<Figures>('/figures');
          assert.equal(figures.received, figures.answeredOnline + figures.handedOver + figures.waiting);
          const { db } = subject.gateway.storage;
          const rows = await db.selectFrom('request').select('stage').execute();
          assert.equal(figures.received, rows.filter(({ stage }) => stage !== 'withdrawn').length);
          assert.equal(figures.done, rows.filter(({ stage }) => stage === 'answered').length);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('pages without a skip or a repeat while others post', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('hot', 'latest'),
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.nat({ max: 2 }), { minLength: 8, maxLength: 8 }),
        async (sort, limit, inserts) => {
          const all = async (): Promise<string[]> => {
            const { db } = subject.gateway.storage;
            const rows = await db.selectFrom('public_request').select('id').where('pinned', '=', 0).execute();
            return rows.map(({ id }) => id);
          };
          const before = await all();
          const seen: string[] = [];
          let cursor: string | undefined;
          for (let page = 0; ; page++) {
            const query = `sort=${sort}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`;
            const { json } = await subject.board<RequestPage>(`/requests?${query}`);
            assert.ok(json.items.length <= limit);
            seen.push(...json.items.map(({ id }) => id));
            for (let n = 0; n < (inserts[page] ?? 0); n++) await subject.published({ body: `插入 ${page}` });
            cursor = json.next;
            if (!cursor) break;
          }
          assert.equal(new Set(seen).size, seen.length, 'none twice');
          const missed = before.filter((id) => !seen.includes(id));
          assert.deepEqual(missed, [], 'none skipped');
        },
      ),
      { numRuns: 8 },
    );
  });

  it('keeps boards apart', async () => {
    await subject.gateway.createBoard({ key: 'second', template: 'flood', title: '二', region: '清溪县' });
    const { json } = await subject.call<RequestPage>('/api/boards/second/requests');
    assert.deepEqual(json, { items: [], pinned: [] });
    const { id } = await subject.published();
    assert.equal((await subject.call(`/api/boards/second/requests/${id}`)).status, 404);
  });

  it('keeps everything over a restart: boards, versions, posts', async () => {
    const before = await subject.board('/requests?sort=latest&limit=50');
    const etag = await subject.etag();
    await subject.restart();
    assert.equal(await subject.etag(), etag);
    assert.equal((await subject.board('/requests?sort=latest&limit=50')).text, before.text);
  });
});
