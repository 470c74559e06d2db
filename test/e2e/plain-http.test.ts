import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openChromium } from '../engines/chromium.js';
import { postsOnce } from '../engines/journey.js';
import type { Page } from '../engines/page.js';
import { findBrowser } from '../support/find-browser.js';
import { startGateway, type RunningGateway } from '../support/gateway.js';

describe('a page on plain http, without locks, crypto.subtle and randomUUID', () => {
  let gateway: RunningGateway;
  let page: Page;
  before(async () => {
    const binary = await findBrowser();
    assert.ok(binary, 'a Chromium is installed');
    [gateway, page] = await Promise.all([
      startGateway({ seed: true }),
      openChromium(binary, ['--host-resolver-rules=MAP help.test 127.0.0.1']),
    ]);
  });
  after(async () => {
    await page?.close();
    await gateway?.close();
  });

  it('posts, and it arrives once', async () => {
    await postsOnce(page, `http://help.test:${gateway.port}`, gateway);
    assert.equal(await page.evaluate('isSecureContext'), false);
  });
});
