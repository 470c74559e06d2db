import type { Browser, BrowserContextOptions } from 'playwright-core';
import { openPage } from '../e2e/browser.js';
import { startCounty } from '../support/county.js';

const PAGES = { write: '写', publish: '登', history: '历次', emergency: '紧急', code: '代码' };

/** Every page of the home slot's editor, in the demo's CMS; gives how many pictures were taken. */
export async function editorPictures(
  browser: Browser,
  folder: string,
  looks: Record<string, BrowserContextOptions>,
): Promise<number> {
  const county = await startCounty();
  let taken = 0;
  for (const look of ['phone', 'dark', 'desktop']) {
    const context = await browser.newContext({ ...looks[look], reducedMotion: 'reduce' });
    const { page } = await openPage(context, `${county.url}/admin`);
    await page.getByText('现在登着').waitFor();
    for (const [name, label] of Object.entries(PAGES)) {
      await page
        .getByRole('navigation', { name: '首页求助位' })
        .getByRole('button', { name: label, exact: true })
        .click();
      await page.waitForTimeout(1000);
      const path = `${folder}editor-${name}.${look}.jpeg`;
      await page.screenshot({ path, type: 'jpeg', quality: 38, scale: 'css', fullPage: true });
      taken++;
    }
    await context.close();
  }
  await county.close();
  return taken;
}
