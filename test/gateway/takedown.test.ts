import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import type { HelpRequest } from '../../src/model/index.js';
import { Subject, submission } from './support/gateway.js';

const MARK = '要拿下的内容';

/** Longest that a shared cache may go on answering with what it has, by the answer's own header. */
function heldFor(header: string | null): number {
  const seconds = (name: string) =>
    Number(new RegExp(`(?:^|[ ,])${name}=(\\d+)`).exec(header ?? '')?.[1] ?? 0);
  return Math.max(seconds('max-age'), seconds('s-maxage')) + seconds('stale-while-revalidate');
}

describe('what is taken down', () => {
  const subject = new Subject();
  before(() => subject.start());
  after(() => subject.stop());

  /** A published request with a photo, and every address it can be read at. */
  async function published() {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c33' } })
      .jpeg()
      .toBuffer();
    const sha256 = createHash('sha256').update(photo).digest('hex');
    const key = randomUUID();
    await subject.board(`/uploads/${key}/${sha256}`, { method: 'PUT', body: new Uint8Array(photo) });
    const { json: receipt } = await subject.submit(
      submission({ body: MARK, attachments: [{ sha256 }] }),
      key,
    );
    await subject.desk(`/requests/${receipt.id}/publish`, {});
    await subject.desk(`/requests/${receipt.id}/feature`, { on: true });
    const { json } = await subject.board<HelpRequest>(`/requests/${receipt.id}`);
    const own = [`/requests/${receipt.id}`, `/${json.attachments[0]!.url}`];
    const lists = ['hot', 'latest', 'featured'].map((sort) => `/requests?sort=${sort}&limit=20`);
    const slot = { on: true, headline: '有困难，说一声', pins: [receipt.id] };
    const { json: draft } = await subject.desk<{ number: number; revision: number }>('/slot/versions', slot);
    await subject.desk(`/slot/versions/${draft.number}/showings`, { revision: draft.revision });
    return {
      receipt,
      own: [...own, `/open311/v2/requests/${receipt.id}.json`],
      lists: [
        ...lists,
        ...[`/requests?q=${encodeURIComponent(MARK)}`, '/snapshot', '/feed.atom', '/home'],
        ...['/requests?sort=latest&scope=subtree', '/open311/v2/requests.json', '/open311/v2/requests.xml'],
        ...['/export?format=csv', '/export?format=jsonl'],
      ],
    };
  }
  const ways: Record<string, (receipt: { id: string; token: string }) => Promise<{ status: number }>> = {
    hidden: ({ id }) => subject.desk(`/requests/${id}/hide`, {}),
    withdrawn: ({ id, token }) =>
      subject.post(`/requests/${id}/withdrawal`, {}, { authorization: `Bearer ${token}` }),
    deleted: ({ id, token }) =>
      subject.post(`/requests/${id}/deletion`, {}, { authorization: `Bearer ${token}` }),
  };

  for (const [way, takeDown] of Object.entries(ways)) {
    it(`is gone at once from the gateway's own caches, and from all others within a minute: ${way}`, async () => {
      const { receipt, own, lists } = await published();
      const tags = new Map<string, string>();
      for (const path of [...own, ...lists]) {
        // Twice: the second is answered from the cache, where there is one.
        await subject.board(path);
        const { status, headers, text } = await subject.board(path);
        assert.equal(status, 200, path);
        if (lists.includes(path)) assert.ok(text.includes(MARK), path);
        const caching = headers.get('cache-control');
        assert.ok(heldFor(caching) <= 60, `${path}: ${caching}`);
        assert.match(caching!, /s-maxage=([0-9]|10)(,|$)/, path);
        assert.match(caching!, /stale-while-revalidate=([0-9]|[12][0-9]|30)(,|$)/, path);
        tags.set(path, headers.get('etag')!);
      }

      assert.equal((await takeDown(receipt)).status, 200);
      for (const [path, tag] of tags) {
        for (const headers of [undefined, { 'if-none-match': tag }]) {
          const { status, text } = await subject.board(path, headers && { headers });
          assert.equal(status, own.includes(path) ? 404 : 200, path);
          assert.ok(!text.includes(MARK), path);
        }
      }
    });
  }
});

describe('the feed', () => {
  const subject = new Subject();
  before(() => subject.start());
  after(() => subject.stop());

  it('holds public requests with their answers as text, whatever was written', async () => {
    const { id } = await subject.published({
      title: '<b>粮&油</b>',
      body: ']]> <script>alert("1")</script>\u0007',
    });
    const { json: hidden } = await subject.submit(submission({ body: '没有公开的' }));
    await subject.desk(`/requests/${id}/accept`, {});
    const answer = { author: '县商务局', role: 'department', kind: 'answer', body: '今天 <送到>。' };
    await subject.desk(`/requests/${id}/reply`, answer);
    const { headers, text } = await subject.board('/feed.atom');
    assert.equal(headers.get('content-type'), 'application/atom+xml; charset=utf-8');
    assert.ok(text.includes(`${subject.url}r/${id}`));
    assert.ok(text.includes('&lt;b&gt;粮&amp;油&lt;/b&gt;') && text.includes('今天 &lt;送到&gt;。'));
    assert.doesNotMatch(text, /<script|\u0007/);
    assert.ok(!text.includes(hidden.id) && !text.includes('没有公开的'));
  });

  it('and the snapshot of an empty board are empty, not errors', async () => {
    const empty = await new Subject().start();
    const { json } = await empty.board<{ latest: { items: unknown[] }; board: { key: string } }>('/snapshot');
    assert.deepEqual([json.latest.items, json.board.key], [[], 'qingxi']);
    assert.match((await empty.board('/feed.atom')).text, /<feed .*<\/feed>/s);
    await empty.stop();
  });
});
