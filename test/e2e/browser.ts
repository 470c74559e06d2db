import assert from 'node:assert/strict';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Frame,
  type Locator,
  type Page,
} from 'playwright-core';
import { browserArgs, findBrowser } from '../support/find-browser.js';

/** A phone of the kind the board is made for. */
export const PHONE = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
};

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
}

/** A page whose errors fail the test that reads `errors`. */
export async function openPage(
  context: BrowserContext,
  url: string,
): Promise<{ page: Page; errors: string[] }> {
  const page = await context.newPage();
  page.setDefaultTimeout(12_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted Type/i.test(message.text())) errors.push(message.text());
  });
  await page.goto(url);
  return { page, errors };
}

export const board = (page: Page): Locator => page.locator('help-board').first();

export interface Post {
  body: string;
  phone?: string;
  category?: string;
  name?: string;
}

/**
 * Chooses a radio button or ticks a box, by the space bar: what lies under the bar at the bottom cannot be clicked on, and
 * where the page scrolls smoothly (as Bootstrap has it) a click lands beside what was still moving.
 */
export async function choose(box: Locator): Promise<void> {
  if (!(await box.isChecked())) await box.press('Space');
  assert.ok(await box.isChecked(), `${box} is chosen`);
}

/** Fills in the form as a resident would: by its labels. Leaves it unsent. */
export async function fillIn(
  page: Page | Frame,
  { body, phone = '10000001234', category = '就医', name }: Post,
): Promise<void> {
  const form = page.locator('help-board-compose');
  if (!(await form.isVisible())) await page.getByRole('button', { name: '我要求助' }).first().click();
  await form.getByLabel('您遇到了什么困难？').fill(body);
  await choose(form.getByRole('radio', { name: category }));
  await form.getByLabel('电话', { exact: true }).fill(phone);
  if (name) await form.getByLabel('怎么称呼您').fill(name);
}

/** Agrees to what is asked and presses send. */
export async function send(page: Page | Frame): Promise<void> {
  const form = page.locator('help-board-compose');
  const consents = form.getByRole('group', { name: '请您同意' }).getByRole('checkbox');
  for (const box of await consents.all()) await choose(box);
  await form.getByRole('button', { name: '发送求助' }).click();
}
