import assert from 'node:assert/strict';
import { after, before, beforeEach, afterEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { fillIn, launch, PHONE, send } from './browser.js';
import { HostPages } from './host-pages.js';

/** What a page gives a slot to reserve its room. */
const ROOM = 'help-board-home{display:block;min-height:500px}';

describe('the slot on a home page', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let context: BrowserContext;
  let site: HostPages;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
    site = await new HostPages(browser).listen();
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await gateway?.close();
  });
  beforeEach(async () => {
    await gateway.desk('POST', '/home', {
      on: true,
      headline: '有困难，说一声',
      layout: 'card',
      opens: 'sheet',
    });
    context = await browser.newContext(PHONE);
  });
  afterEach(() => context.close());

  const open = (attributes = '', hash = '', around = '') =>
    site.open(
      `<h1>清溪新闻</h1><help-board-home board="qingxi" ${attributes}>急事请拨 120</help-board-home>
      <div id="news" style="height:3000px">新闻</div>${around}`,
      `<style>${ROOM}</style>
      <script>window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => shift += one.value)).observe({ type: 'layout-shift', buffered: true })</script>
      <script async src="${gateway.url}/help-board.js"></script>`,
      { context, hash },
    );
  const slot = (page: Page) => page.locator('help-board-home').first();
  const sheet = (page: Page) => page.locator('help-board-home dialog[open]');
  const shift = (page: Page) => page.evaluate(() => (window as unknown as { shift: number }).shift);
  const files = (page: Page) =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((name) => /\.js$/.test(name)),
    );
  /** It has been kept for the next visit. */
  const kept = (page: Page) =>
    page.waitForFunction(() =>
      Object.keys(localStorage).some((name) => name.startsWith('help-board-home-kept')),
    );

  it('is there without the board’s code, moves nothing on the page, and tells the gateway where it is', async () => {
    const { page, errors } = await open();
    await slot(page).getByText('有困难，说一声').waitFor();
    await slot(page).locator('li').nth(2).waitFor();
    await kept(page);
    assert.deepEqual(
      (await files(page)).filter((name) => /help-board\.js$/.test(name)),
      ['/help-board.js'],
    );
    assert.equal(await shift(page), 0);
    assert.deepEqual(errors, []);
    assert.ok((await gateway.desk('GET', '/slot')).pages.live >= 1);
  });

  it('paints at once what it saw last, and tells its time and whom to ring while the gateway is down', async () => {
    const { page } = await open();
    await slot(page).getByText('有困难，说一声').waitFor();
    await kept(page);
    const below = () => page.locator('#news').evaluate((news) => news.getBoundingClientRect().top);
    const before = await below();
    await context.route('**/api/**', (route) => route.abort());
    await page.reload();
    await slot(page).getByText('有困难，说一声').waitFor();
    await slot(page)
      .getByText(/显示的是 .+ 的内容/)
      .waitFor();
    assert.equal(await slot(page).locator('a[href="tel:120"]').count(), 1);
    assert.ok(await slot(page).locator('a.primary').isVisible(), 'the way to post stays');
    assert.equal(await below(), before, 'what is under the slot has not moved');
  });

  it('nothing was ever seen and the gateway is down: the numbers, and a snapshot where the site has one', async () => {
    await context.route('**/api/**', (route) => route.abort());
    const { page } = await open();
    await slot(page).locator('a[href="tel:120"]').waitFor();
    const snapshot = await (await fetch(`${gateway.url}/api/boards/qingxi/snapshot`)).text();
    await context.route('**/snapshot.json', (route) =>
      route.fulfill({
        body: snapshot,
        contentType: 'application/json',
        headers: { 'access-control-allow-origin': '*' },
      }),
    );
    const again = await open('snapshot="/snapshot.json"');
    await slot(again.page).getByText('有困难，说一声').waitFor();
    await slot(again.page)
      .getByText(/显示的是/)
      .waitFor();
  });

  it('opens the board in a sheet: the page stays where it is, Escape closes it and gives the focus back', async () => {
    const { page, errors } = await open();
    const before = await page.evaluate(() => document.documentElement.outerHTML.length);
    const ask = slot(page).locator('a.primary');
    await ask.click();
    await sheet(page).locator('help-board-compose').waitFor();
    assert.equal(page.url(), site.url);
    await page.evaluate(() => scrollTo(0, 0));
    await page.mouse.move(180, 300);
    for (let i = 0; i < 20; i++) await page.mouse.wheel(0, 1000);
    await page.keyboard.press('End');
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => scrollY), 0, 'the page behind has not moved');
    const inside = () =>
      page.evaluate(() => {
        const home = document.activeElement!;
        return home.localName + ' ' + home.shadowRoot?.activeElement?.localName;
      });
    for (let i = 0; i < 40; i++) await page.keyboard.press('Tab');
    assert.match(await inside(), /help-board-home help-board-opened|body/, 'the focus stays inside');
    await page.keyboard.press('Escape');
    await sheet(page).waitFor({ state: 'detached' });
    await page.waitForFunction(
      () => document.activeElement?.shadowRoot?.activeElement?.className === 'button primary',
    );
    await page.waitForFunction(() => !history.state);
    assert.equal(
      await page.evaluate(() => document.documentElement.outerHTML.length),
      before,
      'nothing of the page was touched',
    );
    assert.deepEqual(errors, []);
  });

  it('Escape in a question, and in what is folded out, closes that and not the sheet', async () => {
    const { page, errors } = await open();
    await slot(page).locator('a.primary').click();
    const board = sheet(page).locator('help-board');
    await board.locator('help-board-compose').waitFor();
    await fillIn(page, { body: '药快没有了' });
    await board.locator('help-board-compose').getByText('已存在本机').waitFor();
    await board.evaluate((board: HTMLElement & { view: string }) => (board.view = 'mine'));
    await board.getByRole('button', { name: '删除' }).click();
    const question = board.getByRole('group', { name: /找不回来/ });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    assert.ok(await sheet(page).isVisible(), 'the question alone is answered');

    await board.evaluate((board: HTMLElement & { view: string }) => (board.view = 'feed'));
    await board.locator('[data-filters]').click();
    await board.locator('select').first().focus();
    await page.keyboard.press('Escape');
    await board.locator('select').first().waitFor({ state: 'detached' });
    assert.ok(await sheet(page).isVisible(), 'the filters alone are folded away');
    await page.keyboard.press('Escape');
    await sheet(page).waitFor({ state: 'detached' });
    assert.deepEqual(errors, []);
  });

  it('does not run what the page does on a press of the slot a second time for its board', async () => {
    const { page } = await open('onclick="window.presses = (window.presses || 0) + 1"');
    await slot(page).locator('a.primary').click();
    const board = sheet(page).locator('help-board');
    await board.locator('help-board-compose').waitFor();
    await page.evaluate(() => ((window as any).presses = 0));
    await board.getByLabel('您遇到了什么困难？').click();
    assert.equal(await page.evaluate(() => (window as any).presses), 1);
  });

  it('the back button closes the sheet first, whatever state a router keeps in the history', async () => {
    const { page } = await open(
      '',
      '',
      `<script>history.replaceState({ position: 4 }, ''); window.popped = []; addEventListener('popstate', ({ state }) => popped.push(state && state.position))</script>`,
    );
    await slot(page).locator('a.primary').click();
    await sheet(page).waitFor();
    assert.equal(await page.evaluate(() => history.state.position), 4);
    await page.goBack();
    await sheet(page).waitFor({ state: 'detached' });
    assert.equal(page.url(), site.url);
    assert.deepEqual(await page.evaluate(() => (window as unknown as { popped: number[] }).popped), [4]);
  });

  it('the views of a sheet have addresses with routing="hash", and closing it takes all of them back', async () => {
    const { page } = await open('routing="hash"');
    await slot(page).locator('li a').first().click();
    await sheet(page).locator('help-board-request').waitFor();
    assert.match(page.url(), /#help\/request\//);
    await slot(page).locator('.close').click();
    await sheet(page).waitFor({ state: 'detached' });
    await page.waitForFunction(() => location.hash === '' && !history.state);
  });

  it('posts from the sheet, and what was posted while the gateway was away is sent by the next visit', async () => {
    const { page } = await open();
    await slot(page).locator('a.primary').click();
    // The gateway goes away once the form has what it needs of it.
    await sheet(page).getByRole('radio', { name: '其他' }).waitFor();
    await context.route('**/api/**', (route) => route.abort());
    await fillIn(page, { body: '从首页写的，当时没有网', category: '其他' });
    await send(page);
    await page.waitForFunction(() => Object.keys(localStorage).some((name) => /home-waiting/.test(name)));
    await context.unroute('**/api/**');
    await page.goto('about:blank');
    await open();
    const arrived = async () =>
      (await gateway.requests()).filter((one) => JSON.stringify(one).includes('从首页写的')).length;
    for (let i = 0; i < 60 && !(await arrived()); i++) await new Promise((on) => setTimeout(on, 250));
    assert.equal(await arrived(), 1);
  });

  it('unfolds in place where the page wants it so', async () => {
    const { page } = await open('opens="place"');
    await slot(page).locator('a.all').click();
    await page.locator('help-board-home .place help-board .card').first().waitFor();
    await slot(page).locator('.close').click();
    await page.locator('help-board-home .place').waitFor({ state: 'detached' });
  });

  it('the board’s code cannot be had: the link is a link', async () => {
    await context.route('**/modern/slot/**', (route) =>
      /home\.js$/.test(route.request().url()) ? route.continue() : route.abort(),
    );
    site.files.set('/help', '求助平台');
    const { page } = await open('href="/help"');
    await slot(page).locator('a.primary').click();
    await page.waitForURL('**/help#help/compose');
  });

  it('an emergency comes before everything, on open pages too, and is said to who cannot see it', async () => {
    // What is routed is not kept by the browser: an answer may be ten seconds old otherwise.
    await context.route('**/home', (route) => route.continue());
    const { page } = await open('layout="strip"');
    // From then on it looks again.
    await kept(page);
    const { page: only } = await open('emergency-only');
    assert.equal(await slot(only).isVisible(), false);
    const wish = { on: true, scope: 'own', headline: '白沙河涨水，低处的人请马上走' };
    const { confirm } = await gateway.desk('POST', '/slot/emergency', wish);
    await gateway.desk('POST', '/slot/emergency', { ...wish, confirm });
    try {
      await only.reload();
      await slot(only).getByRole('alert').getByText('白沙河涨水').waitFor();
      assert.equal(await slot(only).getByText('紧急', { exact: true }).count(), 1);
      await page.bringToFront();
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await slot(page).getByRole('alert').getByText('白沙河涨水').waitFor();
    } finally {
      const off = { on: false, scope: 'own' };
      const asked = await gateway.desk('POST', '/slot/emergency', off);
      await gateway.desk('POST', '/slot/emergency', { ...off, confirm: asked.confirm });
    }
  });

  it('a preview link shows a draft and says so, and nobody else sees it', async () => {
    const { number } = await gateway.desk('POST', '/slot/versions', { on: true, headline: '还没登的新样子' });
    const { code } = await gateway.desk('POST', `/slot/versions/${number}/preview`, { revision: 1 });
    const { page } = await open('', `#help-board-preview=${encodeURIComponent(code)}`);
    await slot(page).getByText('还没登的新样子').waitFor();
    await slot(page)
      .getByText(/预览，未发布。这个链接 .+ 前打得开/)
      .waitFor();
    const plain = await open();
    await slot(plain.page).getByText('有困难，说一声').waitFor();
    assert.equal(await slot(plain.page).getByText('预览').count(), 0);
    const wrong = await open('', '#help-board-preview=0000-0000-0000-0000');
    await slot(wrong.page).getByText('预览链接打不开了').waitFor();
    await slot(wrong.page).getByText('有困难，说一声').waitFor();
  });

  it('switched off, its children keep the room for this visit, and the next one has none', async () => {
    await gateway.desk('POST', '/home', { on: false });
    await context.route('**/home', (route) => route.continue());
    const { page } = await open();
    await kept(page);
    assert.ok(await slot(page).isVisible());
    assert.equal(await slot(page).locator('.root').count(), 0);
    await page.reload();
    await page.waitForFunction(() => document.querySelector('help-board-home')!.hasAttribute('off'));
    assert.equal(await slot(page).isVisible(), false);
    await gateway.desk('POST', '/home', { on: true });
    await page.reload();
    await slot(page).getByText('有困难，说一声').waitFor();
  });

  it('beside a board both take their code from one place, and share their session', async () => {
    const { page, errors } = await open('', '', '<help-board board="qingxi"></help-board>');
    await page.locator('help-board .card').first().waitFor();
    await slot(page).getByText('有困难，说一声').waitFor();
    assert.deepEqual(
      (await files(page)).filter((name) => /slot\//.test(name)),
      [],
    );
    assert.deepEqual(errors, []);
  });
});
