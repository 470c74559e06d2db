import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/board/request/index.js';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { followed } from '../../../src/elements/board/request/followed.js';
import type { HelpBoardRequest } from '../../../src/elements/board/request/request.js';
import type { HelpRequest } from '../../../src/model/index.js';
import { helpRequest } from '../board/backend.js';
import { at, fakeAdapter, findings, HOUR, press, surround } from './surroundings.js';

const PHOTO = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
const answered: Partial<HelpRequest> = {
  title: '透析怎么去医院',
  stage: 'answered',
  answeredAt: at(-HOUR / 2),
  replies: [
    {
      id: '1',
      author: '卫健局',
      role: 'department',
      body: '今晚八点有车来接。',
      at: at(-HOUR / 2),
      kind: 'answer',
    },
  ],
  attachments: ['病历', '', '药盒'].map((alt) => ({ url: PHOTO, type: 'image/gif', ...(alt && { alt }) })),
};

async function showing(changes: Partial<HelpRequest>, adapter: Partial<HelpBoardAdapter> = {}, theme = '') {
  const around = await surround(html`<help-board-request .requestId=${'r1'}></help-board-request>`, {
    adapter: fakeAdapter({ get: async () => helpRequest('r1', changes), ...adapter }),
    theme,
  });
  const element = around.shadowRoot!.querySelector('help-board-request') as HelpBoardRequest;
  const view = element.shadowRoot!;
  const says = (words: string) => waitUntil(() => view.textContent!.includes(words), `it says ${words}`);
  await says(changes.title ?? '求助 r1');
  return { around, element, view, says };
}

