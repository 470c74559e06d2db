import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { createOutbox } from '../../../src/drafts/index.js';
import '../../../src/elements/board/index.js';
import type { HelpBoard } from '../../../src/elements/board/index.js';
import { deviceId } from '../../../src/elements/board/request/device.js';
import { followed } from '../../../src/elements/board/request/followed.js';
import { seen } from '../../../src/elements/board/mine/seen.js';
import { findings, press } from '../request/surroundings.js';

let boards = 0;
async function board(view: 'feed' | 'compose' | 'mine' = 'feed', theme = '') {
  const name = `clear-${Date.now()}-${boards++}`;
  const scope = `${name}|/api|qingxi`;
  const before = createOutbox({ scope, send: () => new Promise(() => {}) });
  const { key } = await before.open('request');
  await before.save(key, { body: '写到一半的话' }, '写到一半的话');
  before.close();
  const element = await fixture<HelpBoard>(
    html`<help-board
      board="qingxi"
      .adapter=${{ ...createMemoryAdapter(), name }}
      view=${view}
      theme=${theme}
    ></help-board>`,
  );
  await waitUntil(() => element.shadowRoot!.querySelector('.root'), 'it is drawn');
  const root = element.shadowRoot!;
  const question = () => root.querySelector('help-board-clear-device')?.shadowRoot ?? null;
  const asked = async () => {
    await waitUntil(() => question()?.querySelector('li'), 'it asks, and lists what is unsent', {
      timeout: 5000,
    });
    return question()!;
  };
  const left = async () => {
    const after = createOutbox({ scope, send: () => new Promise(() => {}) });
    await after.ready;
    const summaries = after.entries().map(({ summary }) => summary);
    after.close();
    return summaries;
  };
  return { element, root, question, asked, left };
}

describe('clearing the device', () => {
  it('asks first, gives out what was never sent, and takes Escape for a no', async () => {
    const { element, root, asked, question, left } = await board();
    const answer = element.clearDevice();
    const dialog = await asked();
    expect(dialog.querySelector('[role=alertdialog]')).not.to.equal(null);
    expect(dialog.textContent).to.contain('有 1 条还没有送到');
    expect(dialog.textContent).to.contain('写到一半的话');
    expect(dialog.activeElement!.textContent).to.contain('不清除');
    expect(root.querySelector('.card')!.getBoundingClientRect().height, 'nothing else is shown').to.equal(0);
    dialog.activeElement!.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    expect(await answer).to.equal(false);
    expect(question()).to.equal(null);
    expect(await left()).to.deep.equal(['写到一半的话']);
  });

  it('leaves nothing: no draft, no receipt, nothing followed, no name of the device', async () => {
    const known = deviceId();
    followed.put('anywhere', { id: 'r1', words: '透析怎么去医院', replies: 0 });
    const { element, asked, left } = await board();
    const answer = element.clearDevice();
    press(await asked(), '全部清除');
    await waitUntil(() => element.shadowRoot!.textContent && true);
    const dialog = element.shadowRoot!.querySelector('help-board-clear-device')!.shadowRoot!;
    await waitUntil(() => dialog.textContent!.includes('已经清除'), 'it says so');
    expect(dialog.activeElement!.textContent).to.contain('返回');
    press(dialog, '返回');
    expect(await answer).to.equal(true);
    expect(await left()).to.deep.equal([]);
    expect(deviceId()).not.to.equal(known);
    expect(followed.of('anywhere')).to.deep.equal([]);
  });

  it('leaves nothing, though its person turns away without pressing anything more', async () => {
    const { element, asked } = await board('mine');
    const { scope } = (element as unknown as { joined: { session: { scope: string } } }).joined.session;
    const names = () => Object.keys(localStorage).filter((name) => name.includes(scope));
    await waitUntil(() => names().length, 'what was seen is kept', { timeout: 5000 });
    seen.saw(scope, 'r1', 2, ['r1']);
    void element.clearDevice();
    const dialog = await asked();
    press(dialog, '全部清除');
    await waitUntil(() => dialog.textContent!.includes('已经清除'));
    expect(names()).to.deep.equal([]);
  });

  it('empties the form that is open, and what it held is not written again', async () => {
    const { element, root, asked, left } = await board('compose');
    const form = () => root.querySelector('help-board-compose')?.shadowRoot;
    const body = () => form()?.querySelector<HTMLTextAreaElement>('#f-body');
    await waitUntil(() => body()?.value === '写到一半的话', 'the draft is in the form', { timeout: 5000 });
    const answer = element.clearDevice();
    const dialog = await asked();
    press(dialog, '全部清除');
    await waitUntil(() => dialog.textContent!.includes('已经清除'));
    press(dialog, '返回');
    await answer;
    await waitUntil(() => body()!.value === '');
    expect(await left()).to.deep.equal([]);
  });

  it('is offered where everything on the device is listed, and gives the focus back', async () => {
    const { root, asked } = await board('mine');
    const mine = () => root.querySelector('help-board-mine')?.shadowRoot;
    await waitUntil(() => mine()?.querySelector('[data-clear]'), 'it is offered', { timeout: 5000 });
    const button = mine()!.querySelector<HTMLElement>('[data-clear]')!;
    button.focus();
    button.click();
    press(await asked(), '不清除');
    await waitUntil(() => mine()!.activeElement === button);
  });

  for (const theme of ['light', 'dark'])
    it(`has nothing axe finds wrong, ${theme}`, async () => {
      const { element, asked } = await board('feed', theme);
      const answer = element.clearDevice();
      const dialog = await asked();
      expect(await findings(element)).to.deep.equal([]);
      press(dialog, '不清除');
      await answer;
    });
});
