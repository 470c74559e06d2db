import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/board/mine/index.js';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import type { Entry } from '../../../src/drafts/types.js';
import { followed } from '../../../src/elements/board/request/followed.js';
import { helpRequest } from '../board/backend.js';
import { at, entry, fakeAdapter, FakeOutbox, findings, press, surround } from '../request/surroundings.js';

async function mine(adapter: Partial<HelpBoardAdapter>, entries: Entry[] = []) {
  const around = await surround(html`<help-board-mine></help-board-mine>`, {
    adapter: fakeAdapter(adapter),
    outbox: new FakeOutbox(entries).asOutbox,
  });
  const view = around.shadowRoot!.querySelector('help-board-mine')!.shadowRoot!;
  const says = (words: string) => waitUntil(() => view.textContent!.includes(words), `it says ${words}`);
  return { around, view, says };
}

describe('what somebody follows', () => {
  afterEach(() => followed.forget());

  it('tells what has come since they looked, and opens it', async () => {
    followed.put('test', { id: 'r1', words: '透析怎么去医院', replies: 0 });
    const reply = {
      id: '1',
      author: '',
      role: 'department',
      body: '有车',
      at: at(0),
      kind: 'answer',
    } as const;
    const { around, view, says } = await mine({ get: async (id) => helpRequest(id, { replies: [reply] }) });
    await says('我关注的');
    await says('透析怎么去医院');
    await says('1 条新答复');
    expect(await findings(around)).to.deep.equal([]);
    press(view, '看详情');
    expect(around.went).to.deep.equal([{ view: 'request', request: 'r1' }]);
  });

  it('tells of a reply that was put right like of a new one', async () => {
    followed.put('test', { id: 'r1', words: '透析怎么去医院', replies: 1 });
    const reply = { id: '1', author: '', role: 'department', body: '有车', kind: 'answer' } as const;
    const corrected = { ...reply, at: at(-1000), correctedAt: at(0) };
    const { says } = await mine({ get: async (id) => helpRequest(id, { replies: [corrected] }) });
    await says('1 条新答复');
  });

  it('says what has been taken down, and forgets it when asked', async () => {
    followed.put('test', { id: 'r1', words: '透析怎么去医院', replies: 0 });
    const { view, says } = await mine({ get: () => Promise.reject(new HelpBoardError('not-found')) });
    await says('它已经撤下');
    press(view, '不再关注');
    await waitUntil(() => !view.textContent!.includes('我关注的'));
    expect(followed.of('test')).to.deep.equal([]);
  });
});

it('leads a comment that lies unfinished back to its request', async () => {
  const draft = entry('c', { delivery: 'draft', form: 'comment:r7', summary: '我们小区' });
  const { around, view, says } = await mine({}, [draft]);
  await says('我们小区');
  expect(view.querySelector('.item')!.textContent).to.contain('留言');
  press(view, '接着写');
  expect(around.went).to.deep.equal([{ view: 'request', request: 'r7' }]);
});
