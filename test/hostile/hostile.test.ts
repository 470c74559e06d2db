import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Frame } from 'playwright-core';
import { fillIn, launch, openPage, PHONE, send } from '../e2e/browser.js';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { flaws } from './looks.js';
import { haveOldLibraries, openHostileSite, PAGES } from './site.js';

/** What must be on the screen besides. */
const SAYS: Record<string, string> = { sandboxed: '存不下来' };

describe('on a hostile page', () => {
  let gateway: RunningGateway;
  let site: Awaited<ReturnType<typeof openHostileSite>>;
  let browser: Browser;
  let old: boolean;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
    await gateway.desk('POST', '/home', { on: true, headline: '有困难，说一声' });
    site = await openHostileSite(gateway.url);
    old = haveOldLibraries();
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await gateway?.close();
  });

  for (const name of PAGES)
    it(`${name}: slot and board look right, a post arrives, once`, { timeout: 60_000 }, async (test) => {
      if (['prototype', 'mootools'].includes(name) && !old) {
        assert.ok(!process.env.CI, 'needs the Debian packages libjs-prototype and libjs-mootools');
        return test.skip('needs the Debian packages libjs-prototype and libjs-mootools');
      }
      const context = await browser.newContext(PHONE);
      const { page, errors } = await openPage(context, `${site.url}/${name}.html`);
      const frame: Frame = page.frames()[1] ?? page.mainFrame();
      await frame.locator('help-board .card').first().waitFor();
      await frame.locator('help-board-home .root').waitFor();
      for (const tag of ['help-board', 'help-board-home'])
        assert.deepEqual(await frame.evaluate(flaws(tag)), [], tag);

      const words = `写自${name.replaceAll('-', ' ')}，家里老人的药快吃完了：镕、堃、喆、𠮷、😀`;
      await fillIn(frame, { body: words, category: '用药' });
      if (SAYS[name]) await frame.getByText(SAYS[name]).first().waitFor();
      assert.deepEqual(await frame.evaluate(flaws('help-board')), [], 'the form');
      await send(frame);
      await frame.locator('help-board-compose').getByText('已送达').first().waitFor();
      assert.deepEqual(await frame.evaluate(flaws('help-board')), [], 'what has arrived');
      const rows = (await gateway.requests()).filter((row) => JSON.stringify(row).includes(words));
      assert.equal(rows.length, 1, 'exactly one row');
      assert.deepEqual(errors, []);
      await context.close();
    });
});
