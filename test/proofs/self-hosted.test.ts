import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { fillIn, launch, send } from '../e2e/browser.js';
import { HostPages, isSaid } from '../e2e/host-pages.js';

/** A server that knows `.js` and nothing else of what it gives, sends no CORS headers, and compresses nothing. */
describe('the built files on any static server, the gateway elsewhere', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let site: HostPages;
  let elsewhere: HostPages;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
    site = await new HostPages(browser, 'dist').listen();
    elsewhere = await new HostPages(browser, 'dist').listen();
  });
  after(async () => {
    await browser?.close();
    site?.close();
    elsewhere?.close();
    await gateway?.close();
  });

  const element = () => `<help-board board="qingxi" backend="${gateway.url}/api">请拨 120</help-board>`;

  it('in a folder of the page’s own site: reads and posts', async () => {
    const { page, errors } = await site.open(
      `<script async src="/folder/help-board.js"></script>${element()}`,
    );
    await page.locator('help-board .card').first().waitFor();
    await fillIn(page, { body: '文件放在自己网站的目录里', category: '其他' });
    await send(page);
    await page.locator('help-board-compose').getByText('已送达').first().waitFor();
    const found = (await gateway.requests()).filter((one) => JSON.stringify(one).includes('自己网站的目录'));
    assert.equal(found.length, 1);
    assert.deepEqual(errors, []);
  });

  it('with data-* alone', async () => {
    const { page } = await site.open(
      `<script async src="/folder/help-board.js" data-board="qingxi" data-backend="${gateway.url}/api"></script>`,
    );
    await page.locator('script + help-board .card').first().waitFor();
  });

  it('as one file, also from another origin that allows nothing', async () => {
    const { page, errors } = await site.open(
      `<script async src="${elsewhere.url}folder/help-board.one.js"></script>${element()}`,
    );
    await page.locator('help-board .card').first().waitFor();
    assert.deepEqual(errors, []);
  });

  it('as one file, on a page in GBK, from a server that names no encoding: its Chinese is read as it was written', async () => {
    site.headers = { 'content-type': 'text/html; charset=gbk' };
    const { page, errors } = await site.open(
      `<script async src="/folder/help-board.one.js"></script><help-board board="qingxi" backend="${gateway.url}/api"></help-board>`,
    );
    assert.equal(await page.evaluate(() => document.characterSet), 'GBK');
    await page.locator('help-board .card').first().waitFor();
    await page.getByRole('button', { name: '我要求助' }).first().waitFor();
    assert.deepEqual(errors, []);
    site.headers = {};
  });

  it('in pieces from an origin that allows nothing: said on the console, and the children stay', async () => {
    const { page, said } = await site.open(
      `<script async src="${elsewhere.url}folder/help-board.js"></script>${element()}`,
    );
    await isSaid(said, 'help-board TypeError');
    assert.match(await page.locator('help-board').innerText(), /120/);
  });
});
