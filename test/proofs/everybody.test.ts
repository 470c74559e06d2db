import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { board, launch, openPage, PHONE } from '../e2e/browser.js';
import { VIEWS } from '../e2e/views.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = ['normal', 'large', 'x-large'] as const;

/** Touch targets of each size, px, and the body text (适老化: 18 px at least, 30 at will, targets of 60). */
const NUMBERS = {
  normal: { target: 44, text: 16 },
  large: { target: 60, text: 18 },
  'x-large': { target: 60, text: 30 },
};

describe('for everybody, on a county page', () => {
  let gateway: RunningGateway;
  let browser: Browser;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  const opened = async (how: object) => {
    const context = await browser.newContext({ ...PHONE, reducedMotion: 'reduce', ...how });
    // What tsx wraps functions in that have a name.
    await context.addInitScript('globalThis.__name = (named) => named');
    const { page, errors } = await openPage(context, `${gateway.url}/help`);
    await board(page).locator('.card').first().waitFor();
    return { context, page, errors };
  };
  const resize = (page: Page, size: string) =>
    board(page).evaluate((element, to) => element.setAttribute('text-size', to), size);

  const axe = async (page: Page, what: string) => {
    // Injected by the protocol, not by a script tag: the page's own policy stays as strict as it is.
    if (!(await page.evaluate('Boolean(window.axe)'))) await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { run } = (
        window as unknown as { axe: { run(context: unknown, options: unknown): Promise<any> } }
      ).axe;
      const result = await run('help-board, help-board-home', {
        resultTypes: ['violations'],
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        rules: { region: { enabled: false } },
      });
      return result.violations.map((v: any) => `${v.id}: ${v.nodes.map((n: any) => n.html).join(' | ')}`);
    });
    assert.deepEqual(violations, [], what);
  };

  /** What sticks out of the window sideways, and what is smaller than a finger. */
  const measured = (page: Page, target: number) =>
    page.evaluate((least) => {
      const all = (root: ParentNode): Element[] =>
        [...root.querySelectorAll('*')].flatMap((element) => [
          element,
          ...(element.shadowRoot ? all(element.shadowRoot) : []),
        ]);
      const elements = [...document.querySelectorAll('help-board')].flatMap((one) => all(one.shadowRoot!));
      const name = (element: Element) =>
        `${element.localName}.${element.className} ${element.textContent!.trim().slice(0, 20)}`;
      const seen = (element: Element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 1 && height > 1 && getComputedStyle(element).visibility !== 'hidden';
      };
      const wide = document.scrollingElement!.scrollWidth - document.documentElement.clientWidth;
      const out = elements
        .filter((element) => seen(element) && !element.closest('.chips, .wide, .hush'))
        .filter(
          (element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
        );
      const small = elements
        .filter((element) => element.matches('button, a.button, summary, select, input[type=search]'))
        // Within a sentence the line decides (WCAG 2.5.8); a card is as a whole the target of its title.
        .filter((element) => seen(element) && !element.closest('p.text') && !element.matches('.card .open'))
        .filter((element) => element.getBoundingClientRect().height < least - 0.5);
      // Words that leave their button.
      out.push(
        ...elements.filter(
          (element) =>
            element.matches('button, a.button') &&
            seen(element) &&
            element.scrollWidth > element.clientWidth + 1,
        ),
      );
      return { wide, out: out.map(name).slice(0, 5), small: small.map(name).slice(0, 5) };
    }, target);

  for (const colorScheme of ['light', 'dark'] as const)
    it(`axe finds nothing on any view in any text size (${colorScheme})`, async () => {
      const { context, page, errors } = await opened({ colorScheme });
      for (const [view, open] of Object.entries(VIEWS)) {
        await VIEWS.feed!(page);
        await open(page);
        for (const size of SIZES) {
          await resize(page, size);
          await axe(page, `${view}, ${size}`);
        }
        await resize(page, 'normal');
      }
      await page.goto(`${gateway.url}/`);
      await page.locator('help-board-home a.button').first().waitFor();
      await axe(page, 'home');
      assert.deepEqual(errors, []);
      await context.close();
    });

  for (const [what, viewport, deviceScaleFactor] of [
    ['280 px', { width: 280, height: 653 }, 3],
    ['320 px at 400 %', { width: 320, height: 256 }, 4],
    ['1600 px', { width: 1600, height: 900 }, 1],
  ] as const)
    it(`nothing sticks out, and every button is as large as a finger: ${what}`, async () => {
      const { context, page } = await opened({ viewport, deviceScaleFactor });
      const wrong: string[] = [];
      for (const [view, open] of Object.entries(VIEWS)) {
        await VIEWS.feed!(page);
        await open(page);
        for (const size of SIZES) {
          await resize(page, size);
          const { wide, out, small } = await measured(page, NUMBERS[size].target);
          const where = `${view}, ${size}`;
          if (wide > 0 || out.length) wrong.push(`${where}: sticks out by ${wide} px: ${out}`);
          if (small.length) wrong.push(`${where}: smaller than ${NUMBERS[size].target} px: ${small}`);
        }
        await resize(page, 'normal');
      }
      assert.deepEqual(wrong, []);
      await context.close();
    });

  it('text is as large as the elder rules want it, with lines apart', async () => {
    const { context, page } = await opened({});
    await VIEWS.request!(page);
    for (const size of SIZES) {
      await resize(page, size);
      const [text, line] = await page
        .locator('help-board-request .body')
        .first()
        .evaluate((element) => {
          const { fontSize, lineHeight } = getComputedStyle(element);
          return [parseFloat(fontSize), parseFloat(lineHeight)];
        });
      assert.ok(text! >= NUMBERS[size].text, `${size}: ${text} px`);
      assert.ok(line! >= 1.3 * text!, `${size}: lines of ${line} px`);
    }
    await context.close();
  });

  it('a page that mourns greys all of it, and the way to ask stays in sight', async () => {
    const { context, page } = await opened({});
    await page.evaluate(() => (document.documentElement.style.filter = 'grayscale(1)'));
    const { channels } = await sharp(await page.screenshot()).stats();
    const [red, green, blue] = channels.map(({ mean }) => mean);
    assert.ok(Math.max(red!, green!, blue!) - Math.min(red!, green!, blue!) < 1, `${red}, ${green}, ${blue}`);
    const button = (await page.getByRole('button', { name: '我要求助' }).boundingBox())!;
    assert.ok(button.y + button.height <= PHONE.viewport.height, `at ${button.y} px`);
    await context.close();
  });

  it('with colours forced by the system, what is chosen still shows', async () => {
    const { context, page } = await opened({ forcedColors: 'active' });
    const borders = await board(page)
      .getByRole('tab')
      .evaluateAll((tabs) =>
        tabs.map((tab) => {
          const { borderBottomWidth, borderBottomColor, fontWeight, backgroundColor } = getComputedStyle(tab);
          return [borderBottomWidth, borderBottomColor, fontWeight, backgroundColor].join();
        }),
      );
    assert.notEqual(borders[0], borders[1], 'the chosen tab looks like the others');
    await axe(page, 'feed with forced colours');
    await context.close();
  });
});
