import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { createOutbox } from '../../../src/drafts/index.js';
import type { Outbox } from '../../../src/drafts/types.js';
import '../../../src/elements/board/index.js';
import type { HelpBoard } from '../../../src/elements/board/index.js';
import { findings } from '../request/surroundings.js';

let boards = 0;
/** A board whose backend takes nothing, with what an earlier visit has left on this device. */
async function board(
  leave: (outbox: Outbox) => Promise<void>,
  { code = 'network' as const, theme = '' } = {},
) {
  const key = `pending-${Date.now()}-${boards++}`;
  const adapter = {
    ...createMemoryAdapter(),
    name: key,
    submit: () => Promise.reject(new HelpBoardError(code)),
  };
  const before = createOutbox({ scope: `${key}|/api|qingxi`, send: () => new Promise(() => {}) });
  await leave(before);
  before.close();
  const element = await fixture<HelpBoard>(
    html`<help-board board="qingxi" .adapter=${adapter} theme=${theme}></help-board>`,
  );
  await waitUntil(() => element.shadowRoot!.querySelector('.root'), 'it is drawn');
  await element.flush();
  const root = element.shadowRoot!;
  const says = (words: string) =>
    waitUntil(() => root.textContent!.includes(words), `it says ${words}`, { timeout: 5000 });
  const line = () => root.querySelector('.pending');
  return { element, root, says, line };
}

const write = async (outbox: Outbox, body: string) => {
  const { key } = await outbox.open('request', { fresh: true });
  await outbox.save(key, { body }, body);
  return key;
};
const queue = async (outbox: Outbox, body: string) =>
  outbox.enqueue(await write(outbox, body), { body, attachments: [] }, body);

describe('a board with something unsent on the device', () => {
  it('says what is unfinished, and leads there', async () => {
    const { element, says, line } = await board(async (outbox) => void (await write(outbox, '写到一半')));
    await says('有 1 份没写完的');
    line()!.querySelector('button')!.click();
    expect(element.view).to.equal('mine');
  });

  it('says what waits, in the list and on the button', async () => {
    const { root, says } = await board(async (outbox) => {
      await queue(outbox, '没有米了');
      await write(outbox, '写到一半');
    });
    await says('有 1 条还没送到，会自动发送');
    const badge = root.querySelector('.actions [role=img]')!;
    expect(badge.getAttribute('aria-label')).to.equal('1 条还没送到');
  });

  it('says before all else that somebody is needed', async () => {
    const { says, line } = await board((outbox) => queue(outbox, '没有米了'), {
      code: 'invalid' as 'network',
    });
    await says('有 1 条没送到，需要您处理');
    expect(line()!.querySelector('.note.red')).not.to.equal(null);
  });

  it('asks before it is left while what was written is in its memory only', async () => {
    const { open } = indexedDB;
    try {
      Object.defineProperty(indexedDB, 'open', {
        configurable: true,
        value: () => {
          throw new DOMException('refused', 'UnknownError');
        },
      });
      const { element, says } = await board(async () => {});
      element.compose({ body: '存不下来的' });
      await waitUntil(() => element.shadowRoot!.querySelector('help-board-compose')?.shadowRoot);
      const form = element.shadowRoot!.querySelector('help-board-compose')!.shadowRoot!;
      await waitUntil(() => form.querySelector<HTMLTextAreaElement>('#f-body')?.value === '存不下来的');
      const body = form.querySelector<HTMLTextAreaElement>('#f-body')!;
      body.value = '存不下来的，再写一些';
      body.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await waitUntil(() => form.textContent!.includes('关掉页面就没有了'), 'the form says so');
      element.go({ view: 'feed' });
      await says('这部手机存不下您写的');
      const leaving = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(leaving);
      expect(leaving.defaultPrevented).to.equal(true);
    } finally {
      Object.defineProperty(indexedDB, 'open', { configurable: true, value: open });
      delete (indexedDB as { open?: unknown }).open;
    }
  });

  it('says nothing where nothing is', async () => {
    const { line } = await board(async () => {});
    expect(line()).to.equal(null);
  });

  for (const theme of ['light', 'dark'])
    it(`has nothing axe finds wrong, ${theme}`, async () => {
      const { element, says } = await board((outbox) => queue(outbox, '没有米了'), { theme });
      await says('有 1 条还没送到');
      expect(await findings(element)).to.deep.equal([]);
    });
});
