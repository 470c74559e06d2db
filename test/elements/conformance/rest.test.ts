import { setupWorker } from 'msw/browser';
import { describeConformance } from '../../../src/adapters/conformance/index.js';
import { createRestAdapter } from '../../../src/adapters/rest/index.js';
import { helpBoardHandlers } from '../../../src/testing/handlers.js';

// The same over the browser's own `fetch`: what a page really asks with.
const worker = setupWorker();
before(() => worker.start({ onUnhandledRequest: 'bypass', quiet: true }));
after(() => worker.stop());

describeConformance({ describe, it }, 'rest, in a browser', () => {
  const { handlers, adapter: backend } = helpBoardHandlers({ backend: '*/conformance' });
  worker.resetHandlers(...handlers);
  return {
    adapter: createRestAdapter({ backend: '/conformance', board: 'qingxi', getToken: () => 'token' }),
    count: async () => (await backend.stats({ period: 'all' })).totals.received,
    publish: (id) => backend.publish(id),
    keepPrefill: (prefill) => backend.keepPrefill(prefill),
  };
});
