import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { HttpResponse } from 'msw';
import '../../../src/elements/board/index.js';
import type { HelpBoard } from '../../../src/elements/board/index.js';
import { Backend, helpRequest, qingxi } from './backend.js';

const backend = new Backend();
before(() => backend.start());
after(() => backend.stop());
beforeEach(() => backend.reset());
afterEach(() => online(true));

const cards = (board: HelpBoard): HTMLElement[] => [
  ...board.shadowRoot!.querySelectorAll<HTMLElement>('.card'),
];
const ids = (board: HelpBoard) => cards(board).map(({ dataset }) => dataset.id);
const find = (board: HelpBoard, selector: string) => board.shadowRoot!.querySelector<HTMLElement>(selector);
const text = (board: HelpBoard) => board.shadowRoot!.textContent!;
const says = (board: HelpBoard, words: string) =>
  waitUntil(() => text(board).includes(words), `it says ${words}`, { timeout: 5000 });
const asked = (what: string) => backend.asked.filter(({ pathname }) => pathname.endsWith(what)).length;

const board = (attributes: Record<string, string> = {}): Promise<HelpBoard> => {
  const made = document.createElement('help-board');
  for (const [name, value] of Object.entries({ board: 'qingxi', backend: backend.url, ...attributes }))
    made.setAttribute(name, value);
  return fixture<HelpBoard>(html`<div>${made}</div>`).then(() => made);
};
/** With everything that comes after the first list. */
const complete = async (attributes?: Record<string, string>): Promise<HelpBoard> => {
  const made = await board(attributes);
  await waitUntil(() => find(made, '[data-filters]'), 'the rest has come', { timeout: 5000 });
  return made;
};
/** Answers to the question for the version that have arrived. */
let answered = 0;
const { fetch } = window;
before(() => {
  window.fetch = async (...given) => {
    const response = await fetch(...given);
    if (response.url.endsWith('/version'))
      void response
        .clone()
        .text()
        .then(() => answered++);
    return response;
  };
});
after(() => void (window.fetch = fetch));

/** It looks after whether anything is new, as when the page comes back to the screen. */
const look = async (): Promise<void> => {
  const [before, questions] = [answered, asked('/version')];
  let tries = 0;
  await waitUntil(
    () => {
      // Its code may not be here yet. Once it has asked, it must not be disturbed.
      if (asked('/version') === questions && tries++ % 10 === 0)
        document.dispatchEvent(new Event('visibilitychange'));
      return answered > before;
    },
    'it looks',
    { timeout: 8000, interval: 100 },
  );
  await aTimeout(50);
};
function online(is: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => is });
  dispatchEvent(new Event(is ? 'online' : 'offline'));
}

