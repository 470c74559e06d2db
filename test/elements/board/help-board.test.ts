import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { HttpResponse } from 'msw';
import '../../../src/elements/board/index.js';
import type { HelpBoard } from '../../../src/elements/board/index.js';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { Backend, helpRequest, qingxi } from './backend.js';

const backend = new Backend();
before(() => backend.start());
after(() => backend.stop());
beforeEach(() => backend.reset());

const cards = (board: HelpBoard): HTMLElement[] => [
  ...board.shadowRoot!.querySelectorAll<HTMLElement>('.card'),
];
const shown = async (
  template = html`<help-board backend=${backend.url} board="qingxi"></help-board>`,
): Promise<HelpBoard> => {
  const board = await fixture<HelpBoard>(template);
  await waitUntil(() => board.shadowRoot!.querySelector('.root'), 'it is drawn');
  return board;
};
const says = (board: HelpBoard, words: string) =>
  waitUntil(() => board.shadowRoot!.textContent!.includes(words), `it says ${words}`, { timeout: 5000 });
const button = (board: HelpBoard, words: string): HTMLButtonElement | undefined =>
  [...board.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent!.includes(words));
const press = async (board: HelpBoard, words: string): Promise<void> => {
  await waitUntil(() => button(board, words), `a button ${words}`);
  button(board, words)!.click();
};

