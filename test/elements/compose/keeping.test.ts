import { expect, waitUntil } from '@open-wc/testing';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { createOutbox } from '../../../src/drafts/index.js';
import { sendWith } from '../../../src/drafts/send.js';
import type { Outbox } from '../../../src/drafts/types.js';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { findings } from '../request/surroundings.js';
import { compose, freshScope, unreachable } from './surroundings.js';

type Page = Awaited<ReturnType<typeof compose>>;

/** The page is gone: the outbox closes with it. */
function close(page: Page): void {
  page.outbox.close();
  page.leave();
}

async function addPhoto(page: Page): Promise<void> {
  const canvas = document.createElement('canvas');
  const photo = await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob!)));
  const chosen = new DataTransfer();
  chosen.items.add(new File([photo], 'a.png', { type: 'image/png' }));
  page.field('photos').files = chosen.files;
  page.field('photos').dispatchEvent(new Event('change'));
  await page.has('.photos img');
}

const saved = (page: Page, body: string) =>
  waitUntil(() =>
    page.outbox.entries().some(({ content }) => (content as { body?: string } | undefined)?.body === body),
  );

describe('a draft', () => {
  it('comes back with its photo, the board’s own answers, and the caret where it was', async () => {
    const scope = freshScope();
    const before = await compose({ scope });
    before.option('就医').click();
    await before.has('#f-attribute-isolation-site');
    before.view.querySelector('details')!.open = true;
    await addPhoto(before);
    before.type('attribute-isolation-site', '清溪宾馆');
    before.type('body', '写到一半，电话来了');
    await saved(before, '写到一半，电话来了');
    await before.says('已存在本机');
    const field = before.field<HTMLTextAreaElement>('body');
    field.focus();
    field.setSelectionRange(4, 4);
    field.dispatchEvent(new KeyboardEvent('keyup', { key: 'ArrowLeft', bubbles: true }));
    await waitUntil(() => {
      const at = (before.outbox.entries()[0]?.content as { at?: { start: number } } | undefined)?.at;
      return at?.start === 4;
    }, 'the caret is kept');
    close(before);

    const after = await compose({ scope });
    await after.has('.photos img');
    expect(after.field('attribute-isolation-site').value).to.equal('清溪宾馆');
    await waitUntil(() => after.view.activeElement === after.field('body'), 'the text has the focus');
    expect(after.field('body').selectionStart).to.equal(4);
  });

  it('is put aside for a new one, counted there, and found among the others', async () => {
    const scope = freshScope();
    const before = await compose({ scope });
    before.type('body', '第一件事');
    await saved(before, '第一件事');
    close(before);
    const form = await compose({ scope });
    await form.says('上次写的还在');
    form.press('另写一条');
    await waitUntil(() => form.field('body').value === '');
    form.type('body', '第二件事');
    await saved(form, '第二件事');
    expect(form.outbox.entries()).to.have.length(2);
    await form.says('还有 1 份没写完的');
    form.press('还有 1 份没写完的');
    expect(form.around.went).to.deep.equal([{ view: 'mine' }]);
  });

  it('typed before the outbox could take it, and reloaded: it is back, and lies nowhere else any more', async () => {
    const scope = freshScope();
    const outbox = createOutbox({ scope, send: sendWith(createMemoryAdapter()) });
    const opening = { value: () => new Promise<never>(() => undefined) };
    const before = await compose({ scope, outbox: Object.create(outbox, { open: opening }) as Outbox });
    before.type('body', '刚打了几个字');
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    window.dispatchEvent(new PageTransitionEvent('pageshow'));
    const inTab = () => Object.keys(sessionStorage).filter((name) => name.endsWith(scope));
    expect(inTab()).to.have.length(1);
    close(before);

    const after = await compose({ scope });
    await waitUntil(() => after.field('body').value === '刚打了几个字');
    await saved(after, '刚打了几个字');
    await waitUntil(() => !inTab().length, 'the outbox has it');
  });

  it('says of a photo that the device has lost that it is gone', async () => {
    const scope = freshScope();
    const before = await compose({ scope });
    await addPhoto(before);
    before.type('body', '有照片');
    await saved(before, '有照片');
    const { photo } = before.outbox;
    close(before);
    expect(photo).to.be.a('function');
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('help-board');
      request.onsuccess = () => resolve(request.result);
    });
    await new Promise((resolve) => {
      const store = database.transaction('outbox', 'readwrite').objectStore('outbox');
      const keys = store.getAllKeys();
      keys.onsuccess = () =>
        keys.result
          .filter((key) => String(key).includes(encodeURIComponent(scope)) && String(key).includes('/photo/'))
          .forEach((key) => store.delete(key));
      store.transaction.oncomplete = resolve;
    });
    database.close();
    const after = await compose({ scope });
    await after.says('这张照片已经不在手机上了');
  });
});

