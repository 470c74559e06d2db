import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { board, launch, PHONE } from '../e2e/browser.js';

const WRONG = '抢险队电话 0999-0000-8117，今晚有人接。';
const RIGHT = '抢险队电话 0999-0000-8226，今晚有人接。';

describe('a reply that went out with a wrong number', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let id: string;
  const errors: string[] = [];
  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
    const open = (await gateway.requests()).find(
      ({ stage, publication }) => stage === 'accepted' && publication === 'public',
    );
    id = open.id;
    await gateway.desk('POST', `/requests/${id}/reply`, { kind: 'answer', body: WRONG });
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  async function opened(address: string, size: object): Promise<Page> {
    const page = await (await browser.newContext(size)).newPage();
    page.setDefaultTimeout(40_000);
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${gateway.url}${address}`);
    return page;
  }

  it('is put right at the desk by the keyboard: the resident’s open page changes, and the old number is nowhere public', async () => {
    const resident = await opened(`/help#help/request/${id}`, PHONE);
    await board(resident).getByText(WRONG).first().waitFor();
    await resident.waitForResponse(/\/version/);

    const page = await opened(`/desk#request/${id}`, { viewport: { width: 360, height: 740 } });
    await page.getByText('用令牌登录').click();
    await page.getByLabel('令牌').fill(gateway.token);
    await page.getByRole('button', { name: '登录' }).last().click();
    const reply = page.locator('.card', { hasText: WRONG }).first();
    const summary = reply.locator('summary', { hasText: '更正这条答复' });
    await summary.focus();
    await page.keyboard.press('Enter');
    const words = reply.getByLabel('改成这样（原来的话只留给编辑部）');
    assert.equal(await words.inputValue(), WRONG, 'filled with the words of now');
    await words.fill(RIGHT);
    // Closed by mistake, nothing is lost, and one is where one was.
    await page.keyboard.press('Escape');
    assert.ok(await summary.evaluate((one) => one === document.activeElement));
    await page.keyboard.press('Enter');
    assert.equal(await words.inputValue(), RIGHT);
    await reply.getByRole('button', { name: '更正', exact: true }).click();

    const right = page.locator('.card', { hasText: RIGHT }).first();
    await right.getByText(/已更正/).waitFor();
    await right.getByText('更正前写的').click();
    await right.getByText(WRONG).waitFor();

    await board(resident).getByText(RIGHT).first().waitFor();
    await board(resident).getByText('已更正').first().waitFor();
    await board(resident).getByText('答复已更正').first().waitFor();
    assert.equal(await board(resident).getByText(WRONG).count(), 0);
    for (const path of [
      `/requests/${id}`,
      '/requests?q=0999-0000-8117',
      '/snapshot',
      '/feed.atom',
      '/export?format=jsonl',
    ]) {
      const text = await (await fetch(`${gateway.url}/api/boards/qingxi${path}`)).text();
      assert.ok(!text.includes('0999-0000-8117'), path);
    }
    assert.deepEqual(errors, []);
    await resident.context().close();
    await page.context().close();
  });
});
