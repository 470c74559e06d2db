import { expect, html, waitUntil } from '@open-wc/testing';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import '../../../src/elements/board/stats/index.js';
import { csvOf } from '../../../src/elements/board/stats/table.js';
import { zhHansViews } from '../../../src/locales/zh-hans-views.js';
import type { Stats, StatsRow } from '../../../src/model/index.js';
import { qingxi } from '../board/backend.js';
import { findings, surround } from '../request/surroundings.js';

const AT = '2026-04-08T02:00:00Z';
const row = (name: string, more: Partial<StatsRow> = {}): StatsRow => ({
  name,
  received: 20,
  handedOver: 20,
  answered: 18,
  reply: { numerator: 18, denominator: 20, value: 0.9 },
  medianMinutes: 42,
  satisfaction: { numerator: 9, denominator: 10, value: 0.9 },
  ...more,
});
const some = async (changes: Partial<Stats> = {}): Promise<Stats> => ({
  ...(await createMemoryAdapter().stats({ period: '7d' })),
  board: 'qingxi',
  asOf: AT,
  totals: { received: 30, answeredOnline: 8, handedOver: 20, waiting: 2, done: 26 },
  medianMinutes: 42,
  rates: {
    reply: { numerator: 18, denominator: 20, value: 0.9 },
    onTime: { numerator: 17, denominator: 20, value: 0.85 },
    satisfaction: { numerator: 1, denominator: 2 },
    solved: { numerator: 1, denominator: 2 },
  },
  replyTimes: [{ upToMinutes: 60, count: 12 }, { count: 6 }],
  departments: [row('县卫健局'), row('', { others: 3, satisfaction: undefined })],
  areas: [row('城关街道')],
  series: {
    step: 'day',
    points: [
      { at: AT, received: 12, done: 10 },
      { at: '2026-04-09T02:00:00Z', received: 18, done: 16 },
    ],
  },
  ...changes,
});

type Ask = (query: { period: string; level?: string }, options?: { signal?: AbortSignal }) => Promise<Stats>;

async function shown(stats: Ask, theme = '', below?: number) {
  const around = await surround(html`<help-board-stats></help-board-stats>`, {
    adapter: { ...createMemoryAdapter(), stats, loadBoard: async () => qingxi({ below }) },
    theme,
  });
  const element = around.shadowRoot!.querySelector('help-board-stats')!;
  const view = element.shadowRoot!;
  const says = (words: string) => waitUntil(() => view.textContent!.includes(words), `it says ${words}`);
  const press = (words: string) =>
    [...view.querySelectorAll('button')].find((button) => button.textContent!.includes(words))!.click();
  return { around, view, says, press };
}

describe('<help-board-stats>', () => {
  it('counts with the boards below when asked, and says so; where there are none, nothing is to choose', async () => {
    const asked: (string | undefined)[] = [];
    const { view, says, press } = await shown(
      ({ level }) => {
        asked.push(level);
        return some(level === 'subtree' ? { level, boards: 3, areas: [row('河西乡求助平台')] } : {});
      },
      '',
      2,
    );
    await says('连下级 2 个平台一起看');
    press('连下级 2 个平台');
    await says('河西乡求助平台');
    expect(asked).to.deep.equal(['own', 'subtree']);
    expect(view.querySelector('[role=status]')!.textContent).to.contain('连下级 2 个平台一起看');
    const alone = await shown(() => some());
    await alone.says('县卫健局');
    expect(alone.view.textContent).not.to.contain('只看本平台');
  });

  it('shows totals, rates with what they are worked out from, and the table in its own order', async () => {
    const { view, says } = await shown(() => some());
    await says('县卫健局');
    expect([...view.querySelectorAll('.totals dd')].map((dd) => dd.textContent)).to.deep.equal([
      '30',
      '8',
      '20',
      '2',
      '26',
    ]);
    expect(view.textContent)
      .to.contain('答复率 90%')
      .and.to.contain('18 / 20')
      .and.to.contain('按行政序列排');
    expect(view.textContent).to.contain('除以交办的').and.to.contain('撤回的和合并的不算在内');
    expect([...view.querySelectorAll('tbody th')].map((th) => th.textContent)).to.deep.equal([
      '县卫健局',
      '其他 3 个（件数少，合在一起）',
      '城关街道',
    ]);
  });

  it('gives no rate out of too few, and says so', async () => {
    const { view, says } = await shown(() => some());
    await says('满意率 —');
    expect(view.textContent).to.contain('不到 5 件，先不算比例').and.not.to.contain('1 / 2');
  });

  it('asks for another period, and believes only the newest answer', async () => {
    const asked: string[] = [];
    const { says, press, view } = await shown(async ({ period }, { signal } = {}) => {
      asked.push(period);
      await new Promise((resolve) => setTimeout(resolve, period === '30d' ? 300 : 0));
      if (period === '30d') expect(signal!.aborted).to.equal(true);
      return some({
        totals: {
          received: period === '30d' ? 99 : 7,
          answeredOnline: 0,
          handedOver: 0,
          waiting: 0,
          done: 0,
        },
      });
    });
    await says('近 7 天，数到');
    press('近 30 天');
    press('今天');
    await says('今天，数到');
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(asked).to.deep.equal(['7d', '30d', 'today']);
    expect(view.querySelector('.totals dd')!.textContent).to.equal('7');
  });

  it('says what to do when there is no answer, keeps what was there, and tries again', async () => {
    let fails = true;
    const { says, press } = await shown(() =>
      fails ? Promise.reject(new HelpBoardError('network')) : some(),
    );
    await says('连不上网络');
    fails = false;
    press('再试一次');
    await says('县卫健局');
  });

  it('says that there is nothing yet', async () => {
    const { says } = await shown(() =>
      some({
        totals: { received: 0, answeredOnline: 0, handedOver: 0, waiting: 0, done: 0 },
        departments: [],
        areas: [],
      }),
    );
    await says('这段时间还没有数据');
  });

  it('keeps a unit that is named like a formula a text in the file', async () => {
    const csv = csvOf(
      await some({ departments: [row('=HYPERLINK("http://a","b")')], areas: [] }),
      zhHansViews.stats,
    );
    expect(csv).to.contain('"\'=HYPERLINK(""http://a"",""b"")",20,18,90%,42,90%,10');
    expect(csv.startsWith('\ufeff单位,交办')).to.equal(true);
  });

  for (const theme of ['light', 'dark', 'light x-large'])
    it(`has nothing that axe finds, ${theme}`, async () => {
      const { around, says } = await shown(() => some(), theme);
      await says('县卫健局');
      expect(await findings(around)).to.deep.equal([]);
    });
});
