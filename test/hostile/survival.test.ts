import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { board, launch, openPage, PHONE } from '../e2e/browser.js';
import { VIEWS } from '../e2e/views.js';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { COMPARE, type Change } from './compare.js';
import { openHostileSite } from './site.js';

/** What a page does to everything it can reach. */
const HOSTILE: Record<string, string> = {
  unset: '<style>*{all:unset!important;font-size:7px!important}</style>',
  bootstrap: '<link rel="stylesheet" href="/hostile/bootstrap.css">',
};

/** Puts the hostile styles into a page, and compares all that is computed of each of our elements before and after. */
const changes = (page: Page, hostile: string) =>
  page.evaluate<{ elements: number; changed: Change[] }>(`(${COMPARE})(${JSON.stringify(hostile)})`);

for (const [name, hostile] of Object.entries(HOSTILE))
  describe(`under ${name}, nothing that is computed of our elements changes`, () => {
    let gateway: RunningGateway;
    let site: Awaited<ReturnType<typeof openHostileSite>>;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    before(async () => {
      [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
      await gateway.desk('POST', '/home', { on: true, headline: '有困难，说一声' });
      site = await openHostileSite(gateway.url);
      context = await browser.newContext({ ...PHONE, reducedMotion: 'reduce' });
      ({ page } = await openPage(context, `${site.url}/plain.html`));
      await board(page).locator('.card').first().waitFor();
      await page.locator('help-board-home .root').waitFor();
      // What loads at idle takes room from the search box.
      await board(page).getByRole('button', { name: '筛选' }).waitFor();
    });
    after(async () => {
      await browser?.close();
      site?.close();
      await gateway?.close();
    });
    for (const [view, open] of Object.entries(VIEWS))
      it(view, { timeout: 60_000 }, async () => {
        await VIEWS.feed!(page);
        await open(page);
        await page.waitForTimeout(400);
        const { elements, changed } = await changes(page, hostile);
        assert.ok(elements > 20, `${elements} elements`);
        assert.deepEqual(changed.slice(0, 20), [], `${changed.length} changes in ${elements} elements`);
      });
  });
