import { after, before, describe, it } from 'node:test';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { openChromium } from './chromium.js';
import { postsOnce } from './journey.js';
import { oldChromium } from './old-chromium.js';
import type { Page } from './page.js';
import { hasWpe, openWpe } from './wpe.js';

const CHROMIUM_64 = '64.0.3264';

describe('a post from an old browser arrives once', () => {
  let gateway: RunningGateway;
  let page: Page | undefined;
  before(async () => {
    gateway = await startGateway({ seed: true });
  });
  after(async () => {
    await gateway?.close();
  });

  const from = async (open: () => Promise<Page>, address = gateway.url) => {
    page = await open();
    try {
      await postsOnce(page, address, gateway);
    } finally {
      await page.close();
    }
  };

  it('from Chromium 64', async () => {
    const binary = await oldChromium(CHROMIUM_64);
    await from(() => openChromium(binary));
  });

  it('from Chromium 64 on a plain-http host', async () => {
    const binary = await oldChromium(CHROMIUM_64);
    await from(
      () => openChromium(binary, ['--host-resolver-rules=MAP help.test 127.0.0.1']),
      `http://help.test:${gateway.port}`,
    );
  });

  it('from WPE 2.38', async (test) => {
    if (!hasWpe()) return test.skip('needs the Debian packages cog and wpewebkit-driver');
    await from(openWpe);
  });
});
