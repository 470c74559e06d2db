import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setupServer } from 'msw/node';
import { createHotlineAdapter, hotlineTemplate } from '../../../src/adapters/hotline/index.js';
import { createRestAdapter } from '../../../src/adapters/rest/index.js';
import {
  boardSchema,
  decode,
  emergenciesIn,
  helpRequestSchema,
  submissionSchema,
} from '../../../src/model/index.js';
import {
  boardFixture,
  helpBoardHandlers,
  hotlineHandlers,
  requestFixtures,
  submissionFixture,
  type Fault,
} from '../../../src/testing/index.js';
import { validator } from '../model/schemas.js';
import { failsWith } from './contract-cases.js';

describe('fixtures', () => {
  it('are what the strict schemas accept', () => {
    const isRequest = validator(helpRequestSchema);
    for (const request of requestFixtures()) {
      // As it goes over a wire: what is undefined is not there.
      const sent: unknown = JSON.parse(JSON.stringify(request));
      assert.ok(isRequest(sent), JSON.stringify(isRequest.errors));
      assert.deepEqual(decode(helpRequestSchema, sent), sent);
    }
    assert.ok(validator(boardSchema)(boardFixture()));
    assert.ok(validator(submissionSchema)(submissionFixture()));
  });

  it('hold no emergency by accident', () => {
    for (const { publicBody } of requestFixtures()) assert.deepEqual(emergenciesIn(publicBody), []);
  });
});

describe('msw handlers', () => {
  const {
    handlers,
    adapter: backend,
    faults,
    asked,
  } = helpBoardHandlers({ backend: 'https://help.test/api' });
  const worker = setupServer(...handlers);
  const adapter = createRestAdapter({ backend: 'https://help.test/api', board: 'qingxi' });
  const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
  before(() => worker.listen({ onUnhandledRequest: 'error' }));
  after(() => worker.close());
  afterEach(() => faults.clear());

  it('answer the whole contract from memory', async () => {
    assert.equal((await adapter.loadBoard()).title, boardFixture().title);
    assert.equal((await adapter.list({ sort: 'hot' })).pinned[0]!.id, 'pinned');
    const receipt = await adapter.submit(submissionFixture(), { key });
    assert.equal((await adapter.own!(receipt)).publication, 'pending');
    await backend.publish(receipt.id);
    assert.equal((await adapter.get(receipt.id)).author, '陈**');
    assert.ok(asked.includes('POST https://help.test/api/boards/qingxi/requests'));
  });

  it('know no other board', async () => {
    const other = createRestAdapter({ backend: 'https://help.test/api', board: 'elsewhere' });
    await failsWith(other.loadBoard(), 'unknown-board');
  });

  const expected: [Fault, string][] = [
    ['network', 'network'],
    ['server-error', 'server'],
    ['html', 'bad-answer'],
    ['firewall', 'bad-answer'],
    ['busy', 'rate-limited'],
    ['empty', 'bad-answer'],
  ];
  for (const [fault, code] of expected) {
    it(`can fail with ${fault}, once, and are right again`, async () => {
      faults.set({ fault, times: 1 });
      await failsWith(adapter.loadBoard(), code as never);
      assert.equal((await adapter.loadBoard()).key, 'qingxi');
    });
  }

  it('can lose the answer to what they have done', async () => {
    const another = '00000000-0000-4000-8000-000000000001';
    const { received } = (await adapter.stats!({ period: 'all' })).totals;
    faults.set({ fault: 'answer-lost', method: 'POST', times: 1 });
    await failsWith(adapter.submit(submissionFixture(), { key: another }), 'network');
    await adapter.submit(submissionFixture(), { key: another });
    assert.equal((await adapter.stats!({ period: 'all' })).totals.received, received + 1);
  });

  it('can leave out half of every answer, and what is left is read', async () => {
    faults.set({ fault: 'half', url: '/requests' });
    const { items } = await adapter.list({ sort: 'latest' });
    assert.ok(items.length > 5);
    for (const { id, replies, stage } of items) assert.ok(id && replies && stage);
    faults.set({ fault: 'half', url: /boards\/qingxi$/ });
    await adapter.loadBoard().catch((error: Error) => assert.equal(error.name, 'HelpBoardError'));
  });

  it('can be slow', async () => {
    faults.set({ fault: 'slow', delay: 60 });
    const before = performance.now();
    await adapter.loadBoard();
    assert.ok(performance.now() - before > 50);
  });
});

describe('msw handlers for a hotline', () => {
  const backend = 'https://hotline.test';
  const { handlers, hotline, faults } = hotlineHandlers({ profile: hotlineTemplate, backend });
  const worker = setupServer(...handlers);
  const adapter = createHotlineAdapter({ profile: hotlineTemplate, backend, board: 'qingxi' });
  before(() => worker.listen({ onUnhandledRequest: 'error' }));
  after(() => worker.close());

  it('speak as the profile says, and lose what they are told to lose', async () => {
    assert.equal((await adapter.list({ sort: 'latest' })).items.length, 20);
    const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
    faults.rates = { 'lost-answer': 1 };
    await assert.rejects(adapter.submit(submissionFixture(), { key }), { code: 'network' });
    faults.rates = {};
    await adapter.submit(submissionFixture(), { key });
    assert.equal(hotline.orders.filter(({ ownId }) => ownId === key).length, 1);
  });
});
