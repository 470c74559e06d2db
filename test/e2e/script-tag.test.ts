import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { fillIn, launch, send } from './browser.js';
import { HostPages } from './host-pages.js';

describe('the script tag on a page of another origin', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  /** A paper's own server: it knows nothing of the gateway. */
  let site: HostPages;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
    site = await new HostPages(browser).listen();
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await gateway?.close();
  });

  const script = (data = '') => `<script async src="${gateway.url}/help-board.js" ${data}></script>`;

  it('reads and posts across origins', async () => {
    const { page, errors } = await site.open(`${script()}<help-board board="qingxi">请拨 120</help-board>`);
    await page.locator('help-board .card').first().waitFor();
    await fillIn(page, { body: '从报社自己的网站上写的', category: '其他' });
    await send(page);
    await page.locator('help-board-compose').getByText('已送达').first().waitFor();
    const found = (await gateway.requests()).filter((one) => JSON.stringify(one).includes('报社自己的网站'));
    assert.equal(found.length, 1);
    assert.deepEqual(errors, []);
  });

  it('alone, with data-board: the board stands right behind it', async () => {
    const { page } = await site.open(
      `<p>before</p>${script('data-board="qingxi" data-text-size="large"')}<p>after</p>`,
    );
    await page.locator('help-board .card').first().waitFor();
    assert.equal(
      await page.evaluate(() => document.querySelector('script + help-board + p')?.textContent),
      'after',
    );
    assert.equal(await page.locator('help-board').getAttribute('text-size'), 'large');
    assert.equal(await page.locator('help-board').getAttribute('element'), null);
  });

  it('in the head, with a target that comes later, as a home slot', async () => {
    await gateway.desk('POST', '/home', { on: true, headline: '有困难，说一声' });
    const { page } = await site.open(
      '<div id="slot"></div>',
      script('data-board="qingxi" data-element="home" data-target="#slot"'),
    );
    await page.locator('#slot help-board-home').getByText('有困难，说一声').waitFor();
  });

  it('turns a place that a CMS let through into a board', async () => {
    const { page } = await site.open(`<div data-help-board data-board="qingxi"></div>${script()}`);
    await page.locator('[data-help-board] > help-board .card').first().waitFor();
  });

  it('twice on a page: one board each, their data asked for once', async () => {
    const { page, errors } = await site.open(
      `${script()}${script()}<help-board board="qingxi"></help-board><help-board board="qingxi"></help-board>`,
    );
    await page.locator('help-board').nth(1).locator('.card').first().waitFor();
    const asked = await page.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/requests?')).length,
    );
    assert.equal(asked, 1);
    assert.deepEqual(errors, []);
  });

  it('early calls wait for it', async () => {
    const { page } = await site.open(
      `<script>(window.helpBoard = window.helpBoard || []).push(function (api) { window.called = api.origin })</script>${script()}`,
    );
    await page.waitForFunction(() => (window as { called?: string }).called);
    assert.equal(await page.evaluate(() => (window as { called?: string }).called), gateway.url);
  });

  it('the code cannot be had: the children stay on the screen', async () => {
    const { page } = await site.open(`${script()}<help-board board="qingxi">请拨 120</help-board>`);
    await page.context().route('**/modern/**', (route) => route.abort());
    await page.reload();
    await page.waitForTimeout(500);
    assert.match((await page.locator('help-board').innerText()).trim(), /120/);
  });
});
