import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { createOutbox } from '../../../src/drafts/index.js';
import { sendWith } from '../../../src/drafts/send.js';
import type { Outbox } from '../../../src/drafts/types.js';
import '../../../src/elements/board/mine/index.js';
import type { Addition, Submission } from '../../../src/model/index.js';
import {
  buttons,
  entry,
  fakeAdapter,
  FakeOutbox,
  findings,
  ownRequest,
  press,
  sent,
  surround,
} from '../request/surroundings.js';

const submission: Submission = {
  category: 'travel',
  urgency: 'routine',
  body: '没有车',
  contact: { name: '', phone: '10000005678' },
  visibility: 'public',
  tried: [],
  attributes: {},
  attachments: [],
  consents: { privacy: '2026-01' },
  composedAt: '2026-04-01T00:00:00Z',
};

let scopes = 0;
const open: Outbox[] = [];
function outboxOf(adapter: HelpBoardAdapter, scope = `additions ${Date.now()} ${scopes++}`): Outbox {
  const outbox: Outbox = createOutbox({ scope, send: sendWith(adapter, () => outbox.entries()) });
  open.push(outbox);
  return outbox;
}

/** A request that has arrived, and what this device knows of it. */
async function arrived(adapter: HelpBoardAdapter = createMemoryAdapter(), outbox = outboxOf(adapter)) {
  const { key } = await outbox.open('request');
  await outbox.save(key, { body: submission.body }, submission.body);
  await outbox.enqueue(key, submission, submission.body);
  await waitUntil(() => outbox.entries().some(({ delivery }) => delivery === 'sent'), 'it has arrived');
  return { ...(await show(adapter, outbox)), key };
}

