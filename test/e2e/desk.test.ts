import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { hotlineShapes } from '../../src/adapters/hotline/profiles/index.js';
import { startSimulator, type RunningSimulator } from '../../src/gateway/hotline/simulator-server.js';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { launch } from './browser.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('at the desk', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let page: Page;
  let hotline: RunningSimulator;
  /** Handed to a hotline that refuses, before the first test: what is for a hotline goes out every ten seconds only. */
  let refused: string;
  /** From now on the hotline takes what it is told. */
  let accept: () => void;
  const errors: string[] = [];

  before(async () => {
    hotline = await startSimulator({ profile: hotlineShapes.B });
    const connected = { board: 'qingxi', key: '12345', profile: 'B', backend: hotline.url };
    [gateway, browser] = await Promise.all([
      startGateway({ seed: true, hotlines: [{ ...connected, secrets: { token: 't' } }] }),
      launch(),
    ]);
    const { serve } = hotline.hotline;
    const refusing = async () => new Response(JSON.stringify({ code: 422, message: '分类不对' }));
    Object.assign(hotline.hotline, { serve: refusing });
    accept = () => Object.assign(hotline.hotline, { serve });
    refused = (await gateway.requests()).find(({ moves }) => moves.includes('dispatch')).id;
    await gateway.desk('POST', `/requests/${refused}/dispatch`, { kind: 'hotline', name: '12345热线' });
    await gateway.desk('POST', `/requests/${refused}/urge`, {});
    page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (line) => {
      // A refusal is told to the person.
      if (line.type() === 'error' && !line.text().startsWith('Failed to load')) errors.push(line.text());
    });
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
    await hotline?.close();
  });

  const axe = async (what: string) => {
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(of: unknown, how: unknown): Promise<any> } };
      const result = await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      });
      return result.violations.map((v: any) => `${v.id}: ${v.nodes.map((n: any) => n.html).join(' | ')}`);
    });
    assert.deepEqual(violations, [], what);
    assert.ok(!(await page.locator('body').innerText()).includes('[object'), what);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${what} is ${wide} px too wide`);
  };
  const isSaid = async (state: string) => {
    const first = async () => (await gateway.desk('GET', `/requests/${refused}/hotline`)).messages[0];
    while ((await first()).state !== state) await new Promise((on) => setTimeout(on, 200));
  };
  const tab = (name: string) =>
    page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
  const said = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
  const move = (label: string) =>
    page.locator('details', { has: page.locator(`summary:text-is("${label}")`) });
  async function make(label: string, fill: Record<string, string> = {}): Promise<void> {
    const form = move(label);
    await form.locator('summary').click();
    for (const [name, value] of Object.entries(fill)) await form.locator(`[name="${name}"]`).fill(value);
    await form.getByRole('button', { name: label, exact: true }).click();
    await said('好了');
    await page.locator('details[open]').waitFor({ state: 'detached' });
  }

  it('somebody signs in, and sees what is due first', async () => {
    await page.goto(`${gateway.url}/desk`);
    await page.getByText('用令牌登录').click();
    await page.getByLabel('令牌').fill('wrong');
    await page.getByRole('button', { name: '登录' }).last().click();
    await said('令牌不对');
    await page.getByLabel('令牌').fill(gateway.token);
    await page.getByRole('button', { name: '登录' }).last().click();
    await page.getByRole('heading', { name: '待办' }).waitFor();
    await page.locator('.card').first().waitFor();
    await axe('list');
  });

  it('an editor takes a request from its arrival to the answer, with the keyboard’s forms alone', async () => {
    const waiting = (await gateway.requests()).find(
      ({ stage, publication, visibility }) =>
        stage === 'submitted' && publication === 'pending' && visibility === 'public',
    );
    await page.getByRole('button', { name: '待审核' }).click();
    const button = page.getByRole('button', { name: waiting.title ?? waiting.publicBody.slice(0, 24) });
    await button.first().click();
    await page.getByRole('heading', { name: '现在可以' }).waitFor();
    await axe('request');
    const folds = (open: boolean) =>
      page
        .locator('.moves details')
        .evaluateAll((all, wish) => all.forEach((one) => ((one as HTMLDetailsElement).open = wish)), open);
    await folds(true);
    await axe('every move of a request');
    await folds(false);
    await make('公开');
    await make('受理');
    await make('内部意见', { words: '已电话联系' });
    await make('交办', { name: '县民政局', words: '请今天办' });
    await make('退回', { reason: '不归我局' });
    await make('答复', { body: '今天 18:00 送到。' });
    await make('办结');
    const { stage, publication, replies, notes } = await gateway.desk('GET', `/requests/${waiting.id}`);
    assert.deepEqual([stage, publication, replies.at(-1).body], ['resolved', 'public', '今天 18:00 送到。']);
    assert.deepEqual(
      notes.map(({ words }: { words: string }) => words),
      ['已电话联系', '不归我局'],
    );
  });

  it('what somebody else has changed meanwhile is not overwritten', async () => {
    await page.getByRole('button', { name: '← 回到列表' }).click();
    await page.getByRole('button', { name: '要办的' }).click();
    await page.locator('.card button').first().click();
    await page.getByRole('heading', { name: '现在可以' }).waitFor();
    const id = /编号 (\S+) ·/.exec(await page.locator('#main').innerText())![1];
    await gateway.desk('POST', `/requests/${id}/note`, { words: '我先看看' });
    const form = move('内部意见');
    await form.locator('summary').click();
    await form.locator('textarea').fill('我也看看');
    await form.getByRole('button', { name: '内部意见' }).click();
    await said('测试编辑');
    assert.equal(
      await form.locator('textarea').inputValue(),
      '我也看看',
      'and what was typed is still there',
    );
  });

  it('what a hotline refused is shown with what to do, and sent again when somebody says so', async () => {
    await isSaid('dead');
    accept();
    await tab('热线');
    await page.getByText('热线说内容不对').waitFor();
    await axe('hotlines');
    await page.getByRole('button', { name: `编号 ${refused}` }).click();
    await page.getByRole('heading', { name: '在热线' }).waitFor();
    assert.match(await page.locator('#main').innerText(), /12345热线 还没有单号.*交办：没有发成/s);
    await axe('request at a hotline');
    await tab('热线');
    await page.getByText('再发一次').click();
    await page.getByRole('button', { name: '再发', exact: true }).click();
    await said('已经排上');
    await page.getByText('没有要决定的').waitFor();
  });

  it('the slot on home pages is written, published, rolled back and put before everything in an emergency', async () => {
    const shown = async () => (await (await fetch(`${gateway.url}/api/boards/qingxi`)).json()).home;
    const before = await shown();
    await tab('首页');
    const editor = page.locator('help-board-home-editor');
    const part = (name: string) =>
      editor.getByRole('navigation').getByRole('button', { name, exact: true }).click();
    const press = (name: string) => editor.getByRole('button', { name, exact: true }).last().click();
    await editor.getByLabel('标题').fill('今晚核酸，地点看这里');
    await press('存成草稿');
    await editor.getByText(/^已存成第 \d+ 版草稿/).waitFor();
    await axe('slot');
    assert.deepEqual(await shown(), before);
    await part('登');
    await press('现在就登');
    await editor.getByText('已登出').first().waitFor();
    assert.equal((await shown()).headline, '今晚核酸，地点看这里');
    await part('历次');
    await press('退回上一版');
    await press('退回上一版');
    await editor.getByText('已退回').waitFor();
    assert.equal((await shown()).headline, before.headline);
    await part('紧急');
    await press('先看看会动哪些页面');
    await press('确定，马上打开');
    await editor.getByText('紧急已打开').waitFor();
    assert.equal((await shown()).emergency, true);
    await axe('slot in an emergency');
    await press('关掉紧急：先看看会动哪些');
    await press('确定，马上关掉');
    await editor.getByText('紧急已关掉').waitFor();
    assert.equal((await shown()).headline, before.headline);
  });

  it('who rings up is recorded once and told a code; who is sent here gets a form filled in', async () => {
    await tab('代填');
    await page.getByRole('heading', { name: '替来电人登记' }).waitFor();
    await axe('for callers');
    const caller = page.locator('form').first();
    await caller.getByLabel('类别').selectOption({ index: 1 });
    await caller.getByLabel('遇到了什么困难').fill('老人来电：断药两天');
    await caller.getByLabel('电话', { exact: true }).fill('10000005678');
    await caller.getByRole('button', { name: '登记' }).click();
    assert.ok(await caller.getByLabel('他同意').evaluate((box: HTMLInputElement) => !box.validity.valid));
    await caller.getByLabel('他同意').check();
    // The line drops after the gateway has it: pressed again, it is still one.
    let cut = true;
    await page.route('**/desk/boards/qingxi/requests', async (route) => {
      if (route.request().method() !== 'POST' || !cut) return route.continue();
      cut = false;
      await route.fetch();
      await route.abort();
    });
    await caller.getByRole('button', { name: '登记' }).click();
    await said('网络不通');
    await caller.getByRole('button', { name: '登记' }).click();
    await said('已登记');
    const code = await page.locator('.card b').innerText();
    const { stage } = await (await fetch(`${gateway.url}/api/boards/qingxi/track/${code}`)).json();
    assert.equal(stage, 'submitted');
    const recorded = (await gateway.requests()).filter(({ body }) => body === '老人来电：断药两天');
    assert.deepEqual([recorded.length, await caller.getByLabel('遇到了什么困难').inputValue()], [1, '']);

    // The same, and the operator corrects a word before pressing again: said, with the code, and the next caller is a new one.
    cut = true;
    await caller.getByLabel('遇到了什么困难').fill('停电一天');
    await caller.getByLabel('电话', { exact: true }).fill('10000005679');
    await caller.getByLabel('他同意').check();
    await caller.getByRole('button', { name: '登记' }).click();
    await said('网络不通');
    await caller.getByLabel('遇到了什么困难').fill('停电两天');
    await caller.getByRole('button', { name: '登记' }).click();
    await said('已经收到过');
    await page.getByText('后来改的字没有存进去').waitFor();
    assert.notEqual(await page.locator('.card b').innerText(), code);
    assert.match(await page.locator('.card').innerText(), /停电两天/);
    await caller.getByLabel('遇到了什么困难').fill('另一位：没有米');
    await caller.getByLabel('电话', { exact: true }).fill('10000005680');
    await caller.getByLabel('他同意').check();
    await caller.getByRole('button', { name: '登记' }).click();
    await said('已登记');
    const bodies = (await gateway.requests()).map(({ body }) => body);
    assert.ok(
      bodies.includes('停电一天') && bodies.includes('另一位：没有米') && !bodies.includes('停电两天'),
    );

    const link = page.locator('form').last();
    await link.getByLabel('遇到了什么困难').fill('小区停水三天');
    await link.getByLabel('从哪里来').fill('记者');
    await link.getByRole('button', { name: '生成链接' }).click();
    const address = await page.getByLabel('链接', { exact: true }).inputValue();
    const board = await browser.newPage();
    await board.goto(address);
    await board.getByText('这是记者帮您先填好的').waitFor();
    assert.equal(await board.getByLabel('您遇到了什么困难？').inputValue(), '小区停水三天');
    await board.close();
  });

  it('slips, groups, figures, settings: every page opens, prints what is to be printed', async () => {
    for (const name of ['审答复', '批量', '交办单', '上下级', '评论', '模板', '公告指南', '数字']) {
      await tab(name);
      await page.getByRole('heading', { name, exact: true }).waitFor();
      await axe(name);
    }
    await tab('交办单');
    await page.getByRole('button', { name: '看和打印' }).first().click();
    await page.getByRole('heading', { name: /交办单$/ }).waitFor();
    await page.getByRole('button', { name: '← 回到工作台' }).click();
    await tab('数字');
    await page.getByRole('button', { name: '开办以来' }).click();
    await page.getByRole('cell', { name: '县卫生健康局' }).waitFor();
    await page.getByRole('button', { name: '今天', exact: true }).click();
    await page.getByRole('button', { name: '今天的日报（打印）' }).click();
    await page.getByRole('button', { name: '打印', exact: true }).waitFor();
    await page.getByRole('button', { name: '← 回到工作台' }).click();
    await tab('模板');
    await page.getByText('新模板').click();
    await page.getByLabel('名称').fill('收到');
    await page.getByLabel(/^内容/).fill('{称呼}，您的求助已经收到。');
    await page.getByRole('button', { name: '存成模板' }).click();
    await page.locator('.card', { hasText: '您的求助已经收到' }).waitFor();
  });

  it('what was sent again has arrived at the hotline, and nothing was thrown', async () => {
    await isSaid('sent');
    assert.equal(hotline.hotline.orders.length, 1);
    assert.deepEqual(errors, []);
  });
});
