import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { board, choose, launch, openPage, PHONE, send } from './browser.js';

const TEXT = '我父亲每周要透析三次，小区封了没有车去县医院，电话13800001234';

describe('the whole way of a request', () => {
  let gateway: RunningGateway;
  let browser: Browser;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ role: 'admin' }), launch()]);
    const explainers = [
      { id: 'dialysis', title: '封控期间透析怎么去', body: '拨打就医专线。', keywords: ['透析'] },
    ];
    await gateway.desk('POST', '/definition', { features: { comments: true, photos: 6 }, explainers });
    // Every post has to be worked for.
    await gateway.desk('PUT', '/guard', { challenge: 'always', words: [] });
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  it('is written with what others know, seen as the public will, sent, answered, commented on, thanked for, shared and printed', async () => {
    const context = await browser.newContext({
      ...PHONE,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const { page, errors } = await openPage(context, `${gateway.url}/help`);

    // Writing.
    await page.getByRole('button', { name: '我要求助' }).first().click();
    const form = page.locator('help-board-compose');
    await form.getByLabel('您遇到了什么困难？').fill(TEXT);
    await form.getByText('有 1 条也许能帮到您').waitFor();
    await form.getByText('封控期间透析怎么去').click();
    await form.getByText('拨打就医专线。').waitFor();
    await form.locator('.guess').getByRole('button', { name: '就医' }).click();
    await form.getByRole('radio', { name: '就医', checked: true }).waitFor();
    await form.getByLabel('电话', { exact: true }).fill('10000001234');
    await choose(form.getByRole('radio', { name: /^公开/ }));
    await form.getByText('看看公开后是什么样').click();
    await form.getByText('自动隐去：电话 1 处').waitFor();
    assert.match((await form.locator('.shown').textContent())!, /138\*\*\*\*1234/);

    // A photo.
    await form.getByText('再补充一些').click();
    const colour = { create: { width: 600, height: 400, channels: 3 as const, background: '#a33' } };
    const buffer = await sharp(colour).jpeg().toBuffer();
    await form.locator('input[type=file]').setInputFiles([{ name: '1.jpg', mimeType: 'image/jpeg', buffer }]);
    await form.getByLabel('第 1 张照片上是什么').fill('病历');

    // Sent, with the riddle solved on the way; published and answered.
    await send(page);
    await form.getByText('已送达').first().waitFor();
    const [{ id }] = await gateway.requests();
    await gateway.desk('POST', `/requests/${id}/accept`);
    await gateway.desk('POST', `/requests/${id}/publish`);
    await gateway.desk('POST', `/requests/${id}/reply`, { body: '今晚八点有车来接。', kind: 'answer' });

    // Opened by somebody else.
    const other = await browser.newContext({ ...PHONE, permissions: ['clipboard-read', 'clipboard-write'] });
    const reading = await openPage(other, `${gateway.url}/help#help/request/${id}`);
    const request = reading.page.locator('help-board-request');
    await request.getByText('今晚八点有车来接。').waitFor();
    const small = request.getByRole('button', { name: '病历' });
    await small.click();
    await request.getByRole('dialog').getByRole('button', { name: '关闭' }).waitFor();
    await reading.page.keyboard.press('Escape');
    await request.getByRole('dialog').waitFor({ state: 'detached' });

    // A comment survives a reload, is sent, and read once an editor has let it through.
    const comments = reading.page.locator('help-board-comments');
    await comments.getByLabel('说两句').fill('我们小区也是');
    await comments.getByText('已存在本机').waitFor();
    await reading.page.reload();
    await comments.getByText('已存在本机').or(comments.getByLabel('说两句')).first().waitFor();
    await reading.page.waitForFunction(() => {
      const board = document.querySelector('help-board')!.shadowRoot!;
      const view = board.querySelector('help-board-request')?.shadowRoot;
      const form = view?.querySelector('help-board-comments')?.shadowRoot;
      return form?.querySelector('textarea')?.value === '我们小区也是';
    });
    await comments.getByRole('button', { name: '发出留言' }).click();
    await comments.getByText('编辑看过以后大家就能看到').waitFor();
    const { items } = await gateway.desk('GET', '/comments');
    assert.equal(items.length, 1);
    await gateway.desk('POST', `/comments/${items[0].id}/publish`);
    await reading.page.reload();
    await comments.locator('li').getByText('我们小区也是').waitFor();

    // Thanks, following, sharing.
    await request.getByRole('button', { name: '感谢' }).click();
    await request.getByText('您的感谢已送到').waitFor();
    await request.getByRole('button', { name: '关注进展' }).click();
    await request.getByRole('button', { name: '复制链接' }).click();
    await request.getByText('已复制').waitFor();
    const copied = await reading.page.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied.includes(id) && copied.includes('已答复'), copied);
    assert.ok(!copied.includes('13800001234'));
    await request.getByRole('button', { name: '做成图片' }).click();
    await request.getByText('长按图片保存').waitFor();

    // On paper: what was asked and answered, and nothing to press.
    await reading.page.emulateMedia({ media: 'print' });
    assert.ok(await request.getByText('今晚八点有车来接。').isVisible());
    for (const name of ['感谢', '复制链接', '返回', '发出留言'])
      assert.equal(await request.getByRole('button', { name }).filter({ visible: true }).count(), 0, name);
    await reading.page.emulateMedia({ media: 'screen' });
    await board(reading.page).getByRole('button', { name: '返回' }).first().click();
    await board(reading.page).getByRole('button', { name: '我的求助' }).click();
    await reading.page.locator('help-board-mine').getByText('我关注的').waitFor();
    assert.deepEqual([...errors, ...reading.errors], []);
    await context.close();
    await other.close();
  });
});