describe("on somebody else's phone", () => {
  const borrowed = async (page: Page) => {
    page.option('这不是我的手机').click();
    await page.element.updateComplete;
  };

  it('says what stays and what goes, shows the code, and leaves nothing once that was left', async () => {
    const form = await compose();
    await borrowed(form);
    await form.says('请当场记下查询码');
    await form.fill();
    form.press('发送求助');
    await form.says('已送达');
    expect(form.view.querySelector('code')!.textContent).to.match(/\S{8}/);
    await form.says('这部手机上就不留您的任何记录');
    expect(form.view.textContent, 'there is nothing to go to').not.to.contain('看我的求助');
    expect(await findings(form.around)).to.deep.equal([]);
    form.press('再写一条求助');
    await form.has('textarea');
    expect(form.field('phone').value, 'the number is not carried on').to.equal('');
    await waitUntil(() => form.outbox.entries().length === 0, 'not even the receipt');
  });

  it('forgets the receipt when the board is closed', async () => {
    const form = await compose();
    await borrowed(form);
    await form.fill();
    form.press('发送求助');
    await form.says('已送达');
    form.leave();
    await waitUntil(() => form.outbox.entries().length === 0);
  });

  it('keeps the code on the screen when another tab has forgotten the receipt', async () => {
    const form = await compose();
    await borrowed(form);
    await form.fill();
    form.press('发送求助');
    await form.says('已送达');
    const code = form.view.querySelector('code')!.textContent;
    await form.outbox.discard(form.outbox.entries()[0]!.key);
    await form.element.updateComplete;
    expect(form.view.querySelector('code')!.textContent).to.equal(code);
  });

  it('loses nothing while it waits', async () => {
    const adapter = unreachable(createMemoryAdapter(), new HelpBoardError('network'));
    const form = await compose({ adapter, board: false });
    await borrowed(form);
    await form.fill('没有网');
    form.press('发送求助');
    await form.says('已存好，等待联网');
    form.leave();
    expect(form.outbox.entries().map(({ delivery }) => delivery)).to.deep.equal(['queued']);
  });

  it('asks before words are left behind, takes Escape for a no, and deletes them', async () => {
    const form = await compose();
    await borrowed(form);
    form.type('body', '借来的手机上写的');
    await saved(form, '借来的手机上写的');
    form.press('返回');
    await form.says('要从这部手机上删掉吗');
    await waitUntil(() => form.view.activeElement?.textContent?.includes('先留着'));
    expect(await findings(form.around)).to.deep.equal([]);
    form.view.activeElement!.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await waitUntil(() => form.view.activeElement?.textContent?.includes('返回'));
    expect(form.around.went).to.deep.equal([]);
    form.press('返回');
    await form.says('要从这部手机上删掉吗');
    form.press('删掉再离开');
    await waitUntil(() => form.around.went.length === 1);
    expect(form.outbox.entries()).to.deep.equal([]);
  });

  it('leaves an empty form without a question', async () => {
    const form = await compose();
    await borrowed(form);
    form.press('返回');
    expect(form.around.went).to.deep.equal([{ view: 'feed' }]);
  });
});
