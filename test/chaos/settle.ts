import type { Page } from 'playwright-core';
import { besides, byTelling, judge, judgeScreen, type Finding } from './compare.js';
import { wait } from './dice.js';
import type { Telling } from './tellings.js';
import { readDevice, type Device } from './device.js';
import { readMine } from './screen.js';
import type { Stage } from './stage.js';

/** So long what waits has to go by itself; then the person presses "send now". */
const BY_ITSELF = 2_500;
/** By then everything has gone, or never will. */
const AT_LAST = 30_000;

/** The storm is over: everything is up, and what waits goes out. */
export async function settle(stage: Stage): Promise<{ page: Page; device: Device }> {
  const { line, gateway, phone, site, told, log } = stage;
  line.calm();
  await gateway.up();
  await phone.setOffline(false);
  const page = await phone.tab(site.url);
  const start = performance.now();
  const read = () => {
    for (const telling of told) telling.due = { saved: telling.saved, queued: telling.queued };
    return readDevice(page);
  };
  let device = await read();
  for (let nudged = false; device.waiting.length; device = await read()) {
    const passed = performance.now() - start;
    if (passed > AT_LAST) throw new Error(`still waiting: ${device.waiting.join('; ')}`);
    if (passed > BY_ITSELF && !nudged) {
      nudged = true;
      log('person: send now');
      await page.evaluate(() => void (document.querySelector('help-board') as any).flush());
    }
    await wait(50);
  }
  for (const other of phone.pages.slice(1)) await other.close();
  return { page, device };
}

/** What was typed on this phone against the gateway, the device and the screen. */
export async function compare(stage: Stage, page: Page, device: Device): Promise<Finding[]> {
  const { gateway, tellings, told } = stage;
  const rows = await gateway.rows();
  const found = byTelling(rows, tellings);
  const all = [];
  for (const telling of told) {
    const own = found.get(telling) ?? [];
    all.push({ telling, own, ...(await besides(gateway, telling, own)) });
  }
  const texts = [...rows.map(({ body }) => body), ...all.flatMap(({ additions }) => additions)];
  const everywhere = device.everything + texts.join('\n');
  const parked = ({ due }: Telling) =>
    device.unsent.some(({ text, delivery }) => delivery === 'attention' && text === due.queued);
  const findings = all.flatMap(({ telling, own, photos }) =>
    judge(telling, own, photos, everywhere, parked(telling)),
  );
  const lines = await readMine(page);
  const screen = judgeScreen(
    lines,
    all.flatMap(({ own }) => own),
    all.filter(({ telling }) => telling.takenBack).flatMap(({ own }) => own),
    device,
  );
  return [...findings, ...screen];
}
