import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { submission } from '../gateway/support/gateway.js';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { choose, fillIn, launch, openPage, PHONE, send } from './browser.js';

/** Stands in front of the gateway, and cuts the line when that has answered and nobody has heard it yet. */
class Line {
  /** Method and path of what arrived at the gateway. */
  readonly arrived: string[] = [];
  /** How often each call is cut. */
  cuts = 0;
  private readonly left = new Map<string, number>();
  private readonly server: Server;

  constructor(private readonly gateway: RunningGateway) {
    this.server = createServer((incoming, outgoing) => {
      const { method = '', url = '', headers } = incoming;
      const call = `${method} ${url.split('?')[0]}`;
      const passed = ask(gateway.url + url, { method, headers }, (answer) => {
        if (method !== 'GET') this.arrived.push(call);
        if (this.isCut(method, call)) return void answer.resume().on('end', () => incoming.socket.destroy());
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on('error', () => incoming.socket.destroy());
      incoming.pipe(passed);
    });
    // Idle connections are what Chromium sends again on.
    this.server.keepAliveTimeout = 60_000;
  }

  private isCut(method: string, call: string) {
    if (!['POST', 'PUT'].includes(method) || !/\/(requests|uploads)/.test(call)) return false;
    const left = this.left.get(call) ?? this.cuts;
    this.left.set(call, left - 1);
    return left > 0;
  }

  async open() {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return this;
  }

  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

describe('where others lose or double what people wrote, from the form to the database', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let context: BrowserContext;
  let line: Line;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway(), launch()]);
    line = await new Line(gateway).open();
  });
  after(async () => {
    await browser?.close();
    line?.close();
    await gateway?.close();
  });
  const open = async (url = gateway.url) => {
    await context?.close();
    context = await browser.newContext(PHONE);
    return (await openPage(context, `${url}/help`)).page;
  };
  const rows = async (words: string) =>
    (await gateway.requests()).filter((request) => JSON.stringify(request).includes(words));
  const arrival = (page: Page) =>
    page.locator('help-board-compose').getByText('已送达').first().waitFor({ timeout: 40_000 });
  const flush = (page: Page) =>
    page.evaluate(() =>
      (document.querySelector('help-board') as unknown as { flush(): Promise<void> }).flush(),
    );

  it('Artalk, Waline, Twikoo, Isso, Cusdis, Remark42: the answer is lost, the person presses again: one row, one receipt', async () => {
    const page = await open();
    let lost = 0;
    await page.route('**/api/boards/qingxi/requests', async (route) => {
      if (route.request().method() !== 'POST' || lost++) return route.fallback();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await fillIn(page, { body: '回信丢在了路上', category: '其他' });
    await send(page);
    const form = page.locator('help-board-compose');
    await form.getByText('已存好，等待联网').or(form.getByText('已送达')).first().waitFor();
    await flush(page);
    await flush(page);
    await arrival(page);
    assert.equal((await rows('回信丢在了路上')).length, 1);
    assert.ok(lost >= 2, 'it was sent again');
  });

  it('the same: two clicks in one moment: one row', async () => {
    const page = await open();
    await fillIn(page, { body: '一着急按了两下', category: '其他' });
    const form = page.locator('help-board-compose');
    const consents = form.getByRole('group', { name: '请您同意' }).getByRole('checkbox');
    for (const box of await consents.all()) await choose(box);
    await form.getByRole('button', { name: '发送求助' }).evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await arrival(page);
    assert.equal((await rows('一着急按了两下')).length, 1);
  });

  it('the same: what is posted offline is sent later, by itself', async () => {
    const page = await open();
    await fillIn(page, { body: '断网的时候写的', category: '其他' });
    await context.setOffline(true);
    await send(page);
    await page.locator('help-board-compose').getByText('已存好，等待联网').first().waitFor();
    assert.equal((await rows('断网的时候写的')).length, 0);
    await context.setOffline(false);
    await arrival(page);
    assert.equal((await rows('断网的时候写的')).length, 1);
  });

  it('Isso, Cusdis: the text is gone after a reload; here what was typed 5 ms before it is there again', async () => {
    const page = await open();
    await fillIn(page, { body: '先写了这些', category: '其他' });
    const text = page.locator('help-board-compose').getByLabel('您遇到了什么困难？');
    await text.evaluate((area: HTMLTextAreaElement) => {
      area.value = '先写了这些，刷新前一刻又写了这些';
      area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      setTimeout(() => location.reload(), 5);
    });
    await page.getByText('上次写的还在').first().waitFor();
    assert.equal(await text.inputValue(), '先写了这些，刷新前一刻又写了这些');
  });

  it('Chromium itself: a connection that dies before the answer is used again, for photos too: one row, one photo', async () => {
    const page = await open(line.url);
    await fillIn(page, { body: '连接断了浏览器自己又发', category: '生活物资' });
    const form = page.locator('help-board-compose');
    await form.getByText('再补充一些').click();
    const buffer = await sharp({
      create: { width: 64, height: 64, channels: 3, background: '#3a3' },
    })
      .jpeg()
      .toBuffer();
    await form.locator('input[type=file]').setInputFiles({ name: '1.jpg', mimeType: 'image/jpeg', buffer });
    await form.getByRole('button', { name: '去掉第 1 张照片' }).waitFor();
    // Idle keep-alive connections, four of them.
    await page.evaluate(() =>
      Promise.all(
        [1, 2, 3, 4].map((n) => fetch(`/api/boards/qingxi?idle=${n}`).then((answer) => answer.text())),
      ),
    );
    line.cuts = 3;
    await send(page);
    for (let tries = 0; tries < 20 && !(await form.getByText('已送达').first().isVisible()); tries++) {
      await flush(page);
      await page.waitForTimeout(250);
    }
    await arrival(page);
    const posts = line.arrived.filter((call) => call === 'POST /api/boards/qingxi/requests');
    const uploads = line.arrived.filter((call) => call.startsWith('PUT /api/boards/qingxi/uploads/'));
    assert.ok(posts.length > 1 && uploads.length > 1, `arrived: ${line.arrived.join(', ')}`);
    const [row, ...more] = await rows('连接断了浏览器自己又发');
    assert.equal(more.length, 0);
    await gateway.desk('POST', `/requests/${row.id}/publish`);
    const shown = await fetch(`${gateway.url}/api/boards/qingxi/requests/${row.id}`);
    assert.equal((await shown.json()).attachments.length, 1);
  });

  it('Twikoo: kill -9 loses what was acknowledged; here all of it is there after a restart', async () => {
    const { url } = gateway;
    const post = async (n: number) => {
      const answer = await fetch(`${url}/api/boards/qingxi/requests`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify(submission({ body: `已经回执的第${n}条。` })),
      });
      assert.equal(answer.status, 201);
      return n;
    };
    const acknowledged = await Promise.all(Array.from({ length: 8 }, (_, n) => post(n)));
    await gateway.kill();
    await gateway.restart();
    for (const n of acknowledged) assert.equal((await rows(`已经回执的第${n}条。`)).length, 1);
  });
});