describe('<help-board>', () => {
  it('shows its children until it is ready', async () => {
    const board = document.createElement('help-board') as HelpBoard;
    board.setAttribute('board', 'qingxi');
    board.setAttribute('backend', backend.url);
    board.textContent = '急事请拨 110 / 119 / 120';
    document.body.append(board);
    await board.updateComplete;
    expect(board.innerText).to.contain('110');
    await oneEvent(board, 'help-board-ready');
    board.remove();
  });

  it('shows title, promise of nothing private, pinned requests on top, then the list', async () => {
    backend.items = [helpRequest('1'), helpRequest('2')];
    backend.pinned = [helpRequest('3', { pinned: true })];
    const board = await shown();
    await waitUntil(() => cards(board).length === 3);
    expect(cards(board).map((card) => card.dataset.id)).to.deep.equal(['3', '1', '2']);
    expect(cards(board)[0]!.textContent).to.contain('置顶');
    expect(board.shadowRoot!.querySelector('h2')!.textContent).to.equal('清溪县求助平台');
  });

  it('asks for a tab when somebody looks at it, and keeps what it has read', async () => {
    backend.items = [helpRequest('1')];
    const board = await shown();
    await waitUntil(() => cards(board).length === 1);
    await press(board, '最新');
    await waitUntil(() => backend.asked.some((url) => url.searchParams.get('sort') === 'latest'));
    const asked = backend.asked.length;
    await press(board, '热门');
    await board.updateComplete;
    expect(backend.asked.length).to.equal(asked);
    expect(board.tab).to.equal('hot');
  });

  it('walks the tabs with the arrow keys', async () => {
    const board = await shown();
    const tab = board.shadowRoot!.querySelector<HTMLElement>('[aria-selected=true]')!;
    tab.focus();
    // What walks the tabs loads after the first paint.
    await waitUntil(
      () => {
        const key = new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true });
        return !tab.dispatchEvent(key);
      },
      'the keys are heard',
      { timeout: 5000 },
    );
    await waitUntil(() => board.tab === 'latest');
    expect(board.shadowRoot!.activeElement?.textContent).to.contain('最新');
  });

  it('filters by category', async () => {
    backend.items = [helpRequest('1', { category: 'medical' }), helpRequest('2')];
    const board = await shown();
    await waitUntil(() => cards(board).length === 2);
    await press(board, '就医');
    await waitUntil(() => cards(board).length === 1 && cards(board)[0]!.dataset.id === '1');
    expect(button(board, '就医')!.getAttribute('aria-pressed')).to.equal('true');
  });

  it('reads on by the button, and shows nothing twice when something moved between two pages', async () => {
    backend.items = Array.from({ length: 30 }, (_, i) => helpRequest(String(i)));
    const board = await shown(
      html`<help-board backend=${backend.url} board="qingxi" page-size="10"></help-board>`,
    );
    await waitUntil(() => cards(board).length >= 10);
    backend.items.unshift(helpRequest('new'));
    await waitUntil(
      () => {
        button(board, '再看一些')?.click();
        return cards(board).length >= 30 && !board.shadowRoot!.querySelector('.foot');
      },
      'all are read',
      { timeout: 5000 },
    );
    const ids = cards(board).map((card) => card.dataset.id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids.length).to.be.at.least(30);
  });

  it('tells a screen reader what more was read, and does not call another tab more of this one', async () => {
    backend.items = Array.from({ length: 30 }, (_, i) => helpRequest(String(i)));
    const board = await shown(
      html`<help-board backend=${backend.url} board="qingxi" page-size="10"></help-board>`,
    );
    const said = () => board.shadowRoot!.querySelector('.hush[role=status]')?.textContent;
    await waitUntil(() => said() !== undefined, 'the words are here', { timeout: 5000 });
    await press(board, '最新');
    // While the other list is on its way there is nothing that could be said.
    const isThere = () => cards(board).length >= 10 && said() !== undefined;
    await waitUntil(isThere, 'the other list is there', { timeout: 5000 });
    expect(said()).to.equal('');
    await waitUntil(
      () => {
        button(board, '再看一些')?.click();
        return said()?.includes('又加载了');
      },
      'it is said',
      { timeout: 5000 },
    );
    await press(board, '热门');
    await waitUntil(() => said() === '');
  });

  it('says that nothing is there yet', async () => {
    const board = await shown();
    await says(board, '还没有公开的求助');
  });

  for (const [name, fault, words] of [
    ['a 500', () => new HttpResponse('oops', { status: 500 }), '服务器忙不过来'],
    ['HTML instead of JSON', () => HttpResponse.html('<p>请登录</p>'), '没有收到正确的回应'],
    ['no network', () => HttpResponse.error(), '连不上网络'],
    ['429', () => new HttpResponse('', { status: 429 }), '现在人很多'],
  ] as [string, () => Response, string][])
    it(`${name}: says what to do, offers emergency numbers, and recovers`, async () => {
      backend.fault = fault;
      backend.items = [helpRequest('1')];
      const board = await shown();
      await says(board, words);
      expect(board.shadowRoot!.querySelector('a[href="tel:120"]')).to.exist;
      expect(button(board, '我要求助'), 'one can still write').to.exist;
      backend.fault = undefined;
      await press(board, '再试一次');
      await waitUntil(() => cards(board).length === 1);
      await waitUntil(() => board.shadowRoot!.textContent!.includes('清溪县求助平台'));
    });

  it('an unknown board offers no form, but emergency numbers', async () => {
    const board = await shown(html`<help-board backend=${backend.url} board="atlantis"></help-board>`);
    await says(board, '没有找到这个求助平台');
    await waitUntil(() => !button(board, '我要求助'));
    expect(board.shadowRoot!.querySelector('a[href="tel:120"]')).to.exist;
  });

  it('a closed board says where to turn, and offers no form', async () => {
    backend.board = qingxi({ open: false });
    const board = await shown();
    await says(board, '现在不收新的求助');
    expect(button(board, '我要求助')).to.equal(undefined);
  });

  it('keeps the list when reading on fails, and says so', async () => {
    backend.items = Array.from({ length: 30 }, (_, i) => helpRequest(String(i)));
    const board = await shown(
      html`<help-board backend=${backend.url} board="qingxi" page-size="10"></help-board>`,
    );
    await waitUntil(() => cards(board).length === 10 || cards(board).length === 20);
    const before = cards(board).length;
    backend.fault = () => new HttpResponse('', { status: 503 });
    await press(board, '再看一些');
    await says(board, '服务器忙不过来');
    expect(cards(board).length).to.be.at.least(before);
  });

  it('shows hostile text as text', async () => {
    const hostile = '<img src=x onerror="window.pwned=1"> \u202E颠倒 😀';
    backend.items = [
      helpRequest('1', { title: hostile, publicBody: hostile, author: hostile, region: hostile }),
    ];
    const board = await shown();
    await waitUntil(() => cards(board).length === 1);
    expect(board.shadowRoot!.querySelector('img')).to.equal(null);
    expect(cards(board)[0]!.textContent).to.contain('<img src=x');
    expect((window as { pwned?: number }).pwned).to.equal(undefined);
  });

  it('never shows an unknown stage as done', async () => {
    backend.items = [helpRequest('1', { stage: 'finished-somehow' as 'unknown' })];
    const board = await shown();
    await says(board, '状态待确认');
  });

  it('speaks English where the page does', async () => {
    const page = await fixture(
      html`<div lang="en-GB"><help-board backend=${backend.url} board="qingxi"></help-board></div>`,
    );
    const board = page.querySelector('help-board')!;
    await waitUntil(() => board.shadowRoot!.querySelector('.root'));
    await says(board, 'Ask for help');
  });

  it('speaks Chinese in traditional characters where the page does, the form too', async () => {
    const page = await fixture(
      html`<div lang="zh-HK"><help-board backend=${backend.url} board="qingxi"></help-board></div>`,
    );
    const board = page.querySelector('help-board')!;
    await waitUntil(() => board.shadowRoot!.querySelector('.root'));
    await says(board, '熱門');
    board.compose();
    await waitUntil(() => {
      const form = board.shadowRoot!.querySelector('help-board-compose');
      return form?.shadowRoot?.textContent?.includes('您遇到了什麼困難');
    });
  });

  it('grows to 30 px with targets of 60 at a press, remembers it, and goes back', async () => {
    localStorage.removeItem('help-board-text-size');
    const board = await shown(
      html`<help-board backend=${backend.url} board="qingxi" text-size="large"></help-board>`,
    );
    const resize = () => board.shadowRoot!.querySelector<HTMLButtonElement>('.size')!;
    const body = () => parseFloat(getComputedStyle(board.shadowRoot!.querySelector('.root')!).fontSize);
    expect(body()).to.equal(20);
    resize().click();
    await board.updateComplete;
    expect(body()).to.equal(30);
    for (const button of board.shadowRoot!.querySelectorAll('button:not(.open)')) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height), button.textContent!).to.be.at.least(60);
    }
    const later = await shown();
    expect(getComputedStyle(later.shadowRoot!.querySelector('.root')!).fontSize).to.equal('30px');
    later.shadowRoot!.querySelector<HTMLButtonElement>('.size')!.click();
    await later.updateComplete;
    expect(getComputedStyle(later.shadowRoot!.querySelector('.root')!).fontSize).to.equal('16px');
    localStorage.removeItem('help-board-text-size');
  });

  it('searches, marks what was searched for, and says when nothing was found', async () => {
    backend.items = [helpRequest('1', { title: '（急）透析要车', publicBody: '每周透析三次' })];
    const board = await shown();
    await waitUntil(() => board.shadowRoot!.querySelector('.card'));
    const search = async (words: string) => {
      const field = board.shadowRoot!.querySelector<HTMLInputElement>('[type=search]')!;
      field.value = words;
      field.dispatchEvent(new Event('change'));
      await board.updateComplete;
    };
    await search(' 透析 （急 ');
    // What marks comes with the views, at idle.
    const marks = () => board.shadowRoot!.querySelectorAll('mark').length;
    await waitUntil(() => marks() === 3, 'all are marked', { timeout: 5000 });
    expect([...board.shadowRoot!.querySelectorAll('mark')].map((mark) => mark.textContent)).to.deep.equal([
      '（急',
      '透析',
      '透析',
    ]);
    expect(backend.asked.some((url) => url.searchParams.get('q') === '透析 （急')).to.equal(true);
    backend.items = ['1', '2', '3'].map((id) => helpRequest(id));
    await search('求助');
    const cards = () => board.shadowRoot!.querySelectorAll('.card').length;
    await waitUntil(() => cards() === 3);
    // Both have been read: they change places at once.
    await search('透析 （急');
    await waitUntil(() => cards() === 1);
    await search('求助');
    await waitUntil(() => cards() === 3);
    await board.updateComplete;
    expect(board.shadowRoot!.textContent, 'another list is not more of the one before').not.to.contain(
      '又加载了',
    );
    backend.items = [];
    await search('.*');
    await says(board, '没有找到');
  });

  it('shares one store with its twin on the page: the data is asked for once', async () => {
    backend.items = [helpRequest('1')];
    const page = await fixture(
      html`<div>
        <help-board backend=${backend.url} board="qingxi"></help-board
        ><help-board backend=${backend.url} board="qingxi"></help-board>
      </div>`,
    );
    const [one, other] = [...page.querySelectorAll('help-board')] as [HelpBoard, HelpBoard];
    await waitUntil(() => other.shadowRoot!.querySelector('.root') && cards(other).length === 1);
    expect(cards(one).length).to.equal(1);
    expect(backend.asked.length).to.equal(2);
  });

  it('survives a move within the page without asking again', async () => {
    backend.items = [helpRequest('1')];
    const board = await shown();
    await waitUntil(() => cards(board).length === 1);
    const asked = backend.asked.length;
    const elsewhere = await fixture(html`<section></section>`);
    elsewhere.append(board);
    await board.updateComplete;
    expect(cards(board).length).to.equal(1);
    expect(backend.asked.length).to.equal(asked);
  });

  it('takes an adapter object as a property, set before it is upgraded', async () => {
    const board = document.createElement('help-board') as HelpBoard;
    board.adapter = createMemoryAdapter();
    document.body.append(board);
    await waitUntil(() => board.shadowRoot?.querySelector('.root') && cards(board).length > 3);
    expect(backend.asked.length).to.equal(0);
    board.remove();
  });

  it('keeps its looks when the page restyles everything, and only the host is sized by the page', async () => {
    backend.items = [helpRequest('1')];
    const calm = await shown();
    await waitUntil(() => cards(calm).length === 1);
    const look = (board: HelpBoard) =>
      [...board.shadowRoot!.querySelectorAll('*'), ...board.shadowRoot!.querySelectorAll('*')].map((one) => {
        const style = getComputedStyle(one);
        return [
          one.localName,
          style.fontSize,
          style.color,
          style.fontFamily,
          style.letterSpacing,
          style.display,
        ];
      });
    const before = look(calm);
    const style = document.createElement('style');
    style.textContent =
      '* { all: unset !important; font-size: 7px !important; letter-spacing: 9px !important }';
    document.head.append(style);
    const after = look(calm);
    style.remove();
    expect(after).to.deep.equal(before);
  });

  it('hides when the page hides it', async () => {
    const board = await shown();
    board.hidden = true;
    expect(getComputedStyle(board).display).to.equal('none');
  });

  it('looks as its page does: in its font, on its ground, dark where its text is light', async () => {
    for (const [color, isDark] of [
      ['rgb(20, 20, 20)', false],
      ['rgb(240, 240, 240)', true],
    ] as const) {
      const page = await fixture(
        html`<div style="color: ${color}; font-family: cursive">
          <help-board backend=${backend.url} board="qingxi" theme="host"></help-board>
        </div>`,
      );
      const element = page.querySelector('help-board')!;
      await waitUntil(() => element.shadowRoot!.querySelector('.root'));
      const { classList } = element.shadowRoot!.querySelector('.root')!;
      const { fontFamily, backgroundColor } = getComputedStyle(element.shadowRoot!.querySelector('.root')!);
      expect([classList.contains('dark'), fontFamily, backgroundColor]).to.deep.equal([
        isDark,
        'cursive',
        'rgba(0, 0, 0, 0)',
      ]);
    }
  });

  it('is accessible in light and dark', async () => {
    backend.items = [
      helpRequest('1'),
      helpRequest('2', { stage: 'answered', urgency: 'critical', featured: true }),
    ];
    for (const theme of ['light', 'dark']) {
      const board = await shown(
        html`<help-board backend=${backend.url} board="qingxi" theme=${theme}></help-board>`,
      );
      await waitUntil(() => cards(board).length === 2);
      await expect(board).to.be.accessible();
    }
  });

  it('opens a request, says so, and goes back to where it was', async () => {
    backend.items = [helpRequest('7')];
    const board = await shown();
    await waitUntil(() => cards(board).length === 1);
    setTimeout(() => cards(board)[0]!.querySelector('button')!.click());
    const opened = await oneEvent(board, 'help-board-open');
    expect(opened.detail).to.deep.equal({ id: '7' });
    await waitUntil(() => board.shadowRoot!.querySelector('help-board-request'));
    await waitUntil(() => board.shadowRoot!.activeElement?.localName === 'help-board-request');
    board.go({ view: 'feed' });
    await board.updateComplete;
    expect(cards(board).length).to.equal(1);
    // Whoever goes by keyboard goes on from the card, not from the top of the page.
    expect(board.shadowRoot!.activeElement === cards(board)[0]!.querySelector('.open')).to.equal(true);
    board.go({ view: 'mine' });
    await waitUntil(() => board.shadowRoot!.activeElement?.localName === 'help-board-mine');
    board.go({ view: 'feed' });
    await board.updateComplete;
    expect(board.shadowRoot!.activeElement?.closest('.actions') !== null).to.equal(true);
  });
});

