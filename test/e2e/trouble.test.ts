import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Route } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { board, fillIn, launch, openPage, PHONE, send } from './browser.js';

describe('when things go wrong, the board says so and keeps what was typed', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  const open = async (answer?: (route: Route) => Promise<void> | void, path = '/help') => {
    await context?.close();
    context = await browser.newContext(PHONE);
    if (answer) await context.route('**/api/**', answer);
    return openPage(context, gateway.url + path);
  };

  const states: [string, (route: Route) => Promise<void> | void, string][] = [
    ['backend down', (route) => route.abort('connectionrefused'), '连不上网络'],
    [
      'HTML instead of JSON',
      (route) => route.fulfill({ contentType: 'text/html', body: '<h1>请登录 Wi-Fi</h1>' }),
      '没有收到正确的回应',
    ],
    ['a 500', (route) => route.fulfill({ status: 500, body: 'oops' }), '服务器忙不过来'],
  ];
  for (const [name, answer, words] of states)
    it(`${name}: a readable state with emergency numbers and a way to write all the same`, async () => {
      const { page } = await open(answer);
      await board(page).getByText(words).first().waitFor();
      await board(page).getByRole('link', { name: '拨打 120' }).first().waitFor();
      // Its categories are not known: there is nothing but the text to be filled in.
      await page.getByRole('button', { name: '我要求助' }).first().click();
      const form = page.locator('help-board-compose');
      await form.getByLabel('您遇到了什么困难？').fill(`照样能写（${name}）`);
      await form.getByText('已存在本机').waitFor();
    });

  it('chest pain with the backend blocked: 120 to tap, and the draft is kept over a reload', async () => {
    const { page } = await open((route) => route.abort());
    await page.getByRole('button', { name: '我要求助' }).click();
    const form = page.locator('help-board-compose');
    await form.getByLabel('您遇到了什么困难？').fill('胸痛喘不上气');
    const link = form.getByRole('link', { name: /120/ }).first();
    await link.waitFor();
    assert.equal(await link.getAttribute('href'), 'tel:120');
    await form.getByText('已存在本机').waitFor();
    await page.reload();
    await form.getByText('上次写的还在').waitFor();
    assert.equal(await form.getByLabel('您遇到了什么困难？').inputValue(), '胸痛喘不上气');
  });

  it('an unknown board says so, and offers emergency numbers', async () => {
    await context?.close();
    context = await browser.newContext(PHONE);
    await context.route('**/help', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('qingxi', 'atlantis') });
    });
    const { page } = await openPage(context, `${gateway.url}/help`);
    await board(page).getByText('没有找到这个求助平台').first().waitFor();
    await board(page).getByRole('link', { name: '拨打 120' }).first().waitFor();
  });

  it('an answer with half the fields missing still shows what is there', async () => {
    const { page } = await open(async (route) => {
      if (!route.request().url().includes('/requests?')) return route.fallback();
      const answer = await (await route.fetch()).json();
      answer.items.forEach((item: Record<string, unknown>, i: number) => {
        delete item.replies;
        delete item.flags;
        delete item.stage;
        item.meToo = 'many';
        if (i % 2) delete item.publicBody;
      });
      await route.fulfill({ json: answer });
    });
    await page.getByRole('tab', { name: '最新' }).click();
    await board(page).getByText('状态待确认').first().waitFor();
    await board(page).locator('.card').nth(4).waitFor({ state: 'attached' });
  });

  it("a device's clock a day off: times are the server's, and it is said", async () => {
    await context?.close();
    context = await browser.newContext(PHONE);
    await context.addInitScript(() => {
      const real = Date.now;
      Date.now = () => real() + 86_400_000;
    });
    const { page } = await openPage(context, `${gateway.url}/help`);
    await board(page).getByText('您手机的时间不准').waitFor();
    assert.equal((await board(page).getByText('1 天前').count()) > 20, false);
  });

  it('IndexedDB refused: it is said, the text can be copied, and sending works', async () => {
    await context?.close();
    context = await browser.newContext(PHONE);
    await context.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('refused', 'SecurityError');
      };
    });
    const { page } = await openPage(context, `${gateway.url}/help`);
    await fillIn(page, { body: '这部手机不让存东西', category: '其他' });
    const form = page.locator('help-board-compose');
    await form.getByText('存不下来').first().waitFor();
    await form.getByRole('button', { name: '复制我写的内容' }).waitFor();
    await send(page);
    await form.getByText('已送达').first().waitFor();
    assert.equal(
      (await gateway.requests()).filter((r) => JSON.stringify(r).includes('这部手机不让存东西')).length,
      1,
    );
  });

  it('the gateway is killed while the form is open and comes back: the post arrives once', async () => {
    const { page } = await open();
    await fillIn(page, { body: '服务器断了又好了', category: '其他' });
    const form = page.locator('help-board-compose');
    await form.getByText('已存在本机').waitFor();
    await gateway.kill();
    await send(page);
    await form.getByText('已存好，等待联网').or(form.getByText('正在发送')).first().waitFor();
    await gateway.restart();
    await page.evaluate(() =>
      (document.querySelector('help-board') as unknown as { flush(): Promise<void> }).flush(),
    );
    await form.getByText('已送达').first().waitFor({ timeout: 30_000 });
    assert.equal(
      (await gateway.requests()).filter((r) => JSON.stringify(r).includes('服务器断了又好了')).length,
      1,
    );
  });

  it('the words of the form cannot be had: it is said, and the next try opens it', async () => {
    await context?.close();
    context = await browser.newContext(PHONE);
    await context.route('**/zh-hans-views-*', (route) => route.abort());
    const { page } = await openPage(context, `${gateway.url}/help`);
    await page.getByRole('button', { name: '我要求助' }).click();
    await board(page).getByText('没加载出来').waitFor();
    await board(page).getByRole('button', { name: '返回' }).click();
    await context.unroute('**/zh-hans-views-*');
    await page.getByRole('button', { name: '我要求助' }).click();
    await page.locator('help-board-compose').getByLabel('您遇到了什么困难？').waitFor();
  });
});
