import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/board/mine/index.js';
import { readCode } from '../../../src/elements/board/mine/track.js';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import type { Tracked } from '../../../src/model/index.js';
import { at, fakeAdapter, findings, HOUR, ownRequest, press, surround } from '../request/surroundings.js';

async function tracking(adapter: Partial<HelpBoardAdapter>, theme = '') {
  const around = await surround(html`<help-board-track></help-board-track>`, {
    adapter: fakeAdapter(adapter),
    theme,
  });
  const view = around.shadowRoot!.querySelector('help-board-track')!.shadowRoot!;
  const look = (code: string) => {
    view.querySelector('input')!.value = code;
    press(view, '查一查');
  };
  const says = (words: string) => waitUntil(() => view.textContent!.includes(words), `it says ${words}`);
  return { around, view, look, says };
}

const tracked = (): Tracked => ({
  ...ownRequest('x'),
  replies: [
    { id: '1', author: '县医院', role: 'institution', body: '今晚八点', at: at(0), kind: 'acknowledgement' },
  ],
  dueAt: at(2 * HOUR),
});
const failing = (code: 'not-found' | 'rate-limited' | 'network'): Partial<HelpBoardAdapter> => ({
  track: () => Promise.reject(new HelpBoardError(code)),
});

describe('tracking by code', () => {
  it('reads a code however it was typed', () => {
    for (const typed of ['QXHB-2K7M', ' qxhb-2k7m ', 'qx hb-2k 7m', 'ｑｘｈｂ－２ｋ７ｍ'])
      expect(readCode(typed)).to.equal('QXHB-2K7M');
  });

  it('shows stage, clock, replies and timeline, and moves the focus there', async () => {
    const codes: string[] = [];
    const { view, look, says } = await tracking({
      track: async (code) => {
        codes.push(code);
        return tracked();
      },
    });
    look(' qxhb-2k7m');
    await says('查询结果');
    expect(codes).to.deep.equal(['QXHB-2K7M']);
    for (const words of ['已交办', '前答复', '今晚八点', '办理过程'])
      expect(view.textContent).to.contain(words);
    await waitUntil(() => view.activeElement?.textContent === '查询结果');
  });

  it('asks for a code first', async () => {
    const { view, look, says } = await tracking({});
    look('  ');
    await says('请先填查询码');
    expect(view.activeElement).to.equal(view.querySelector('input'));
    expect(view.querySelector('input')!.getAttribute('aria-invalid')).to.equal('true');
  });

  it('says that nothing was found, and what to check', async () => {
    const { look, says } = await tracking(failing('not-found'));
    look('QXHB-XXXX');
    await says('没有查到');
    await says('容易看错');
  });

  it('says when it was tried too often', async () => {
    const { look, says } = await tracking(failing('rate-limited'));
    look('QXHB-XXXX');
    await says('查得太快了');
  });

  it('says when the network is away, and tries again', async () => {
    let down = true;
    const { view, look, says } = await tracking({
      track: async () => {
        if (down) throw new HelpBoardError('network');
        return tracked();
      },
    });
    look('QXHB-2K7M');
    await says('连不上网络');
    down = false;
    press(view, '再试一次');
    await says('查询结果');
    expect(view.textContent).not.to.contain('连不上网络');
  });

  it('shows the answer to the last question, whichever comes last', async () => {
    const answers: Record<string, (tracked: Tracked) => void> = {};
    const { view, look, says } = await tracking({
      track: (code) => new Promise((resolve) => (answers[code] = resolve)),
    });
    look('A');
    look('B');
    answers['B']!({ ...tracked(), stage: 'accepted' });
    await says('已受理');
    answers['A']!({ ...tracked(), stage: 'answered' });
    await view.host.getAttribute('x');
    expect(view.querySelector('.stage')!.textContent).to.equal('已受理');
  });

  it('is not offered where the backend has no codes', async () => {
    const { capabilities } = fakeAdapter();
    const around = await surround(html`<help-board-mine></help-board-mine>`, {
      adapter: fakeAdapter({ capabilities: { ...capabilities, track: false } }),
      outbox: new Error('none'),
    });
    const view = around.shadowRoot!.querySelector('help-board-mine')!.shadowRoot!;
    await waitUntil(() => view.textContent!.includes('我的求助'));
    expect(view.querySelector('help-board-track')).to.equal(null);
  });

  for (const theme of ['', 'dark'])
    it(`has nothing axe finds wrong, ${theme || 'light'}`, async () => {
      const found = await tracking({ track: async () => tracked() }, theme);
      found.look('QXHB-2K7M');
      await found.says('查询结果');
      expect(await findings(found.around)).to.deep.equal([]);
      const missing = await tracking(failing('not-found'), theme);
      missing.look('QXHB-2K7M');
      await missing.says('没有查到');
      expect(await findings(missing.around)).to.deep.equal([]);
    });
});