describe('<help-board routing="hash">', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('gives views an address, and the back button goes one view back', async () => {
    const board = await shown(
      html`<help-board backend=${backend.url} board="qingxi" routing="hash"></help-board>`,
    );
    board.compose();
    await waitUntil(() => location.hash === '#help/compose');
    history.back();
    await waitUntil(() => board.view === 'feed');
  });

  it('opens what the address says, and ignores what is not ours', async () => {
    history.replaceState(null, '', '#help/request/a%2Fb');
    const board = await shown(
      html`<help-board backend=${backend.url} board="qingxi" routing="hash"></help-board>`,
    );
    await waitUntil(() => board.view === 'request' && board.request === 'a/b');
    location.hash = '#chapter-2';
    await waitUntil(() => board.view === 'feed');
  });
});

describe('<help-board> that is given another board', () => {
  const named = (name: string) => ({ ...createMemoryAdapter(), name: `${name}-${Date.now()}` });
  const form = (board: HelpBoard) => board.shadowRoot!.querySelector('help-board-compose')?.shadowRoot;
  const body = (board: HelpBoard) => form(board)?.querySelector<HTMLTextAreaElement>('#f-body');

  it('keeps what was typed for the one before with it, and out of the other one', async () => {
    const [one, other] = [named('one'), named('other')];
    const board = await shown(html`<help-board board="a" .adapter=${one} view="compose"></help-board>`);
    await waitUntil(() => body(board), 'the form is open', { timeout: 5000 });
    body(board)!.value = '写给第一个平台的话';
    body(board)!.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await waitUntil(() => form(board)!.textContent!.includes('已存在本机'), 'it is kept', { timeout: 5000 });
    board.adapter = other;
    await waitUntil(() => body(board)?.value === '', 'the form of the other one', { timeout: 5000 });
    board.adapter = one;
    await waitUntil(() => body(board)?.value === '写给第一个平台的话', 'it is there', { timeout: 5000 });
  });

  it('is not narrowed to what only the one before has', async () => {
    backend.items = [helpRequest('1', { category: 'medical' }), helpRequest('2')];
    const board = await shown();
    await waitUntil(() => cards(board).length === 2);
    await press(board, '就医');
    await waitUntil(() => cards(board).length === 1);
    board.board = 'nowhere';
    await says(board, '没有');
    board.board = 'qingxi';
    await waitUntil(() => cards(board).length === 2);
  });
});