async function show(adapter: HelpBoardAdapter, outbox: Outbox, theme = '') {
  const around = await surround(html`<help-board-mine></help-board-mine>`, { adapter, outbox, theme });
  const view = around.shadowRoot!.querySelector('help-board-mine')!.shadowRoot!;
  const says = (words: string) => waitUntil(() => view.textContent!.includes(words), `it says ${words}`);
  const form = () => view.querySelector('help-board-addition')?.shadowRoot ?? null;
  const field = () => form()?.querySelector('textarea') ?? null;
  const openForm = async () => {
    await waitUntil(() => buttons(view).includes('补充材料'), 'it can be added to');
    press(view, '补充材料');
    await waitUntil(field, 'the form is there');
  };
  const type = (words: string) => {
    field()!.value = words;
    field()!.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  await waitUntil(() => !view.querySelector('.ghost'));
  return { around, view, adapter, outbox, says, form, field, openForm, type };
}

const added = async ({
  adapter,
  outbox,
}: {
  adapter: HelpBoardAdapter;
  outbox: Outbox;
}): Promise<string[]> => {
  const receipt = outbox.entries().find(({ form, receipt }) => form === 'request' && receipt)!.receipt!;
  return (await adapter.own!(receipt)).additions.map(({ body }) => body);
};

describe('an addition', () => {
  afterEach(async () => {
    for (const outbox of open.splice(0)) {
      await outbox.clear();
      outbox.close();
    }
  });

  it('is written under its request, sent, and shown there', async () => {
    const page = await arrived();
    await page.openForm();
    await waitUntil(() => page.form()!.activeElement === page.field(), 'the text has the focus');
    page.type('下午三点前要到');
    await waitUntil(() => page.form()!.textContent!.includes('已存在本机'));
    press(page.form()!, '发送补充');
    await waitUntil(() => !page.form(), 'the form closes');
    await waitUntil(() => /补充材料 .+ 已送达/.test(page.view.textContent!), 'it says that it has arrived');
    expect(await added(page)).to.deep.equal(['下午三点前要到']);
    await waitUntil(() => buttons(page.view).includes('看详情'));
    press(page.view, '看详情');
    await page.says('下午三点前要到');
    expect([...page.view.querySelectorAll('h3')].map((title) => title.textContent!.trim())).to.deep.equal([
      '已经送到的 1',
    ]);
  });

  it('stays on the device when the form is left with Escape, and is gone on with', async () => {
    const page = await arrived();
    await page.openForm();
    page.type('写到一半');
    let escaped = false;
    const listen = () => (escaped = true);
    addEventListener('keydown', listen, { once: true });
    page
      .field()!
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    removeEventListener('keydown', listen);
    await waitUntil(() => !page.form());
    expect(escaped, "a dialog of the page's own stays open").to.equal(false);
    expect(page.view.activeElement!.textContent!.trim()).to.equal('补充材料');
    await page.says('没写完的');
    press(page.view, '接着写');
    await waitUntil(() => page.field()?.value === '写到一半');
    await waitUntil(
      () => !page.view.textContent!.includes('没写完的'),
      'what is open is not listed beside it',
    );
  });

  it('is thrown away only after asking', async () => {
    const page = await arrived();
    await page.openForm();
    page.type('不要了');
    await waitUntil(() => buttons(page.form()!).includes('删掉这份补充'));
    press(page.form()!, '删掉这份补充');
    await waitUntil(() => page.form()!.querySelector('.ask'));
    expect(page.outbox.entries()).to.have.length(2);
    page.form()!.querySelector<HTMLElement>('.danger')!.click();
    await waitUntil(() => !page.form());
    await waitUntil(() => page.outbox.entries().length === 1);
  });

  it('without a word is not sent, and says so at its field', async () => {
    const page = await arrived();
    await page.openForm();
    press(page.form()!, '发送补充');
    await waitUntil(() => page.form()!.textContent!.includes('请先写几个字'));
    expect(page.field()!.getAttribute('aria-invalid')).to.equal('true');
    expect(page.form()!.activeElement).to.equal(page.field());
    expect(await added(page)).to.deep.equal([]);
  });

  it('made of an edit of what had arrived unnoticed, is recorded beside it, once', async () => {
    const real = createMemoryAdapter();
    let lost = true;
    const adapter: HelpBoardAdapter = {
      ...real,
      async submit(...all) {
        const receipt = await real.submit(...all);
        // Recorded, and the answer is lost.
        if (lost) throw new HelpBoardError('network');
        return receipt;
      },
    };
    const outbox = outboxOf(adapter);
    const { key } = await outbox.open('request');
    await outbox.save(key, { body: submission.body }, submission.body);
    await outbox.enqueue(key, submission, submission.body);
    await waitUntil(() => outbox.entries()[0]?.failure, 'the answer got lost');
    expect(await outbox.edit(key)).to.equal(true);
    lost = false;
    const body = '没有车，要轮椅';
    await outbox.save(key, { body, phone: '10000005678' }, body);
    await outbox.enqueue(key, { ...submission, body }, body);
    const page = await show(adapter, outbox);
    await page.says('之前那一份已经送到了');
    press(page.view, '作为补充发送');
    await waitUntil(() => page.field()?.value === body);
    press(page.form()!, '发送补充');
    await waitUntil(() => /补充材料 .+ 已送达/.test(page.view.textContent!));
    expect(await added(page)).to.deep.equal([body]);
    expect(outbox.entries().map(({ delivery }) => delivery)).to.deep.equal(['sent', 'sent']);
  });

  it('takes photos along', async () => {
    const uploads: string[] = [];
    const additions: Addition[] = [];
    const real = createMemoryAdapter();
    const page = await arrived({
      ...real,
      upload: async (upload, how) => {
        uploads.push(upload.sha256);
        return real.upload!(upload, how);
      },
      add: async (handle, addition, how) => {
        additions.push(addition);
        return real.add!(handle, addition, how);
      },
    });
    await page.openForm();
    await waitUntil(() => page.form()!.querySelector('#f-photos'));
    const canvas = document.createElement('canvas');
    const photo = await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob!)));
    const chosen = new DataTransfer();
    chosen.items.add(new File([photo], 'a.png', { type: 'image/png' }));
    const input = page.form()!.querySelector<HTMLInputElement>('#f-photos')!;
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));
    await waitUntil(() => page.form()!.querySelector('.photos img'));
    page.type('药盒的照片');
    press(page.form()!, '发送补充');
    await waitUntil(() => additions.length);
    expect(additions[0]!.attachments).to.deep.equal([{ sha256: uploads[0] }]);
  });

  it('is not offered once nobody works on it, or where the backend takes none', async () => {
    const { says, view } = await show(
      fakeAdapter({ add: async () => {}, own: async ({ id }) => ownRequest(id, { stage: 'resolved' }) }),
      new FakeOutbox([sent('a')]).asOutbox,
    );
    await says('已办结');
    expect(buttons(view)).not.to.include('补充材料');
    const cannot = await show(fakeAdapter({ add: undefined }), new FakeOutbox([sent('a')]).asOutbox);
    expect(buttons(cannot.view)).not.to.include('补充材料');
  });

  it('whose request this device has no receipt of says so, and can be taken elsewhere', async () => {
    const lonely = entry('a', {
      form: 'addition:id-x',
      delivery: 'attention',
      failure: { code: 'forbidden' },
    });
    const { view } = await show(fakeAdapter({ add: async () => {} }), new FakeOutbox([lonely]).asOutbox);
    expect(view.textContent).to.contain('这部手机上没有那一条的凭证');
    expect(buttons(view.querySelector('[data-key=a]')!)).to.deep.equal(['复制内容', '删除']);
  });

  for (const theme of ['', 'dark'])
    it(`has nothing axe finds wrong${theme && ', in the dark'}`, async () => {
      const adapter = createMemoryAdapter();
      const { outbox } = await arrived(adapter);
      const page = await show(adapter, outbox, theme);
      await page.openForm();
      press(page.form()!, '发送补充');
      await waitUntil(() => page.form()!.querySelector('.wrong'));
      expect(await findings(page.around)).to.deep.equal([]);
    });
});
