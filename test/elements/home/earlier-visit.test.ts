import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import '../../../src/elements/home/index.js';
import type { HelpBoardHome } from '../../../src/elements/home/index.js';

const MINUTE = 60_000;
let slots = 0;

interface Visit {
  /** Minutes since the earlier visit. */
  ago: number;
  emergency?: boolean;
  /** Milliseconds until the backend answers. */
  latency: number;
}

/** A slot whose page was visited before: version 6 was seen then, the backend begins again with 1. */
async function visit({ ago, emergency = false, latency }: Visit) {
  const name = `earlier-visit-${Date.now()}-${slots++}`;
  const scope = `${name}|/api|demo`;
  const kept = {
    at: Date.now() - ago * MINUTE,
    view: {
      title: '清溪',
      open: true,
      items: [],
      home: { on: true, headline: '上次看到的', version: 6, ...(emergency && { emergency }) },
    },
  };
  localStorage.setItem(`help-board-home-kept ${scope}`, JSON.stringify(kept));
  const board = { home: { on: true, headline: '现在的' } };
  const arrived: number[] = [];
  const adapter = {
    ...createMemoryAdapter({ board, latency }),
    name,
    arrived: async (_page: string, version: number) => void arrived.push(version),
  };
  const home = await fixture<HelpBoardHome>(
    html`<help-board-home board="demo" backend="/api" .adapter=${adapter}></help-board-home>`,
  );
  const text = () => home.shadowRoot!.textContent!;
  return { text, arrived, home };
}

describe('a slot whose page was visited before', function () {
  this.timeout(12_000);

  it('reports a version only when the backend has answered, however slow the line', async () => {
    const { arrived, text } = await visit({ ago: 1, latency: 2000 });
    await waitUntil(() => text().includes('现在的'), 'the answer is there', { timeout: 8000 });
    await waitUntil(() => arrived.length, 'it is reported', { timeout: 3000 });
    expect(arrived).to.deep.equal([1]);
  });

  it('shows what it saw at once, and its time as soon as the answer is late', async () => {
    const { text } = await visit({ ago: 60, latency: 60_000 });
    await waitUntil(() => text().includes('上次看到的'));
    expect(text()).not.to.contain('显示的是');
    await waitUntil(() => text().includes('显示的是'), 'its time', { timeout: 5000 });
  });

  it('cries no emergency of long ago: with its time when nothing newer can be had, after a day not at all', async () => {
    const hour = await visit({ ago: 60, emergency: true, latency: 60_000 });
    await new Promise((on) => setTimeout(on, 300));
    expect(hour.text()).not.to.contain('上次看到的');
    await waitUntil(() => hour.text().includes('显示的是'), 'its time', { timeout: 5000 });
    expect(hour.text()).to.contain('上次看到的');
    const days = await visit({ ago: 3 * 24 * 60, emergency: true, latency: 60_000 });
    await new Promise((on) => setTimeout(on, 1500));
    expect(days.text()).not.to.contain('上次看到的');
  });

  it('cries an emergency of this minute at once', async () => {
    const { text, home } = await visit({ ago: 1, emergency: true, latency: 60_000 });
    await waitUntil(() => text().includes('上次看到的'));
    expect(home.shadowRoot!.querySelector('[role="alert"]')).not.to.equal(null);
  });
});
