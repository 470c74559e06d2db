import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { createOutbox } from '../../../src/drafts/index.js';
import '../../../src/elements/home/index.js';
import type { HelpBoardHome } from '../../../src/elements/home/index.js';

let slots = 0;
const patient = { timeout: 8000 };
const unreachable = () => Promise.reject(new HelpBoardError('network'));

/** A slot of a backend of its own on this device, with the hands and eyes of a person. */
async function slot({ mark = '', attributes = '' } = {}) {
  const name = `open-board-${Date.now()}-${slots++}`;
  const scope = `${name}|/api|demo`;
  const marks = `help-board-home-waiting ${scope}`;
  if (mark) localStorage.setItem(marks, JSON.stringify([mark]));
  const adapter = {
    ...createMemoryAdapter({ board: { home: { on: true, headline: '有困难，说一声' } } }),
    name,
  };
  adapter.submit = unreachable;
  const home = await fixture<HelpBoardHome>(
    html`<help-board-home board="demo" backend="/api" opens="place" .adapter=${adapter}></help-board-home>`,
  );
  if (attributes) home.setAttribute('onclick', attributes);
  const root = home.shadowRoot!;
  await waitUntil(() => root.querySelector('a.primary'), 'it is drawn', patient);
  const opened = () => root.querySelector('help-board-opened');
  const board = () => opened()?.shadowRoot!.querySelector('help-board');
  const form = () => board()?.shadowRoot!.querySelector('help-board-compose')?.shadowRoot;
  const body = () => form()?.querySelector<HTMLTextAreaElement>('#f-body');
  const outbox = () => {
    const another = createOutbox({ scope, send: unreachable });
    return { another, kept: async () => (await another.ready, another.entries()) };
  };
  return {
    home,
    root,
    opened,
    board,
    body,
    outbox,
    marked: () => localStorage.getItem(marks),
    async compose() {
      root.querySelector<HTMLAnchorElement>('a.primary')!.click();
      await waitUntil(() => body() && opened()!.isConnected, 'the form is there', patient);
    },
    type(words: string) {
      const field = body()!;
      field.value = words;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    },
    close: () => opened()!.shadowRoot!.querySelector<HTMLButtonElement>('.close')!.click(),
  };
}

/** Longer than it looks whether anything of it is left to keep. */
const aMoment = () => new Promise((on) => setTimeout(on, 1200));

/** Nothing can be kept on this device. */
function refuseStorage(): () => void {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = () => {
    throw new DOMException('refused', 'QuotaExceededError');
  };
  Object.defineProperty(indexedDB, 'open', {
    configurable: true,
    value: () => {
      throw new DOMException('refused', 'SecurityError');
    },
  });
  return () => {
    Storage.prototype.setItem = setItem;
    delete (indexedDB as { open?: unknown }).open;
  };
}

/** Whether the browser would ask before the page goes. */
const asksBeforeLeaving = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

describe('the board opened from a slot', function () {
  this.timeout(20_000);

  it('closed while nothing can be kept on the device, it keeps what was being written', async () => {
    const allow = refuseStorage();
    try {
      const { compose, type, close, body, opened, root } = await slot();
      await compose();
      type('药快没了，写到一半');
      await waitUntil(asksBeforeLeaving, 'the page would ask before it goes', patient);
      close();
      await aMoment();
      expect(opened()).not.to.equal(null);
      expect(asksBeforeLeaving()).to.equal(true);
      root.querySelector<HTMLAnchorElement>('a.primary')!.click();
      await waitUntil(() => body());
      expect(body()!.value).to.equal('药快没了，写到一半');
    } finally {
      allow();
    }
  });

  it('closed with a draft that lies on the device, it goes', async () => {
    const { compose, type, close, opened, outbox, marked } = await slot();
    await compose();
    type('写到一半，存下了');
    const { another, kept } = outbox();
    await waitUntil(async () => (await kept()).length, 'it is kept', patient);
    close();
    await waitUntil(() => !opened(), 'it goes', patient);
    expect((await kept())[0]!.summary).to.contain('写到一半');
    expect(marked()).to.equal(null);
    another.close();
  });

  it('stays closed on the page while something waits to be sent, and goes when that is thrown away elsewhere', async () => {
    const { compose, close, opened, outbox, marked } = await slot();
    await compose();
    const { another } = outbox();
    const { key } = await another.open('request', { fresh: true });
    await another.enqueue(key, { body: '没有网的时候写的' }, '没有网的时候写的');
    await waitUntil(() => marked(), 'it is marked', patient);
    expect(JSON.parse(marked()!)).to.deep.equal([key]);
    close();
    await aMoment();
    expect(opened()).not.to.equal(null);
    await another.discard(key);
    await waitUntil(() => !marked(), 'the mark is taken back', patient);
    await waitUntil(() => !opened(), 'it goes', patient);
    another.close();
  });

  it('a mark of something that has gone is taken back: the board is fetched once for it, not for ever', async () => {
    const { marked, opened } = await slot({ mark: 'nobody-knows-it' });
    await waitUntil(() => opened(), 'the board is fetched', patient);
    await waitUntil(() => !marked(), 'the mark is taken back', patient);
    await waitUntil(() => !opened(), 'it goes', patient);
  });

  it('runs nothing of the page a second time: the slot’s own listeners are the slot’s', async () => {
    const { compose, board } = await slot({ attributes: 'window.pressed = 1' });
    await compose();
    expect(board()!.hasAttribute('onclick')).to.equal(false);
  });

  it('leaves the page’s own links in it alone, an emergency number in a head of its own above all', async () => {
    const home = await fixture<HelpBoardHome>(
      html`<help-board-home board="demo" adapter="memory" emergency-only>
        <div class="head"><a id="ring" href="tel:120">120</a></div>
        <div class="all"><b id="words">急事请拨 120</b></div>
        <a id="own" href="#helpers">自己的</a>
      </help-board-home>`,
    );
    await home.updateComplete;
    for (const id of ['ring', 'words', 'own']) {
      let taken = false;
      const look = (event: Event) => {
        taken = event.defaultPrevented;
        event.preventDefault();
      };
      window.addEventListener('click', look, { once: true });
      home.querySelector<HTMLElement>(`#${id}`)!.click();
      expect(taken, id).to.equal(false);
    }
    expect(home.opened).to.equal(undefined);
  });

  it('an address that is a fragment alone is this page: the sheet opens', async () => {
    const { home, root, opened } = await slot();
    home.opens = '';
    home.setAttribute('href', '#help');
    await home.updateComplete;
    const link = root.querySelector<HTMLAnchorElement>('a.primary')!;
    expect(link.getAttribute('href')).to.equal('#help/compose');
    link.click();
    await waitUntil(() => opened()?.shadowRoot!.querySelector('dialog[open]'), 'the sheet', patient);
  });
});
