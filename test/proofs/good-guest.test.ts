import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { fillIn, launch, openPage, PHONE } from '../e2e/browser.js';
import { keepBook, natives } from './guest-book.js';

const ELEMENT = '<help-board board="qingxi">请拨 120</help-board>';

describe('a good guest', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  /** A page of the gateway's own origin with nothing but this in it. */
  const open = async (body: string, first = '') => {
    await context?.close();
    context = await browser.newContext(PHONE);
    if (first) await context.addInitScript(first);
    await context.route('**/host', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: `<!doctype html><html lang="zh"><meta name="viewport" content="width=device-width,viewport-fit=cover"><body>${body}</body></html>`,
      }),
    );
    return openPage(context, `${gateway.url}/host`);
  };
  const addScript = (page: Page) =>
    page.evaluate(() => {
      const tag = document.createElement('script');
      tag.src = '/help-board.js';
      document.head.append(tag);
    });
  const isThere = (page: Page) => page.locator('help-board .card').first().waitFor();
  /** Through every view, and back. */
  const use = async (page: Page) => {
    await isThere(page);
    await fillIn(page, { body: '写到一半就走' });
    for (const view of ['mine', 'stats', 'guide', 'feed'])
      await page
        .evaluate((name) => ((document.querySelector('help-board') as any).view = name), view)
        .then(() => page.waitForTimeout(150));
    await isThere(page);
  };

  it('one global name, and nothing of the browser’s own is changed', async () => {
    const { page, errors } = await open(ELEMENT);
    await page.exposeFunction('nothing', () => undefined);
    await page.evaluate(
      `window.names = Object.getOwnPropertyNames(window); window.natives = ${natives}; window.was = natives()`,
    );
    await addScript(page);
    await use(page);
    const { added, changed } = await page.evaluate(() => {
      const { names, was, natives: look } = window as any;
      const now = look();
      return {
        added: Object.getOwnPropertyNames(window).filter((name) => !names.includes(name)),
        changed: [...new Set([...was.keys(), ...now.keys()])].filter(
          (path) => was.get(path) !== now.get(path) && !/^window\.(helpBoard|names|natives|was) /.test(path),
        ),
      };
    });
    assert.deepEqual(
      added.filter((name) => !['names', 'natives', 'was'].includes(name)),
      ['helpBoard'],
    );
    assert.deepEqual(changed, []);
    assert.deepEqual(errors, []);
  });

  it('as wide as the page says, gone when the page hides it, and on paper too', async () => {
    const { page } = await open(
      `<style>help-board { width: 300px; margin-left: 20px; display: flex }</style>${ELEMENT}`,
    );
    await addScript(page);
    await isThere(page);
    const box = () => page.locator('help-board').boundingBox();
    const { x, width } = (await box())!;
    assert.deepEqual([x - 8, width], [20, 300]);
    await page.emulateMedia({ media: 'print' });
    await isThere(page);
    await page.locator('help-board').evaluate((board) => ((board as HTMLElement).hidden = true));
    assert.equal(await box(), null);
  });

  it('no listener, observer, channel or timer is left once the element is gone', async () => {
    const { page } = await open('<main></main>', `const __name = (what) => what; (${keepBook})()`);
    await addScript(page);
    await page.waitForFunction(() => (window as any).helpBoard?.find);
    await page.waitForTimeout(100);
    const book = () => page.evaluate(() => (window as any).book() as Record<string, number>);
    const before = await book();
    await page.evaluate((html) => (document.querySelector('main')!.innerHTML = html), ELEMENT);
    await use(page);
    assert.notDeepEqual(await book(), before, 'the book is kept');
    await page.evaluate(() => (document.querySelector('main')!.innerHTML = ''));
    let now = await book();
    for (const end = Date.now() + 8_000; Date.now() < end; now = await book()) {
      if (JSON.stringify(now) === JSON.stringify(before)) break;
      await page.waitForTimeout(200);
    }
    assert.deepEqual(now, before);
  });

  it('a hundred times on the page and off it: nodes, listeners and heap come back', async () => {
    const { page } = await open('<main></main>');
    const devtools = await context.newCDPSession(page);
    await addScript(page);
    const cycle = (times: number) =>
      page.evaluate(
        async ([html, rounds]) => {
          const main = document.querySelector('main')!;
          for (let i = 0; i < rounds; i++) {
            main.innerHTML = html;
            const board = main.firstElementChild as any;
            while (!board.shadowRoot?.querySelector('.card')) await new Promise((go) => setTimeout(go, 10));
            // Every other one with the form, whose code comes later than the list.
            if (i % 2) {
              board.compose();
              while (
                !board.shadowRoot.querySelector('help-board-compose')?.shadowRoot?.querySelector('textarea')
              )
                await new Promise((go) => setTimeout(go, 10));
            }
            main.innerHTML = '';
          }
        },
        [ELEMENT, times] as const,
      );
    await cycle(10);
    const first = await measure(devtools);
    await cycle(100);
    const last = await measure(devtools);
    const grown = {
      nodes: last.nodes - first.nodes,
      listeners: last.listeners - first.listeners,
      heap: last.heap - first.heap,
    };
    console.log(`after 10 rounds ${JSON.stringify(first)}, after 110 ${JSON.stringify(last)}`);
    // A board has some thousand nodes and a hundred listeners: one in a hundred left would be seen.
    assert.ok(grown.nodes < 100, JSON.stringify(grown));
    assert.ok(grown.listeners < 10, JSON.stringify(grown));
    assert.ok(grown.heap < 1_000_000, JSON.stringify(grown));
  });
});

async function measure(devtools: CDPSession) {
  // What a board puts off until it is idle has come, and found that it is gone.
  await new Promise((go) => setTimeout(go, 1500));
  for (let i = 0; i < 3; i++) {
    await devtools.send('HeapProfiler.collectGarbage');
    await new Promise((go) => setTimeout(go, 300));
  }
  const { nodes, jsEventListeners: listeners } = await devtools.send('Memory.getDOMCounters');
  const { usedSize: heap } = await devtools.send('Runtime.getHeapUsage');
  return { nodes, listeners, heap: Math.round(heap) };
}
