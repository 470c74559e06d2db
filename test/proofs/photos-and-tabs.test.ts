import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import type { HelpBoard } from '../../src/elements/board/help-board.js';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { board, fillIn, launch, openPage, PHONE, send } from '../e2e/browser.js';

/** A photo as phones take them: on its side, with the place it was taken at. */
const photo = (colour: string) =>
  sharp({ create: { width: 2400, height: 1200, channels: 3, background: colour } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 0/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

describe('photos and tabs', () => {
  let gateway: RunningGateway;
  let browser: Browser;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });
  const arrived = async (words: string) =>
    (await gateway.requests()).filter((request) => JSON.stringify(request).includes(words));

  it('photos survive a reload, arrive with the post, and show upright without the place they were taken at', async () => {
    const context = await browser.newContext(PHONE);
    const { page, errors } = await openPage(context, `${gateway.url}/help`);
    await fillIn(page, { body: '药盒的照片在这里，家里只剩两天的量', category: '生活物资' });
    const form = page.locator('help-board-compose');
    await form.getByText('再补充一些').click();
    await form.locator('input[type=file]').setInputFiles([
      { name: '1.jpg', mimeType: 'image/jpeg', buffer: await photo('#a33') },
      { name: '2.jpg', mimeType: 'image/jpeg', buffer: await photo('#33a') },
    ]);
    await form.getByRole('button', { name: '去掉第 2 张照片' }).waitFor();
    // On disk within a second: that is the promise.
    await page.waitForTimeout(1000);
    await form.getByText('已存在本机').waitFor();
    await page.reload();
    await form.getByRole('button', { name: '去掉第 2 张照片' }).waitFor();
    await send(page);
    await form.getByText('已送达').first().waitFor();

    const [request] = await arrived('只剩两天的量');
    await gateway.desk('POST', `/requests/${request.id}/publish`);
    const shown = await (await fetch(`${gateway.url}/api/boards/qingxi/requests/${request.id}`)).json();
    assert.equal(shown.attachments.length, 2);
    for (const { url } of shown.attachments) {
      const answer = await fetch(new URL(url, `${gateway.url}/api/boards/qingxi/`));
      const picture = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      assert.equal(picture.exif, undefined);
      assert.ok(picture.height! > picture.width!, 'it stands upright');
    }
    await page.goto(`${gateway.url}/help#help/request/${request.id}`);
    await page.reload();
    const picture = page.locator('help-board-request img').first();
    await picture.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => {
      const view = document.querySelector('help-board')!.shadowRoot!.querySelector('help-board-request');
      return view!.shadowRoot!.querySelector('img')!.naturalWidth > 0;
    });
    assert.deepEqual(errors, []);
    await context.close();
  });

  it('two tabs write their own texts, go offline, come back: both arrive, each once', async () => {
    const context = await browser.newContext(PHONE);
    const { page: one } = await openPage(context, `${gateway.url}/help`);
    const { page: other } = await openPage(context, `${gateway.url}/help`);
    await fillIn(one, { body: '第一个页面写的：要一袋米', category: '生活物资' });
    await fillIn(other, { body: '第二个页面写的：要一桶油', category: '生活物资' });
    await context.setOffline(true);
    await send(one);
    await send(other);
    await one.locator('help-board-compose').getByText('已存好，等待联网').first().waitFor();
    await other.locator('help-board-compose').getByText('已存好，等待联网').first().waitFor();
    await context.setOffline(false);
    await one.locator('help-board-compose').getByText('已送达').first().waitFor({ timeout: 30_000 });
    await other.locator('help-board-compose').getByText('已送达').first().waitFor({ timeout: 30_000 });
    assert.equal((await arrived('要一袋米')).length, 1);
    assert.equal((await arrived('要一桶油')).length, 1);
    await context.close();
  });

  it('the tab that pressed send is closed before the answer: the next visit sends it, once, and counts it till then', async () => {
    const context = await browser.newContext(PHONE);
    const { page } = await openPage(context, `${gateway.url}/help`);
    await fillIn(page, { body: '按了发送就关掉了页面', category: '其他' });
    await context.setOffline(true);
    await send(page);
    await page.locator('help-board-compose').getByText('已存好，等待联网').first().waitFor();
    await page.close();
    await context.setOffline(false);
    const { page: next } = await openPage(context, `${gateway.url}/help`);
    await board(next).getByRole('button', { name: '我的求助' }).click();
    await next.locator('help-board-mine').getByText('已送达').first().waitFor({ timeout: 30_000 });
    assert.equal((await arrived('按了发送就关掉了页面')).length, 1);
    await context.close();
  });

  it('a language changed while somebody types leaves the form where it is', async () => {
    const context = await browser.newContext(PHONE);
    const { page } = await openPage(context, `${gateway.url}/help`);
    await fillIn(page, { body: '写到一半换了语言', category: '其他' });
    // The words of the first screen are there before those of the form.
    await page.route('**/en-views-*.js', async (route) => {
      await new Promise((later) => setTimeout(later, 300));
      await route.continue();
    });
    const form = page.locator('help-board-compose');
    const field = form.locator('textarea').first();
    await field.evaluate((element) => element.setAttribute('data-same', ''));
    await board(page).evaluate((element) => {
      element.setAttribute('lang', 'en');
      // It draws for other reasons as well in the meantime: a draft that is saved, a list that has come.
      const drawing = setInterval(() => (element as HelpBoard).requestUpdate(), 30);
      setTimeout(() => clearInterval(drawing), 1000);
    });
    await form.getByRole('button', { name: 'Send' }).first().waitFor();
    assert.equal(await field.inputValue(), '写到一半换了语言');
    assert.equal(await field.getAttribute('data-same'), '', 'the same field, with its caret');
    await context.close();
  });

  it('the board is changed under an open form: what was typed stays with the board it was meant for', async () => {
    const context = await browser.newContext(PHONE);
    const { page } = await openPage(context, `${gateway.url}/help`);
    await fillIn(page, { body: '这是写给清溪的', category: '其他' });
    await page.locator('help-board-compose').getByText('已存在本机').waitFor();
    await board(page).evaluate((element) => element.setAttribute('board', 'elsewhere'));
    await page.waitForTimeout(500);
    await board(page).evaluate((element) => element.setAttribute('board', 'qingxi'));
    await page.reload();
    const form = page.locator('help-board-compose');
    await form.getByText('上次写的还在').waitFor();
    assert.equal(await form.locator('textarea').first().inputValue(), '这是写给清溪的');
    await context.close();
  });
});
