import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { board, launch, openPage, PHONE } from './browser.js';

describe('on a county page', () => {
  let gateway: RunningGateway;
  let browser: Browser;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  it('asks for its data before its code has run', async () => {
    const context = await browser.newContext(PHONE);
    const { page } = await openPage(context, `${gateway.url}/help`);
    await board(page).locator('.card').first().waitFor();
    const times = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => {
        const { name, startTime, responseEnd } = entry as PerformanceResourceTiming;
        return { name, startTime, responseEnd };
      }),
    );
    const code = times.filter(({ name }) => name.includes('/modern/'));
    const data = times.filter(({ name }) => name.includes('/api/boards/qingxi'));
    const ran = Math.max(
      ...code.filter(({ name }) => /help-board\.js|core|base/.test(name)).map((t) => t.responseEnd),
    );
    assert.equal(data.length, 2, `one request for the board, one for the list: ${data.map((t) => t.name)}`);
    for (const { name, startTime } of data) assert.ok(startTime < ran, `${name} waited for the code`);
    await context.close();
  });

  it('two boards on one page share their data and open views of their own', async () => {
    const context = await browser.newContext(PHONE);
    const { page, errors } = await openPage(context, `${gateway.url}/help`);
    await board(page).locator('.card').first().waitFor();
    await page.evaluate(() => {
      const second = document.createElement('help-board');
      second.setAttribute('board', 'qingxi');
      document.body.append(second);
    });
    const boards = page.locator('help-board');
    await boards.nth(1).locator('.card').first().waitFor();
    await boards.nth(1).getByRole('button', { name: '我要求助' }).click();
    await boards.nth(1).locator('help-board-compose').waitFor();
    assert.equal(await boards.nth(0).locator('help-board-compose').count(), 0);
    assert.deepEqual(errors, []);
    await context.close();
  });

  it('scrolls on, and the button does the same', async () => {
    const context = await browser.newContext(PHONE);
    const { page } = await openPage(context, `${gateway.url}/help`);
    const cards = board(page).locator('.card');
    await cards.first().waitFor();
    await board(page).getByRole('tab', { name: '最新' }).click();
    await cards.nth(15).waitFor({ state: 'attached' });
    // Cards far from the window are not drawn: what has been on the page is gathered.
    const seen = new Set<string>();
    const look = async () => {
      const ids = await cards.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.id!));
      assert.equal(new Set(ids).size, ids.length, 'no request twice');
      const fresh = ids.filter((id) => !seen.has(id));
      for (const id of fresh) seen.add(id);
      return fresh.length;
    };
    const comesMore = async () => {
      const deadline = Date.now() + 12_000;
      while (!(await look())) {
        assert.ok(Date.now() < deadline, 'nothing more has come');
        await page.waitForTimeout(100);
      }
    };
    await look();
    await page.mouse.wheel(0, 20_000);
    await comesMore();
    const more = board(page).getByRole('button', { name: '再看一些' });
    await more.click();
    await comesMore();
    await context.close();
  });

  it('the home slot shows while the gateway has it on, and the page its fallback while it is off', async () => {
    const context = await browser.newContext(PHONE);
    await gateway.desk('POST', '/home', { on: true, headline: '有困难，找清溪帮办' });
    const { page } = await openPage(context, `${gateway.url}/`);
    await page.locator('help-board-home').getByText('有困难，找清溪帮办').waitFor();
    await gateway.desk('POST', '/home', { on: false, headline: '有困难，找清溪帮办' });
    // The board's answer may come from a cache for as long as its bound allows.
    const slot = page.locator('help-board-home').getByText('有困难，找清溪帮办');
    const deadline = Date.now() + 30_000;
    do {
      await page.waitForTimeout(500);
      await Promise.all([page.waitForResponse(/\/boards\/qingxi\/home/), page.reload()]);
      await page.waitForFunction(() => document.querySelector('help-board-home')?.shadowRoot);
      await page.waitForTimeout(200);
    } while ((await slot.count()) && Date.now() < deadline);
    assert.equal(await slot.count(), 0, 'the slot stayed on');
    await page
      .locator('help-board-home')
      .getByText(/1[12][09]/)
      .first()
      .waitFor();
    await context.close();
  });
});
