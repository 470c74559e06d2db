import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { board, fillIn, launch, openPage, PHONE, send } from '../e2e/browser.js';
import { flaws } from '../hostile/looks.js';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { canRun, startWordPress, type WordPress } from './wordpress.js';

const present = canRun();
assert.ok(
  present || !process.env.CI,
  'needs the Debian packages php-cli, php-mysql, php-gd, mariadb-server-core',
);

describe('in WordPress', { skip: !present && 'needs php and MariaDB of Debian' }, () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let wordpress: WordPress;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
    await gateway.desk('POST', '/home', { on: true, headline: '有困难，说一声' });
    wordpress = await startWordPress(`${gateway.url}/help-board.js`);
  });
  after(async () => {
    await browser?.close();
    await wordpress?.close();
    await gateway?.close();
  });

  for (const [theme, name] of [
    ['twentytwentythree', 'a block theme'],
    ['twentytwentyone', 'a classic theme'],
  ] as const)
    for (const [kind, how] of [
      ['html', "an administrator's HTML block"],
      ['shortcode', "an author's shortcode"],
    ] as const)
      it(`${name}, ${how}: slot and board look right, a post arrives`, { timeout: 60_000 }, async () => {
        const context = await browser.newContext(PHONE);
        const { page, errors } = await openPage(context, wordpress.post(kind, theme));
        page.on('dialog', (dialog) => errors.push(dialog.message()));
        assert.ok((await page.content()).includes(`/themes/${theme}/`), 'it is that theme');
        await board(page).locator('.card').first().waitFor();
        await page.locator('help-board-home .root').waitFor();
        for (const tag of ['help-board', 'help-board-home'])
          assert.deepEqual(await page.evaluate(flaws(tag)), [], tag);
        if (kind === 'shortcode') {
          assert.equal(await board(page).getAttribute('backend'), null, 'an author chooses no backend');
          assert.equal(await board(page).getAttribute('text-size'), 'large');
        }
        const words = `写自${theme}，${kind}：家里老人的药快吃完了`;
        await fillIn(page, { body: words, category: '用药' });
        await send(page);
        await page.locator('help-board-compose').getByText('已送达').first().waitFor();
        const rows = (await gateway.requests()).filter((row) => JSON.stringify(row).includes(words));
        assert.equal(rows.length, 1, 'exactly one row');
        assert.deepEqual(errors, []);
        await context.close();
      });
});
