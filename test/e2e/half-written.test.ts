import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { launch } from './browser.js';

const COMMAND = fileURLToPath(new URL('../../src/gateway/dist/main.js', import.meta.url));

describe('what is half written at the desk', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let page: Page;
  let at: string;
  const passwords: Record<string, string> = {};

  const command = async (...args: string[]) =>
    (await promisify(execFile)(process.execPath, [COMMAND, ...args, '--data', gateway.data])).stdout;
  async function colleague(name: string, shown: string, ...role: string[]): Promise<void> {
    passwords[name] = /once: (\S+)/.exec(await command('user', 'add', name, '--name', shown))![1]!;
    await command('user', 'role', name, '--board', 'qingxi', '--role', ...role);
  }

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
    await colleague('wang', '王编辑', 'editor');
    await colleague('li', '李科长', 'department', '--unit', '县民政局');
    await colleague('zhao', '赵师傅', 'volunteer', '--unit', '红马甲车队');
    page = await browser.newPage();
    page.setDefaultTimeout(12_000);
    await signIn(page, 'wang');
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  const said = (text: string, of = page) => of.getByRole('status').filter({ hasText: text }).waitFor();
  const form = (label: string, of = page) =>
    of.locator('details', { has: of.locator(`summary:text-is("${label}")`) });
  const words = (label: string) => form(label).locator('textarea');
  const send = (label: string) => form(label).getByRole('button', { name: label, exact: true }).click();
  const read = (id: string) => gateway.desk('GET', `/requests/${id}`);
  const sent = async (id: string, text: string): Promise<number> =>
    (await read(id)).replies.filter(({ body }: { body: string }) => body === text).length;

  async function signIn(of: Page, name: string): Promise<void> {
    await of.goto(`${gateway.url}/desk`);
    await of.getByLabel('用户名').fill(name);
    await of.getByLabel('密码').fill(passwords[name]!);
    await of.getByRole('button', { name: '登录' }).first().click();
    await of.getByRole('heading', { name: '待办' }).waitFor();
  }

  /** One that can be answered, opened at the desk. */
  async function openOne(): Promise<string> {
    const { id } = (await gateway.requests()).find(
      ({ stage, publication, visibility }) =>
        stage === 'accepted' && publication === 'public' && visibility === 'public',
    );
    await page.goto(`${gateway.url}/desk#request/${id}`);
    await page.getByText(`编号 ${id} · 收到`).waitFor();
    at = `/requests/${id}`;
    return id;
  }
  async function begin(text: string): Promise<string> {
    const id = await openOne();
    await form('答复').locator('summary').click();
    await words('答复').fill(text);
    return id;
  }

  it('stays when something else is done first, the page is left, and the page is loaded again', async () => {
    const id = await begin('今天 18:00 有车。');
    await form('置顶').locator('summary').click();
    await send('置顶');
    await said('好了');
    assert.equal(await words('答复').inputValue(), '今天 18:00 有车。');
    await page.goBack();
    await page.goto(`${gateway.url}/desk#slips`);
    await page.getByRole('heading', { name: '交办单' }).waitFor();
    await page.goto(`${gateway.url}/desk#request/${id}`);
    await words('答复').waitFor();
    await page.reload();
    assert.equal(await words('答复').inputValue(), '今天 18:00 有车。');
    await send('答复');
    await said('好了');
    assert.equal((await read(id)).replies.at(-1).body, '今天 18:00 有车。');
    await page.locator('details[open]').waitFor({ state: 'detached' });
  });

  it('stays when the sign-in has run out: who signs in again has sent it', async () => {
    const id = await begin('药房给您留了一盒。');
    // Out everywhere, as after a night: neither the token nor the cookie opens anything.
    await command('user', 'lock', 'wang');
    await command('user', 'unlock', 'wang');
    await send('答复');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('用户名').fill('wang');
    await dialog.getByLabel('密码').fill('wrong');
    await dialog.getByRole('button', { name: '登录' }).first().click();
    await dialog.getByText('用户名或密码不对').waitFor();
    await page.keyboard.press('Escape');
    await said('这一步没有做');
    assert.equal(await words('答复').inputValue(), '药房给您留了一盒。');
    await send('答复');
    await dialog.getByLabel('用户名').fill('wang');
    await dialog.getByLabel('密码').fill(passwords['wang']!);
    await dialog.getByRole('button', { name: '登录' }).first().click();
    await said('好了');
    assert.deepEqual(await sent(id, '药房给您留了一盒。'), 1);
  });

  it('stays while the gateway is down, and goes out once it is back', async () => {
    const id = await begin('桌子明早送到。');
    await gateway.kill();
    await send('答复');
    await said('网络不通');
    assert.equal(await words('答复').inputValue(), '桌子明早送到。');
    await gateway.restart();
    await send('答复');
    await said('好了');
    assert.equal(await sent(id, '桌子明早送到。'), 1);
  });

  it('is sent once when the answer is lost and the button pressed again', async () => {
    const id = await begin('大巴 7:20 到东门。');
    let cut = true;
    await page.route(`**${at}/reply`, async (route) => {
      if (!cut) return route.continue();
      cut = false;
      await route.fetch();
      await route.abort();
    });
    await send('答复');
    await said('网络不通');
    await send('答复');
    await said('好了');
    assert.equal(await sent(id, '大巴 7:20 到东门。'), 1);
    await page.unroute(`**${at}/reply`);
  });

  it('stays when somebody else was quicker: who did what is said, the new state shown, and the words go out on it', async () => {
    const id = await begin('我们马上安排。');
    await gateway.desk('POST', `${at}/dispatch`, { kind: 'department', name: '县民政局' });
    await send('答复');
    await said('测试编辑');
    await said('交办（改了');
    await page.getByText('已交办').first().waitFor();
    assert.equal(await words('答复').inputValue(), '我们马上安排。');
    assert.equal(await sent(id, '我们马上安排。'), 0);
    await form('答复').getByLabel('以谁的名义').selectOption('unit');
    await send('答复');
    await said('好了');
    const reply = (await read(id)).replies.at(-1);
    assert.deepEqual([reply.author, reply.role], ['县民政局', 'department']);
  });

  it('can be copied when it cannot be sent any more', async () => {
    const id = await begin('请到卫生院取药。');
    const other = (await gateway.requests()).find(
      ({ id: one, stage, publication }) => one !== id && stage === 'accepted' && publication === 'public',
    );
    await gateway.desk('POST', `${at}/merge`, { into: other.id });
    await send('答复');
    await page.getByText('“答复”现在办不了').waitFor();
    await page.getByText('请到卫生院取药。', { exact: true }).waitFor();
    await page.getByRole('button', { name: '不要了' }).click();
    await page.reload();
    await page.getByText('并到了').waitFor();
    assert.equal(await page.getByText('请到卫生院取药。', { exact: true }).count(), 0);
  });

  it('is nobody else’s at the same machine, and gone after signing out', async () => {
    await begin('写了一半');
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: '退出（王编辑）' }).click();
    await said('已退出');
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    await signIn(page, 'wang');
  });

  it('is begun, written and sent with the keyboard alone, and what was told on the phone is noted', async () => {
    const id = await openOne();
    await form('请本人补充').locator('summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('几口人？');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await said('好了');
    // One goes on from the top of what is new.
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2');
    await form('代本人补充').locator('summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('三口人');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await form('代本人补充').waitFor({ state: 'detached' });
    const { flags, notes } = await read(id);
    assert.deepEqual([flags.includes('needs-info'), notes.at(-1).words], [false, '三口人']);
  });

  it('an officer and a volunteer are shown what they may do, and no more', async () => {
    const id = await openOne();
    await gateway.desk('POST', `${at}/dispatch`, { kind: 'volunteer', name: '志愿者' });
    const volunteer = await browser.newPage();
    await signIn(volunteer, 'zhao');
    await volunteer.goto(`${gateway.url}/desk#request/${id}`);
    await volunteer.getByRole('heading', { name: '现在可以' }).waitFor();
    const offered = await volunteer.locator('.moves summary').allInnerTexts();
    assert.deepEqual(offered, ['签收'], 'what is offered is for taking on');
    assert.equal(await volunteer.locator('a[href^="tel:"]').count(), 0);
    await form('签收', volunteer).locator('summary').click();
    await form('签收', volunteer).getByRole('button', { name: '签收' }).click();
    await said('好了', volunteer);
    await volunteer.locator('a[href^="tel:"]').waitFor();
    const own = await volunteer.locator('.moves summary').allInnerTexts();
    assert.deepEqual(own, ['答复', '请本人补充', '退回', '申请延期', '内部意见']);
    await volunteer.close();

    const officer = await browser.newPage();
    await signIn(officer, 'li');
    await officer.goto(`${gateway.url}/desk#request/${id}`);
    await said('没有这一条，或者不归您办', officer);
    assert.deepEqual(await officer.locator('nav [data-page]').allInnerTexts(), ['待办', '交办单']);
    await officer.close();
  });
});
