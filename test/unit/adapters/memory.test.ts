import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { boardSchema, decode, requestPageSchema } from '../../../src/model/index.js';
import { validator } from '../model/schemas.js';
import { board, contractCases, failsWith, requests } from './contract-cases.js';

contractCases('memory', async () => {
  const backend = createMemoryAdapter({ board, requests });
  return { adapter: backend, backend };
});

describe('memory adapter', () => {
  it('shows a dozen samples on a board marked as demo data, without being given anything', async () => {
    const adapter = createMemoryAdapter();
    const shown = await adapter.loadBoard();
    assert.match(shown.notice!, /演示数据/);
    const { items, pinned } = await adapter.list({ sort: 'latest', limit: 50 });
    assert.ok(items.length + pinned.length >= 12);
    const codes = shown.categories.map(({ code }) => code);
    for (const { category } of items) assert.ok(codes.includes(category), category);
  });

  it('gives what the strict schemas accept', async () => {
    const adapter = createMemoryAdapter();
    const isBoard = validator(boardSchema);
    assert.ok(isBoard(await adapter.loadBoard()), JSON.stringify(isBoard.errors));
    const isPage = validator(requestPageSchema);
    const page = await adapter.list({ sort: 'hot', limit: 50 });
    assert.ok(isPage(page), JSON.stringify(isPage.errors));
    assert.deepEqual(decode(requestPageSchema, page), page);
  });

  it('has samples whose answers, stages and clocks agree', async () => {
    const { items, pinned } = await createMemoryAdapter().list({ sort: 'latest', limit: 50 });
    for (const { id, stage, replies, answeredAt, timeline, createdAt, dueAt } of [...items, ...pinned]) {
      assert.equal(timeline[timeline.length - 1]!.stage, stage, id);
      assert.equal(
        replies.some(({ kind }) => kind === 'answer'),
        answeredAt !== undefined,
        id,
      );
      assert.equal(Date.parse(dueAt) - Date.parse(createdAt), 3 * 3_600_000, id);
      const times = timeline.map(({ at }) => at);
      assert.deepEqual([...times].sort(), times, id);
      assert.ok(Date.parse(times[times.length - 1]!) <= Date.now(), id);
    }
  });

  it('takes nothing new on a closed board', async () => {
    const adapter = createMemoryAdapter({ board: { ...board, open: false }, requests });
    await failsWith(
      adapter.submit((await import('../../../src/testing/fixtures.js')).submissionFixture(), { key: 'k' }),
      'board-closed',
    );
  });

  it('answers after its latency, and is aborted in it', async () => {
    const adapter = createMemoryAdapter({ latency: 50 });
    const before = performance.now();
    await adapter.loadBoard();
    assert.ok(performance.now() - before >= 45);
    const ending = new AbortController();
    const answer = adapter.list({ sort: 'hot' }, { signal: ending.signal });
    ending.abort();
    await failsWith(answer, 'aborted');
  });

  it('refuses a cursor of another tab, and takes any limit', async () => {
    const adapter = createMemoryAdapter({ board, requests });
    const { next } = await adapter.list({ sort: 'latest', limit: 2 });
    await failsWith(adapter.list({ sort: 'hot', cursor: next }), 'invalid');
    await failsWith(adapter.list({ sort: 'hot', cursor: 'nonsense' }), 'invalid');
    for (const limit of [0, -1, 1.5, NaN, 1e9, Infinity]) {
      const { items } = await adapter.list({ sort: 'latest', limit });
      assert.ok(items.length >= 1 && items.length <= 50, String(limit));
    }
  });
});
