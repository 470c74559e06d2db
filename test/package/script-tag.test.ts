import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { browserArgs, findBrowser } from '../support/find-browser.js';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
};
const PAGE = `<!doctype html><html lang="zh-CN"><title>page</title>
<script>window.before = Object.getOwnPropertyNames(window)</script>
<script async src="/help-board.js"></script>
<help-board board="qingxi">急事请拨 110 / 119 / 120</help-board><help-board-home board="qingxi"></help-board-home>`;

let server: Server;
let browser: Browser;
const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

before(async () => {
  server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://page').pathname;
    const body = path === '/' ? PAGE : await readFile(join('dist', path)).catch(() => undefined);
    const type = path === '/' ? '.html' : extname(path);
    response.writeHead(body ? 200 : 404, { 'content-type': TYPES[type] ?? 'text/plain' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
});
after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

test('the script leaves one global name, helpBoard', async () => {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(origin());
  await page.waitForFunction(() => customElements.get('help-board') && customElements.get('help-board-home'));
  const added = await page.evaluate(() =>
    Object.getOwnPropertyNames(window).filter((name) => !(window as any).before.includes(name)),
  );
  // lit notes its version and its property metadata for other copies of it on the page.
  assert.deepEqual(
    added.filter((name) => name !== 'before' && !/^(lit|reactive)[A-Z]/.test(name)),
    ['helpBoard'],
  );
  assert.deepEqual(errors, []);
  await page.close();
});

test('without a backend the emergency numbers stay on the screen', async () => {
  const page = await browser.newPage();
  await page.goto(origin());
  await page.waitForFunction(() =>
    document.querySelector('help-board')?.shadowRoot?.querySelector('[part=root]'),
  );
  await page.getByText('120').first().waitFor();
  await page.close();
});

test('the data is asked for before the main chunk has run', async () => {
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  // The elements' code never arrives: whatever is asked for, the script asked for.
  await page.route('**/modern/**', () => undefined);
  const data = page.waitForRequest((request) => request.url().includes('/api/boards/qingxi/requests'));
  await page.goto(origin());
  await data;
  assert.ok(asked.includes('/api/boards/qingxi'), asked.join(' '));
  await page.close();
});
