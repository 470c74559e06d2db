import { chromium } from 'playwright-core';
import { browserArgs, findBrowser } from '../support/find-browser.js';
import { probe } from './probe.js';

export const launch = async () =>
  chromium.launch({
    executablePath: await findBrowser(),
    args: [...browserArgs, '--enable-precise-memory-info', '--js-flags=--expose-gc'],
  });

/** Round trip in ms, bytes a second down and up. */
export const networks = {
  none: null,
  slow4g: { latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 },
  slow3g: { latency: 400, downloadThroughput: 400e3 / 8, uploadThroughput: 400e3 / 8 },
};

/** One load in a fresh context; times in ms from the start of the navigation. `prepare` finds a blank page of the origin. */
export async function measure(browser, peer, origin, { n, cpu = 1, net = 'none', warm = false, prepare }) {
  const timeout = 120_000;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await page.addInitScript({ content: `(${probe})({ items: ${peer.items}, total: ${peer.total(n)} })` });
    await cdp.send('Performance.enable');
    await cdp.send('Network.enable');
    const complete = () =>
      page.waitForFunction(() => window.__bench?.all !== null && window.__bench?.first !== null, null, {
        timeout,
        polling: 50,
      });
    if (warm) {
      await page.goto(`${origin}/`);
      await complete();
    }
    await page.goto(`${origin}/blank`);
    await prepare?.(page);
    if (networks[net])
      await cdp.send('Network.emulateNetworkConditions', { offline: false, ...networks[net] });
    if (cpu > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    const threadTime = async () =>
      (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ThreadTime').value;
    let bytes = 0;
    let reqs = 0;
    cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      reqs++;
    });
    const before = await threadTime();
    await page.goto(`${origin}/`, { waitUntil: 'commit', timeout });
    await complete();
    // What goes on after the list stands (idle work, late styles) belongs to the cost too.
    await page.waitForTimeout(250 + 50 * cpu);
    const after = await threadTime();
    if (cpu > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const found = await page.evaluate(() => window.__bench);
    await cdp.send('HeapProfiler.enable');
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    return {
      first: found.first,
      all: found.all,
      fcp: found.fcp,
      tbt: found.longTasks.reduce((sum, duration) => sum + Math.max(0, duration - 50), 0),
      cpu: (after - before) * 1000,
      heap: usedSize / 1e6,
      bytes,
      reqs,
      cls: found.cls,
    };
  } finally {
    await context.close();
  }
}
