import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { board, fillIn, launch, openPage, PHONE, send } from '../e2e/browser.js';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { bundled } from './bundle.js';

describe('in frameworks', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let site: Server;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
    await gateway.desk('POST', '/home', { on: true, headline: '有困难，说一声' });
    site = createServer(async ({ url }, response) => {
      if (url === '/cms/token') return response.end(gateway.token);
      const [, file] = /^\/([\w-]+\.tsx?)$/.exec(url!) ?? [];
      if (!file) {
        const html = `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><div id="app"></div><script type="module" src="${url!.slice(2)}"></script>`;
        return response.writeHead(200, { 'content-type': 'text/html' }).end(html);
      }
      response
        .writeHead(200, { 'content-type': 'text/javascript' })
        .end(await bundled(file, `${gateway.url}/api`));
    });
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await gateway?.close();
  });
  const open = async (file: string) => {
    const context = await browser.newContext(PHONE);
    const { port } = site.address() as AddressInfo;
    return { context, ...(await openPage(context, `http://localhost:${port}/?${file}`)) };
  };

  it('the pages compile: their tags, properties and events have types, and wrong ones have none', () => {
    execFileSync('node_modules/.bin/vue-tsc', ['--project', 'test/frameworks/pages'], { stdio: 'inherit' });
  });

  for (const file of ['react.tsx', 'vue.ts', 'plain.ts'])
    it(`${file}: mounts, knows the page's user, tells of what was sent, goes and comes back`, async () => {
      const { context, page, errors } = await open(file);
      await board(page).locator('.card').first().waitFor();
      await page.locator('help-board-home .root').waitFor();
      assert.equal(await board(page).locator('.root.large').count(), 1, 'text-size');
      const words = `写自${file.split('.')[0]}：家里老人的药快吃完了`;
      await page.getByRole('button', { name: '我要求助' }).first().click();
      const form = page.locator('help-board-compose');
      const phone = form.getByLabel('电话', { exact: true });
      // The form is drawn, and then filled in.
      for (let tries = 0; tries < 40 && !(await phone.inputValue()); tries++) await page.waitForTimeout(50);
      assert.equal(await phone.inputValue(), '10000004321', 'user');
      await fillIn(page, { body: words, category: '用药', phone: '10000004321' });
      await send(page);
      await page
        .locator('output')
        .getByText(/[0-9A-Z]{4}-[0-9A-Z]{4}/)
        .waitFor();

      const toggle = page.getByRole('button', { name: '打开或收起' });
      await toggle.click();
      await page.locator('help-board').waitFor({ state: 'detached' });
      await toggle.click();
      await board(page)
        .getByRole('button', { name: /我的求助|返回/ })
        .first()
        .waitFor();
      const rows = (await gateway.requests()).filter((row) => JSON.stringify(row).includes(words));
      assert.equal(rows.length, 1, 'exactly one row');
      assert.deepEqual(errors, []);
      await context.close();
    });

  for (const file of ['editor.tsx', 'editor-vue.ts'])
    it(`${file}: the editor of the home slot is opened with the CMS's token, and what is written is on the device`, async () => {
      const { context, page, errors } = await open(file);
      const title = page.getByLabel('标题');
      await title.fill('从框架里写的标题');
      await page.locator('help-board-home-editor').getByText('已留在这台设备上').first().waitFor();
      assert.deepEqual(errors, []);
      await context.close();
    });

  it('an adapter object that is set before the element is defined is the one it uses', async () => {
    const { context, page, errors } = await open('adapter.ts');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await board(page).getByRole('button', { name: '我要求助' }).first().waitFor();
    assert.deepEqual(
      asked.filter((url) => url.startsWith(gateway.url)),
      [],
    );
    assert.deepEqual(errors, []);
    await context.close();
  });
});
