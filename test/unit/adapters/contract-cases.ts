import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { HelpBoardAdapter, ListQuery } from '../../../src/adapters/contract.js';
import { HelpBoardError, type ErrorCode } from '../../../src/adapters/errors.js';
import type { MemoryAdapter } from '../../../src/adapters/memory/index.js';
import type { HelpRequest, Receipt } from '../../../src/model/index.js';
import {
  boardFixture,
  HOSTILE_TEXT,
  requestFixture,
  submissionFixture,
} from '../../../src/testing/fixtures.js';

export interface Subject {
  adapter: Required<HelpBoardAdapter>;
  /** What is behind it: for the editor's part. */
  backend: MemoryAdapter;
  end?(): Promise<void>;
}

const plain = boardFixture();
export const board = { ...plain, features: { ...plain.features, comments: true } };
const HOUR = 3_600_000;
const now = Date.now();

/** Twelve plain requests and two pinned ones. */
export const requests: HelpRequest[] = [
  ...Array.from({ length: 12 }, (_, i) =>
    requestFixture({
      id: `r${i}`,
      createdAt: new Date(now - (i + 1) * HOUR).toISOString(),
      category: i % 2 ? 'supplies' : 'medical',
      stage: i % 3 ? 'accepted' : 'answered',
      region: i % 4 ? '柳浦镇' : '城关街道',
      publicBody: `第${i}件事：${i === 7 ? '胰岛素断了' : '家里没有菜了'}`,
      meToo: (i * 37) % 11,
      featured: i > 8,
    }),
  ),
  requestFixture({ id: 'p1', pinned: true, meToo: 5, category: 'supplies' }),
  requestFixture({ id: 'p2', pinned: true, meToo: 50, category: 'supplies' }),
];

/** Rejects with `HelpBoardError` of this code. */
export const failsWith = (work: Promise<unknown>, code: ErrorCode) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof HelpBoardError, String(error));
    assert.equal(error.code, code);
    return true;
  });

const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id);

