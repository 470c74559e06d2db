import type { Page } from 'playwright-core';

/** One line of "my requests". */
export interface Line {
  key: string;
  text: string;
  /** It stands among those that have arrived. */
  arrived: boolean;
}

/** What the person is told about everything, under "my requests". */
export async function readMine(page: Page): Promise<Line[]> {
  await page.evaluate(() => {
    const board = document.querySelector('help-board') as unknown as { view: string };
    board.view = 'mine';
  });
  const mine = page.locator('help-board-mine');
  await mine.locator('li.item, .empty').first().waitFor();
  return mine.evaluate((view) =>
    Array.from(view.shadowRoot!.querySelectorAll('section')).flatMap((section) => {
      const arrived = section.querySelector('h3')!.textContent!.includes('已经送到的');
      return Array.from(section.querySelectorAll<HTMLElement>('li.item')).map((item) => ({
        key: item.dataset.key!,
        text: item.querySelector('h4')!.textContent!.trim(),
        arrived,
      }));
    }),
  );
}
