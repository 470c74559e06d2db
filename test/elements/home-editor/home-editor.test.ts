import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { setupWorker, type SetupWorker } from 'msw/browser';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import '../../../src/elements/home-editor/index.js';
import type { HelpBoardHomeEditor } from '../../../src/elements/home-editor/index.js';
import {
  boardFixture,
  helpBoardHandlers,
  requestFixtures,
  type Handlers,
} from '../../../src/testing/index.js';

let worker: SetupWorker;
let handlers: Handlers;
let backend = '';
let tests = 0;
/** What the CMS gives; nothing when nobody is signed in to it. */
let token: string | undefined = 'a';

before(async () => {
  worker = setupWorker();
  await worker.start({
    quiet: true,
    onUnhandledRequest: 'bypass',
    serviceWorker: { url: '/mockServiceWorker.js' },
  });
});
after(() => worker.stop());
beforeEach(() => {
  backend = `/editor-${++tests}/api`;
  token = 'a';
  handlers = helpBoardHandlers({
    backend: `*${backend}`,
    board: boardFixture(),
    requests: requestFixtures(),
  });
  worker.resetHandlers(...handlers.handlers);
});

async function open(lang = ''): Promise<HelpBoardHomeEditor> {
  const editor = await fixture<HelpBoardHomeEditor>(
    html`<help-board-home-editor
      board=${boardFixture().key}
      backend=${backend}
      script="/none/help-board.js"
      lang=${lang}
      theme="light"
      .user=${{ getToken: () => token }}
    ></help-board-home-editor>`,
  );
  await waitUntil(() => editor.editing && (editor.editing.state || editor.editing.error), 'it has been read');
  await editor.updateComplete;
  return editor;
}
const text = (editor: HelpBoardHomeEditor) => editor.shadowRoot!.textContent!;
const find = <T extends HTMLElement>(editor: HelpBoardHomeEditor, what: string) =>
  editor.shadowRoot!.querySelector<T>(what)!;
const button = (editor: HelpBoardHomeEditor, name: string) =>
  [...editor.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent!.trim() === name)!;
async function write(editor: HelpBoardHomeEditor, field: string, value: string): Promise<void> {
  const input = find<HTMLInputElement>(editor, `#${field}`);
  input.value = value;
  input.dispatchEvent(new Event('input'));
  await editor.updateComplete;
}

