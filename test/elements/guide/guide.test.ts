import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/board/guide/index.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import type { Board } from '../../../src/model/index.js';
import { qingxi } from '../board/backend.js';
import { at, fakeAdapter, findings, HOSTILE, press, surround } from '../request/surroundings.js';

const FULL: Partial<Board> = {
  announcements: [
    { id: 'a', title: '明天核酸检测', body: '6:00 开始', at: at(-1000) },
    { id: 'b', title: '透析专线', body: HOSTILE, at: at(-2000), pinned: true },
  ],
  explainers: [{ id: 'red', title: '健康码变红怎么办？', body: '先在家不动。' }],
  directory: [
    {
      name: '隔离点服务台',
      phone: '0999-0000-103 转 2',
      address: '湖滨宾馆',
      hours: '24小时',
      group: '防疫',
    },
    { name: '粮油供应点', address: '城关街道' },
  ],
};

async function guide(load: () => Promise<Board>, theme = '') {
  const around = await surround(html`<help-board-guide></help-board-guide>`, {
    adapter: fakeAdapter({ loadBoard: load }),
    theme,
  });
  const view = around.shadowRoot!.querySelector('help-board-guide')!.shadowRoot!;
  return { around, view };
}
const full = (changes: Partial<Board> = FULL, theme = '') => guide(async () => qingxi(changes), theme);

describe('the guide', () => {
  it('has duty phones to tap, service points, what is pinned first, explainers to unfold', async () => {
    const { view } = await full();
    await waitUntil(() => view.querySelector('.entry'));
    const [phone] = [...view.querySelectorAll<HTMLAnchorElement>('.phone')];
    expect(phone!.getAttribute('href')).to.equal('tel:099900001032');
    expect(phone!.getAttribute('aria-label')).to.contain('拨打').and.to.contain('隔离点服务台');
    expect(view.textContent).to.contain('湖滨宾馆').and.to.contain('24小时').and.to.contain('粮油供应点');
    expect([...view.querySelectorAll('h4')].map((heading) => heading.textContent)).to.deep.equal([
      '透析专线',
      '明天核酸检测',
    ]);
    press(view, '健康码变红');
    expect(view.querySelector('details')!.open).to.equal(true);
    expect((window as { fired?: boolean }).fired).to.equal(undefined);
    expect(view.activeElement).to.equal(view.querySelector('h2'));
  });

  it('begins with the emergency numbers, while it is loading too', async () => {
    const { view } = await guide(() => new Promise(() => undefined));
    expect(view.querySelector('[href="tel:120"]')).not.to.equal(null);
    expect(view.querySelector('.ghost')).not.to.equal(null);
  });

  it('says what to do when it cannot be had, and has it at the next press', async () => {
    let fails = true;
    const { view } = await guide(async () => {
      if (fails) throw new HelpBoardError('network');
      return qingxi(FULL);
    });
    await waitUntil(() => view.textContent!.includes('连不上网络'));
    fails = false;
    press(view, '再试一次');
    await waitUntil(() => view.querySelector('.entry'));
  });

  it('shows the copy that the device has kept when nothing newer can be had, and says so', async () => {
    const { around, view } = await guide(async () => Promise.reject(new HelpBoardError('network')));
    around.store.recall({ at: Date.now(), board: qingxi(FULL), pages: {} });
    await waitUntil(() => view.querySelector('.entry'));
    expect(view.textContent).to.contain('这部手机上存着的内容');
  });

  it('leads to the form where there is nothing', async () => {
    const { around, view } = await full({ announcements: [], explainers: [], directory: [] });
    await waitUntil(() => view.textContent!.includes('这里还没有内容'));
    press(view, '我要求助');
    press(view, '返回');
    expect(around.went).to.deep.equal([{ view: 'compose' }, { view: 'feed' }]);
  });

  for (const theme of ['', 'dark', 'x-large'])
    it(`is accessible ${theme}`, async () => {
      const { around, view } = await full(FULL, theme);
      await waitUntil(() => view.querySelector('.entry'));
      view.querySelector('details')!.open = true;
      expect(await findings(around)).to.deep.equal([]);
    });
});
