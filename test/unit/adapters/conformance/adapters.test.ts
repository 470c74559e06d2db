import { describe, it } from 'node:test';
import type { HelpBoardAdapter } from '../../../../src/adapters/contract.js';
import { describeConformance } from '../../../../src/adapters/conformance/index.js';
import { HotlineClient } from '../../../../src/adapters/hotline/client.js';
import { fetchExchange } from '../../../../src/adapters/hotline/exchange.js';
import { hotlineAdapter } from '../../../../src/adapters/hotline/index.js';
import { hotlineShapes } from '../../../../src/adapters/hotline/profiles/index.js';
import { createMemoryAdapter } from '../../../../src/adapters/memory/index.js';
import { createRestAdapter } from '../../../../src/adapters/rest/index.js';
import { createRestServer } from '../../../../src/testing/rest-server.js';
import { board, requests } from '../contract-cases.js';
import { answeredBy, startServer } from '../http-server.js';
import { HotlineFaults, HotlineSimulator, orders } from '../../../../src/adapters/hotline/simulator/index.js';
import type { Shape } from '../hotline/fixtures.js';

const runner = { describe, it } as never;

describeConformance(
  runner,
  'memory',
  () => {
    const adapter = createMemoryAdapter({ board, requests });
    const count = async () => (await adapter.stats({ period: 'all' })).totals.received;
    return {
      ...{ adapter, count, publish: (id) => adapter.publish(id) },
      keepPrefill: (prefill) => adapter.keepPrefill(prefill),
    };
  },
  { fetch: false },
);

describeConformance(runner, 'rest', async () => {
  const backend = createMemoryAdapter({ board, requests });
  const server = await startServer(answeredBy(createRestServer(backend, board.key)));
  const adapter: HelpBoardAdapter = createRestAdapter({
    ...{ backend: `${server.url}/api`, board: 'qingxi', getToken: () => 'token' },
  });
  const count = async () => (await backend.stats({ period: 'all' })).totals.received;
  return {
    ...{ adapter, count, publish: (id) => backend.publish(id), end: () => server.close() },
    keepPrefill: (prefill) => backend.keepPrefill(prefill),
  };
});

for (const shape of Object.keys(hotlineShapes) as Shape[]) {
  describeConformance(runner, `hotline ${shape}`, async () => {
    const profile = hotlineShapes[shape];
    const hotline = new HotlineSimulator(profile, orders());
    // Whatever the content type says.
    const faults = new HotlineFaults({ 'wrong-type': 0.5 });
    const server = await startServer(
      answeredBy(async (request) => (await faults.meet(request, hotline.serve))!),
    );
    const client = new HotlineClient({ profile, exchange: fetchExchange(server.url) });
    const adapter = hotlineAdapter(client, 'qingxi');
    return { adapter, count: () => hotline.orders.length, end: () => server.close() };
  });
}
