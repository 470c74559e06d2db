import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/board/request/index.js';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import type { HelpBoardRequest } from '../../../src/elements/board/request/request.js';
import type { HelpRequest } from '../../../src/model/index.js';
import { helpRequest, qingxi } from '../board/backend.js';
import { at, buttons, fakeAdapter, findings, HOSTILE, HOUR, press, surround } from './surroundings.js';

const DAY = 24 * HOUR;

async function open(adapter: Partial<HelpBoardAdapter>, theme = '') {
  const around = await surround(html`<help-board-request .requestId=${'r1'}></help-board-request>`, {
    adapter: fakeAdapter(adapter),
    theme,
  });
  const element = around.shadowRoot!.querySelector('help-board-request') as HTMLElement;
  const view = element.shadowRoot!;
  const says = (words: string) => waitUntil(() => view.textContent!.includes(words), `it says ${words}`);
  return { around, element, view, says };
}
const showing = (changes: Partial<HelpRequest>, adapter: Partial<HelpBoardAdapter> = {}, theme = '') =>
  open({ get: async () => helpRequest('r1', changes), ...adapter }, theme);

const full: Partial<HelpRequest> = {
  title: '透析怎么去医院',
  publicBody: '我妈妈 78 岁，没有车。',
  urgency: 'critical',
  category: 'medical',
  stage: 'answered',
  answeredAt: at(-HOUR / 2),
  assignee: { kind: 'department', name: '清溪县卫生健康局' },
  flags: ['complex'],
  meToo: 46,
  explainers: ['dialysis'],
  attachments: [
    { url: 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=', type: 'image/jpeg', alt: '病历' },
  ],
  replies: [
    {
      id: '1',
      author: '编辑部',
      role: 'newsroom',
      body: '收到，正在联系。',
      at: at(-50 * 60_000),
      kind: 'acknowledgement',
    },
    {
      id: '2',
      author: '县医院',
      role: 'institution',
      body: '病人现在在哪里？',
      at: at(-45 * 60_000),
      kind: 'question',
    },
    {
      id: '3',
      author: '卫健局',
      role: 'department',
      body: '今晚八点有车来接。',
      at: at(-HOUR / 2),
      kind: 'answer',
    },
    {
      id: '4',
      author: '小林',
      role: 'volunteer',
      body: '我可以帮忙抬。',
      at: at(-10 * 60_000),
      kind: 'answer',
    },
    { id: '5', author: '', role: 'hotline', body: '已登记。', at: at(-5 * 60_000), kind: 'acknowledgement' },
  ],
  timeline: [
    { at: at(-HOUR), stage: 'submitted' },
    { at: at(-50 * 60_000), stage: 'accepted', by: '编辑部' },
    { at: at(-40 * 60_000), stage: 'dispatched', by: '编辑部', note: '交清溪县卫生健康局' },
    { at: at(-HOUR / 2), stage: 'answered', by: '清溪县卫生健康局' },
  ],
};
const withExplainer = async () =>
  qingxi({ explainers: [{ id: 'dialysis', title: '透析期间怎么出行', body: '拨打专线。' }] });

describe('the request view', () => {
  it('shows that a reply was put right, and when, beside it and among what happened', async () => {
    const [first] = full.replies!;
    const correctedAt = at(-60_000);
    const { around, view, says } = await showing({
      ...full,
      replies: [{ ...first!, body: '请打另一个号码。', correctedAt }],
      timeline: [{ at: at(-60_000), stage: 'answered', by: '编辑部', corrected: true }],
    });
    await says('请打另一个号码。');
    const mark = view.querySelector('.reply .corrected')!;
    expect(mark.textContent).to.contain('已更正');
    expect(mark.querySelector('time')!.getAttribute('datetime')).to.equal(correctedAt);
    expect(view.querySelector('.timeline')!.textContent).to.contain('答复已更正');
    expect(await findings(around)).to.deep.equal([]);
  });

  it('shows text, author, unit, replies with their roles, timeline, explainers', async () => {
    const { view, says } = await showing(full, { loadBoard: withExplainer });
    await says('透析怎么去医院');
    await says('透析期间怎么出行');
    for (const words of [
      '我妈妈 78 岁，没有车。',
      '王**',
      '城关街道',
      '清溪县卫生健康局',
      '很紧急',
      '就医',
      '情况复杂',
      '已答复',
      '30 分钟答复',
      '交清溪县卫生健康局',
      '由编辑部办理',
    ])
      expect(view.textContent).to.contain(words);
    const roles = [...view.querySelectorAll('.role')].map((role) => role.textContent);
    expect(roles).to.deep.equal(['编辑部', '机构', '承办部门', '志愿者', '12345热线']);
    const colours = [...view.querySelectorAll('.role')].map((role) => getComputedStyle(role).backgroundColor);
    expect(new Set(colours).size, 'each role has a colour of its own').to.equal(5);
    expect(view.querySelector('.reply.question')!.textContent).to.contain('想再问一下');
    expect(view.querySelectorAll('ol.timeline li').length).to.equal(4);
    expect(view.querySelector('img')!.getAttribute('alt')).to.equal('病历');
    expect(view.querySelector('img')!.getAttribute('loading')).to.equal('lazy');
    view.querySelector('summary')!.click();
    expect(view.querySelector('details')!.open).to.equal(true);
  });

  it('shows a skeleton while it loads, and puts the focus on the heading', async () => {
    const { view } = await open({ get: () => new Promise(() => {}) });
    expect(view.querySelector('.ghost')!.textContent).to.contain('正在加载');
    expect(view.activeElement).to.equal(view.querySelector('h2'));
  });

  it('shows at once what a list knew, while the rest is read', async () => {
    let answer!: (request: HelpRequest) => void;
    const adapter = fakeAdapter({
      list: async () => ({ items: [helpRequest('r1', { publicBody: '列表里的话' })], pinned: [] }),
      get: () => new Promise((resolve) => (answer = resolve)),
    });
    const around = await surround(html``, { adapter });
    await around.store.refresh({ sort: 'latest' });
    around.view = html`<help-board-request .requestId=${'r1'}></help-board-request>`;
    await around.updateComplete;
    const view = around.shadowRoot!.querySelector('help-board-request')!.shadowRoot!;
    await waitUntil(() => view.textContent!.includes('列表里的话'));
    expect(view.querySelector('article')!.getAttribute('aria-busy')).to.equal('true');
    answer(helpRequest('r1', { publicBody: '列表里的话', stage: 'answered', replies: full.replies }));
    await waitUntil(() => view.textContent!.includes('今晚八点有车来接'));
    expect(view.querySelector('p.hush[role=status]')!.textContent).to.contain('已答复');
  });

  it('promises a time where there is no reply yet', async () => {
    const { says } = await showing({ dueAt: at(2 * HOUR) });
    await says('还没有答复。我们会在');
  });

  for (const [device, offset] of [
    ['a day behind', DAY],
    ['a day ahead', -DAY],
  ] as const)
    it(`knows what is overdue by the server's time on a device ${device}`, async () => {
      const server = Date.now() + offset;
      const iso = (ms: number) => new Date(server + ms).toISOString();
      const clocked = (due: number) => ({ createdAt: iso(-4 * HOUR), dueAt: iso(due) });
      const late = await showing(clocked(-HOUR), { clockOffset: () => offset });
      await late.says('已超时');
      await late.says('答复晚了');
      const early = await showing(clocked(HOUR), { clockOffset: () => offset });
      await early.says('还没有答复');
      expect(early.view.textContent).not.to.contain('已超时');
    });

  it('never shows an unknown stage as done, whatever the other system calls it', async () => {
    const { view, says } = await showing({
      stage: 'unknown',
      timeline: [{ at: at(-HOUR), stage: 'unknown', rawLabel: '已归档办结' }],
    });
    await says('状态待确认，对方系统写的是“已归档办结”');
    const badge = view.querySelector('.stage')!;
    expect(badge.classList.contains('green')).to.equal(false);
    expect(badge.textContent).to.match(/^状态待确认/);
    expect(view.querySelector('.dot-green')).to.equal(null);
  });

  it('says why a request was refused, and another way', async () => {
    const note = '不属于本县办理，请拨打邻县 12345。';
    const { view, says } = await showing({
      stage: 'declined',
      timeline: [{ at: at(-HOUR), stage: 'declined', note }],
    });
    await says('未予受理');
    expect(view.querySelector('.note')!.textContent).to.contain(note);
    expect(view.textContent).not.to.contain('还没有答复');
  });

  it('shows hostile text as text', async () => {
    const { view, says } = await showing({
      title: HOSTILE,
      publicBody: HOSTILE,
      author: HOSTILE,
      region: HOSTILE,
      stage: 'unknown',
      assignee: { kind: 'department', name: HOSTILE },
      replies: [{ id: '1', author: HOSTILE, role: 'department', body: HOSTILE, at: at(0), kind: 'answer' }],
      timeline: [{ at: at(0), stage: 'unknown', by: HOSTILE, note: HOSTILE, rawLabel: HOSTILE }],
    });
    await says('onerror');
    expect(view.querySelectorAll('img, script').length).to.equal(0);
    expect((window as { fired?: boolean }).fired).to.equal(undefined);
    expect(view.querySelector('.body')!.textContent).to.equal(HOSTILE);
    expect(view.querySelector('.reply .text')!.textContent).to.equal(HOSTILE);
    for (const text of view.querySelectorAll('.text'))
      expect(getComputedStyle(text).unicodeBidi).to.equal('plaintext');
    const { scrollWidth, clientWidth } = document.documentElement;
    expect(scrollWidth).to.be.at.most(clientWidth);
  });

  it('says when there is no such request, with the way back', async () => {
    const { view, around, says } = await open({ get: () => Promise.reject(new HelpBoardError('not-found')) });
    await says('没有找到这条求助');
    expect(around.events.map(({ type }) => type)).to.deep.equal(['help-board-error']);
    press(view.querySelector('.error')!, '返回');
    expect(around.went).to.deep.equal([{ view: 'feed' }]);
  });

  it('shows nothing any more of one that was taken down while a list still had it', async () => {
    const { view, around, says } = await open({ get: () => new Promise(() => {}) });
    const { store } = around;
    const request = helpRequest('r9', { publicBody: '不该再看到的话' });
    store.adapter.list = async () => ({ items: [request, helpRequest('r8')], pinned: [] });
    await store.refresh({ sort: 'hot' });
    store.adapter.get = () => Promise.reject(new HelpBoardError('not-found'));
    (view.host as HelpBoardRequest).requestId = 'r9';
    await says('没有找到这条求助');
    expect(view.textContent).not.to.contain('不该再看到的话');
    expect(store.list({ sort: 'hot' }).items.map(({ id }) => id)).to.deep.equal(['r8']);
    press(view.querySelector('.error')!, '返回');
  });

  it('says when the network is away, and tries again', async () => {
    let down = true;
    const { view, says } = await open({
      get: async (id) => {
        if (down) throw new HelpBoardError('network');
        return helpRequest(id);
      },
    });
    await says('连不上网络');
    down = false;
    press(view, '再试一次');
    await says('求助 r1');
    expect(view.querySelector('.error')).to.equal(null);
  });

  it('counts a me-too under the same device, and looks pressed only after the answer', async () => {
    const devices: string[] = [];
    let answer!: (count: number) => void;
    const { around, view, says } = await showing(
      { meToo: 46 },
      {
        meToo: (_, { device }) => {
          devices.push(device);
          return new Promise((resolve) => (answer = resolve));
        },
      },
    );
    await says('46 人');
    const button = press(view, '我也遇到');
    button.click();
    await waitUntil(() => button.getAttribute('aria-busy') === 'true');
    expect(button.getAttribute('aria-pressed')).to.equal('false');
    expect(devices.length).to.equal(1);
    expect(devices[0]).to.equal(localStorage.getItem('help-board-device'));
    answer(47);
    await says('已记下，您也遇到');
    await says('47 人');
    expect(button.getAttribute('aria-pressed')).to.equal('true');
    expect(around.events.map(({ type, detail }) => [type, detail])).to.deep.equal([
      ['help-board-me-too', { id: 'r1', count: 47 }],
    ]);
  });

  it('says that a me-too was not counted', async () => {
    const { view, says } = await showing(
      { meToo: 46 },
      { meToo: () => Promise.reject(new HelpBoardError('server')) },
    );
    await says('46 人');
    const button = press(view, '我也遇到');
    await says('没有记上');
    expect(button.getAttribute('aria-pressed')).to.equal('false');
    expect(view.textContent).to.contain('46 人');
  });

  it('hides me-too where board or backend do without', async () => {
    const { features } = qingxi();
    const off = await showing(
      {},
      { loadBoard: async () => qingxi({ features: { ...features, meToo: false } }) },
    );
    await off.says('求助 r1');
    await waitUntil(() => !buttons(off.view).some((words) => words.includes('我也遇到')));
  });

  it('goes back by keyboard', async () => {
    const { around, view, says } = await showing({});
    await says('求助 r1');
    const back = view.querySelector<HTMLButtonElement>('.back')!;
    back.focus();
    expect(view.activeElement).to.equal(back);
    back.click();
    expect(around.went).to.deep.equal([{ view: 'feed' }]);
  });

  for (const theme of ['', 'dark'])
    it(`has nothing axe finds wrong, ${theme || 'light'}`, async () => {
      const { around, says } = await showing(full, { loadBoard: withExplainer }, theme);
      await says('透析期间怎么出行');
      expect(await findings(around)).to.deep.equal([]);
      const missing = await open({ get: () => Promise.reject(new HelpBoardError('not-found')) }, theme);
      await missing.says('没有找到这条求助');
      expect(await findings(missing.around)).to.deep.equal([]);
    });
});
