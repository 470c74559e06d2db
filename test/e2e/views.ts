import type { Page } from 'playwright-core';
import { board } from './browser.js';

/** Words that bring the emergency numbers up. */
const CHEST_PAIN = '胸痛，喘不上气';

const turnTo = (page: Page, view: string) =>
  board(page).evaluate((element, to) => ((element as HTMLElement & { view: string }).view = to), view);

/** What a resident can have in front of them, and how a page gets there from the feed. */
export const VIEWS: Record<string, (page: Page) => Promise<unknown>> = {
  feed: async (page) => {
    await turnTo(page, 'feed');
    const search = board(page).getByRole('searchbox');
    if (await search.inputValue()) {
      await search.fill('');
      await search.press('Enter');
    }
    await board(page).locator('.card').first().waitFor();
  },
  'nothing found': async (page) => {
    const search = board(page).getByRole('searchbox');
    await search.fill('鲲鹏展翅');
    await search.press('Enter');
    await board(page).getByText('没有找到，换个条件试试').first().waitFor();
  },
  found: async (page) => {
    const search = board(page).getByRole('searchbox');
    await search.fill('药');
    await search.press('Enter');
    await board(page).locator('mark').first().waitFor();
  },
  request: async (page) => {
    await board(page)
      .locator('.card')
      .filter({ has: page.locator('.reply') })
      .first()
      .locator('.open')
      .click();
    await page.locator('help-board-request').getByText('办理过程').waitFor();
  },
  form: async (page) => {
    await turnTo(page, 'compose');
    await page.locator('help-board-compose').getByLabel('您遇到了什么困难？').fill(CHEST_PAIN);
    await page.locator('help-board-compose').getByRole('link', { name: /120/ }).first().waitFor();
  },
  mine: async (page) => {
    await turnTo(page, 'mine');
    await page.locator('help-board-mine').getByRole('heading').first().waitFor();
  },
  guide: async (page) => {
    await turnTo(page, 'guide');
    await page.locator('help-board-guide').getByRole('heading').first().waitFor();
  },
  figures: async (page) => {
    await turnTo(page, 'stats');
    await page.locator('help-board-stats').getByRole('table').first().waitFor();
  },
};
