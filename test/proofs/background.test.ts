import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { browserArgs, findBrowser } from '../support/find-browser.js';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { fillIn, PHONE, send } from '../e2e/browser.js';

interface Registration {
  registrationId: string;
  scopeURL: string;
}

describe("a post leaves by the host's service worker, with no page there", () => {
  const profile = mkdtempSync(join(tmpdir(), 'help-board-worker-'));
  let gateway: RunningGateway;
  let context: BrowserContext;
  let site: Server;
  /** Of another site altogether: browsers end with their last page. */
  let elsewhere: Page;
  let devtools: CDPSession;
  let registration: Registration | undefined;

  const origin = () => `http://localhost:${(site.address() as AddressInfo).port}`;

  before(async () => {
    gateway = await startGateway();
    // A paper's own server, and a worker that it had before: one line of it is ours.
    site = createServer(({ url }, response) => {
      const [type, text] =
        url === '/worker.js'
          ? ['text/javascript', `importScripts('${gateway.url}/help-board-sw.js');`]
          : [
              'text/html; charset=utf-8',
              `<!doctype html><html lang="zh"><meta name="viewport" content="width=device-width">
              <script>navigator.serviceWorker.register('/worker.js')</script>
              <script async src="${gateway.url}/help-board.js"></script>
              <help-board board="qingxi">请拨 120</help-board>`,
            ];
      response.writeHead(200, { 'content-type': type }).end(text);
    });
    await new Promise<void>((ready) => site.listen(0, '127.0.0.1', ready));
    context = await chromium.launchPersistentContext(profile, {
      ...PHONE,
      executablePath: await findBrowser(),
      args: browserArgs,
    });
    elsewhere = context.pages()[0] ?? (await context.newPage());
    devtools = await context.newCDPSession(elsewhere);
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      registration = registrations.find(({ scopeURL }) => scopeURL === `${origin()}/`) ?? registration;
    });
    await devtools.send('ServiceWorker.enable');
  });
  after(async () => {
    await context?.close();
    site?.close();
    await gateway?.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  /** A page that the worker controls: it does from the second visit on. */
  const open = async () => {
    const page = await context.newPage();
    await page.goto(origin());
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    if (!(await page.evaluate(() => Boolean(navigator.serviceWorker.controller)))) await page.reload();
    await page.getByRole('button', { name: '我要求助' }).first().waitFor();
    return page;
  };

  /** What the browser does once there is a connection. */
  const connected = (lastChance = false) =>
    devtools.send('ServiceWorker.dispatchSyncEvent', {
      origin: origin(),
      registrationId: registration!.registrationId,
      tag: 'help-board',
      lastChance,
    });

  const rows = async (body: string) =>
    (await gateway.requests()).filter((row) => JSON.stringify(row).includes(body)).length;

  const arrives = async (body: string) => {
    for (const end = Date.now() + 15_000; !(await rows(body)); await elsewhere.waitForTimeout(100))
      assert.ok(Date.now() < end, `${body} never arrived`);
  };

  it('posted offline, the page closed, online again: one row, and the page opened again has the receipt', async () => {
    const body = '断网的时候写的，发出去就关了网页';
    let page = await open();
    await fillIn(page, { body, category: '其他' });
    await gateway.kill();
    await send(page);
    await page.getByText('已存好，等待联网').first().waitFor();
    const tags = () =>
      page.evaluate(() => navigator.serviceWorker.ready.then((ready) => (ready as any).sync.getTags()));
    assert.deepEqual(await tags(), ['help-board'], 'the page has asked for its worker');
    await page.close();

    await connected();
    await gateway.restart();
    assert.equal(await rows(body), 0, 'nothing has got through yet');
    await connected();
    await arrives(body);
    await connected();
    await elsewhere.waitForTimeout(500);
    assert.equal(await rows(body), 1);

    page = await open();
    await page.evaluate(() => {
      (document.querySelector('help-board') as unknown as { view: string }).view = 'mine';
    });
    const mine = page.locator('help-board-mine');
    await mine.getByText(body).first().waitFor();
    const [{ id }] = (await gateway.requests()).filter((row) => JSON.stringify(row).includes(body));
    await mine.getByText(id).first().waitFor();
    await page.close();
  });

  it('with the page open, both wake at once: one row', async () => {
    const body = '网页和后台一起发的';
    const page = await open();
    await fillIn(page, { body, category: '其他' });
    await gateway.kill();
    await send(page);
    await page.getByText('已存好，等待联网').first().waitFor();
    await gateway.restart();
    await Promise.all([
      connected(),
      page.evaluate(
        () => void (document.querySelector('help-board') as unknown as { flush(): unknown }).flush(),
      ),
    ]);
    await page.getByText('已送达').first().waitFor();
    await connected();
    await elsewhere.waitForTimeout(500);
    assert.equal(await rows(body), 1);
    await page.close();
  });
});
