import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { RunningGateway } from '../support/gateway.js';

const slot = (page: Page) => page.locator('help-board-home').first();
const lay = (layout: string) => (page: Page) =>
  slot(page).evaluate((home, to) => home.setAttribute('layout', to), layout);

/** How the slot can stand on a home page. */
const STATES: Record<string, (page: Page) => Promise<unknown>> = {
  card: lay('card'),
  banner: lay('banner'),
  strip: lay('strip'),
  sheet: async (page) => {
    await slot(page).evaluate((home) => home.setAttribute('opens', 'sheet'));
    await slot(page).locator('a.primary').click();
    await page.locator('help-board-compose textarea').first().waitFor();
  },
  offline: async (page) => {
    await page.waitForFunction(() =>
      Object.keys(localStorage).some((name) => name.startsWith('help-board-home-kept')),
    );
    await page.context().route('**/api/**', (route) => route.abort());
    await page.reload();
    await slot(page).locator('a.button[href="tel:120"]').waitFor();
  },
};

async function switchEmergency({ desk }: RunningGateway, on: boolean): Promise<void> {
  const wish = {
    on,
    scope: 'own',
    ...(on && { headline: '白沙河涨水，低处的人请马上走，走不动的在这里说' }),
  };
  const { confirm } = await desk('POST', '/slot/emergency', wish);
  await desk('POST', '/slot/emergency', { ...wish, confirm });
}

/** Pictures of the slot on the demo's home page; gives how many were taken. */
export async function slotPictures(
  browser: Browser,
  gateway: RunningGateway,
  looks: Record<string, BrowserContextOptions & { size?: string }>,
  folder: string,
): Promise<number> {
  let taken = 0;
  const take = async (state: string, open: (page: Page) => Promise<unknown>) => {
    for (const [look, { size, ...how }] of Object.entries(looks)) {
      const context = await browser.newContext({ ...how, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(`${gateway.url}/`);
      if (size) await slot(page).evaluate((home, to) => home.setAttribute('text-size', to), size);
      await slot(page).locator('h2').waitFor();
      await open(page);
      await page.waitForTimeout(400);
      await page.screenshot({
        path: `${folder}slot-${state}.${look}.jpeg`,
        type: 'jpeg',
        quality: 38,
        scale: 'css',
      });
      taken++;
      await context.close();
    }
  };
  await gateway.desk('POST', '/home', {
    on: true,
    headline: '有困难，说一声',
    lead: '求医、买药、缺物资、困在路上，都写在这里。',
  });
  for (const [state, open] of Object.entries(STATES)) await take(state, open);
  await switchEmergency(gateway, true);
  await take('emergency', (page) => slot(page).getByRole('alert').waitFor());
  await switchEmergency(gateway, false);
  return taken;
}
