import type { Locator, Page } from 'playwright-core';
import type { Dice } from './dice.js';
import { wait } from './dice.js';
import { someWords, type Telling, type Tellings } from './tellings.js';

/** How long a person looks at the screen for something that ought to come. */
const LOOK = 2_000;

/** Whoever sits in front of one tab: finds everything by its words, reads before acting, tries again. */
export class Person {
  readonly form: Locator;
  private readonly body: Locator;
  /** The way to take the first photo out again: there is one. */
  private readonly photo: Locator;

  constructor(
    readonly page: Page,
    private readonly dice: Dice,
    private readonly log: (what: string) => void,
  ) {
    this.form = page.locator('help-board-compose');
    this.body = this.form.getByLabel('您遇到了什么困难？');
    this.photo = this.form.getByRole('button', { name: '去掉第 1 张照片', includeHidden: true });
  }

  /** Gets to an empty form, or to what is left over in it. Gives the text in it. */
  async openForm(): Promise<string> {
    const another = this.form.getByRole('button', { name: '再写一条求助' });
    const ask = this.page.getByRole('button', { name: '我要求助' });
    const back = this.page.getByRole('button', { name: '返回' });
    await this.body.or(another).or(ask).or(back).first().waitFor();
    if (await another.isVisible()) await another.click();
    else if (!(await this.body.isVisible())) {
      if (!(await ask.isVisible())) await back.first().click();
      await ask.click();
    }
    await this.body.waitFor();
    // The left-over text comes a moment after the form.
    await wait(this.dice.between(80, 200));
    return this.body.inputValue();
  }

  get text(): Promise<string> {
    return this.body.inputValue();
  }

  /** Goes on with what is in the form, key by key or all at once. */
  async write(telling: Telling): Promise<void> {
    const before = await this.text;
    const words = `${before.includes(telling.id) ? '' : telling.id}${someWords((from) => this.dice.pick(from), this.dice.between(2, 30))}`;
    telling.typed = before + words;
    this.log(`writes ${before ? `after ${before.length} characters ` : ''}${words}`);
    if (this.dice.chance(0.5)) {
      await this.body.press('Control+End');
      await this.body.pressSequentially(words, { delay: this.dice.between(2, 25) });
    } else await this.body.fill(before + words);
    const after = await this.text;
    if (after !== telling.typed) throw new Error(`typed ${telling.typed}, and the form has ${after}`);
  }

  async attachPhoto(jpeg: Buffer): Promise<void> {
    const photos = this.form.locator('input[type=file]');
    // Without a board nobody knows whether it takes photos.
    if (!(await photos.count())) return;
    if (!(await this.form.getByText('加照片').isVisible())) await this.form.getByText('再补充一些').click();
    await photos.setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: jpeg });
    await this.photo.waitFor();
    this.log('attaches a photo');
  }

  /** What else the form asks for. */
  private async fillRest(): Promise<void> {
    const category = this.form.getByRole('radio', { name: '其他', exact: true });
    if ((await category.count()) && !(await category.isChecked())) await category.check({ force: true });
    const phone = this.form.getByLabel('电话', { exact: true });
    if (!(await phone.inputValue())) await phone.fill('10000001234');
    const consents = this.form.getByRole('group', { name: '请您同意' }).getByRole('checkbox');
    for (const box of await consents.all()) if (!(await box.isChecked())) await box.check({ force: true });
  }

  /** Reads what is in the form and presses send; puts right what was missing. `pressing` runs while the button goes down. */
  async send(
    tellings: Tellings,
    pressing: () => Promise<void> = async () => {},
  ): Promise<Telling | undefined> {
    await this.fillRest();
    const text = await this.text;
    const telling = tellings.of(text);
    if (!telling) return undefined;
    const photo = (await this.photo.count()) > 0;
    telling.pressed.push(text);
    this.log(`presses send on ${telling.id}${photo ? ' with a photo' : ''}`);
    await Promise.all([this.form.getByRole('button', { name: '发送求助' }).click(), pressing()]);
    const problems = this.form.locator('.problems');
    await this.form.locator('.sent').or(problems).first().waitFor({ timeout: LOOK });
    if (await problems.isVisible()) {
      await this.fillRest();
      await this.form.getByRole('button', { name: '发送求助' }).click();
      await this.form.locator('.sent').waitFor({ timeout: LOOK });
    }
    telling.photo ||= photo;
    return telling;
  }

  /** What the screen says after send was pressed. */
  async state(): Promise<string> {
    return this.form.locator('.sent h2').innerText({ timeout: LOOK });
  }

  /** Takes back what has not been sent yet, from "my requests"; false when there is nothing to take back. */
  async takeBack(telling: Telling): Promise<boolean> {
    await this.form.getByRole('button', { name: '看我的求助' }).click();
    const item = this.page.locator(`help-board-mine li[data-key="${telling.key}"]`);
    const edit = item.getByRole('button', { name: '改一改' });
    await item.first().waitFor({ timeout: LOOK });
    if (!(await edit.count())) return false;
    const { queued } = telling;
    telling.saved = queued;
    // From here on it is in the form again, unless it leaves in this very moment.
    telling.queued = '';
    telling.takenBack = true;
    // Refused, or sent under the finger: it stays where it is.
    await edit.click({ timeout: LOOK }).catch(() => {});
    await this.body
      .or(item.getByRole('alert'))
      .or(item.filter({ hasText: '已送达' }))
      .first()
      .waitFor({ timeout: LOOK })
      .catch(() => {});
    if (await this.body.isVisible()) {
      this.log('takes it back into the form');
      await wait(100);
      return true;
    }
    telling.queued = queued;
    telling.takenBack = false;
    return false;
  }

  async flush(): Promise<void> {
    await this.page.evaluate(() => {
      const board = document.querySelector('help-board') as unknown as { flush(): Promise<void> };
      void board.flush();
    });
  }
}
