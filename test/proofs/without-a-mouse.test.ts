import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { board, launch, openPage } from '../e2e/browser.js';

type Role = 'button' | 'textbox' | 'radio' | 'checkbox';

/** Somebody who does not use a mouse: things are known by role and name alone. */
interface Visitor {
  press(role: Role, name: string): Promise<void>;
  type(name: string, words: string): Promise<void>;
}

/** Tab, arrows, Space and Enter; everything has to be on the way. */
function atTheKeyboard(page: Page): Visitor {
  const reach = async (role: Role, name: string) => {
    const target = page.getByRole(role, { name }).first();
    await target.waitFor();
    const has = () =>
      target.evaluate((element) => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active === element;
      });
    for (let i = 0; i < 240; i++) {
      if (await has()) return;
      // What is not ahead is behind: a list that goes on and on has no end to come round from.
      await page.keyboard.press(i < 60 ? 'Tab' : 'Shift+Tab');
      // Of a group of radios only one is on the way; the others by arrows.
      for (let j = 0; role === 'radio' && j < 12; j++) {
        const among = await page.evaluate(() => {
          let active = document.activeElement;
          while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
          return active instanceof HTMLInputElement && active.type === 'radio';
        });
        if (!among || (await has())) break;
        await page.keyboard.press('ArrowDown');
      }
    }
    assert.fail(`the keyboard does not reach ${role} ${name}`);
  };
  return {
    async press(role, name) {
      await reach(role, name);
      await page.keyboard.press(role === 'button' ? 'Enter' : 'Space');
    },
    async type(name, words) {
      await reach('textbox', name);
      await page.keyboard.insertText(words);
    },
  };
}

interface Node {
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  backendDOMNodeId?: number;
}

/** Nothing but what the browser tells a screen reader, and the screen reader's own "click" and "type here". */
async function withAScreenReader(context: BrowserContext, page: Page): Promise<Visitor> {
  const cdp: CDPSession = await context.newCDPSession(page);
  await cdp.send('Accessibility.enable');
  const find = async (role: Role, name: string) => {
    for (let i = 0; i < 60; i++) {
      const { nodes } = (await cdp.send('Accessibility.getFullAXTree')) as unknown as { nodes: Node[] };
      const found = nodes.find(
        (node) => !node.ignored && node.role?.value === role && node.name?.value.includes(name),
      );
      if (found) {
        const { object } = await cdp.send('DOM.resolveNode', { backendNodeId: found.backendDOMNodeId! });
        return object.objectId!;
      }
      await page.waitForTimeout(100);
    }
    return assert.fail(`no ${role} "${name}" in the accessibility tree`);
  };
  const call = async (objectId: string, functionDeclaration: string) =>
    cdp.send('Runtime.callFunctionOn', { objectId, functionDeclaration });
  return {
    async press(role, name) {
      await call(await find(role, name), 'function () { this.focus(); this.click(); }');
    },
    async type(name, words) {
      await call(await find('textbox', name), 'function () { this.focus(); }');
      await cdp.send('Input.insertText', { text: words });
    },
  };
}

describe('without a mouse', () => {
  let gateway: RunningGateway;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [gateway, browser] = await Promise.all([startGateway({ seed: true }), launch()]);
  });
  afterEach(() => context?.close());
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  const WAYS = {
    'with the keyboard alone': (page: Page) => atTheKeyboard(page),
    'with a screen reader': (page: Page) => withAScreenReader(context, page),
  };
  for (const [how, visitorOn] of Object.entries(WAYS))
    it(`somebody posts, follows a request of others, and rates the answer ${how}`, async () => {
      context = await browser.newContext({ viewport: { width: 1100, height: 800 }, locale: 'zh-CN' });
      const { page, errors } = await openPage(context, `${gateway.url}/help`);
      await board(page).locator('.card').first().waitFor();
      const visitor = await visitorOn(page);
      const body = `${how}：楼下路灯三天不亮，老人不敢出门`;

      await visitor.press('button', '我要求助');
      await visitor.type('您遇到了什么困难？', body);
      await visitor.press('radio', '其他');
      await visitor.type('电话', '10000001234');
      const consents = page.getByRole('group', { name: '请您同意' }).getByRole('checkbox');
      for (const consent of await consents.all())
        await visitor.press(
          'checkbox',
          (await consent.getAttribute('aria-label')) ??
            (await consent.evaluate((box) =>
              (box as HTMLInputElement).labels![0]!.textContent!.trim().slice(0, 12),
            )),
        );
      await visitor.press('button', '发送求助');
      await page.locator('help-board-compose').getByText('已送达').first().waitFor();
      const [mine] = (await gateway.requests()).filter((request) => JSON.stringify(request).includes(how));
      assert.ok(mine, 'it is in the database');

      await visitor.press('button', '返回');
      const title = (await board(page).locator('.card .open').first().textContent())!.trim();
      await visitor.press('button', title);
      await visitor.press('button', '关注进展');
      await page.getByRole('button', { name: '已关注' }).waitFor();
      await visitor.press('button', '返回');

      await gateway.desk('POST', `/requests/${mine.id}/accept`);
      await gateway.desk('POST', `/requests/${mine.id}/reply`, { body: '今晚就修。', kind: 'answer' });
      await visitor.press('button', '我的求助');
      await page.getByText('今晚就修。').first().waitFor();
      await visitor.press('button', '评价一下');
      await visitor.press('radio', '没有解决');
      await visitor.type('还想说什么？', '还是不亮');
      await visitor.press('button', '发送评价');
      await page.getByText('收到您的评价').first().waitFor();
      assert.deepEqual(errors, []);
    });

  it('Enter that ends a word of pinyin sends and closes nothing', async () => {
    context = await browser.newContext({ viewport: { width: 1100, height: 800 }, locale: 'zh-CN' });
    const { page } = await openPage(context, `${gateway.url}/help`);
    await board(page).getByRole('button', { name: '我要求助' }).click();
    const text = page.locator('help-board-compose').getByLabel('您遇到了什么困难？');
    await text.focus();
    const cdp = await context.newCDPSession(page);
    const compose = (letters: string) =>
      cdp.send('Input.imeSetComposition', {
        text: letters,
        selectionStart: letters.length,
        selectionEnd: letters.length,
      });
    await compose('tou');
    await compose('tou teng');
    // While a word is being composed the keyboard says so of every key: keyCode 229, isComposing.
    for (const key of ['Enter', 'Escape'])
      await text.evaluate((element, name) => {
        const options = {
          key: name,
          isComposing: true,
          keyCode: 229,
          bubbles: true,
          composed: true,
          cancelable: true,
        };
        return element.dispatchEvent(new KeyboardEvent('keydown', options));
      }, key);
    await cdp.send('Input.insertText', { text: '头疼' });
    assert.equal(await text.inputValue(), '头疼');
    assert.ok(await text.isVisible(), 'the form has gone');
    assert.equal(
      (await gateway.requests()).filter((request) => JSON.stringify(request).includes('头疼')).length,
      0,
    );
  });
});
