import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import '../../../src/elements/board/index.js';
import type { HelpBoard } from '../../../src/elements/board/index.js';
import { Backend, helpRequest } from './backend.js';

const backend = new Backend();
before(() => backend.start());
after(() => backend.stop());
beforeEach(() => {
  backend.reset();
  backend.items = Array.from({ length: 400 }, (_, i) => helpRequest(String(i)));
});
afterEach(() => scrollTo(0, 0));

const all = (board: HelpBoard, selector: string) => [
  ...board.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
const card = (board: HelpBoard, id: number) => all(board, `[data-id="${id}"]`)[0];
const until = (what: () => unknown, why: string) => waitUntil(what, why, { timeout: 5000 });

/** A board with 400 requests in one list, and everything that comes after it. */
const long = async (): Promise<HelpBoard> => {
  const made = document.createElement('help-board');
  for (const [name, value] of Object.entries({ board: 'qingxi', backend: backend.url, 'page-size': '400' }))
    made.setAttribute(name, value);
  await fixture(html`<div>${made}</div>`);
  await until(() => all(made, '[data-far]').length, 'what is far is emptied');
  return made;
};
const bottom = async (made: HelpBoard): Promise<void> => {
  await until(() => {
    scrollTo(0, document.documentElement.scrollHeight);
    return card(made, 399);
  }, 'the end is drawn');
};

describe('a long feed', () => {
  it('draws what is near the window, and nothing else', async () => {
    const made = await long();
    expect(card(made, 0)).to.not.equal(undefined);
    expect(card(made, 399)).to.equal(undefined);
    expect(all(made, '.card').length).to.be.below(120);
    await bottom(made);
    await until(() => !card(made, 0), 'the beginning is emptied');
    expect(all(made, '.card').length).to.be.below(120);
    scrollTo(0, 0);
    await until(() => card(made, 0), 'the beginning is drawn again');
  });

  it('is as high when emptied as it was', async () => {
    const made = await long();
    const first = all(made, '.list')[0]!;
    // What has never been on the screen has a height that is guessed.
    for (let y = 0; y < 6000; y += 400) {
      scrollTo(0, y);
      await nextFrame();
      await nextFrame();
    }
    scrollTo(0, 0);
    await nextFrame();
    const { height } = first.getBoundingClientRect();
    await bottom(made);
    await until(() => !card(made, 0), 'the beginning is emptied');
    expect(first.getBoundingClientRect().height).to.be.closeTo(height, 1);
    scrollTo(0, 0);
    await until(() => card(made, 0), 'the beginning is drawn again');
    expect(first.getBoundingClientRect().height).to.be.closeTo(height, 1);
  });

  it('keeps the block that has the focus', async () => {
    const made = await long();
    const button = card(made, 1)!.querySelector<HTMLElement>('.open')!;
    button.focus({ preventScroll: true });
    await bottom(made);
    await until(() => all(made, '.list')[2]!.hasAttribute('data-far'), 'others near it are emptied');
    expect(card(made, 1)).to.not.equal(undefined);
    expect(made.shadowRoot!.activeElement).to.equal(button);
  });

  it('stands where it stood when somebody comes back from a request', async () => {
    const made = await long();
    await bottom(made);
    await until(() => !card(made, 0), 'the beginning is emptied');
    const { scrollY } = window;
    const { top } = card(made, 399)!.getBoundingClientRect();
    made.open('399');
    await until(() => made.shadowRoot!.querySelector('help-board-request'), 'the request is open');
    made.go({ view: 'feed' });
    await until(() => card(made, 399)?.getBoundingClientRect().height, 'the list is back');
    expect(window.scrollY).to.equal(scrollY);
    expect(card(made, 399)!.getBoundingClientRect().top).to.be.closeTo(top, 1);
    expect(card(made, 0)).to.equal(undefined);
  });

  it('lets go of what was taken down far away, and says what is new there', async () => {
    const made = await long();
    await bottom(made);
    await until(() => !card(made, 1), 'the beginning is emptied');
    await until(
      () => backend.asked.some(({ pathname }) => pathname.endsWith('/version')) || wake(),
      'it looks',
    );
    backend.items = [helpRequest('new'), ...backend.items.filter(({ id }) => id !== '1')];
    backend.version = '2';
    await until(() => made.shadowRoot!.querySelector('.fresh') || wake(), 'it says that something is new');
    scrollTo(0, 0);
    await until(() => card(made, 0), 'the beginning is drawn again');
    expect(card(made, 1)).to.equal(undefined);
    expect(card(made, 2)).to.not.equal(undefined);
  });

  it('leaves cards alone in which nothing has changed', async () => {
    const made = await long();
    const { items } = (await made.joined.ready).store.list(made.query);
    let drawn = 0;
    const { replies } = items[0]!;
    Object.defineProperty(items[0], 'replies', { get: () => (drawn++, replies) });
    made.requestUpdate();
    await made.updateComplete;
    expect(drawn).to.equal(0);
  });
});

let woken = 0;
/** The page comes back to the screen, now and then: what is on its way must arrive. */
function wake(): boolean {
  if (woken++ % 8 === 0) document.dispatchEvent(new Event('visibilitychange'));
  return false;
}
