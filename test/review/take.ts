// `npm test -- review`: what a resident sees, as pictures to be looked at. They are kept beside this file, and nothing compares them.
// `node --import tsx test/review/take.ts hostile` takes one part alone, and leaves the others.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { board, launch, openPage, PHONE } from '../e2e/browser.js';
import { VIEWS } from '../e2e/views.js';
import { startGateway } from '../support/gateway.js';
import { editorPictures } from './editor-pictures.js';
import { hostilePictures } from './hostile-pictures.js';
import { slotPictures } from './slot-pictures.js';

const folder = fileURLToPath(new URL('pictures/', import.meta.url));
const LOOKS = {
  phone: { ...PHONE },
  dark: { ...PHONE, colorScheme: 'dark' as const },
  elder: { ...PHONE, size: 'x-large' },
  desktop: { viewport: { width: 1280, height: 900 }, locale: 'zh-CN' },
};

/** The parts, by how the names of their pictures begin; the board's own views have no such beginning. */
const PARTS = ['board', 'slot', 'editor', 'hostile'];
const asked = process.argv.slice(2);
const wanted = PARTS.filter((part) => !asked.length || asked.includes(part));
const partOf = (file: string) => PARTS.find((part) => file.startsWith(`${part}-`)) ?? 'board';

mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) if (wanted.includes(partOf(file))) rmSync(folder + file);
const [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
let failed = 0;
let passed = 0;
for (const [look, how] of Object.entries(wanted.includes('board') ? LOOKS : {})) {
  const context = await browser.newContext({ ...how, reducedMotion: 'reduce' });
  const { page } = await openPage(context, `${gateway.url}/help`);
  await board(page).locator('.card').first().waitFor();
  if ('size' in how)
    await board(page).evaluate((element, size) => element.setAttribute('text-size', size), how.size);
  for (const [view, open] of Object.entries(VIEWS)) {
    try {
      await VIEWS.feed!(page);
      await open(page);
      await page.waitForTimeout(400);
      // So much as three screens: lists go on and on.
      const { width, height } = page.viewportSize()!;
      await page.setViewportSize({ width, height: height * 3 });
      await board(page).evaluate((element) => element.scrollIntoView());
      await page.waitForTimeout(150);
      const path = `${folder}${view.replaceAll(' ', '-')}.${look}.jpeg`;
      await page.screenshot({ path, type: 'jpeg', quality: 38, scale: 'css' });
      await page.setViewportSize({ width, height });
      passed++;
    } catch (error) {
      failed++;
      console.error(`${view}, ${look}: ${String(error)}`);
    }
  }
  await context.close();
}
if (wanted.includes('slot')) passed += await slotPictures(browser, gateway, LOOKS, folder);
if (wanted.includes('editor')) passed += await editorPictures(browser, folder, LOOKS);
const { phone, desktop } = LOOKS;
if (wanted.includes('hostile')) passed += await hostilePictures(browser, gateway, { phone, desktop }, folder);
await browser.close();
await gateway.close();
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
