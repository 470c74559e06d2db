import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { RunningGateway } from '../support/gateway.js';
import { byHand } from './hands.js';
import { until, type Page } from './page.js';

const quote = (text: string) => JSON.stringify(text);

/** The feed with what the gateway has, the form, a post, its receipt, and one row in the database. */
export async function postsOnce(page: Page, address: string, gateway: RunningGateway): Promise<void> {
  const marker = `来自${page.engine}，${randomUUID().slice(0, 8)}`;
  const step = (expression: string, what: string) => until(page, byHand(expression), what);
  await page.goto(`${address}/help`);
  const cards = await step("all('.card').filter(shown).length", 'the feed shows requests');
  assert.ok(Number(cards) > 3, `${cards} requests in the feed`);

  await step("press('button', '我要求助')", 'the way to the form is there');
  await step(
    `fill('您遇到了什么困难？', ${quote(`家里老人的药快吃完了。${marker}`)})`,
    'the text can be typed',
  );
  await step("pick('用药')", 'a category can be picked');
  await step("fill('电话', '10000001234')", 'a phone number can be typed');
  await step('agree()', 'the consents can be given');
  await step("press('button', '发送求助')", 'it can be sent');
  await step("all('h2, p, strong, span', '已送达').length", 'the receipt is shown');

  const arrived = (await gateway.requests()).filter((request) => JSON.stringify(request).includes(marker));
  assert.equal(arrived.length, 1, 'exactly one row');
}
