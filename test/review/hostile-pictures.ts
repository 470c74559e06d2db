import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { RunningGateway } from '../support/gateway.js';
import { haveOldLibraries, openHostileSite, PAGES } from '../hostile/site.js';

/** Pictures of what stands on each hostile page, and of the form there; gives how many were taken. */
export async function hostilePictures(
  browser: Browser,
  gateway: RunningGateway,
  looks: Record<string, BrowserContextOptions>,
  folder: string,
): Promise<number> {
  let taken = 0;
  if (!haveOldLibraries()) throw new Error('needs the Debian packages libjs-prototype and libjs-mootools');
  await gateway.desk('POST', '/home', { on: true, headline: '有困难，说一声' });
  const site = await openHostileSite(gateway.url);
  for (const name of PAGES)
    for (const [look, how] of Object.entries(looks)) {
      const context = await browser.newContext({ ...how, reducedMotion: 'reduce' });
      const page = await context.newPage();
      const take = async (what: string) => {
        await page.waitForTimeout(400);
        const path = `${folder}${what}-${name}.${look}.jpeg`;
        await page.screenshot({ path, type: 'jpeg', quality: 34, scale: 'css' });
        taken++;
      };
      await page.goto(`${site.url}/${name}.html`);
      const frame = page.frames()[1] ?? page.mainFrame();
      await frame.locator('help-board-home .root').waitFor();
      await frame.locator('help-board .card').first().waitFor();
      await take('hostile');
      await frame.locator('help-board').getByRole('button', { name: '我要求助' }).first().click();
      await frame.locator('help-board-compose textarea').first().waitFor();
      await frame.locator('help-board').evaluate((element) => element.scrollIntoView());
      await take('hostile-form');
      await context.close();
    }
  site.close();
  return taken;
}
