import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HelpBoardAdapter } from '../../../../src/adapters/contract.js';
import { conformanceReport } from '../../../../src/adapters/conformance/index.js';
import { HotlineClient } from '../../../../src/adapters/hotline/client.js';
import { fetchExchange } from '../../../../src/adapters/hotline/exchange.js';
import { hotlineAdapter } from '../../../../src/adapters/hotline/index.js';
import { hotlineShapes } from '../../../../src/adapters/hotline/profiles/index.js';
import { HotlineSimulator } from '../../../../src/adapters/hotline/simulator/index.js';
import { createMemoryAdapter } from '../../../../src/adapters/memory/index.js';
import { board, requests } from '../contract-cases.js';
import { answeredBy, startServer } from '../http-server.js';

/** What goes wrong in an adapter, and the case that must find it. */
const faults: [what: string, spoil: (adapter: HelpBoardAdapter) => void, found: RegExp][] = [
  [
    'records twice',
    (adapter) => {
      const { submit } = adapter;
      let sent = 0;
      adapter.submit = async (submission, { key }) => ({
        ...(await submit(submission, { key: `${key}${sent++}` })),
        key,
      });
    },
    /FAIL {2}records once under a key/,
  ],
  [
    'gives receipts of other keys',
    (adapter) => {
      const { submit } = adapter;
      adapter.submit = async (...given) => ({ ...(await submit(...given)), key: 'another' });
    },
    /FAIL {2}gives a receipt that echoes the key/,
  ],
  [
    'skips at the end of a page',
    (adapter) => {
      const { list } = adapter;
      adapter.list = async (query) => {
        const page = await list(query);
        return query.cursor ? { ...page, items: page.items.slice(1) } : page;
      };
    },
    /FAIL {2}pages without a skip or a repeat/,
  ],
  [
    'leads round in circles',
    (adapter) => {
      const { list } = adapter;
      adapter.list = async (query) => {
        const page = await list({ ...query, cursor: undefined });
        return { ...page, pinned: query.cursor ? [] : page.pinned, next: 'on' };
      };
    },
    /has no end/,
  ],
  [
    'throws what it likes',
    (adapter) => (adapter.get = () => Promise.reject(new TypeError('oops'))),
    /TypeError: oops instead of a HelpBoardError/,
  ],
  [
    'does not hear that it is aborted',
    (adapter) => {
      const { stats } = adapter;
      adapter.stats = (query) => stats!(query);
    },
    /FAIL {2}ends every call with `aborted` when/,
  ],
  [
    'publishes phones',
    (adapter) => {
      const { get } = adapter;
      adapter.get = async (id) => ({ ...(await get(id)), author: '13800000000' });
    },
    /FAIL {2}publishes neither name nor phone/,
  ],
  [
    'promises what is missing',
    (adapter) => delete (adapter as Partial<HelpBoardAdapter>).meToo,
    /meToo is promised and missing/,
  ],
];

describe('the conformance kit', () => {
  const subject = (spoil?: (adapter: HelpBoardAdapter) => void) => () => {
    const backend = createMemoryAdapter({ board, requests });
    const adapter: HelpBoardAdapter = { ...backend };
    spoil?.(adapter);
    const count = async () => (await backend.stats({ period: 'all' })).totals.received;
    return { adapter, count, publish: (id: string) => backend.publish(id) };
  };

  it('reports a good adapter case by case', async () => {
    const { failed, passed, text } = await conformanceReport(subject(), { fetch: false });
    assert.equal(failed, 0, text);
    assert.ok(passed >= 18);
    assert.match(text, /^ {2}ok {4}pages without a skip/m);
    assert.match(text, /^ {2}skip {2}takes a captive portal .*\(it asks by no fetch\)$/m);
  });

  for (const [what, spoil, found] of faults) {
    it(`finds an adapter that ${what}`, async () => {
      const { failed, text } = await conformanceReport(subject(spoil), { fetch: false });
      assert.ok(failed > 0);
      assert.match(text, found);
    });
  }

  it('finds an adapter whose lookup finds nothing', async () => {
    const profile = hotlineShapes.F;
    const looked = (blind: boolean) => async () => {
      const hotline = new HotlineSimulator(profile);
      const server = await startServer(answeredBy(hotline.serve));
      const client = new HotlineClient({ profile, exchange: fetchExchange(server.url) });
      if (blind) client.find = () => Promise.resolve(undefined);
      const adapter = hotlineAdapter(client, board.key);
      assert.equal(adapter.capabilities.dedupe, 'lookup');
      return { adapter, count: () => hotline.orders.length, end: () => server.close() };
    };
    assert.equal((await conformanceReport(looked(false))).failed, 0);
    const { text } = await conformanceReport(looked(true));
    assert.match(text, /FAIL {2}records once under a key/);
    assert.match(text, /FAIL {2}records once though the answer was lost/);
  });
});
