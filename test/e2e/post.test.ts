import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { board, choose, fillIn, launch, openPage, PHONE, send } from './browser.js';

const DIALYSIS =
  '我妈妈78岁，双腿浮肿，三天没做透析了，需要车送去县人民医院。电话10000001234，住东溪花园3幢2单元501室。';

describe('a resident posts from a county page', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });
  const phone = async () => {
    await context?.close();
    context = await browser.newContext(PHONE);
    return openPage(context, `${gateway.url}/help`);
  };
  const arrived = async (words: string) =>
    (await gateway.requests()).filter((request) => JSON.stringify(request).includes(words));

  it('gets a tracking code and a promised time; no public read holds the phone number; published, others see it', async () => {
    const { page, errors } = await phone();
    await fillIn(page, { body: DIALYSIS, name: '王秀兰' });
    await send(page);
    const form = page.locator('help-board-compose');
    await form.getByText('已送达').first().waitFor();
    await form
      .getByText(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
      .first()
      .waitFor();
    await form.getByText(/我们会在 .+ 前答复您/).waitFor();
    await form
      .getByText('已收到，只有工作人员能看到')
      .or(form.getByText('已收到，审核后公开'))
      .first()
      .waitFor();

    const [mine] = await arrived('双腿浮肿');
    assert.ok(mine, 'it is in the database');

    // Medical requests are for the desk only unless the person chooses: this one chose to be public.
    await page.getByRole('button', { name: '再写一条求助' }).click();
    await fillIn(page, { body: DIALYSIS.replace('双腿', '两腿'), name: '王秀兰' });
    await choose(form.getByRole('radio', { name: /^公开/ }));
    await send(page);
    await form.getByText('已收到，审核后公开').waitFor();
    const [open] = await arrived('两腿浮肿');
    await gateway.desk('POST', `/requests/${open.id}/publish`);

    const other = await browser.newContext(PHONE);
    const { page: others } = await openPage(other, `${gateway.url}/help`);
    await others.getByRole('tab', { name: '最新' }).click();
    await board(others).getByText('两腿浮肿').first().waitFor();
    const text = await others.locator('help-board').evaluate((element) => element.shadowRoot!.textContent);
    for (const path of ['', '/requests?sort=latest', `/requests/${open.id}`, '/figures', '/version']) {
      const answer = await (await fetch(`${gateway.url}/api/boards/qingxi${path}`)).text();
      for (const secret of ['10000001234', '501室', '王秀兰'])
        assert.ok(!answer.includes(secret), `${secret} in ${path}`);
      assert.ok(!text!.includes('10000001234'));
    }
    assert.equal(await board(others).getByText('双腿浮肿').count(), 0, 'the desk-only one is nowhere');
    await other.close();
    assert.deepEqual(errors, []);
  });

  it('posts offline, comes back, and it arrives once', async () => {
    const { page } = await phone();
    await fillIn(page, { body: '没有网络的时候写的：家里没有退烧药了。', category: '用药' });
    await context.setOffline(true);
    await send(page);
    const form = page.locator('help-board-compose');
    await form.getByText('已存好，等待联网').first().waitFor();
    assert.equal((await arrived('没有网络的时候写的')).length, 0);
    await context.setOffline(false);
    await form.getByText('已送达').first().waitFor({ timeout: 20_000 });
    assert.equal((await arrived('没有网络的时候写的')).length, 1);
  });

  it('reloads while typing, and everything is still there', async () => {
    const { page } = await phone();
    await fillIn(page, { body: '写到一半，电话来了', phone: '10000005678', category: '生活物资' });
    // On disk within a second of the last keystroke: that is the promise.
    await page.waitForTimeout(1000);
    await page.locator('help-board-compose').getByText('已存在本机').waitFor();
    await page.reload();
    const form = page.locator('help-board-compose');
    await form.getByText('上次写的还在').waitFor();
    assert.equal(await form.getByLabel('您遇到了什么困难？').inputValue(), '写到一半，电话来了');
    assert.equal(await form.getByLabel('电话', { exact: true }).inputValue(), '10000005678');
    assert.ok(await form.getByRole('radio', { name: '生活物资' }).isChecked());
  });

  it('the answer is lost on the way, the post is asked for again: one row, and the screen says delivered', async () => {
    const { page } = await phone();
    let lost = 0;
    await page.route('**/api/boards/qingxi/requests', async (route) => {
      if (route.request().method() !== 'POST' || lost++) return route.fallback();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await fillIn(page, { body: '回执在路上丢了的那一条', category: '快递物流' });
    await send(page);
    await page.locator('help-board-compose').getByText('已送达').first().waitFor({ timeout: 20_000 });
    assert.ok(lost >= 2);
    assert.equal((await arrived('回执在路上丢了的那一条')).length, 1);
  });

  it('two quick taps on send are one request', async () => {
    const { page } = await phone();
    await fillIn(page, { body: '手抖按了两下', category: '其他' });
    const form = page.locator('help-board-compose');
    for (const box of await form.getByRole('group', { name: '请您同意' }).getByRole('checkbox').all())
      await choose(box);
    await form.getByRole('button', { name: '发送求助' }).dblclick();
    await form.getByText('已送达').first().waitFor();
    assert.equal((await arrived('手抖按了两下')).length, 1);
  });

  it('hostile text of 10,000 characters shows as text', async () => {
    const hostile = `<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>\u202E颠倒\u202C😀{{1+1}}`;
    const { page, errors } = await phone();
    await fillIn(page, { body: hostile + '水'.repeat(10_000 - hostile.length), category: '其他' });
    await send(page);
    await page.locator('help-board-compose').getByText('已送达').first().waitFor();
    const [request] = await arrived('颠倒');
    await gateway.desk('POST', `/requests/${request.id}/publish`);
    await page.goto(`${gateway.url}/help#help/request/${request.id}`);
    await page.reload();
    const view = page.locator('help-board-request');
    await view.getByText('onerror').first().waitFor();
    assert.equal(await view.locator('img').count(), 0);
    assert.equal(await page.evaluate(() => (window as { pwned?: number }).pwned), undefined);
    assert.deepEqual(errors, []);
  });

  it('the same key five times at once makes one row and one receipt', async () => {
    const { page } = await phone();
    const key = randomUUID();
    const submission = {
      ...{ category: 'other', urgency: 'routine', body: '同一个编号发了五次', visibility: 'public' },
      ...{ contact: { name: '', phone: '10000009999' }, tried: [], attributes: {}, attachments: [] },
      ...{ consents: { privacy: '2026-01' }, composedAt: new Date().toISOString() },
    };
    const receipts = await page.evaluate(
      ([url, init]) =>
        Promise.all([1, 2, 3, 4, 5].map(() => fetch(url, init).then((answer) => answer.json()))),
      [
        '/api/boards/qingxi/requests',
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(submission),
        },
      ] as const,
    );
    assert.equal(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size, 1);
    assert.equal((await arrived('同一个编号发了五次')).length, 1);
  });
});
