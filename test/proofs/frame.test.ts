import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { launch } from '../e2e/browser.js';
import { HostPages } from '../e2e/host-pages.js';

describe('the page for frames', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let site: HostPages;
  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
    site = await new HostPages(browser).listen();
    await gateway.desk('POST', '/home', {
      on: true,
      headline: '有困难，说一声',
      href: '/own',
      opens: 'sheet',
    });
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await gateway?.close();
  });

  const address = (href: string) =>
    `${gateway.url}/help-board-frame.html?element=home&board=qingxi&href=${encodeURIComponent(href)}`;
  /** Where the way to post leads to, in a page of the site's with `href` in the frame's address. */
  const way = async (href: string, policy = '') => {
    const { page } = await site.open(`<iframe src="${address(href)}" ${policy}></iframe>`);
    const slot = page.frameLocator('iframe').locator('help-board-home');
    return { page, slot, href: await slot.locator('a.primary').getAttribute('href') };
  };

  for (const [name, href, leads] of [
    ['an address of the page around the frame', 'help.html', () => `${site.url}help.html`],
    ['one without its site is the page’s, not ours', '/help', () => `${site.url}help`],
    ['one of the board’s own site', () => `${gateway.url}/board`, () => `${gateway.url}/board`],
  ] as const)
    it(`leads to the board’s page: ${name}`, async () => {
      assert.equal((await way(typeof href === 'string' ? href : href())).href, `${leads()}#help/compose`);
    });

  for (const evil of ['https://evil.example/x', '//evil.example/x', 'javascript:alert(1)', 'http://['])
    it(`leads nowhere else than the slot itself does: ${evil}`, async () => {
      const { slot, href } = await way(evil);
      assert.equal(href, '/own#help/compose');
      await slot.locator('a.primary').click();
      await slot.locator('dialog[open] help-board-compose').waitFor();
    });

  it('a page that only links to it is not the page around it', async () => {
    const { page } = await site.open(`<a href="${address(`${site.url}collect`)}">求助</a>`);
    await page.locator('a').click();
    const ask = page.locator('help-board-home a.primary');
    await ask.waitFor();
    assert.equal(await ask.getAttribute('href'), '/own#help/compose');
  });
});
