import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { launch } from '../e2e/browser.js';
import { HostPages, isSaid } from '../e2e/host-pages.js';

const ELEMENT = '<help-board board="qingxi">请拨 120</help-board>';

describe('every way in', () => {
  let gateway: RunningGateway;
  let browser: Browser;
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

  const src = () => `${gateway.url}/help-board.js`;
  const script = (attributes = '') => `<script src="${src()}" ${attributes}></script>`;
  const isThere = (page: Page, selector = 'help-board') =>
    page.locator(`${selector} .card`).first().waitFor();

  for (const [name, head, body] of [
    ['blocking in the head', '', ELEMENT],
    ['deferred in the head', 'defer', ELEMENT],
    ['async in the head', 'async', ELEMENT],
    ['as a module, where it is nobody’s current script', 'type="module"', ELEMENT],
    ['as a module with data-board', 'type="module" data-board="qingxi"', ''],
  ] as const)
    it(name, async () => {
      const { page, errors, said } = await site.open(body, script(head));
      await isThere(page);
      assert.deepEqual([errors, said], [[], []]);
    });

  it('with a query that a CMS puts behind it', async () => {
    const { page } = await site.open(
      `<script src="${src()}?ver=6.1/2" data-board="qingxi" async></script>${ELEMENT}`,
    );
    await isThere(page, 'script + help-board');
  });

  it('injected after the page has loaded, by a tag manager that takes its tag out again', async () => {
    const { page, errors } = await site.open('<p>before</p>');
    await page.evaluate((address) => {
      const tag = document.createElement('script');
      tag.src = address;
      tag.dataset.board = 'qingxi';
      document.head.append(tag);
      tag.remove();
    }, src());
    await isThere(page, 'body > help-board');
    assert.deepEqual(errors, []);
  });

  it('written by document.write', async () => {
    const { page } = await site.open(
      `<p></p><script>document.write('<script src="${src()}" data-board="qingxi"><\\/script>')</script>`,
    );
    await isThere(page);
  });

  it('on a page that puts its elements in later, takes them out and puts them in again', async () => {
    const { page, errors } = await site.open('<main></main>', script('async'));
    await page.waitForFunction(() => (window as any).helpBoard?.find);
    assert.equal(
      await page.evaluate(() => !!customElements.get('help-board')),
      false,
      'no code before it is needed',
    );
    await page.evaluate((html) => (document.querySelector('main')!.innerHTML = html), ELEMENT);
    await isThere(page);
    await page.evaluate(() => (document.querySelector('main')!.innerHTML = ''));
    await page.evaluate(() => {
      document.querySelector('main')!.innerHTML = '<div data-help-board data-board="qingxi">请拨 120</div>';
    });
    await isThere(page, '[data-help-board]');
    assert.match(await page.locator('help-board').evaluate((board) => board.textContent!), /120/);
    assert.deepEqual(errors, []);
  });

  it('takes from a place what the elements know, and runs nothing that a sanitiser let through', async () => {
    const { page, errors } = await site.open(
      `<div data-help-board data-board="qingxi" data-onclick="window.ran = 1" data-onfocusin="window.ran = 1" data-style="position:fixed"
        data-id="x" data-page-size="3" data-no-stats=""></div>${script('async')}`,
    );
    await isThere(page);
    await page.locator('help-board h2').first().click();
    assert.deepEqual(await page.locator('help-board').evaluate((board) => board.getAttributeNames().sort()), [
      'board',
      'no-stats',
      'page-size',
    ]);
    assert.equal(await page.evaluate(() => (window as any).ran), undefined);
    assert.deepEqual(errors, []);
  });

  it('takes from a place no other backend than the script tag says: it could be what a reader wrote', async () => {
    const board = (host: string, more = '') =>
      `<div data-help-board data-board="qingxi" data-backend="http://${host}/api" ${more}></div>`;
    const evil = await site.open(
      board('127.0.0.1:9', 'data-adapter="memory" data-snapshot="http://127.0.0.1:9/s"') + script('async'),
    );
    await isThere(evil.page);
    assert.deepEqual(await evil.page.locator('help-board').evaluate((made) => made.getAttributeNames()), [
      'board',
    ]);
    assert.match(evil.said.join(), /data-backend="http:\/\/127\.0\.0\.1:9\/api" is left out/);
    for (const [host, more] of [
      [new URL(gateway.url).host, ''],
      ['other.example.cn', 'data-backend="http://other.example.cn/api"'],
    ] as const) {
      const { page } = await site.open(board(host) + script(`async ${more}`));
      await page.locator('help-board').waitFor({ state: 'attached' });
      assert.equal(
        await page.locator('help-board').getAttribute('backend'),
        `http://${host}/api`,
        'of the script’s origin, or as the tag says',
      );
    }
  });

  it('below a shadow root, when told where', async () => {
    const { page } = await site.open('<div id="app"></div>', script('async'));
    await page.evaluate(() => {
      const root = document.querySelector('#app')!.attachShadow({ mode: 'open' });
      root.innerHTML = '<help-board board="qingxi"></help-board>';
      ((window as any).helpBoard ||= []).push((api: any) => api.find(root));
    });
    await isThere(page);
  });

  it('on an old page with an AMD loader, a global module and a global exports', async () => {
    const { page, errors } = await site.open(
      `${ELEMENT}${script('async')}`,
      `<script>var asked = 0, module = { exports: {} }, exports = module.exports;
        function define() { asked++ } define.amd = {}; var require = define;</script>`,
    );
    await isThere(page);
    assert.equal(await page.evaluate(() => (window as any).asked), 0);
    assert.deepEqual(await page.evaluate(() => (window as any).module.exports), {});
    assert.deepEqual(errors, []);
  });

  it('on a page where something else is called helpBoard', async () => {
    const { page, errors } = await site.open(`<a id="helpBoard"></a>${ELEMENT}${script('async')}`);
    await isThere(page);
    assert.deepEqual(errors, []);
  });

  it('calls wait before it is there, and are made after', async () => {
    const { page } = await site.open(
      `<script>(window.helpBoard = window.helpBoard || []).push(function () { window.called = ['before'] })</script>${script('async')}`,
    );
    await page.waitForFunction(() => (window as any).called);
    await page.evaluate(() =>
      (window as any).helpBoard.push((api: any) => (window as any).called.push(api.version)),
    );
    await page.waitForFunction(() => (window as any).called[1]);
  });

  it('a target that is no selector is said, and the page stays as it is', async () => {
    const { page, errors, said } = await site.open(
      `<p>before</p>${script('data-board="qingxi" data-target="#1"')}`,
    );
    await page.waitForFunction(() => customElements.get('help-board'));
    await isSaid(said, 'data-target="#1" is no selector: write one such as #slot');
    await page.waitForTimeout(300);
    assert.equal(await page.locator('help-board').count(), 0);
    assert.equal(said.length, 1);
    assert.deepEqual(errors, []);
  });

  it('a target that is not there yet is said, and waited for', async () => {
    const { page, said } = await site.open(`${script('async data-board="qingxi" data-target="#slot"')}`);
    await page.waitForFunction(() => customElements.get('help-board'));
    await isSaid(said, 'data-target="#slot" is not on this page yet');
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p id="slot"></p>'));
    await isThere(page, '#slot');
    assert.equal(said.length, 1, 'once');
  });

  it('an element that does not exist is said', async () => {
    const { page, said } = await site.open(script('data-board="qingxi" data-element="slot"'));
    await isThere(page);
    await isSaid(said, 'data-element="slot": write board or home');
  });

  it('attributes that cannot be right are said with what to write, and the board works', async () => {
    const { page, errors, said } = await site.open(
      `<help-board board="qingxi" view="list" tab="newest" text-size="huge" page-size="many"></help-board>${script('async')}`,
    );
    await isThere(page);
    const all = [
      'view="list": write feed, compose',
      'tab="newest": write hot, featured, latest',
      'text-size="huge": write normal, large, x-large',
      'page-size="many": write a number above 0',
    ];
    for (const words of all) await isSaid(said, words);
    await page.waitForTimeout(500);
    for (const words of all)
      assert.equal(said.filter((text) => text.includes(words)).length, 1, `${words}\n${said.join('\n')}`);
    assert.deepEqual(errors, []);
  });

  for (const [name, board, words] of [
    ['no board', '', 'board is missing'],
    [
      'a board that there is not',
      'beihe',
      'board="beihe": the backend of the script has no board of this key',
    ],
  ] as const)
    it(`${name}: said, and the emergency numbers are there`, async () => {
      const { page, said } = await site.open(
        `<help-board board="${board}">请拨 120</help-board>${script('async')}`,
      );
      await page.getByText('120').first().waitFor();
      await page.waitForFunction(() => customElements.get('help-board'));
      await isSaid(said, words);
      await page.getByText('120').first().waitFor();
    });
});
