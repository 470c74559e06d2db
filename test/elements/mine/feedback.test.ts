import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { createOutbox } from '../../../src/drafts/index.js';
import type { Outbox } from '../../../src/drafts/types.js';
import '../../../src/elements/board/mine/index.js';
import { seen } from '../../../src/elements/board/mine/seen.js';
import type { OwnRequest } from '../../../src/model/index.js';
import {
  at,
  buttons,
  fakeAdapter,
  FakeOutbox,
  findings,
  HOUR,
  ownRequest,
  press,
  receipt,
  sent,
  surround,
} from '../request/surroundings.js';

const ANSWERED: Partial<OwnRequest> = {
  stage: 'answered',
  publication: 'public',
  answeredAt: at(-HOUR / 2),
  replies: [
    { id: 'r', author: '县卫健局', role: 'department', body: '车已安排', at: at(-HOUR / 2), kind: 'answer' },
  ],
};
const open: Outbox[] = [];
afterEach(() => {
  open.splice(0).forEach((outbox) => outbox.close());
  seen.forget('test');
});

/** One request that has arrived, in the state that the test says; what the requester did is noted. */
async function mine(state: Partial<OwnRequest>, faults: Partial<HelpBoardAdapter> = {}, theme = '') {
  const did: unknown[] = [];
  let now = state;
  const note =
    (name: string, then: Partial<OwnRequest> = {}) =>
    async (...given: unknown[]) => {
      did.push([name, ...given.slice(1).filter((one) => one !== undefined)]);
      now = { ...now, ...then };
      return undefined as never;
    };
  const capabilities = { urge: true, rate: true, reopen: true, erase: true, thank: true };
  const adapter = fakeAdapter({
    own: async ({ id }) => ownRequest(id, now),
    urge: note('urge'),
    rate: async (_, rating) => {
      did.push(['rate', rating]);
      now = { ...now, rating };
    },
    reopen: async (_, { body }, { key }) => {
      did.push(['reopen', body, key]);
      now = { ...now, stage: 'accepted', answeredAt: undefined };
    },
    erase: note('erase'),
    thank: async (id) => did.push(['thank', id]),
    ...faults,
  });
  Object.assign(adapter.capabilities, capabilities);
  const scope = `feedback ${Date.now()} ${Math.random()}`;
  const outbox = createOutbox({ scope, send: async ({ key }) => receipt(key) });
  open.push(outbox);
  const { key } = await outbox.open('request');
  await outbox.save(key, { body: '没有车' }, '没有车');
  await outbox.enqueue(key, { body: '没有车' }, '没有车');
  await waitUntil(() => outbox.entries().some(({ delivery }) => delivery === 'sent'), 'it has arrived');
  const around = await surround(html`<help-board-mine></help-board-mine>`, { adapter, outbox, theme });
  const view = around.shadowRoot!.querySelector('help-board-mine')!.shadowRoot!;
  const says = (words: string) => waitUntil(() => view.textContent!.includes(words), `it says ${words}`);
  const offers = (words: string) =>
    waitUntil(() => buttons(view).some((button) => button.includes(words)), `it offers ${words}`);
  const form = () => view.querySelector('help-board-feedback')?.shadowRoot ?? null;
  const type = (words: string) => {
    const field = form()!.querySelector('textarea')!;
    field.value = words;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const choose = (value: string) => form()!.querySelector<HTMLInputElement>(`[value=${value}]`)!.click();
  await says('没有车');
  await waitUntil(() => view.querySelector('[data-open]'), 'its state is here');
  return { around, view, outbox, did, says, offers, form, type, choose, key };
}

describe('my requests, once they have arrived', () => {
  it('can be urged once the time is over, and once', async () => {
    const { view, did, offers, says } = await mine({ dueAt: at(-HOUR) });
    await offers('催一催');
    press(view, '催一催');
    await says('已催办，办理人员会看到');
    expect(did).to.deep.equal([['urge']]);
    await waitUntil(() => !buttons(view).includes('催一催'));
  });

  it('are not urged before', async () => {
    const { view } = await mine({ dueAt: at(HOUR) });
    expect(buttons(view)).not.to.include('催一催');
    expect(buttons(view)).not.to.include('评价一下');
  });

  it('says what to do when urging does not arrive', async () => {
    const { view, offers, says } = await mine(
      { dueAt: at(-HOUR) },
      { urge: async () => Promise.reject(new HelpBoardError('network')) },
    );
    await offers('催一催');
    press(view, '催一催');
    await says('没有催成');
  });

  it('are rated: solved or not, attitude, speed, words; the page hears of it', async () => {
    const { around, view, did, offers, form, type, choose, says, outbox } = await mine(ANSWERED);
    await offers('评价一下');
    press(view, '评价一下');
    await waitUntil(form);
    press(form()!, '发送评价');
    await waitUntil(() => form()!.textContent!.includes('请先选一选'));
    choose('partly');
    const attitude = form()!.querySelector<HTMLSelectElement>('#attitude')!;
    attitude.value = '4';
    attitude.dispatchEvent(new Event('change'));
    type('车来晚了');
    press(form()!, '发送评价');
    await says('您的评价：解决了一部分');
    expect(did).to.deep.equal([['rate', { solved: 'partly', attitude: 4, words: '车来晚了' }]]);
    expect(around.events.map(({ type: name }) => name)).to.include('help-board-rated');
    await waitUntil(() => outbox.entries().length === 1, 'no draft of it is left');
    expect(view.querySelector('[data-write^="reopening"]')!.className).to.contain('primary');
  });

  it('keeps the words of a rating that could not be sent, and finds them again', async () => {
    const { view, offers, form, type, choose, outbox } = await mine(ANSWERED, {
      rate: async () => Promise.reject(new HelpBoardError('network')),
    });
    await offers('评价一下');
    press(view, '评价一下');
    await waitUntil(form);
    choose('no');
    type('没有人来');
    await waitUntil(() => form()!.textContent!.includes('已存在本机'));
    press(form()!, '发送评价');
    await waitUntil(() => form()!.textContent!.includes('您写的还在这部手机上'));
    press(form()!, '先不写了');
    await waitUntil(() => !form());
    const draft = outbox.entries().find(({ delivery }) => delivery === 'draft')!;
    const item = () => view.querySelector(`[data-key="${draft.key}"]`)!;
    await waitUntil(item);
    expect(item().textContent).to.contain('评价').and.to.contain('没有人来');
    press(item(), '接着写');
    await waitUntil(() => form()?.querySelector('textarea')?.value === '没有人来');
    expect(form()!.querySelector<HTMLInputElement>('[value=no]')!.checked).to.equal(true);
  });

  it('are taken up again with a reason, once under its key', async () => {
    const { view, did, offers, form, type, says } = await mine(ANSWERED);
    await offers('还没办好');
    press(view, '还没办好');
    await waitUntil(form);
    press(form()!, '请再办');
    await waitUntil(() => form()!.textContent!.includes('请先写几个字'));
    expect(form()!.activeElement).to.equal(form()!.querySelector('textarea'));
    type('车没有来');
    press(form()!, '请再办');
    await says('已受理');
    expect((did[0] as unknown[]).slice(0, 2)).to.deep.equal(['reopen', '车没有来']);
    expect((did[0] as unknown[])[2])
      .to.be.a('string')
      .and.not.to.equal('');
    expect(buttons(view)).not.to.include('评价一下');
  });

  it('takes nothing more while it is on its way, and a form left meanwhile closes no other', async () => {
    let arrive = () => {};
    const { view, offers, form, type, choose, says } = await mine(ANSWERED, {
      rate: () => new Promise<void>((resolve) => (arrive = resolve)),
    });
    await offers('评价一下');
    press(view, '评价一下');
    await waitUntil(form);
    choose('yes');
    press(form()!, '发送评价');
    await waitUntil(() => form()!.querySelector('textarea')!.readOnly);
    expect(form()!.querySelectorAll('fieldset:disabled, select:disabled').length).to.equal(3);
    press(form()!, '先不写了');
    await offers('还没办好');
    press(view, '还没办好');
    await waitUntil(form);
    type('车没有来');
    arrive();
    await says('收到您的评价');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(form()?.querySelector('textarea')!.value).to.equal('车没有来');
  });

  it('give thanks once', async () => {
    const { view, did, offers, says } = await mine(ANSWERED);
    await offers('说声谢谢');
    press(view, '说声谢谢');
    await says('谢谢已送到');
    expect((did[0] as unknown[])[0]).to.equal('thank');
    await waitUntil(() => !buttons(view).includes('说声谢谢'));
  });

  for (const [how, erase] of [
    ['deleted', async () => undefined],
    [
      'deleted, though the answer of the first time was lost',
      async () => Promise.reject(new HelpBoardError('not-found')),
    ],
  ] as const)
    it(`are ${how}: after saying what goes, from the device too`, async () => {
      const { view, outbox, key } = await mine(ANSWERED, { erase });
      press(view, '看详情');
      await waitUntil(() => view.querySelector('.detail'));
      press(view, '彻底删除');
      await waitUntil(() => view.textContent!.includes('都会从求助平台和这部手机上删掉'));
      expect(outbox.entries().some((entry) => entry.key === key)).to.equal(true);
      press(view.querySelector('.ask')!, '彻底删除');
      await waitUntil(() => !outbox.entries().some((entry) => entry.key === key));
      expect(view.activeElement).to.equal(view.querySelector('h2'));
    });

  it('stay when they could not be deleted', async () => {
    const { view, outbox, says } = await mine(ANSWERED, {
      erase: async () => Promise.reject(new HelpBoardError('network')),
    });
    press(view, '看详情');
    await waitUntil(() => view.querySelector('.detail'));
    press(view, '彻底删除');
    await waitUntil(() => view.querySelector('.ask'));
    press(view.querySelector('.ask')!, '彻底删除');
    await says('没有删掉');
    expect(outbox.entries().length).to.equal(1);
  });

  it('says how many replies are new, until they have been seen', async () => {
    const look = async () => {
      const around = await surround(html`<help-board-mine></help-board-mine>`, {
        adapter: fakeAdapter({ own: async ({ id }) => ownRequest(id, ANSWERED) }),
        outbox: new FakeOutbox([sent('a')]).asOutbox,
      });
      const view = around.shadowRoot!.querySelector('help-board-mine')!.shadowRoot!;
      await waitUntil(() => view.querySelector('[data-open]'));
      return view;
    };
    expect((await look()).querySelector('.unread')!.textContent).to.equal('1 条新答复');
    expect(seen.replies('test', 'id-a')).to.equal(1);
    expect((await look()).querySelector('.unread')).to.equal(null);
  });

  for (const theme of ['', 'dark', 'x-large'])
    it(`is accessible with a form open ${theme}`, async () => {
      const { around, view, offers, form } = await mine(ANSWERED, {}, theme);
      await offers('评价一下');
      press(view, '评价一下');
      await waitUntil(form);
      press(form()!, '发送评价');
      await waitUntil(() => form()!.querySelector('.wrong'));
      expect(await findings(around)).to.deep.equal([]);
    });
});
