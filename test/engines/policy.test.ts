import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { ENGINES } from './engines.js';
import { until, type Browser } from './page.js';
import { openStrictPages, type StrictPages } from './strict-page.js';
import { Writer } from './writer.js';

/** The accent of the button to post: nothing is styled where styles were refused. */
const STYLED = `(function () {
  var root = document.querySelector('help-board').shadowRoot;
  var button = root && root.querySelector('.primary');
  return button && getComputedStyle(button).backgroundColor === 'rgb(11, 92, 173)';
})()`;
const VIOLATE =
  "void (document.body.appendChild(document.createElement('style')).textContent = 'p { color: red }')";

let gateway: RunningGateway;
let pages: StrictPages;
before(async () => {
  gateway = await startGateway({ seed: true });
  pages = await openStrictPages(gateway.url);
});
after(async () => {
  pages?.close();
  await gateway?.close();
});

for (const engine of ENGINES)
  describe(`a page with a strict policy, in ${engine.name}`, () => {
    let profile: string;
    let browser: Browser | undefined;
    beforeEach(async () => {
      profile = await mkdtemp(join(tmpdir(), 'help-board-policy-'));
    });
    afterEach(async () => {
      await browser?.kill();
      browser = undefined;
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    });

    for (const [kind, what] of [
      ['pieces', 'the script in pieces'],
      ['one', 'the script as one file'],
      ['nonce', 'styles by nonce'],
    ] as const)
      it(
        `${what}: styled, a form that keeps what is typed, and nothing is reported`,
        { timeout: 120_000 },
        async (test) => {
          if (!(await engine.get())) {
            // Where releases are judged, an engine that is not there proves nothing.
            assert.ok(!process.env.CI, `needs ${engine.needs}`);
            return test.skip(`needs ${engine.needs}`);
          }
          browser = await engine.start({ profile, port: gateway.port });
          pages.reports();
          const [page] = await browser.open(pages.url(kind));
          await until(page!, STYLED, 'the board is styled');
          const writer = new Writer(page!);
          await writer.opensForm();
          await writer.writes('严格的网页上也能写');
          await writer.isOnDevice();
          await pause(300);
          assert.deepEqual(pages.reports(), []);
          // WebKit calls it an error when a page gives up a request of its own.
          const thrown = page!.errors.filter((text) => !/^Fetch API cannot load/.test(text));
          assert.deepEqual(thrown, []);
          // That violations are heard of at all.
          await page!.evaluate(VIOLATE);
          let heard = '';
          for (const end = Date.now() + 10_000; !heard && Date.now() < end; heard = pages.reports().join())
            await pause(100);
          assert.match(heard, /style-src/);
        },
      );
  });
