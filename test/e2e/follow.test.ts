import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { board, choose, fillIn, launch, openPage, PHONE, send } from './browser.js';

const HOUR = 3_600_000;

let gateway: RunningGateway;
let browser: Browser;
before(async () => {
  [gateway, browser] = await Promise.all([startGateway(), launch()]);
});
after(async () => {
  await browser?.close();
  await gateway?.close();
});

/** The time for the answer has run out: nobody waits three hours for a test. */
async function letTimeRunOut(id: string): Promise<void> {
  await gateway.kill();
  // In a process of its own: what has opened the file holds it until it ends.
  const late = `const file = new (require('libsql'))(process.argv[1]);
    file.prepare('update request set due_at = ?, received_at = ? where id = ?')
      .run(Date.now() - ${HOUR}, Date.now() - ${4 * HOUR}, process.argv[2]);`;
  execFileSync(process.execPath, ['-e', late, join(gateway.data, 'help-board.db'), id]);
  await gateway.restart();
}

it('follows a request: urges what is late, reads the answer, says that it is not solved, has it taken up again, deletes it', async () => {
  const context = await browser.newContext(PHONE);
  const { page, errors } = await openPage(context, `${gateway.url}/help`);
  await fillIn(page, { body: '家里三口人隔离，米和奶粉都没有了。', category: '生活物资' });
  await send(page);
  const form = page.locator('help-board-compose');
  await form.getByText('已收到').first().waitFor();
  const [{ id }] = await gateway.requests();
  await gateway.desk('POST', `/requests/${id}/accept`);
  await letTimeRunOut(id);

  await form.getByRole('button', { name: '看我的求助' }).click();
  const mine = page.locator('help-board-mine');
  await mine.getByText('已超时').waitFor();
  await mine.getByRole('button', { name: '催一催' }).click();
  await mine.locator('.said', { hasText: '已催办' }).waitFor();
  const late = await gateway.desk('GET', `/requests/${id}`);
  assert.ok(late.flags.includes('urged'), 'the desk sees it');

  await gateway.desk('POST', `/requests/${id}/publish`);
  await gateway.desk('POST', `/requests/${id}/reply`, {
    author: '县商务局',
    role: 'department',
    kind: 'answer',
    body: '米和奶粉今晚送到门口。',
  });
  // Back another time: the way to one's own requests says that there is something new.
  await mine.getByRole('button', { name: '返回' }).click();
  await page.reload();
  await board(page)
    .getByRole('button', { name: /我的求助.*1/ })
    .waitFor();
  await board(page)
    .getByRole('button', { name: /我的求助/ })
    .click();
  await mine.getByText('米和奶粉今晚送到门口。').first().waitFor();
  await mine.locator('.unread').waitFor();

  await mine.getByRole('button', { name: '评价一下' }).click();
  const feedback = page.locator('help-board-feedback');
  await choose(feedback.getByRole('radio', { name: '没有解决' }));
  await feedback.getByLabel('办得快不快？').selectOption('2');
  await feedback.getByLabel('还想说什么？').fill('等到半夜也没有人来');
  // What is typed is on the device before it is sent: a reload loses nothing.
  await feedback.getByText('已存在本机').waitFor();
  await page.reload();
  await mine.getByRole('button', { name: '接着写' }).click();
  await feedback.getByRole('radio', { name: '没有解决', checked: true }).waitFor();
  assert.equal(await feedback.getByLabel('还想说什么？').inputValue(), '等到半夜也没有人来');
  await feedback.getByRole('button', { name: '发送评价' }).click();
  await mine.getByText('您的评价：没有解决').waitFor();

  await mine.getByRole('button', { name: '还没办好，请再办' }).click();
  await feedback.getByLabel('哪里还没办好？').fill('奶粉没有送来');
  await feedback.getByRole('button', { name: '请再办' }).click();
  await mine.getByText('重新办理', { exact: true }).waitFor();
  const again = await gateway.desk('GET', `/requests/${id}`);
  assert.equal(again.stage, 'accepted');
  assert.ok(JSON.stringify(again).includes('奶粉没有送来'), 'the desk reads why');
  const shown = await (await fetch(`${gateway.url}/api/boards/qingxi/requests/${id}`)).text();
  for (const secret of ['等到半夜', '奶粉没有送来'])
    assert.ok(!shown.includes(secret), `${secret} in public`);

  await mine.getByRole('button', { name: '看详情' }).click();
  await mine.getByRole('button', { name: '彻底删除' }).click();
  await mine.getByText('都会从求助平台和这部手机上删掉').waitFor();
  await mine.getByRole('group').getByRole('button', { name: '彻底删除' }).click();
  await mine.getByText('这部手机上还没有求助').waitFor();
  assert.deepEqual(await gateway.requests(), []);
  assert.deepEqual(errors, []);
  await context.close();
});
