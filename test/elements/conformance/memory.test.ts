import { describeConformance } from '../../../src/adapters/conformance/index.js';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { boardFixture, requestFixtures } from '../../../src/testing/fixtures.js';

// In a real browser, with one call: `describe` and `it` are those of @web/test-runner.
describeConformance(
  { describe, it },
  'memory, in a browser',
  () => {
    const adapter = createMemoryAdapter({ board: boardFixture(), requests: requestFixtures() });
    return {
      adapter,
      count: async () => (await adapter.stats({ period: 'all' })).totals.received,
      publish: (id) => adapter.publish(id),
      keepPrefill: (prefill) => adapter.keepPrefill(prefill),
    };
  },
  { fetch: false },
);
