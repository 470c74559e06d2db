import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { readyUrl } from '../gateway/support/process.js';
import { launch } from './browser.js';

const MAIN = resolve('src/gateway/dist/main.js');

describe('a gateway with no site beside it', () => {
  const data = mkdtempSync(join(tmpdir(), 'help-board-desk-'));
  let gateway: ChildProcess;
  let url: string;
  let browser: Browser;
  const passwords: Record<string, string> = {};

  const command = (...line: string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...line, '--data', data], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    return stdout;
  };
  const addUser = (name: string, ...roles: string[][]) => {
    passwords[name] = command('user', 'add', name, '--name', name).trim().split(' ').at(-1)!;
    for (const role of roles) command('user', 'role', name, ...role);
  };

  before(async () => {
    const board = (key: string, title: string, ...more: string[]) =>
      command('board', 'create', key, '--template', 'flood', '--title', title, '--region', title, ...more);
    board('xishan', '溪山市求助平台');
    board('qingxi', '清溪县求助平台', '--parent', 'xishan');
    board('baihe', '白河县求助平台', '--parent', 'xishan');
    addUser('shi', ['--role', 'supervisor']);
    addUser('xian', ['--role', 'editor', '--board', 'qingxi'], ['--role', 'editor', '--board', 'baihe']);
    addUser('meiyou');
    gateway = spawn(process.execPath, [MAIN, 'start', '--data', data, '--port', '0', '--log', 'error'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    [url, browser] = await Promise.all([readyUrl(gateway), launch()]);
  });
  after(async () => {
    await browser?.close();
    gateway?.kill('SIGTERM');
    if (gateway) await once(gateway, 'exit');
    rmSync(data, { recursive: true, force: true });
  });

  async function signIn(name: string, address = 'desk') {
    const page = await (await browser.newContext()).newPage();
    const failed: string[] = [];
    page.on('pageerror', (error) => failed.push(String(error)));
    await page.goto(url + address);
    await page.getByLabel('用户名').fill(name);
    await page.getByLabel('密码').fill(passwords[name]!);
    await page.getByRole('button', { name: '登录', exact: true }).first().click();
    return { page, failed };
  }

  it('has the newsroom’s page all the same, and says nothing there of a demonstration', async () => {
    const { page, failed } = await signIn('shi');
    await page.getByRole('heading', { name: '待办' }).waitFor();
    assert.ok(!(await page.locator('html').innerText()).includes('演示'));
    assert.deepEqual(failed, []);
    await page.context().close();
  });

  it('who works at several boards chooses one, the upper ones first; the address says which, and a reload stays', async () => {
    const { page } = await signIn('shi');
    const choice = page.getByLabel('平台', { exact: true });
    await choice.waitFor();
    assert.deepEqual(await choice.locator('option').allInnerTexts(), [
      '溪山市求助平台',
      '白河县求助平台',
      '清溪县求助平台',
    ]);
    await choice.selectOption('清溪县求助平台');
    await page.waitForURL(/[?&]board=qingxi/);
    await page.reload();
    await choice.waitFor();
    assert.equal(await choice.inputValue(), 'qingxi');
    await page.getByRole('button', { name: '上下级' }).click();
    await page.getByRole('heading', { name: '报上级的' }).waitFor();
    await page.context().close();
  });

  it('who works at two counties sees those, whatever the address says', async () => {
    const { page } = await signIn('xian', 'desk?board=xishan');
    const choice = page.getByLabel('平台', { exact: true });
    await choice.waitFor();
    assert.deepEqual(await choice.locator('option').allInnerTexts(), ['白河县求助平台', '清溪县求助平台']);
    assert.equal(await choice.inputValue(), 'baihe');
    await page.context().close();
  });

  it('who has no board yet is told whom to ask, and can leave', async () => {
    const { page } = await signIn('meiyou');
    await page.getByRole('heading', { name: '还没有您办的平台' }).waitFor();
    await page.getByRole('button', { name: '退出（meiyou）' }).click();
    await page.getByLabel('用户名').waitFor();
    await page.context().close();
  });
});
