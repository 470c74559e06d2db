import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { BOARD, startCounty, type County } from '../support/county.js';
import { launch, openPage, PHONE } from './browser.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const two = (n: number) => String(n).padStart(2, '0');
/** As the field for a time has it. */
const local = (at: number) => {
  const d = new Date(at);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`;
};

describe('in the CMS, an editor of the home slot', () => {
  let county: County;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];
  let preview: FrameLocator;

  before(async () => {
    [county, browser] = await Promise.all([startCounty(), launch()]);
    context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'zh-CN' });
    ({ page, errors } = await openPage(context, `${county.url}/admin`));
    preview = page.frameLocator('help-board-home-editor iframe');
    await page.getByRole('heading', { name: '首页求助位 · 清溪县求助平台' }).waitFor();
  });
  after(async () => {
    await browser?.close();
    await county?.close();
  });

  const editor = () => page.locator('help-board-home-editor');
  const tab = (name: string) =>
    page.getByRole('navigation', { name: '首页求助位' }).getByRole('button', { name, exact: true }).click();
  const said = (text: string | RegExp) =>
    editor().locator('[role=status].said', { hasText: text }).first().waitFor();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
  const until = async (what: string, is: () => Promise<boolean>) => {
    for (let tries = 0; !(await is()); tries++) {
      assert.ok(tries < 60, what);
      await new Promise((on) => setTimeout(on, 200));
    }
  };
  const axe = async (what: string) => {
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(of: unknown, how: unknown): Promise<any> } };
      const { violations } = await axe.run(document, {
        iframes: false,
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      });
      return violations.map((v: any) => `${v.id}: ${v.nodes.map((n: any) => n.html).join(' | ')}`);
    });
    assert.deepEqual(violations, [], what);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${what} is ${wide} px too wide`);
  };
  const pins = () =>
    page.locator('#pins li .cut').evaluateAll((all) => all.map(({ textContent }) => textContent));

  it('is signed in by the word of the CMS, and previews what is written before anybody else sees it', async () => {
    const before = await county.shown();
    await page.getByLabel('标题').fill('今晚核酸，地点看这里');
    await preview.getByText('今晚核酸，地点看这里').waitFor();
    await preview.locator('help-board-home').getByText('我要求助').waitFor();
    await page.getByRole('radio', { name: /^横幅/ }).check();
    await preview.locator('.root.banner').waitFor();
    assert.deepEqual(await county.shown(), before);
    await page.getByRole('button', { name: '电脑' }).click();
    await until(
      'the frame is as wide as a desk',
      async () =>
        (await page
          .locator('iframe')
          .evaluate((frame) => (frame as HTMLIFrameElement).contentWindow!.innerWidth)) === 1280,
    );
    await axe('write');
  });

  it('chooses requests and orders them by arrow keys, by buttons and by drag; the preview follows', async () => {
    const offers = page.getByRole('button', { name: /^放到首页：/ });
    await offers.first().waitFor();
    for (let n = 0; n < 3; n++) await offers.first().click();
    const [a, b, c] = await pins();
    const inOrder = (...order: (string | null | undefined)[]) =>
      until(`the order is ${order.join(', ')}`, async () => (await pins()).join() === order.join());
    const handle = (at: number) => page.locator('#pins .handle').nth(at);
    await handle(0).focus();
    await page.keyboard.press('ArrowDown');
    await inOrder(b, a, c);
    await said(`${a}，现在是第 2 条，共 3 条`);
    assert.equal(
      await page.evaluate(() =>
        document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label'),
      ),
      `第 2 条，${a}，按上下键移动`,
      'and the focus is with what has moved',
    );
    await page.getByRole('button', { name: `上移：${c}` }).click();
    await inOrder(b, c, a);
    await handle(2).scrollIntoViewIfNeeded();
    const from = (await handle(2).boundingBox())!;
    const to = (await handle(0).boundingBox())!;
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 10, to.y + 30, { steps: 5 });
    await page.mouse.move(to.x + 10, to.y + 5, { steps: 5 });
    await page.mouse.up();
    await inOrder(a, b, c);
    await page.getByRole('radio', { name: /^卡片/ }).check();
    await until('the preview has the same order', async () => {
      const shown = await preview.locator('li .text').allTextContents();
      return shown[0] === a && shown[1] === b;
    });
  });

  it('is told where a colour cannot be read, with the number and a better one', async () => {
    const accent = page.getByRole('group', { name: '主色（按钮、链接）' });
    await accent.locator('input[type=color]').fill('#ffd24d');
    await page.getByText(/“主色（按钮、链接）”在“底色”上看不清：对比度只有 1\.\d/).waitFor();
    await accent.getByRole('button', { name: /#b5121b$/ }).click();
    await page.getByText('对比度都够，看得清。').waitFor();
  });

  it('finds what was not saved after a reload, and refuses what cannot work at the field', async () => {
    await page.getByLabel('求助平台在哪一页').fill('javascript:alert(1)');
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.getByText('上次没存的还在').waitFor();
    assert.equal(await page.getByLabel('标题').inputValue(), '今晚核酸，地点看这里');
    await press('存成草稿');
    const href = page.getByLabel('求助平台在哪一页');
    await page.getByText('这里不能放脚本').waitFor();
    assert.equal(await href.getAttribute('aria-invalid'), 'true');
    await href.fill('/help');
    await press('存成草稿');
    await said('已存成第 2 版草稿，读者看不到');
    const kept = await page.evaluate(() => Object.keys(localStorage).filter((name) => /editor/.test(name)));
    assert.deepEqual(kept, [], 'what is saved is not kept twice');
  });

  it('gives a link that shows the draft on the real home page to whoever has it, for a week', async () => {
    await tab('登');
    await press('生成预览链接');
    const link = page.locator('a[target=_blank]').first();
    const address = (await link.getAttribute('href'))!;
    await page.getByText(/谁有这个链接都能看，到 .+ 为止/).waitFor();
    await axe('publish');
    const reader = await browser.newPage();
    await reader.goto(address);
    await reader.locator('help-board-home').getByText('今晚核酸，地点看这里').first().waitFor();
    await reader.goto(county.url);
    await reader.close();
    assert.notEqual((await county.shown()).headline, '今晚核酸，地点看这里');
  });

  it('is told of a time that cannot be, plans one that can, and takes it back', async () => {
    const before = await county.shown();
    await page.getByLabel('什么时候登').focus();
    // Half a date: a browser fires nothing for it.
    await page.keyboard.type('05');
    await press('按时间登');
    await page.getByText('请选日期和时间').waitFor();
    assert.deepEqual(await county.shown(), before, 'half a time is not now');
    await page.getByLabel('什么时候登').fill(local(Date.now() + 3 * 3_600_000));
    await page.getByLabel('什么时候撤').fill(local(Date.now() + 2 * 3_600_000));
    await press('按时间登');
    await page.getByText('撤下的时间要晚于登出的时间').waitFor();
    await page.getByLabel('什么时候撤').fill(local(Date.now() + 5 * 3_600_000));
    await press('按时间登');
    await said(/^已排好/);
    assert.notEqual((await county.shown()).headline, '今晚核酸，地点看这里');
    await press('取消');
    await page.getByText('取消以后就不会登出').waitFor();
    await page
      .getByRole('group', { name: /取消以后/ })
      .getByRole('button', { name: '取消' })
      .click();
    await said('已取消');
  });

  it('publishes now, reads on how many pages it has arrived, and rolls back', async () => {
    await press('现在就登');
    await said('已登出');
    const { headline, items, colours, version } = await county.shown();
    assert.deepEqual(
      [headline, items.length, colours, version],
      ['今晚核酸，地点看这里', 3, { accent: '#b5121b' }, 2],
    );
    const reader = await browser.newPage();
    await reader.goto(county.url);
    await reader.locator('help-board-home').getByText('今晚核酸，地点看这里').waitFor();
    await until('the page has said so', async () => {
      await press('看看到了几个页面');
      return page.getByText('已经到了 1 个页面').isVisible();
    });
    await reader.close();
    await tab('历次');
    await page.getByText('“有困难，说一声” → “今晚核酸，地点看这里”').waitFor();
    await page.getByText('王琳', { exact: false }).first().waitFor();
    await axe('history');
    await press('退回上一版');
    await page
      .getByRole('group', { name: /首页马上换回/ })
      .getByRole('button', { name: '退回上一版' })
      .click();
    await said('已退回');
    assert.equal((await county.shown()).headline, '有困难，说一声');
  });

  it('keeps both wordings when somebody else has changed the draft meanwhile', async () => {
    await tab('写');
    await page.getByLabel('标题').fill('我写的');
    await press('存成草稿');
    await said(/^已存成第 \d+ 版草稿/);
    const token = await county.gateway.createToken({ role: 'editor', name: '李编辑', board: BOARD });
    const desk = async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${county.url}/api/desk/boards/${BOARD}/slot${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      return answer.json() as Promise<any>;
    };
    const [draft] = (await desk('GET', '')).versions;
    await desk('PUT', `/versions/${draft.number}`, {
      on: true,
      headline: '李编辑写的',
      revision: draft.revision,
    });
    await page.getByLabel('标题').fill('我又改了');
    await press('存成草稿');
    await page.getByText('“李编辑写的” → “我又改了”').waitFor();
    assert.equal(await page.getByLabel('标题').inputValue(), '我又改了');
    await press('两个都留，我的另存一版');
    await said('已另存一版');
    const headlines = (await desk('GET', '')).versions.map(({ content }: any) => content.headline);
    assert.deepEqual(headlines.slice(0, 2), ['我又改了', '李编辑写的']);
  });

  it('puts a board and those below it before everything in an emergency, after a second look, and takes it off', async () => {
    const { gateway } = county;
    const town = { key: 'chengguan', template: 'flood', title: '城关街道求助', region: '城关街道' } as const;
    await gateway.createBoard({ ...town, parent: BOARD });
    await gateway.people.setRole('wang.lin', { board: BOARD, role: 'supervisor' }, true);
    await page.reload();
    await tab('紧急');
    await page.getByLabel('紧急时的标题').fill('洪水来了，求助点这里');
    await page.getByRole('radio', { name: '连下级一起，共 2 个平台' }).check();
    await press('先看看会动哪些页面');
    await page.getByText(/会马上动 2 个平台，一天之内有 \d 个页面/).waitFor();
    assert.equal((await county.shown()).emergency, undefined, 'nothing is done by a look');
    await axe('emergency');
    await press('确定，马上打开');
    await said('紧急已打开');
    for (const board of [BOARD, 'chengguan'])
      assert.equal((await county.shown(board)).headline, '洪水来了，求助点这里');
    await page.getByText('紧急：排在所有页面的最前面').waitFor();
    await page.getByRole('radio', { name: '连下级一起，共 2 个平台' }).check();
    await press('关掉紧急：先看看会动哪些');
    await press('确定，马上关掉');
    await said('紧急已关掉');
    assert.equal((await county.shown('chengguan'))?.emergency, undefined);
  });

  it('gives code that works where it is pasted, also in a system that takes frames only', async () => {
    await tab('代码');
    await page.getByRole('radio', { name: '不让贴 script 的系统' }).check();
    const code = await editor().locator('pre').innerText();
    assert.match(code, /^<iframe src="http/);
    const reader = await browser.newPage();
    await reader.setContent(code);
    await reader.frameLocator('iframe').getByText('有困难，说一声').waitFor();
    await reader.close();
    await axe('code');
  });

  it('loses nothing when the session of the CMS is over, and goes on once somebody has signed in again', async () => {
    await tab('写');
    await page.route('**/admin/token', (route) => route.fulfill({ status: 401, body: '{}' }));
    await page.getByLabel('标题').fill('登录过期时写的');
    await press('存成草稿');
    await page.getByText('登录已经过期').waitFor();
    assert.equal(await page.getByLabel('标题').inputValue(), '登录过期时写的');
    await page.unroute('**/admin/token');
    await press('再试一次');
    await page.getByText('登录已经过期').waitFor({ state: 'detached' });
    await press('存成草稿');
    await said(/^已存成第 \d+ 版草稿/);
    assert.deepEqual(errors, []);
  });

  it('works on a phone of 360 pixels, in the dark', async () => {
    const phone = await browser.newContext({ ...PHONE, colorScheme: 'dark' });
    ({ page } = await openPage(phone, `${county.url}/admin`));
    await page.getByRole('heading', { name: '首页求助位' }).last().waitFor();
    for (const name of ['写', '登', '历次', '紧急', '代码']) {
      await tab(name);
      await axe(`${name} on a phone`);
    }
    await phone.close();
  });
});