describe('what a reader can do with a request', () => {
  afterEach(() => followed.forget());

  describe('photos', () => {
    const enlarged = async (theme = '') => {
      const shown = await showing(answered, {}, theme);
      const small = [...shown.view.querySelectorAll<HTMLButtonElement>('.photos button')];
      small[0]!.click();
      await waitUntil(() => shown.view.querySelector('.lightbox[open]'));
      const box = shown.view.querySelector<HTMLDialogElement>('.lightbox')!;
      const image = () => box.querySelector('img')!.getAttribute('alt');
      const key = async (name: string) => {
        shown.view.activeElement!.dispatchEvent(
          new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }),
        );
        await shown.element.updateComplete;
      };
      return { ...shown, small, box, image, key };
    };

    it('are shown as large as the screen, one after the other by arrow keys, with what is on them', async () => {
      const { box, image, key, says } = await enlarged();
      expect(image()).to.equal('病历');
      await key('ArrowRight');
      expect(image()).to.equal('第 2 张照片');
      await key('ArrowRight');
      await key('ArrowRight');
      expect(image(), 'around again').to.equal('病历');
      await key('ArrowLeft');
      expect(image()).to.equal('药盒');
      await says('3/3');
      const { width, height } = box.getBoundingClientRect();
      expect([width, height]).to.deep.equal([document.documentElement.clientWidth, window.innerHeight]);
    });

    it('are closed by Escape, which no dialog of the page hears, and the focus goes back', async () => {
      const heard: string[] = [];
      const hear = (event: Event) => heard.push((event as KeyboardEvent).key);
      document.addEventListener('keydown', hear);
      const { view, small, key } = await enlarged();
      await key('Escape');
      document.removeEventListener('keydown', hear);
      expect(view.querySelector('.lightbox')).to.equal(null);
      await waitUntil(() => view.activeElement === small[0]);
      expect(heard).to.deep.equal([]);
    });

    it('open and close where the browser has no dialogs, and keep the focus inside', async () => {
      const { showModal } = HTMLDialogElement.prototype;
      HTMLDialogElement.prototype.showModal = undefined as never;
      try {
        const { view, box, key } = await enlarged();
        expect(box.getAttribute('role')).to.equal('dialog');
        const buttons = [...box.querySelectorAll('button')];
        buttons[buttons.length - 1]!.focus();
        await key('Tab');
        expect(view.activeElement).to.equal(buttons[0]);
        buttons[0]!.click();
        await waitUntil(() => !view.querySelector('.lightbox'));
      } finally {
        HTMLDialogElement.prototype.showModal = showModal;
      }
    });

    for (const theme of ['', 'dark'])
      it(`have nothing axe finds wrong, ${theme || 'light'}`, async () => {
        const { around } = await enlarged(theme);
        expect(await findings(around)).to.deep.equal([]);
      });
  });

  it('gives thanks once, where there is an answer', async () => {
    const devices: string[] = [];
    const { around, view, says } = await showing(
      { ...answered, thanks: 3 },
      { thank: async (_, { device }) => devices.push(device) + 3 },
    );
    await says('3 人');
    const button = press(view, '感谢');
    button.click();
    await says('您的感谢已送到');
    await says('4 人');
    expect(button.getAttribute('aria-pressed')).to.equal('true');
    expect(devices.length).to.equal(1);
    expect(around.events.map(({ type, detail }) => [type, detail])).to.deep.equal([
      ['help-board-thank', { id: 'r1', count: 4 }],
    ]);
  });

  it('says that thanks were not counted, and offers none before there is an answer', async () => {
    const failing = { thank: () => Promise.reject(new HelpBoardError('network')) };
    const { view, says } = await showing(answered, failing);
    press(view, '感谢');
    await says('没有记上');
    const open = await showing({}, failing);
    expect(open.view.textContent).not.to.contain('感谢');
  });

  it('follows it on this device, remembers what was seen, and stops again', async () => {
    const { view, says } = await showing(answered);
    const button = press(view, '关注进展');
    await says('有新答复，会在“我的求助”里告诉您');
    expect(button.getAttribute('aria-pressed')).to.equal('true');
    expect(followed.of('test')).to.deep.equal([{ id: 'r1', words: '透析怎么去医院', replies: 1 }]);
    const { replies } = answered;
    await showing({ ...answered, replies: [...replies!, { ...replies![0]!, id: '2' }] });
    expect(followed.of('test')[0]!.replies, 'opened: seen').to.equal(2);
    press(view, '已关注');
    expect(followed.of('test')).to.deep.equal([]);
  });

  it('follows as long as the page lives where storage is refused', () => {
    const { getItem, setItem } = Storage.prototype;
    const refuse = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    Object.assign(Storage.prototype, { getItem: refuse, setItem: refuse });
    try {
      followed.put('a', { id: '1', words: 'x', replies: 0 });
      expect(followed.find('a', '1')!.words).to.equal('x');
    } finally {
      Object.assign(Storage.prototype, { getItem, setItem });
    }
  });

  describe('sharing', () => {
    const { share } = navigator;
    afterEach(() => Object.assign(navigator, { share }));

    it('hands title and address to the device, and takes a change of mind for no failure', async () => {
      const given: ShareData[] = [];
      Object.assign(navigator, {
        share: async (data: ShareData) => {
          given.push(data);
          throw new DOMException('no', 'AbortError');
        },
      });
      const { view } = await showing(answered);
      press(view, '分享');
      expect(given).to.deep.equal([
        { title: '清溪县求助平台', text: '透析怎么去医院', url: 'https://help.example.cn/r/r1' },
      ]);
    });

    it('copies what it is, how it stands and where it is', async () => {
      const copied: string[] = [];
      const { writeText } = navigator.clipboard;
      navigator.clipboard.writeText = async (text) => void copied.push(text);
      try {
        const { view, says } = await showing(answered);
        press(view, '复制链接');
        await says('已复制');
        expect(copied).to.deep.equal([
          '清溪县求助平台｜已答复\n透析怎么去医院\nhttps://help.example.cn/r/r1',
        ]);
      } finally {
        navigator.clipboard.writeText = writeText;
      }
    });

    it('draws a card with words for whoever cannot see it', async () => {
      const { view, says } = await showing(answered);
      press(view, '做成图片');
      await says('长按图片保存');
      const card = view.querySelector<HTMLImageElement>('.card')!;
      await waitUntil(() => card.naturalWidth === 720);
      expect(card.naturalHeight).to.be.within(300, 1000);
      expect(card.alt).to.equal('已答复 透析怎么去医院');
    });

    it('prints the request and nothing to press', async () => {
      const { print } = window;
      let printed = 0;
      window.print = () => void printed++;
      const { view } = await showing(answered);
      press(view, '打印');
      window.print = print;
      expect(printed).to.equal(1);
    });
  });

  for (const theme of ['', 'dark'])
    it(`has nothing axe finds wrong once everything was pressed, ${theme || 'light'}`, async () => {
      const { around, view, says } = await showing(answered, { thank: async () => 4 }, theme);
      press(view, '感谢');
      press(view, '关注进展');
      press(view, '做成图片');
      await says('长按图片保存');
      await says('您的感谢已送到');
      expect(await findings(around)).to.deep.equal([]);
    });
});