async function walk(adapter: HelpBoardAdapter, query: ListQuery): Promise<HelpRequest[]> {
  const all: HelpRequest[] = [];
  let cursor: string | undefined;
  do {
    const page = await adapter.list({ ...query, cursor });
    if (cursor) assert.deepEqual(page.pinned, []);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return all;
}

/** What every adapter with all capabilities has to do, whatever is behind it. */
export function contractCases(name: string, start: () => Promise<Subject>): void {
  describe(`contract: ${name}`, () => {
    let subject: Subject;
    let adapter: Subject['adapter'];
    beforeEach(async () => {
      subject = await start();
      adapter = subject.adapter;
    });
    afterEach(() => subject.end?.());

    const post = (key: string = randomUUID(), changes = {}) =>
      adapter.submit(submissionFixture(changes), { key });
    const isListed = async ({ id }: Receipt) =>
      ids(await walk(adapter, { sort: 'latest', limit: 50 })).includes(id);

    it('gives the board with all that a form needs', async () => {
      const given = await adapter.loadBoard();
      const { figures, ...rest } = given;
      const { figures: _none, ...expected } = board;
      assert.equal(rest.key, expected.key);
      assert.deepEqual(
        rest.categories.map(({ code }) => code),
        expected.categories.map(({ code }) => code),
      );
      assert.equal(figures!.received, figures!.answeredOnline + figures!.handedOver + figures!.waiting);
    });

    it('lists the newest first, the hottest first, the featured alone', async () => {
      const latest = await walk(adapter, { sort: 'latest' });
      assert.deepEqual(ids(latest), ids(requests.slice(0, 12)));
      const hot = await walk(adapter, { sort: 'hot' });
      assert.deepEqual(
        hot.map(({ score }) => score),
        latest.map(({ score }) => score).sort((a, b) => b - a),
      );
      assert.deepEqual(ids(await walk(adapter, { sort: 'featured' })), ['r9', 'r10', 'r11']);
    });

    it('gives pinned requests apart, on the first page only', async () => {
      const first = await adapter.list({ sort: 'latest', limit: 5 });
      assert.deepEqual(ids(first.pinned), ['p2', 'p1']);
      assert.ok(!ids(first.items).includes('p1'));
    });

    it('pages without a skip or a repeat, whatever the size of the page', async () => {
      for (const sort of ['hot', 'latest'] as const) {
        const whole = ids(await walk(adapter, { sort, limit: 50 }));
        assert.equal(whole.length, 12);
        for (const limit of [1, 3, 5, 12]) assert.deepEqual(ids(await walk(adapter, { sort, limit })), whole);
      }
    });

    it('filters by category, stage, region and words', async () => {
      const all = { sort: 'latest', limit: 50 } as const;
      const medical = await walk(adapter, { ...all, category: 'medical' });
      assert.deepEqual(ids(medical), ['r0', 'r2', 'r4', 'r6', 'r8', 'r10']);
      assert.deepEqual(ids(await walk(adapter, { ...all, stage: 'answered' })), ['r0', 'r3', 'r6', 'r9']);
      assert.deepEqual(ids(await walk(adapter, { ...all, region: '城关街道' })), ['r0', 'r4', 'r8']);
      assert.deepEqual(ids(await walk(adapter, { ...all, q: '胰岛素' })), ['r7']);
      assert.deepEqual(ids(await walk(adapter, { ...all, q: '没有这样的词' })), []);
    });

    it('gives one request, and says when there is none', async () => {
      assert.equal((await adapter.get('r3')).publicBody, requests[3]!.publicBody);
      await failsWith(adapter.get('no-such'), 'not-found');
      for (const strange of ['../../x', '%', 'a b', '\ud800', '<b>', '']) {
        await assert.rejects(adapter.get(strange), HelpBoardError);
      }
    });

    it('records a submission and promises an answer from its receipt on', async () => {
      const key = randomUUID();
      const before = Date.now();
      const receipt = await post(key);
      assert.equal(receipt.key, key);
      assert.equal(receipt.stage, 'submitted');
      assert.ok(Math.abs(Date.parse(receipt.receivedAt) - before) < 5000);
      assert.equal(Date.parse(receipt.dueAt) - Date.parse(receipt.receivedAt), 3 * HOUR);
      assert.ok(receipt.trackingCode.length >= 10 && receipt.token.length >= 22);
    });

    it('records once under a key, however often and however fast it is sent', async () => {
      const key = randomUUID();
      const receipts = await Promise.all(Array.from({ length: 5 }, () => post(key)));
      for (const receipt of receipts) assert.deepEqual(receipt, receipts[0]);
      assert.deepEqual(await post(key), receipts[0]);
      const { totals: figures } = await adapter.stats({ period: 'all' });
      assert.equal(figures.received, requests.length + 1);
    });

    it('tells of another text under the same key that the first has arrived, with its receipt', async () => {
      const key = randomUUID();
      const receipt = await post(key);
      await assert.rejects(post(key, { body: '改过的内容' }), (error) => {
        assert.ok(error instanceof HelpBoardError);
        assert.equal(error.code, 'already-received');
        assert.equal(error.retryable, false);
        assert.deepEqual(error.receipt, receipt);
        return true;
      });
    });

    it('refuses what breaks a rule, and says where', async () => {
      await assert.rejects(post(undefined, { consents: { privacy: '1' } }), (error) => {
        assert.ok(error instanceof HelpBoardError);
        assert.equal(error.code, 'invalid');
        assert.ok(Object.keys(error.fields!).includes('consents.health'));
        return true;
      });
      await failsWith(post(undefined, { body: '   ' }), 'invalid');
    });

    it('takes a category that the board does not know', async () => {
      const { id, token } = await post(undefined, { category: 'of-yesterday' });
      assert.equal((await adapter.own({ id, token })).category, 'other');
    });

    it('shows nobody a post that waits for review', async () => {
      const receipt = await post();
      assert.equal(await isListed(receipt), false);
      await failsWith(adapter.get(receipt.id), 'not-found');
      assert.equal((await adapter.own(receipt)).publication, 'pending');
      await subject.backend.publish(receipt.id);
      assert.equal(await isListed(receipt), true);
      assert.equal((await adapter.own(receipt)).publication, 'public');
    });

    it('keeps a post for the desk with the desk', async () => {
      const receipt = await post(undefined, { visibility: 'desk' });
      assert.equal((await adapter.own(receipt)).publication, 'desk');
      assert.equal(await isListed(receipt), false);
    });

    it('publishes no contact: name, phone and door are covered', async () => {
      const key = randomUUID();
      const sha256 = 'b'.repeat(64);
      await adapter.upload({ sha256, blob: new Blob(['x'], { type: 'image/png' }) }, { key });
      const receipt = await post(key, {
        title: '急，13800000000',
        body: '住3幢2单元501室，电话138 0000 0000，微信abc_12345',
        region: '城关街道13800000000',
        attachments: [{ sha256, alt: '病历，13800000000' }],
      });
      await subject.backend.publish(receipt.id);
      const shown = JSON.stringify([await adapter.get(receipt.id), await adapter.list({ sort: 'latest' })]);
      for (const secret of [
        '陈小梅',
        '13800000000',
        '138 0000',
        '和平路',
        '501室',
        'abc_12345',
        receipt.token,
      ])
        assert.ok(!shown.includes(secret), secret);
      assert.ok(shown.includes('陈**'));
    });

    it('keeps hostile text as the text it is', async () => {
      const receipt = await post(undefined, { body: HOSTILE_TEXT });
      assert.equal((await adapter.own(receipt)).body, HOSTILE_TEXT);
      await subject.backend.publish(receipt.id);
      assert.equal((await adapter.get(receipt.id)).publicBody, HOSTILE_TEXT);
    });

    it('follows a request by its code, however somebody wrote it down', async () => {
      const { trackingCode: code } = await post();
      assert.equal((await adapter.track(code)).stage, 'submitted');
      const noted = ` ${code.toLowerCase().replace(/(....)/g, '$1 ')}`;
      assert.equal((await adapter.track(noted)).stage, 'submitted');
      const tracked: Record<string, unknown> = { ...(await adapter.track(code)) };
      assert.ok(!('body' in tracked) && !('id' in tracked));
      await failsWith(adapter.track('0000-0000-0000'), 'not-found');
    });

    it('opens the own request with its token alone', async () => {
      const receipt = await post();
      assert.equal((await adapter.own(receipt)).body, submissionFixture().body);
      await failsWith(adapter.own({ ...receipt, token: 'x'.repeat(26) }), 'not-found');
      await failsWith(adapter.own({ ...receipt, id: 'no-such' }), 'not-found');
    });

    it('adds to the own request, once per key', async () => {
      const receipt = await post();
      const key = randomUUID();
      await adapter.add(receipt, { body: '补充：已经找到车了' }, { key });
      await adapter.add(receipt, { body: '补充：已经找到车了' }, { key });
      const { additions } = await adapter.own(receipt);
      assert.deepEqual(
        additions.map(({ body }) => body),
        ['补充：已经找到车了'],
      );
      await failsWith(
        adapter.add({ ...receipt, token: 'wrong' }, { body: 'x' }, { key: randomUUID() }),
        'not-found',
      );
    });

    it('withdraws the own request out of public view, and again without harm', async () => {
      const receipt = await post();
      await subject.backend.publish(receipt.id);
      await adapter.withdraw(receipt);
      await adapter.withdraw(receipt);
      assert.equal((await adapter.own(receipt)).stage, 'withdrawn');
      assert.equal(await isListed(receipt), false);
    });

    it('takes an urge only once the time is over, and again without harm', async () => {
      const receipt = await post();
      await adapter.prepare();
      await failsWith(adapter.urge(receipt), 'conflict');
      await failsWith(adapter.urge({ ...receipt, token: 'wrong' }), 'not-found');
    });

    it('rates what has been answered, and nothing else', async () => {
      const receipt = await post();
      await adapter.prepare();
      await failsWith(adapter.rate(receipt, { solved: 'yes' }), 'conflict');
    });

    it('takes up again only what has been answered or closed', async () => {
      const receipt = await post();
      await adapter.prepare();
      await failsWith(adapter.reopen(receipt, { body: '还没来' }, { key: randomUUID() }), 'conflict');
      assert.deepEqual((await adapter.own(receipt)).additions, []);
    });

    it('erases the own request, and says that it is gone when asked again', async () => {
      const receipt = await post();
      await adapter.prepare();
      await failsWith(adapter.erase({ ...receipt, token: 'wrong' }), 'not-found');
      await adapter.erase(receipt);
      await failsWith(adapter.erase(receipt), 'not-found');
      await failsWith(adapter.own(receipt), 'not-found');
    });

    it('has another version after a public change, and after nothing else', async () => {
      await adapter.prepare();
      const before = await adapter.version();
      const receipt = await post();
      assert.equal(await adapter.version(), before);
      await subject.backend.publish(receipt.id);
      assert.notEqual(await adapter.version(), before);
    });

    it('counts a me-too once per device', async () => {
      const before = requests[1]!.meToo;
      assert.equal(await adapter.meToo('r1', { device: 'a' }), before + 1);
      assert.equal(await adapter.meToo('r1', { device: 'a' }), before + 1);
      assert.equal(await adapter.meToo('r1', { device: 'b' }), before + 2);
      assert.equal((await adapter.get('r1')).meToo, before + 2);
      await failsWith(adapter.meToo('no-such', { device: 'a' }), 'not-found');
    });

    it('counts thanks once per device, where there is an answer to give thanks for', async () => {
      await adapter.prepare();
      assert.equal(await adapter.thank('r3', { device: 'a' }), 1);
      assert.equal(await adapter.thank('r3', { device: 'a' }), 1);
      assert.equal(await adapter.thank('r3', { device: 'b' }), 2);
      assert.equal((await adapter.get('r3')).thanks, 2);
      await failsWith(adapter.thank('r1', { device: 'a' }), 'conflict');
      await failsWith(adapter.thank('no-such', { device: 'a' }), 'not-found');
    });

    it('records a comment once under its key, and shows it to nobody before an editor has', async () => {
      await adapter.prepare();
      const key = randomUUID();
      await adapter.comment('r3', { body: '我家也是这样' }, { key });
      await adapter.comment('r3', { body: '我家也是这样' }, { key });
      await failsWith(adapter.comment('r3', { body: '改过的话' }, { key }), 'already-received');
      assert.deepEqual(await adapter.comments('r3'), { items: [] });
      await failsWith(adapter.comments('no-such'), 'not-found');
    });

    it('knows what a text that is being written is like', async () => {
      await adapter.prepare();
      const { requests: alike } = await adapter.suggest('我家胰岛素断了');
      assert.equal(alike[0]!.id, 'r7');
      assert.deepEqual(await adapter.suggest('zzzz'), { requests: [], explainers: [] });
    });

    it('takes photos before the submission that names them, and misses those that never came', async () => {
      const key = randomUUID();
      const sha256 = 'a'.repeat(64);
      await failsWith(post(key, { attachments: [{ sha256 }] }), 'missing-upload');
      const blob = new Blob([new Uint8Array([255, 216, 255])], { type: 'image/jpeg' });
      await adapter.upload({ sha256, blob }, { key });
      await adapter.upload({ sha256, blob }, { key });
      const receipt = await post(key, { attachments: [{ sha256, alt: '药盒' }] });
      await subject.backend.publish(receipt.id);
      const { attachments } = await adapter.get(receipt.id);
      assert.equal(attachments.length, 1);
      assert.equal(attachments[0]!.alt, '药盒');
      const text = new Blob(['x'], { type: 'text/html' });
      await failsWith(adapter.upload({ sha256, blob: text }, { key }), 'unsupported-type');
    });

    it('has totals that add up', async () => {
      const { received, answeredOnline, handedOver, waiting, done } = (await adapter.stats({ period: 'all' }))
        .totals;
      assert.equal(received, answeredOnline + handedOver + waiting);
      assert.ok(done <= received);
    });

    it('ends every call with `aborted` when it is aborted before it begins', async () => {
      const receipt = await post();
      const ended = new AbortController();
      ended.abort();
      const { signal } = ended;
      const key = randomUUID();
      await failsWith(adapter.loadBoard({ signal }), 'aborted');
      await failsWith(adapter.list({ sort: 'hot' }, { signal }), 'aborted');
      await failsWith(adapter.get('r1', { signal }), 'aborted');
      await failsWith(adapter.submit(submissionFixture(), { key, signal }), 'aborted');
      await failsWith(adapter.track(receipt.trackingCode, { signal }), 'aborted');
      await failsWith(adapter.own(receipt, { signal }), 'aborted');
      await failsWith(adapter.add(receipt, { body: 'x' }, { key, signal }), 'aborted');
      await failsWith(adapter.withdraw(receipt, { signal }), 'aborted');
      await failsWith(adapter.meToo('r1', { device: 'a', signal }), 'aborted');
      await failsWith(adapter.thank('r3', { device: 'a', signal }), 'aborted');
      await failsWith(adapter.comment('r3', { body: 'x' }, { key, signal }), 'aborted');
      await failsWith(adapter.suggest('x', { signal }), 'aborted');
      await failsWith(adapter.stats({ period: 'all' }, { signal }), 'aborted');
      assert.equal((await adapter.stats({ period: 'all' })).totals.received, requests.length + 1);
    });

    it('gives copies: changing an answer changes nothing behind it', async () => {
      const page = await adapter.list({ sort: 'latest' });
      page.items[0]!.publicBody = 'changed';
      page.items[0]!.replies.push({} as never);
      const again = await adapter.list({ sort: 'latest' });
      assert.notEqual(again.items[0]!.publicBody, 'changed');
      assert.deepEqual(again.items[0]!.replies, []);
    });
  });
}