describe('<help-board-home-editor>', () => {
  // The first one: a policy that has been made stays for the page.
  it('is there on a page whose policy allows no preview, and says so', async () => {
    const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy: unknown } };
    const { createPolicy } = trustedTypes;
    trustedTypes.createPolicy = () => {
      throw new TypeError('Policy "help-board" disallowed.');
    };
    try {
      const editor = await open();
      await waitUntil(() => text(editor).includes('安全设置不让显示预览'));
      await write(editor, 'headline', '照样能写');
      button(editor, '存成草稿').click();
      await waitUntil(() => text(editor).includes('已存成第'));
    } finally {
      trustedTypes.createPolicy = createPolicy;
    }
  });

  it('says what to do where nobody is signed in, and goes on once somebody is', async () => {
    token = undefined;
    const editor = await open();
    expect(text(editor)).to.contain('登录已经过期');
    token = 'a';
    button(editor, '再试一次').click();
    await waitUntil(() => find(editor, '#headline'), 'the fields are there');
    expect(text(editor)).not.to.contain('登录已经过期');
  });

  it('says whom to ask where somebody may not edit it', async () => {
    const { adapter } = handlers;
    const slot = await adapter.slot();
    slot.read = () => Promise.reject(new HelpBoardError('forbidden'));
    const editor = await open();
    expect(text(editor)).to.contain('没有编辑首页求助位的权限');
  });

  it('asks the page for a fresh token when one is too old, and nobody learns of it', async () => {
    const editor = await open();
    const slot = await handlers.adapter.slot();
    const { save } = slot;
    let calls = 0;
    slot.save = (draft) => (++calls === 1 ? Promise.reject(new HelpBoardError('unauthorized')) : save(draft));
    await write(editor, 'headline', '今晚核酸');
    button(editor, '存成草稿').click();
    await waitUntil(() => text(editor).includes('已存成第'));
    expect(calls).to.equal(2);
    slot.save = save;
  });

  it('has what was written on the device at once, and shows it to the next who opens the same board', async () => {
    const editor = await open();
    await write(editor, 'headline', '还没存');
    editor.remove();
    const again = await open();
    expect(find<HTMLInputElement>(again, '#headline').value).to.equal('还没存');
    expect(text(again)).to.contain('上次没存的还在');
    const elsewhere = backend;
    backend = `/editor-${++tests}/api`;
    worker.use(...helpBoardHandlers({ backend: `*${backend}`, board: boardFixture() }).handlers);
    expect(find<HTMLInputElement>(await open(), '#headline').value).not.to.equal('还没存');
    backend = elsewhere;
  });

  it('has it still after a second reload, until the backend has it', async () => {
    const editor = await open();
    await write(editor, 'headline', '刷新两次');
    editor.remove();
    (await open()).remove();
    const third = await open();
    expect(find<HTMLInputElement>(third, '#headline').value).to.equal('刷新两次');
    button(third, '存成草稿').click();
    await waitUntil(() => text(third).includes('已存成第'));
    third.remove();
    expect(text(await open())).not.to.contain('上次没存的还在');
  });

  it('two tabs keep what is written in each', async () => {
    const [one, other] = [await open(), await open()];
    await write(one, 'headline', '第一个标签页');
    await write(other, 'headline', '第二个标签页');
    button(other, '存成草稿').click();
    await waitUntil(() => text(other).includes('已存成第'));
    for (const editor of [one, other]) editor.remove();
    expect(find<HTMLInputElement>(await open(), '#headline').value).to.equal('第一个标签页');
  });

  for (const [what, name] of [
    ['publishes', '现在就登'],
    ['previews', '生成预览链接'],
  ] as const)
    it(`${what} nothing that somebody else has put into the draft meanwhile: both wordings are shown`, async () => {
      const editor = await open();
      const slot = await handlers.adapter.slot();
      await write(editor, 'headline', '我看着的');
      button(editor, '存成草稿').click();
      await waitUntil(() => text(editor).includes('已存成第'));
      const before = (await handlers.adapter.loadBoard()).home?.headline;
      const { number, revision } = editor.editing.of!;
      await slot.save({ number, revision, content: { on: true, headline: '别人改的' } });
      // The editor looks again by itself, and the fields still show what they did.
      await editor.editing.change((calls) => calls.read());
      editor.show('show');
      await editor.updateComplete;
      button(editor, name).click();
      await waitUntil(() => text(editor).includes('您写的还在'), 'the conflict is told');
      expect(text(editor)).to.contain('“别人改的” → “我看着的”');
      expect((await handlers.adapter.loadBoard()).home?.headline).to.equal(before);
      button(editor, '用我写的').click();
      await waitUntil(() => !editor.editing.conflict && !editor.editing.busy);
      await editor.editing.publish();
      expect((await handlers.adapter.loadBoard()).home?.headline).to.equal('我看着的');
    });

  it('switches off what is shown, not what is written, in one call', async () => {
    const slot = await handlers.adapter.slot();
    await slot.publish(await slot.save({ content: { on: true, headline: '登着的' } }));
    const editor = await open();
    await write(editor, 'headline', '写了一半');
    // Somebody else publishes another one in between.
    await slot.publish(await slot.save({ content: { on: true, headline: '后来登的' } }));
    button(editor, '从首页关掉').click();
    await editor.updateComplete;
    button(editor, '从首页关掉').click();
    await waitUntil(() => text(editor).includes('现在首页上是关着的'));
    const { home } = await handlers.adapter.loadBoard();
    expect([home?.on, home?.headline]).to.deep.equal([false, '后来登的']);
    expect((await slot.read()).versions.filter(({ draft }) => draft)).to.deep.equal([]);
  });

  it('names what going back leads to, by time, and never to the slot switched off', async () => {
    const slot = await handlers.adapter.slot();
    const [first, second] = [
      await slot.save({ content: { on: true, headline: '先写后登' } }),
      await slot.save({ content: { on: true, headline: '后写先登' } }),
    ];
    await slot.publish(second);
    await slot.publish(first);
    await slot.turn(false);
    await slot.turn(true);
    const editor = await open();
    editor.show('history');
    await editor.updateComplete;
    button(editor, '退回上一版').click();
    await editor.updateComplete;
    expect(text(editor)).to.contain(`首页马上换回之前登的第 ${second.number} 版“后写先登”`);
    button(editor, '退回上一版').click();
    await waitUntil(() => text(editor).includes('已退回'));
    expect((await handlers.adapter.loadBoard()).home?.headline).to.equal('后写先登');
  });

  it('keeps a headline that is empty for the moment, with all the rest', async () => {
    const editor = await open();
    await write(editor, 'lead', '昼夜有人看');
    await write(editor, 'headline', '');
    editor.remove();
    const again = await open();
    expect(find<HTMLInputElement>(again, '#headline').value).to.equal('');
    expect(find<HTMLTextAreaElement>(again, '#lead').value).to.equal('昼夜有人看');
  });

  it('says that a device refuses to keep it', async () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      const editor = await open();
      await write(editor, 'headline', '存不下');
      expect(text(editor)).to.contain('这台设备存不下您写的');
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });

  it('marks a request that has been taken down, and sends nothing until it is taken off', async () => {
    const { id } = requestFixtures()[0]!;
    const editor = await open();
    editor.editing.write({ pins: [id] });
    await editor.editing.lookUp([id]);
    await handlers.adapter.publish(id, 'hidden');
    button(editor, '存成草稿').click();
    await waitUntil(() => text(editor).includes('已经不公开'));
    expect(handlers.asked.filter((call) => /^POST .*versions/.test(call)).length).to.equal(1);
    button(editor, '存成草稿').click();
    await editor.updateComplete;
    expect(handlers.asked.filter((call) => /^POST .*versions/.test(call)).length).to.equal(1);
    expect(text(editor)).to.contain('请把它拿下来');
  });

  it('is there while the preview is not', async () => {
    const editor = await open();
    await waitUntil(() => text(editor).includes('预览没有加载出来'), 'it says so', { timeout: 8000 });
    expect(button(editor, '存成草稿').disabled).to.equal(false);
  });

  const below = (emergency: boolean) => [
    { key: 'town', title: '城关镇求助', emergency, pages: { live: 1, behind: 0 } },
  ];
  async function openEmergency(onBelow: boolean): Promise<HelpBoardHomeEditor> {
    const slot = await handlers.adapter.slot();
    const { read } = slot;
    slot.read = async () => ({ ...(await read()), below: below(onBelow) });
    const editor = await open();
    editor.show('emergency');
    await editor.updateComplete;
    return editor;
  }
  const asked = async () => {
    const wishes: object[] = [];
    const slot = await handlers.adapter.slot();
    const { emergency } = slot;
    slot.emergency = (wish) => (wishes.push(wish), emergency(wish));
    return wishes;
  };

  it('offers to switch an emergency off where it is on below only, for all of them together', async () => {
    const editor = await openEmergency(true);
    const wishes = await asked();
    expect(text(editor)).to.contain('下级有 1 个平台的紧急还开着');
    button(editor, '关掉紧急：先看看会动哪些').click();
    await waitUntil(() => wishes.length);
    expect(wishes).to.deep.equal([{ on: false, scope: 'subtree' }]);
  });

  it('changes the words of an emergency while it is on, and switches it off', async () => {
    const slot = await handlers.adapter.slot();
    const on = { on: true, scope: 'own', headline: '洪水' } as const;
    await slot.emergency({ ...on, confirm: (await slot.emergency(on)).confirm });
    const editor = await openEmergency(false);
    const headline = async () => (await handlers.adapter.loadBoard()).home;
    await write(editor, 'emergency-headline', '洪水已过警戒线');
    button(editor, '改紧急的标题、导语：先看看会动哪些').click();
    await waitUntil(() => button(editor, '确定，马上打开'));
    button(editor, '确定，马上打开').click();
    await waitUntil(() => text(editor).includes('紧急已打开'));
    expect((await headline())?.headline).to.equal('洪水已过警戒线');
    expect((await headline())?.emergency).to.equal(true);
    button(editor, '关掉紧急：先看看会动哪些').click();
    await waitUntil(() => button(editor, '确定，马上关掉'));
    button(editor, '确定，马上关掉').click();
    await waitUntil(() => text(editor).includes('紧急已关掉'));
    expect((await headline())?.emergency).to.equal(undefined);
  });

  it('plans nothing without a time, and publishes nothing then', async () => {
    const editor = await open();
    editor.show('show');
    await editor.updateComplete;
    const before = (await handlers.adapter.loadBoard()).home?.version;
    button(editor, '按时间登').click();
    await waitUntil(() => text(editor).includes('请选什么时候登，或者什么时候撤'));
    expect(handlers.asked.filter((call) => call.includes('showings'))).to.deep.equal([]);
    expect((await handlers.adapter.loadBoard()).home?.version).to.equal(before);
  });

  it('speaks English and traditional Chinese', async () => {
    const english = await open('en');
    await waitUntil(() => text(english).includes('Save draft'));
    const traditional = await open('zh-Hant');
    await waitUntil(() => text(traditional).includes('存成草稿') && text(traditional).includes('標題'));
  });

  it('is accessible on every page, in light and dark', async () => {
    const editor = await open();
    for (const theme of ['light', 'dark']) {
      editor.theme = theme;
      for (const page of ['write', 'show', 'history', 'emergency', 'code'] as const) {
        editor.show(page);
        await editor.updateComplete;
        await expect(editor).to.be.accessible();
      }
    }
  });

  // The last one: msw takes the event for the page's end.
  it('warns who closes the page with changes that are not saved, and nobody else', async () => {
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const editor = await open();
    expect(leave()).to.equal(false);
    await write(editor, 'headline', '没存');
    expect(leave()).to.equal(true);
    editor.remove();
    expect(leave()).to.equal(false);
  });
});
