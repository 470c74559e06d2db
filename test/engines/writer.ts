import assert from 'node:assert/strict';
import { flaws } from '../hostile/looks.js';
import { byHand } from './hands.js';
import { reloadAtOnce, until, visit, type Page } from './page.js';

const BODY = "'您遇到了什么困难？'";
const quoted = (text: string) => JSON.stringify(text);

/** Somebody who asks for help on a page, step by step. Every step waits until it can be done. */
export class Writer {
  constructor(readonly page: Page) {}

  private step<T>(expression: string, what: string, seconds?: number): Promise<T> {
    return until<T>(this.page, byHand(expression), what, seconds);
  }

  /** Waits until words are on the screen. */
  async sees(words: string, seconds?: number): Promise<void> {
    const said = `all('h2, p, strong, span, button, li, label', ${quoted(words)}).filter(shown).length`;
    await this.step(said, `“${words}” on the screen`, seconds);
  }

  async opensForm(): Promise<void> {
    await this.step("press('button', '我要求助')", 'the way to the form');
    await this.step(`!!control(${BODY})`, 'the form');
  }

  async writes(text: string): Promise<void> {
    await this.step(`fill(${BODY}, ${quoted(text)})`, 'typing the text');
  }

  /** Types, and reloads before anything else of the page can run. */
  async writesAndReloads(text: string, caret: number): Promise<void> {
    await reloadAtOnce(this.page, byHand(`fill(${BODY}, ${quoted(text)}, ${caret})`));
  }

  async writesAndGoesTo(text: string, path: string): Promise<void> {
    await visit(this.page, path, byHand(`fill(${BODY}, ${quoted(text)})`));
  }

  async finds(text: string, seconds?: number): Promise<void> {
    const there = `control(${BODY}) && control(${BODY}).value === ${quoted(text)}`;
    await this.step(there, `“${text}” back in the form`, seconds);
  }

  /** Where typing would go on. */
  caret(): Promise<number> {
    return this.page.evaluate(byHand(`(control(${BODY}).focus(), control(${BODY}).selectionStart)`));
  }

  async isOnDevice(): Promise<void> {
    await this.sees('已存在本机');
  }

  /** All that is asked besides the text. */
  async fillsInTheRest(): Promise<void> {
    await this.step("pick('用药')", 'picking a category');
    await this.step("fill('电话', '10000001234')", 'typing a phone number');
    await this.step('agree()', 'giving the consents');
  }

  async addsPhoto(jpeg: Buffer): Promise<void> {
    await this.step(`attach(${quoted(jpeg.toString('base64'))})`, 'choosing a photo');
    await this.step("all('button', '去掉第 1 张照片').length", 'the photo in the form');
  }

  async sends({ clicks = 1 } = {}): Promise<void> {
    const press = "press('button', '发送求助')";
    await this.step(Array.from({ length: clicks }, () => press).join(' & '), 'sending');
  }

  async hasReceipt(seconds?: number): Promise<void> {
    await this.sees('已送达', seconds);
    await this.sees('查询码');
  }

  /** Of the elements with a tag, nothing looks otherwise than it should. */
  async looksRight(tag: string): Promise<void> {
    assert.deepEqual(await this.page.evaluate(flaws(tag)), [], `${tag} in ${this.page.engine}`);
  }

  /** The page is put aside as phones do it, or taken up again. */
  async is(state: 'frozen' | 'resumed'): Promise<void> {
    const event = state === 'frozen' ? 'freeze' : 'resume';
    await this.page.evaluate(`void document.dispatchEvent(new Event('${event}'))`);
  }
}
