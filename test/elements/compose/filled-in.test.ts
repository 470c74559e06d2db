import { expect, waitUntil } from '@open-wc/testing';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { findings } from '../request/surroundings.js';
import { compose, freshScope } from './surroundings.js';

const FILLED = {
  category: 'medicine',
  body: '妻子的靶向药吃完了',
  tried: ['医院', '12345热线'],
  source: { channel: '12345热线' },
};
const withLink = async () => {
  const adapter = createMemoryAdapter();
  return { adapter, code: await adapter.keepPrefill(FILLED) };
};

describe('a form that somebody else has filled in', () => {
  it('is opened by its code, says where it came from, can be changed, and is sent with its source', async () => {
    const { adapter, code } = await withLink();
    const form = await compose({ adapter, prefill: { code } });
    await form.says('这是12345热线帮您先填好的');
    expect(form.field('body').value).to.equal(FILLED.body);
    expect(form.option('用药').checked).to.equal(true);
    expect(form.option('医院').checked).to.equal(true);
    expect(await findings(form.around)).to.deep.equal([]);
    form.type('body', '妻子的靶向药明天吃完');
    form.type('phone', '10000005678');
    await form.element.updateComplete;
    form.agree();
    await form.element.updateComplete;
    form.press('发送求助');
    await form.says('已送达');
    expect(form.submitted().body).to.equal('妻子的靶向药明天吃完');
    expect(form.submitted().tried).to.deep.equal(FILLED.tried);
    expect(form.submitted().source!.channel).to.equal('12345热线');
  });

  it('is filled in though the page knows who the person is', async () => {
    const { adapter, code } = await withLink();
    const form = await compose({
      adapter,
      prefill: { code },
      user: { name: '王女士', phone: '10000001111' },
    });
    await waitUntil(() => form.field('body').value === FILLED.body);
    expect(form.field('phone').value).to.equal('10000001111');
  });

  it('is on the device at once, and gone on with when its link is opened again', async () => {
    const { adapter, code } = await withLink();
    const scope = freshScope();
    const before = await compose({ adapter, scope, prefill: { code } });
    await before.says('已存在本机');
    before.type('body', '我改过了');
    await waitUntil(() => (before.outbox.entries()[0]?.content as { body?: string })?.body === '我改过了');
    before.outbox.close();
    before.leave();
    const after = await compose({ adapter, scope, prefill: { code } });
    await after.says('上次写的还在');
    expect(after.field('body').value).to.equal('我改过了');
    expect(after.view.querySelector('[data-filled-in]')).to.equal(null);
  });

  it('never goes over a draft that is there: it is asked which one, and both are kept', async () => {
    const { adapter, code } = await withLink();
    const scope = freshScope();
    const before = await compose({ adapter, scope });
    before.type('body', '我自己写的');
    await before.says('已存在本机');
    before.outbox.close();
    before.leave();
    const form = await compose({ adapter, scope, prefill: { code } });
    await form.says('这里还有您自己写的');
    expect(form.field('body').value).to.equal('我自己写的');
    form.press('看帮您填好的');
    await waitUntil(() => form.field('body').value === FILLED.body);
    await waitUntil(() => form.outbox.entries().length === 2);
    const bodies = form.outbox.entries().map(({ content }) => (content as { body: string }).body);
    expect(bodies.sort()).to.deep.equal([FILLED.body, '我自己写的'].sort());
  });

  it('waits for an answer where somebody has begun to write meanwhile', async () => {
    const { adapter, code } = await withLink();
    let open!: () => void;
    const held = new Promise<void>((resolve) => (open = resolve));
    const slow = { ...adapter, prefill: async (of: string) => (await held, adapter.prefill(of)) };
    const form = await compose({ adapter: slow, prefill: { code } });
    await form.says('正在打开帮您填好的那一份');
    form.type('body', '等不及了');
    open();
    await form.says('这里还有您自己写的');
    form.press('接着写我的');
    await waitUntil(() => !form.view.querySelector('[data-filled-in]'));
    expect(form.field('body').value).to.equal('等不及了');
  });

  it('says so when its code is unknown or over, and the form is empty', async () => {
    const form = await compose({ prefill: { code: '0000-0000-0000' } });
    await form.says('帮您填好的那一份打不开了');
    expect(form.field('body').value).to.equal('');
  });

  it('offline it says so, what is typed stays, and trying again opens it', async () => {
    const { adapter, code } = await withLink();
    let down = true;
    const prefill = (of: string) =>
      down ? Promise.reject(new HelpBoardError('network')) : adapter.prefill(of);
    const form = await compose({ adapter: { ...adapter, prefill }, prefill: { code } });
    await form.says('现在没连上');
    expect(form.field('body').value).to.equal('');
    down = false;
    form.press('再试一次');
    await waitUntil(() => form.field('body').value === FILLED.body);
  });
});
