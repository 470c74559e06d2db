import { boardSchema, helpRequestSchema, type HelpRequest } from '../../model/index.js';
import { TABS, type HelpBoardAdapter, type ListQuery } from '../contract.js';
import { expect, expectDecoded, expectEqual, expectError, expectOurs, NotConforming } from './expect.js';
import { Skipped, type Draft } from './subject.js';

/** More pages than any board of a test has: a cursor that leads in circles. */
const PAGES_MAX = 500;

/** A whole list, page by page. */
export async function walk(adapter: HelpBoardAdapter, query: ListQuery): Promise<HelpRequest[]> {
  const all: HelpRequest[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = await adapter.list({ ...query, cursor });
    if (cursor !== undefined) expectEqual(page.pinned, [], 'pinned on a later page');
    all.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) return all;
  }
  throw new NotConforming(`a list of ${query.sort} has no end after ${PAGES_MAX} pages`);
}

const ids = (of: readonly { id: string }[]): string[] => of.map(({ id }) => id);

export const READS: readonly Draft[] = [
  [
    'gives the board with all that a form needs',
    async ({ adapter }) => {
      const board = await adapter.loadBoard();
      expectDecoded(boardSchema, board, 'the board');
      expect(board.title.trim(), 'the board has no title');
      expect(board.categories.length, 'the board has no category to choose');
    },
  ],
  [
    'gives decoded requests, each once, the pinned apart',
    async ({ adapter }) => {
      for (const sort of TABS) {
        const { pinned } = await adapter.list({ sort, limit: 50 });
        const listed = await walk(adapter, { sort, limit: 50 });
        for (const request of [...listed, ...pinned])
          expectDecoded(helpRequestSchema, request, `request ${request.id} of ${sort}`);
        const all = ids([...listed, ...pinned]);
        expectEqual(all, Array.from(new Set(all)), `a request stands twice in ${sort}`);
        if (sort === 'featured')
          expect(
            listed.every(({ featured }) => featured),
            'not featured',
          );
      }
    },
  ],
  [
    'lists the newest first, and the hottest first',
    async ({ adapter }) => {
      const times = (await walk(adapter, { sort: 'latest' })).map(({ createdAt }) => -Date.parse(createdAt));
      expectEqual(
        times,
        [...times].sort((a, b) => a - b),
        'latest',
      );
      const scores = (await walk(adapter, { sort: 'hot' })).map(({ score }) => -score);
      expectEqual(
        scores,
        [...scores].sort((a, b) => a - b),
        'hot',
      );
    },
  ],
  [
    'pages without a skip or a repeat, whatever the size of the page',
    async ({ adapter }) => {
      for (const sort of ['hot', 'latest'] as const) {
        const whole = ids(await walk(adapter, { sort, limit: 50 }));
        for (const limit of [1, 3, 7])
          expectEqual(ids(await walk(adapter, { sort, limit })), whole, `${sort} in pages of ${limit}`);
      }
    },
  ],
  [
    'takes any limit and survives any cursor',
    async ({ adapter }) => {
      for (const limit of [0, -1, 1.5, NaN, 1e9, Infinity]) await adapter.list({ sort: 'latest', limit });
      for (const cursor of ['nonsense', '~', '../..', '\u0000', '9'.repeat(400), ''])
        await adapter.list({ sort: 'latest', cursor }).catch((error: unknown) => expectOurs(error, cursor));
    },
  ],
  [
    'filters by category, stage, region and words: all that fit, and nothing else',
    async ({ adapter }) => {
      const whole = await walk(adapter, { sort: 'latest', limit: 50 });
      const some = whole[Math.floor(whole.length / 2)];
      if (!some) throw new Skipped('the board is empty');
      for (const field of ['category', 'stage', 'region'] as const) {
        const fitting = whole.filter((of) => of[field] === some[field]);
        const query: ListQuery = { sort: 'latest', limit: 50, [field]: some[field] || undefined };
        if (some[field]) expectEqual(ids(await walk(adapter, query)), ids(fitting), field);
      }
      const word = some.publicBody.slice(0, 4);
      const found = ids(await walk(adapter, { sort: 'latest', limit: 50, q: word }));
      expect(found.includes(some.id), `searched for "${word}", ${some.id} is not found`);
      expectEqual(
        await walk(adapter, { sort: 'latest', q: '没有这样的词语' }),
        [],
        'words that nobody wrote',
      );
    },
  ],
  [
    'gives one request, and says when there is none',
    async ({ adapter }) => {
      const [one] = (await adapter.list({ sort: 'latest' })).items;
      if (one) {
        const { id, publicBody, createdAt } = await adapter.get(one.id);
        expectEqual(
          { id, publicBody, createdAt },
          { id: one.id, publicBody: one.publicBody, createdAt: one.createdAt },
          'get',
        );
      }
      await expectError(adapter.get('no-such-request'), 'get of nothing', 'not-found');
      for (const strange of ['../../x', '%', 'a b', '\ud800', '<b>', ''])
        await expectError(adapter.get(strange), `get of "${strange}"`);
    },
  ],
  [
    'opens a form that somebody else has filled in, as often as it is asked for, and says when there is none',
    async ({ adapter, keepPrefill, submission }) => {
      if (!adapter.prefill) throw new Skipped('no prefill');
      for (const code of ['0000-0000-0000', '../../x', '%'])
        await expectError(adapter.prefill(code), `prefill of "${code}"`, 'not-found');
      if (!keepPrefill) throw new Skipped('the subject fills no form in');
      const { category, body } = await submission();
      const filled = { category, body, tried: ['医院', '12345热线'], source: { channel: '12345' } };
      const code = await keepPrefill(filled);
      for (const given of [code, code.toLowerCase()])
        expectEqual(await adapter.prefill(given), filled, `prefill of "${given}"`);
    },
  ],
  [
    'gives copies: changing an answer changes nothing behind it',
    async ({ adapter }) => {
      const page = await adapter.list({ sort: 'latest' });
      const before = JSON.stringify(page);
      for (const item of page.items) item.publicBody = 'changed';
      page.items[0]?.replies.push({} as never);
      expectEqual(JSON.stringify(await adapter.list({ sort: 'latest' })), before, 'the list');
    },
  ],
];

/** What a capability promises is there, and nothing is there without it. */
export const CAPABILITIES: readonly Draft[] = [
  [
    'has a name, a grade of dedupe, and each method that a capability promises',
    async ({ adapter }) => {
      expect(adapter.name, 'no name');
      const { dedupe, ...can } = adapter.capabilities;
      expect(['key', 'lookup', 'none'].includes(dedupe), `dedupe is "${dedupe}"`);
      for (const name of [
        'upload',
        'track',
        'own',
        'add',
        'withdraw',
        'urge',
        'rate',
        'reopen',
        'erase',
        'version',
        'meToo',
        'thank',
        'comment',
        'suggest',
        'prefill',
        'slot',
      ] as const)
        if (can[name]) expect(typeof adapter[name] === 'function', `${name} is promised and missing`);
    },
  ],
  [
    'promises nothing that the board does not show',
    async ({ adapter }) => {
      const { features } = await adapter.loadBoard();
      const { upload, meToo } = adapter.capabilities;
      if (!upload) expectEqual(features.photos, 0, 'photos without upload');
      if (!meToo) expectEqual(features.meToo, false, 'me-too without meToo');
    },
  ],
];