describe('the feed, live', () => {
  it('says how many are new instead of moving the list, and shows them when asked', async () => {
    backend.items = [helpRequest('1'), helpRequest('2')];
    const made = await complete();
    await look();
    backend.items.unshift(helpRequest('3'));
    backend.version = '2';
    await look();
    await says(made, '有 1 条新的');
    expect(ids(made)).to.deep.equal(['1', '2']);
    find(made, '.fresh')!.click();
    await waitUntil(() => cards(made).length === 3);
    expect(ids(made)).to.deep.equal(['3', '1', '2']);
    expect(find(made, '.fresh')).to.equal(null);
    expect(made.shadowRoot!.activeElement).to.equal(find(made, '.card .open'));
  });

  it('brings what is on the screen up to date where it stands', async () => {
    backend.items = [helpRequest('1'), helpRequest('2')];
    const made = await complete();
    await look();
    backend.items = [helpRequest('2', { stage: 'answered' }), helpRequest('1')];
    backend.version = '2';
    await look();
    await waitUntil(() => cards(made)[1]!.textContent!.includes('已答复'));
    expect(ids(made)).to.deep.equal(['1', '2']);
    expect(find(made, '.fresh')).to.equal(null);
  });

  it('lets go of what was taken down', async () => {
    backend.items = [helpRequest('1'), helpRequest('2'), helpRequest('3')];
    const made = await complete();
    await look();
    backend.items = [helpRequest('1'), helpRequest('3')];
    backend.version = '2';
    await look();
    await waitUntil(() => cards(made).length === 2);
    expect(ids(made)).to.deep.equal(['1', '3']);
  });

  it('lets go of what was pinned and is taken down', async () => {
    backend.pinned = [helpRequest('p', { pinned: true }), helpRequest('q', { pinned: true })];
    backend.items = [helpRequest('1')];
    const made = await complete();
    await look();
    backend.pinned = [helpRequest('q', { pinned: true })];
    backend.version = '2';
    await look();
    await waitUntil(() => cards(made).length === 2);
    expect(ids(made)).to.deep.equal(['q', '1']);
  });

  it('offers nothing new that has been taken down again', async () => {
    backend.items = [helpRequest('1')];
    const made = await complete();
    await look();
    backend.items.unshift(helpRequest('2'));
    backend.version = '2';
    await look();
    await says(made, '有 1 条新的');
    backend.items.shift();
    backend.version = '3';
    await look();
    await waitUntil(() => !find(made, '.fresh'));
    expect(ids(made)).to.deep.equal(['1']);
  });

  it('reads by itself what a backend that was down could not give, once that answers again', async () => {
    backend.fault = () => HttpResponse.error();
    const made = await complete();
    await says(made, '连不上网络');
    backend.fault = undefined;
    backend.items = [helpRequest('1')];
    await look();
    await waitUntil(() => ids(made).join() === '1', 'the list', { timeout: 5000 });
    expect(text(made)).not.to.contain('连不上网络');
  });

  it('asks for the list only when the version has changed', async () => {
    await complete();
    await look();
    const before = asked('/requests');
    await look();
    expect(asked('/requests')).to.equal(before);
  });

  it('does not ask with no-live', async () => {
    await complete({ 'no-live': '' });
    document.dispatchEvent(new Event('visibilitychange'));
    await aTimeout(50);
    expect(asked('/version')).to.equal(0);
  });

  it('offline, it says so and since when, asks nothing, and reads anew when the network is back', async () => {
    backend.items = [helpRequest('1')];
    const made = await complete();
    online(false);
    await says(made, '现在没有网络');
    expect(text(made)).to.match(/下面是 \d\d:\d\d 的内容/);
    const before = backend.asked.length;
    document.dispatchEvent(new Event('visibilitychange'));
    await aTimeout(50);
    expect(backend.asked.length).to.equal(before);
    backend.fault = () => HttpResponse.error();
    await made.refresh();
    backend.fault = undefined;
    backend.items = [helpRequest('2')];
    online(true);
    await waitUntil(() => ids(made).join() === '2');
    expect(text(made)).not.to.contain('现在没有网络');
  });
});

describe('the head of the feed', () => {
  it('puts pinned announcements first', async () => {
    const announcement = (id: string, pinned = false) => ({
      ...{ id, title: `公告 ${id}`, body: '请看', pinned },
      at: '2026-04-01T02:42:00Z',
    });
    backend.board = qingxi({
      announcements: [announcement('1'), announcement('2', true), announcement('3'), announcement('4', true)],
    });
    const made = await board();
    await waitUntil(() => find(made, '.head details'));
    expect(find(made, '.head summary')!.textContent).to.contain('公告 2');
    const titles = [...find(made, '.head details')!.querySelectorAll('h3')].map((one) => one.textContent);
    expect(titles).to.deep.equal(['公告 2', '公告 4', '公告 1', '公告 3']);
  });
});

describe('the feed, narrowed', () => {
  it('shows how many there are of each category', async () => {
    backend.board = qingxi({ counts: { medical: 12 } });
    const made = await board();
    await waitUntil(() => find(made, '.chips'));
    const words = [...made.shadowRoot!.querySelectorAll('.chips button')].map((chip) =>
      chip.textContent!.replace(/\s+/g, ' ').trim(),
    );
    expect(words).to.include('就医 12');
  });

  it('by stage and place: folded away, told on the button, undone by one press, closed by Escape', async () => {
    backend.board = qingxi({ regions: ['城关街道', '河西乡'] });
    backend.items = [
      helpRequest('1'),
      helpRequest('2', { stage: 'answered', region: '河西乡' }),
      helpRequest('3', { region: '河西乡' }),
    ];
    const made = await complete();
    expect(find(made, 'select')).to.equal(null);
    find(made, '[data-filters]')!.click();
    await waitUntil(() => find(made, 'select'));
    const [stage, region] = [...made.shadowRoot!.querySelectorAll('select')];
    const choose = (select: HTMLSelectElement, value: string) => {
      select.value = value;
      select.dispatchEvent(new Event('change'));
    };
    choose(region!, '河西乡');
    await waitUntil(() => ids(made).join() === '2,3');
    choose(stage!, 'answered');
    await waitUntil(() => ids(made).join() === '2');
    expect(find(made, '[data-filters]')!.textContent!.replace(/\s+/g, '')).to.equal('筛选2');
    choose(stage!, 'declined');
    await says(made, '没有找到');
    [...made.shadowRoot!.querySelectorAll('button')]
      .find((one) => one.textContent!.includes('不筛选了'))!
      .click();
    await waitUntil(() => cards(made).length === 3);
    find(made, 'select')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await waitUntil(() => !find(made, 'select'));
    expect(made.shadowRoot!.activeElement).to.equal(find(made, '[data-filters]'));
    await expect(made).to.be.accessible();
  });
});

