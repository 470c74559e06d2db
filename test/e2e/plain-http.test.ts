import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startChromium } from '../engines/chromium.js';
import { PLAIN_HOST, type Browser } from '../engines/page.js';
import { Writer } from '../engines/writer.js';
import { findBrowser } from '../support/find-browser.js';
import { startGateway, type RunningGateway } from '../support/gateway.js';

describe('a page on plain http, without locks, crypto.subtle and randomUUID', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let profile: string;
  before(async () => {
    const binary = await findBrowser();
    assert.ok(binary, 'a Chromium is installed');
    profile = await mkdtemp(join(tmpdir(), 'help-board-plain-http-'));
    [gateway, browser] = await Promise.all([
      startGateway({ seed: true }),
      startChromium(binary, { profile }),
    ]);
  });
  after(async () => {
    await browser?.kill();
    await gateway?.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  });

  it('posts, and it arrives once', async () => {
    const [page] = await browser.open(`http://${PLAIN_HOST}:${gateway.port}/help`);
    assert.equal(await page!.evaluate('isSecureContext'), false);
    const writer = new Writer(page!);
    await writer.opensForm();
    await writer.writes('没有加密的网页也要送得到');
    await writer.fillsInTheRest();
    await writer.sends();
    await writer.hasReceipt();
    const arrived = (await gateway.requests()).filter((request) =>
      JSON.stringify(request).includes('没有加密的网页'),
    );
    assert.equal(arrived.length, 1, 'exactly one row');
  });
});
