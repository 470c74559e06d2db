import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { launch } from '../e2e/browser.js';
import { HostPages } from '../e2e/host-pages.js';

const ELEMENT = '<help-board board="qingxi">请拨 120</help-board>';
const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
const OTHER = '9.9.9';

describe('versions of the script', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let site: HostPages;
  let hashes: Record<string, string>;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
    site = await new HostPages(browser).listen();
    for (const name of ['help-board.js', 'help-board.one.js']) {
      const code = await readFile(`dist/${name}`, 'utf8');
      site.files.set(`/${name}`, code.replaceAll(`"${version}"`, `"${OTHER}"`));
    }
    const manifest = await (await fetch(`${gateway.url}/integrity.json`)).json();
    assert.equal(manifest.version, version);
    hashes = manifest.files;
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await gateway?.close();
  });

  const script = (path: string, attributes = '') =>
    `<script src="${gateway.url}${path}" ${attributes}></script>`;
  const isThere = (page: Page) => page.locator('help-board .card').first().waitFor();
  const loaded = (page: Page) =>
    page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));

  for (const name of ['help-board.js', 'help-board.one.js'])
    it(`two on one page (${name}): the first wins, loudly, and does the other's work`, async () => {
      const { page, errors, said } = await site.open(
        `${script('/help-board.js')}<p></p><script src="/${name}" data-board="qingxi" data-backend="${gateway.url}/api"></script>`,
      );
      await isThere(page);
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(
        said[0]!,
        new RegExp(`help-board ${version}] is on this page already.*Version ${OTHER}.*keep one`),
      );
      assert.equal(await page.evaluate(() => (window as any).helpBoard.version), version);
      assert.deepEqual(errors, []);
    });

  it('the same one as a file and in pieces, and twice: silent, and nothing is defined twice', async () => {
    const { page, errors, said } = await site.open(
      `${script('/help-board.one.js')}${script('/help-board.js')}${script('/help-board.one.js')}${ELEMENT}`,
    );
    await isThere(page);
    await page.waitForTimeout(1500);
    assert.deepEqual([errors, said], [[], []]);
  });

  it("elements that somebody's own bundle has defined stay, loudly, and work", async () => {
    const { outputFiles } = await build({
      stdin: { contents: "import './dist/es/help-board.js'", resolveDir: '.' },
      bundle: true,
      write: false,
      format: 'iife',
      logLevel: 'silent',
    });
    site.files.set('/bundle.js', outputFiles[0]!.text);
    const { page, errors, said } = await site.open(
      `<script src="/bundle.js"></script>${script('/help-board.js')}
       <help-board board="qingxi" backend="${gateway.url}/api"></help-board><help-board-home board="qingxi"></help-board-home>`,
    );
    await isThere(page);
    await page.waitForFunction(() => customElements.get('help-board-home'));
    assert.ok(
      said.some((text) => /help-board is defined twice/.test(text)),
      said.join('\n'),
    );
    assert.deepEqual(errors, []);
  });

  it('one file with its hash, at a path that never changes: nothing else is loaded', async () => {
    const answer = await fetch(`${gateway.url}/v/${version}/help-board.one.js`);
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    const { page, errors, said } = await site.open(
      ELEMENT,
      script(
        `/v/${version}/help-board.one.js`,
        `async crossorigin="anonymous" integrity="${hashes['help-board.one.js']}"`,
      ),
    );
    await isThere(page);
    await page.getByRole('button', { name: '我要求助' }).click();
    await page.locator('help-board-compose').getByLabel('您遇到了什么困难？').fill('一个文件也写得了');
    assert.deepEqual(
      (await loaded(page)).filter((path) => path.endsWith('.js')),
      [`/v/${version}/help-board.one.js`],
    );
    assert.deepEqual([errors, said], [[], []]);
  });

  it('a file that is not what its hash says does not run, and the children stay', async () => {
    const { page } = await site.open(
      ELEMENT,
      script('/help-board.one.js', `crossorigin="anonymous" integrity="${hashes['help-board.js']}"`),
    );
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => 'helpBoard' in window), false);
    assert.match(await page.locator('help-board').innerText(), /120/);
  });

  it('a pinned version in pieces takes its code from its own path', async () => {
    const { page } = await site.open(`${ELEMENT}${script(`/v/${version}/help-board.js`)}`);
    await isThere(page);
    const code = (await loaded(page)).filter((path) => path.endsWith('.js'));
    assert.ok(code.length > 1 && code.every((path) => path.startsWith(`/v/${version}/`)), code.join(' '));
  });

  it('every file that a page loads is in the manifest', async () => {
    const { page } = await site.open(`${ELEMENT}${script('/help-board.js')}`);
    await isThere(page);
    await page.getByRole('button', { name: '我要求助' }).click();
    await page.locator('help-board-compose').waitFor();
    const files = (await loaded(page)).filter((path) => path.endsWith('.js')).map((path) => path.slice(1));
    assert.deepEqual(
      files.filter((file) => !hashes[file]),
      [],
    );
  });
});