describe('the feed, from the last visit', () => {
  const name = () => `help-board-kept rest|${backend.url}|qingxi`;
  const kept = (changes: object = {}) =>
    JSON.stringify({
      at: Date.parse('2026-04-01T02:42:00Z'),
      board: qingxi({ title: '上次看到的求助平台' }),
      pages: { hot: { items: [helpRequest('old')], pinned: [] } },
      ...changes,
    });
  afterEach(() => localStorage.removeItem(name()));

  it('paints it at once, says of when it is, and lets the new one take its place', async () => {
    localStorage.setItem(name(), kept());
    let answer!: () => void;
    const held = new Promise<void>((resolve) => (answer = resolve));
    const fetched = window.fetch;
    window.fetch = async (...given) => (await held, fetched(...given));
    const made = await board();
    await waitUntil(() => cards(made).length === 1);
    window.fetch = fetched;
    expect(ids(made)).to.deep.equal(['old']);
    expect(text(made)).to.contain('上次看到的求助平台').and.to.contain('的内容，正在更新');
    backend.items = [helpRequest('new')];
    answer();
    await waitUntil(() => ids(made).join() === 'new');
    expect(text(made)).to.contain('清溪县求助平台').and.not.to.contain('正在更新');
  });

  it('stays, with its time, when nothing newer can be had', async () => {
    localStorage.setItem(name(), kept());
    backend.fault = () => HttpResponse.error();
    const made = await board();
    await says(made, '连不上网络');
    expect(ids(made)).to.deep.equal(['old']);
    expect(text(made)).to.match(/下面是 .* 的内容/);
  });

  for (const [what, damaged] of [
    ['is no JSON', '{"at":'],
    ['has no time', kept({ at: 'yesterday' })],
    ['is of something else', '{"a":[1,2]}'],
    ['has a board without a title', kept({ board: {} })],
  ] as const)
    it(`ignores a copy that ${what}`, async () => {
      localStorage.setItem(name(), damaged);
      backend.items = [helpRequest('new')];
      const made = await board();
      await waitUntil(() => ids(made).join() === 'new');
    });

  it('keeps the first page of what was seen, and nothing of what was searched for', async () => {
    backend.items = [helpRequest('1', { publicBody: '家里没有米了' })];
    const made = await complete();
    const search = find(made, '[type=search]') as HTMLInputElement;
    search.value = '不要留下的词';
    search.dispatchEvent(new Event('change'));
    await waitUntil(() => localStorage.getItem(name()), 'it is kept', { timeout: 5000 });
    expect(localStorage.getItem(name())).to.contain('家里没有米了').and.not.to.contain('不要留下的词');
  });

  it('goes with everything else that is cleared from the device', async () => {
    backend.items = [helpRequest('1')];
    const made = await complete();
    await waitUntil(() => localStorage.getItem(name()), 'it is kept', { timeout: 5000 });
    const cleared = made.clearDevice();
    const question = () => made.shadowRoot!.querySelector('help-board-clear-device')?.shadowRoot;
    await waitUntil(() => question()?.querySelector('.danger:not([disabled])'), 'it asks', { timeout: 5000 });
    question()!.querySelector<HTMLElement>('.danger')!.click();
    await waitUntil(() => question()!.querySelector('.green'));
    question()!.querySelector<HTMLElement>('[data-keep]')!.click();
    expect(await cleared).to.equal(true);
    await made.refresh();
    await aTimeout(1200);
    expect(localStorage.getItem(name())).to.equal(null);
  });

  it('shows a static snapshot, with its time, while the backend is down', async () => {
    backend.items = [helpRequest('1')];
    backend.fault = () => HttpResponse.error();
    const made = await board({ snapshot: `${backend.url}/boards/qingxi/snapshot` });
    await waitUntil(() => ids(made).join() === '1', 'the snapshot', { timeout: 5000 });
    await says(made, '下面是 4/1 10:42 的内容');
  });
});
