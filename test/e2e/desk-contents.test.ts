import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { board, launch, PHONE } from './browser.js';

describe('what the newsroom writes around the board', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  const errors: string[] = [];
  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  async function desk(): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
    page.setDefaultTimeout(12_000);
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(`${gateway.url}/desk#contents`);
    await page.getByText('用令牌登录').click();
    await page.getByLabel('令牌').fill(gateway.token);
    await page.getByRole('button', { name: '登录' }).last().click();
    await page.getByRole('heading', { name: '值班电话和服务点' }).waitFor();
    return page;
  }
  async function visit(): Promise<Page> {
    const page = await (await browser.newContext(PHONE)).newPage();
    page.setDefaultTimeout(12_000);
    await page.goto(`${gateway.url}/help`);
    return page;
  }
  const card = (page: Page, text: string): Locator => page.locator('.card', { hasText: text });
  const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
  async function write(page: Page, summary: string, fields: Record<string, string>): Promise<void> {
    await page.getByText(summary, { exact: true }).click();
    const form = page.locator('details[open]');
    for (const [label, value] of Object.entries(fields))
      await form.getByLabel(label, { exact: true }).fill(value);
    await form.getByRole('button', { name: '存' }).click();
  }

  it('an announcement and a duty phone that an editor adds are on the resident’s page, and go again', async () => {
    const page = await desk();
    await page.getByText('加一条公告', { exact: true }).click();
    await page.locator('details[open]').getByLabel('置顶').check();
    await page.getByText('加一条公告', { exact: true }).click();
    await write(page, '加一条公告', { 标题: '今晚八点起停水', 内容: '城关街道到明早六点。' });
    await said(page, '已存好');
    await card(page, '今晚八点起停水').waitFor();
    await write(page, '加一条电话', { 名称: '停水值班', 电话: '0999-0000-171' });
    await card(page, '0999-0000-171').waitFor();

    const resident = await visit();
    await board(resident).getByText('今晚八点起停水').first().waitFor();
    await board(resident).getByRole('button', { name: '电话和指南' }).click();
    await board(resident).getByRole('link', { name: '0999-0000-171' }).waitFor();
    await resident.context().close();

    await page.getByRole('button', { name: '今晚八点起停水：删掉' }).click();
    await card(page, '今晚八点起停水').waitFor({ state: 'detached' });
    const next = await visit();
    await board(next).getByText('透析专线').first().waitFor();
    assert.equal(await board(next).getByText('今晚八点起停水').count(), 0);
    await next.context().close();
    await page.context().close();
  });

  it('two editors undo nothing of each other’s, and what the second has typed stays', async () => {
    const [first, second] = [await desk(), await desk()];
    await write(first, '加一条解读', { 标题: '水退了怎么消毒', 内容: '先冲洗，再喷洒。' });
    await card(first, '水退了怎么消毒').waitFor();
    await write(second, '加一条解读', { 标题: '发霉的米还能吃吗' });
    await said(second, '别人刚改过');
    // The other's is seen now, one's own words are still there, and are saved beside it.
    await card(second, '水退了怎么消毒').waitFor();
    const form = second.locator('details[open]');
    assert.equal(await form.getByLabel('标题', { exact: true }).inputValue(), '发霉的米还能吃吗');
    await form.getByRole('button', { name: '存' }).click();
    await card(second, '发霉的米还能吃吗').waitFor();
    await card(second, '水退了怎么消毒').waitFor();
    await first.context().close();
    await second.context().close();
  });

  it('an entry is changed, and moved before another', async () => {
    const page = await desk();
    const one = card(page, '发霉的米还能吃吗');
    await one.getByText('改', { exact: true }).click();
    await one.getByLabel('内容', { exact: true }).fill('不能，洗了也不能。');
    await one.getByRole('button', { name: '存' }).click();
    await card(page, '不能，洗了也不能。').waitFor();
    const titles = () => page.locator('.card b').allInnerTexts();
    const before = await titles();
    const at = before.indexOf('水退了怎么消毒');
    assert.ok(at > before.indexOf('发霉的米还能吃吗'), 'the newest stands first');
    await page.getByRole('button', { name: '水退了怎么消毒：往前移' }).click();
    await said(page, '已存好');
    await page
      .locator('.card b')
      .nth(at - 1)
      .getByText('水退了怎么消毒')
      .waitFor();
    assert.deepEqual((await titles()).toSorted(), before.toSorted());
    await page.context().close();
    assert.deepEqual(errors, []);
  });
});
