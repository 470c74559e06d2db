import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { HttpResponse } from 'msw';
import '../../../src/elements/home/index.js';
import type { HelpBoardHome } from '../../../src/elements/home/index.js';
import { showPreview } from '../../../src/elements/home/preview.js';
import type { SlotSource } from '../../../src/elements/home/slot-source.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { Backend, helpRequest, qingxi } from '../board/backend.js';

const backend = new Backend();
before(() => backend.start());
after(() => backend.stop());
beforeEach(() => {
  backend.reset();
  backend.board = qingxi({
    home: { on: true, headline: '有困难，说一声', href: '/help' },
    figures: { received: 261, answeredOnline: 152, handedOver: 94, waiting: 15, done: 228 },
  });
});

const slot = () =>
  fixture<HelpBoardHome>(
    html`<help-board-home board="qingxi" backend=${backend.url}><i>急事请拨 120</i></help-board-home>`,
  );
const shown = async () => {
  const home = await slot();
  await waitUntil(() => home.shadowRoot!.querySelector('.root'), 'it is drawn');
  return home;
};
const text = (home: HelpBoardHome) => home.shadowRoot!.textContent!;

describe('<help-board-home>', () => {
  it('shows headline, figures, pinned requests first, and the way to post', async () => {
    backend.items = [helpRequest('1'), helpRequest('2'), helpRequest('3'), helpRequest('4')];
    backend.pinned = [helpRequest('9', { pinned: true, title: '透析专线' })];
    const home = await shown();
    await waitUntil(() => home.shadowRoot!.querySelectorAll('li').length === 3);
    expect(text(home)).to.contain('有困难，说一声').and.contain('261');
    expect(home.shadowRoot!.querySelector('li')!.textContent).to.contain('置顶').and.contain('透析专线');
    expect(home.shadowRoot!.querySelector('a.primary')!.getAttribute('href')).to.equal('/help#help/compose');
    expect(home.shadowRoot!.querySelector('li a')!.getAttribute('href')).to.equal('/help#help/request/9');
  });

  it('puts first what an editor has chosen, once, in the editor’s order', async () => {
    backend.items = [helpRequest('1'), helpRequest('2')];
    backend.pinned = [helpRequest('9', { pinned: true })];
    backend.board.home!.items = [helpRequest('2'), helpRequest('7')];
    const home = await shown();
    const ids = () =>
      [...home.shadowRoot!.querySelectorAll('li a')].map((a) => a.getAttribute('href')!.at(-1));
    await waitUntil(() => ids().length === 3);
    expect(ids()).to.deep.equal(['2', '7', '9']);
  });

  it('says that a preview link is over only where the backend says so', async () => {
    const home = await shown();
    history.replaceState(null, '', '#help-board-preview=ABCD-EFGH');
    const opened = async (code: 'network' | 'rate-limited' | 'not-found') => {
      const preview = () => Promise.reject(new HelpBoardError(code));
      await showPreview(home, { preview } as unknown as SlotSource);
      await home.updateComplete;
      return text(home);
    };
    try {
      for (const code of ['network', 'rate-limited'] as const)
        expect(await opened(code)).to.contain('预览现在没有读出来，请过一会儿刷新');
      expect(await opened('not-found')).to.contain('预览链接打不开了');
    } finally {
      history.replaceState(null, '', location.pathname + location.search);
    }
  });

  it('shows a preview also while it is switched off, says of it nowhere that it has arrived, in the editor’s colours', async () => {
    backend.board = qingxi({ home: { on: false, headline: '有困难，说一声' } });
    const home = await slot();
    home.theme = 'light';
    home.preview = {
      on: true,
      headline: '还没登',
      version: 3,
      colours: { accent: '#b5121b', background: 'url(x)' },
    };
    await waitUntil(() => home.shadowRoot!.querySelector('.root'));
    await waitUntil(() => backend.asked.length === 1);
    expect(text(home)).to.contain('还没登');
    const { style } = home.shadowRoot!.querySelector<HTMLElement>('.root')!;
    expect(style.getPropertyValue('--help-board-accent')).to.equal('#b5121b');
    expect(style.getPropertyValue('--help-board-background')).to.equal('');
    expect(backend.asked.some(({ pathname }) => pathname.endsWith('/slot-arrivals'))).to.equal(false);
  });

  it('says once on which page a version has arrived, and nothing of who looks', async () => {
    backend.board.home!.version = 7;
    const home = await shown();
    const reports = () => backend.asked.filter(({ pathname }) => pathname.endsWith('/slot-arrivals'));
    await waitUntil(() => reports().length, 'it is reported', { timeout: 3000 });
    home.requestUpdate();
    await home.updateComplete;
    const [{ search }, ...more] = reports() as [URL];
    const page = encodeURIComponent(location.origin + location.pathname);
    expect(search).to.equal(`?version=7&page=${page}`);
    expect(more).to.deep.equal([]);
  });

  it('says nothing of a version while it is switched off', async () => {
    backend.board = qingxi({ home: { on: false, headline: '有困难，说一声', version: 7 } });
    await slot();
    await waitUntil(() => backend.asked.length === 1);
    // Longer than it waits before it reports.
    await new Promise((on) => setTimeout(on, 1300));
    expect(backend.asked.length).to.equal(1);
  });

  it('shows its children while it is switched off', async () => {
    backend.board = qingxi({ home: { on: false, headline: '有困难，说一声' } });
    const home = await slot();
    await waitUntil(() => backend.asked.length === 1);
    await waitUntil(() => home.shadowRoot!.querySelector('slot'));
    expect(home.shadowRoot!.querySelector('.root')).to.equal(null);
    expect(home.innerText).to.contain('120');
  });

  it('shows emergency numbers while the backend is down', async () => {
    backend.fault = () => HttpResponse.error();
    const home = await shown();
    await waitUntil(() => home.shadowRoot!.querySelector('a[href="tel:120"]'));
    expect(text(home)).to.contain('暂时连不上');
  });

  it("does not link to a backend's script", async () => {
    backend.board.home!.href = 'javascript:alert(1)';
    const home = await shown();
    for (const link of home.shadowRoot!.querySelectorAll('a'))
      expect(link.getAttribute('href')).not.to.match(/javascript/i);
  });

  it('offers no form of a closed board', async () => {
    backend.board.open = false;
    const home = await shown();
    expect(home.shadowRoot!.querySelector('a.primary')).to.equal(null);
  });

  it('is accessible in every layout, light and dark, in an emergency and while the backend is down', async () => {
    backend.items = [helpRequest('1')];
    backend.pinned = [helpRequest('9', { pinned: true })];
    for (const emergency of [false, true])
      for (const down of [false, true]) {
        backend.board.home!.emergency = emergency;
        backend.fault = down ? () => HttpResponse.error() : undefined;
        const home = await shown();
        if (down) await waitUntil(() => home.shadowRoot!.querySelector('a[href="tel:120"]'));
        for (const layout of ['card', 'banner', 'strip'] as const)
          for (const theme of ['light', 'dark']) {
            Object.assign(home, { layout, theme });
            await home.updateComplete;
            await expect(home).to.be.accessible();
          }
      }
  });

  it('takes a layout from the page, else from the gateway; an emergency is a banner', async () => {
    backend.board.home!.layout = 'strip';
    const home = await shown();
    const root = () => home.shadowRoot!.querySelector('.root')!.classList;
    expect(root().contains('strip')).to.equal(true);
    home.layout = 'card';
    await home.updateComplete;
    expect(root().contains('card')).to.equal(true);
    backend.board.home!.emergency = true;
    await home.read();
    await home.updateComplete;
    expect(root().contains('banner')).to.equal(true);
    expect(home.shadowRoot!.querySelector('[role="alert"]')!.textContent).to.contain('紧急');
  });

  it('is as large as an elder needs, fills the room a page has reserved, and is hidden by it', async () => {
    const home = await shown();
    home.style.minHeight = '700px';
    home.textSize = 'x-large';
    await home.updateComplete;
    const root = home.shadowRoot!.querySelector('.root')!;
    expect(root.getBoundingClientRect().height).to.equal(700);
    const button = home.shadowRoot!.querySelector('a.primary')!.getBoundingClientRect();
    expect(button.height).to.be.at.least(60);
    home.hidden = true;
    expect(home.getBoundingClientRect().height).to.equal(0);
  });

  it('keeps to the width it is given, from 280 to 1600 pixels', async () => {
    backend.items = [helpRequest('1', { publicBody: '一'.repeat(200) })];
    const home = await shown();
    for (const layout of ['card', 'banner', 'strip'] as const)
      for (const width of [280, 360, 720, 1600]) {
        home.layout = layout;
        home.style.width = `${width}px`;
        await home.updateComplete;
        const root = home.shadowRoot!.querySelector('.root')!;
        expect(root.scrollWidth, `${layout} at ${width}`).to.be.at.most(width);
      }
  });

  it('a damaged copy of an earlier visit, and storage that is refused, are no copy', async () => {
    const scope = `rest|${backend.url}|qingxi`;
    localStorage.setItem(`help-board-home-kept ${scope}`, '{"at":1,"view":{"title":7}}');
    expect(text(await shown())).to.contain('有困难');
    localStorage.setItem(`help-board-home-kept ${scope}`, '{');
    expect(text(await shown())).to.contain('有困难');
  });

  it('reads a backend that speaks the contract without this one call', async function () {
    this.timeout(12_000);
    backend.items = [helpRequest('1')];
    backend.noHome = true;
    const home = await slot();
    // The code of all adapters comes for it.
    await waitUntil(() => home.shadowRoot!.querySelector('.root'), 'it is drawn', { timeout: 8000 });
    expect(text(home)).to.contain('有困难').and.contain('求助 1');
  });
});
