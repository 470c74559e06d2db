import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { launch, openPage, PHONE, send } from './browser.js';

let gateway: RunningGateway;
let browser: Browser;
before(async () => {
  [gateway, browser] = await Promise.all([startGateway(), launch()]);
});
after(async () => {
  await browser?.close();
  await gateway?.close();
});

it('an operator sends a caller to the board: the link opens the form filled in, and what is sent says where it came from', async () => {
  const { code } = await gateway.desk('POST', '/prefills', {
    category: 'medicine',
    body: '妻子的靶向药吃完了，医院没有。',
    tried: ['医院', '12345热线'],
    source: { channel: '12345热线' },
  });
  const context = await browser.newContext(PHONE);
  const { page, errors } = await openPage(context, `${gateway.url}/help#help/compose/${code}`);
  const form = page.locator('help-board-compose');
  await form.getByText('这是12345热线帮您先填好的').waitFor();
  const body = form.getByLabel('您遇到了什么困难？');
  assert.equal(await body.inputValue(), '妻子的靶向药吃完了，医院没有。');
  await page.waitForFunction(() => location.hash === '#help/compose');

  await body.fill('妻子的靶向药明天吃完，医院没有。');
  await form.getByLabel('电话', { exact: true }).fill('10000001234');
  // A reload brings back what was changed, and fills nothing in again.
  await form.getByText('已存在本机').waitFor();
  await page.reload();
  await form.getByText('上次写的还在').waitFor();
  assert.equal(await body.inputValue(), '妻子的靶向药明天吃完，医院没有。');
  await send(page);
  await form.getByText('已收到').first().waitFor();

  const [{ id }] = await gateway.requests();
  const request = await gateway.desk('GET', `/requests/${id}`);
  assert.equal(request.body, '妻子的靶向药明天吃完，医院没有。');
  assert.equal(request.source.channel, '12345热线');
  assert.deepEqual(request.tried, ['医院', '12345热线']);
  assert.deepEqual(errors, []);
  await context.close();
});

it('a code that opens nothing leads to an empty form that says so', async () => {
  const context = await browser.newContext(PHONE);
  const { page, errors } = await openPage(context, `${gateway.url}/help#help/compose/0000-0000-0000`);
  const form = page.locator('help-board-compose');
  await form.getByText('帮您填好的那一份打不开了').waitFor();
  assert.equal(await form.getByLabel('您遇到了什么困难？').inputValue(), '');
  assert.deepEqual(errors, []);
  await context.close();
});
