import { expect, waitUntil } from '@open-wc/testing';
import { drainOutbox } from '../../../src/background/index.js';
import {
  createOutbox,
  type EnqueueOptions,
  type Outbox,
  type OutboxOptions,
  type Send,
} from '../../../src/drafts/index.js';
import { additionTo } from '../../../src/drafts/additions.js';
import { worker } from '../../../src/drafts/worker.js';

const BACKEND = 'https://help.example.cn/api';
const submission = { body: '家里断粮了', attachments: [] };

const receiptFor = (key: string) => ({
  key,
  id: `id-${key}`,
  trackingCode: 'QX-2345-6789',
  token: 'secret',
  stage: 'submitted',
  receivedAt: '2026-04-01T00:00:00Z',
  dueAt: '2026-04-01T03:00:00Z',
});

/** What the worker asks of the backend, and how that answers; the rest of the world is as it is. */
class Backend {
  readonly asked: { url: string; key: string; body: unknown; token: string | null }[] = [];
  answer: (key: string, url: string) => Response | Promise<Response> = (key, url) =>
    Response.json(url.endsWith('/additions') ? { id: `addition-${key}` } : receiptFor(key), { status: 201 });

  readonly fetch = async (url: RequestInfo | URL, { headers, body }: RequestInit = {}) => {
    const given = new Headers(headers);
    const key = given.get('idempotency-key')!;
    this.asked.push({
      url: String(url),
      key,
      body: JSON.parse(body as string),
      token: given.get('authorization'),
    });
    return this.answer(key, String(url));
  };
}

const noConnection: Send = () => Promise.reject(Object.assign(new Error(), { code: 'network' }));
const byWorker = () => ({ backend: BACKEND, board: 'qingxi' });

describe('a service worker drains the outbox', () => {
  const { fetch } = window;
  let backend: Backend;
  let count = 0;
  let opened: Outbox[];

  /** A page that gets nothing through itself; `enough` of them, it is gone. */
  const queue = async (
    options: Partial<OutboxOptions> = { background: byWorker },
    form = 'request',
    how: EnqueueOptions = {},
  ) => {
    const scope = `rest|${BACKEND}|qingxi ${Date.now()}-${++count}`;
    const outbox = createOutbox({ scope, send: noConnection, ...options });
    opened.push(outbox);
    const { key } = await outbox.open(form);
    await outbox.enqueue(key, submission, '家里断粮了', how);
    return { outbox, key, scope };
  };
  const settled = (outbox: Outbox) => outbox.flush();
  const entryOf = async (scope: string, key: string) => {
    const outbox = createOutbox({ scope, send: noConnection });
    opened.push(outbox);
    await outbox.ready;
    return outbox.entries().find((entry) => entry.key === key)!;
  };

  beforeEach(() => {
    opened = [];
    backend = new Backend();
    window.fetch = backend.fetch as typeof window.fetch;
  });
  afterEach(async () => {
    window.fetch = fetch;
    for (const outbox of opened) {
      await outbox.clear();
      outbox.close();
    }
  });

  it('sends what a page queued, under its key, and leaves the receipt for the page', async () => {
    const { outbox, key, scope } = await queue();
    await settled(outbox);
    outbox.close();
    await drainOutbox();
    expect(backend.asked.map(({ url }) => url)).to.deep.equal([`${BACKEND}/boards/qingxi/requests`]);
    expect(backend.asked[0]).to.include({ key, token: null });
    expect(backend.asked[0]!.body).to.deep.equal(submission);
    const { delivery, receipt, payload } = await entryOf(scope, key);
    expect(delivery).to.equal('sent');
    expect(receipt).to.include({ key, id: `id-${key}` });
    expect(payload).to.equal(undefined);
    await drainOutbox();
    expect(backend.asked.length).to.equal(1);
  });

  it("of a device that is not the person's own, the number is for the page that is still open, and for nobody later", async () => {
    const { outbox, key, scope } = await queue(undefined, undefined, { forget: true });
    await settled(outbox);
    await drainOutbox();
    await waitUntil(() => outbox.entries().some(({ receipt }) => receipt?.key === key));
    outbox.close();
    expect(await entryOf(scope, key)).to.equal(undefined);

    const gone = await queue(undefined, undefined, { forget: true });
    await settled(gone.outbox);
    gone.outbox.close();
    await drainOutbox();
    expect(backend.asked.map((asked) => asked.key)).to.deep.equal([key, gone.key]);
    expect(await entryOf(gone.scope, gone.key)).to.equal(undefined);
  });

  it('tells the page that is still open', async () => {
    const { outbox, key } = await queue();
    await settled(outbox);
    const told = new Promise<void>((resolve) => {
      outbox.addEventListener('change', () => outbox.entries()[0]?.delivery === 'sent' && resolve());
    });
    await drainOutbox();
    await told;
    expect(outbox.entries()[0]!.receipt!.key).to.equal(key);
  });

  it('sends an addition to its request by the receipt that lies beside it', async () => {
    const { outbox, key: first, scope } = await queue();
    await settled(outbox);
    await drainOutbox();
    const form = additionTo(`id-${first}`);
    const { key } = await outbox.open(form);
    await outbox.enqueue(key, { body: '还有两个孩子' }, '还有两个孩子');
    await settled(outbox);
    await drainOutbox();
    expect(backend.asked[1]).to.deep.equal({
      url: `${BACKEND}/boards/qingxi/requests/id-${first}/additions`,
      key,
      body: { body: '还有两个孩子' },
      token: 'Bearer secret',
    });
    expect((await entryOf(scope, key)).delivery).to.equal('sent');
  });

  it('leaves alone what only a page can send: with the token of a host, or to another backend', async () => {
    const { outbox, key, scope } = await queue({ background: () => undefined });
    await settled(outbox);
    await drainOutbox();
    expect(backend.asked).to.deep.equal([]);
    expect((await entryOf(scope, key)).delivery).to.equal('queued');
  });

  it('leaves drafts alone', async () => {
    const { outbox, scope, key: sent } = await queue();
    await settled(outbox);
    const { key } = await outbox.open('request');
    await outbox.save(key, { body: '还没写完' }, '还没写完');
    await drainOutbox();
    expect(backend.asked.map((one) => one.key)).to.deep.equal([sent]);
    expect((await entryOf(scope, key)).content).to.deep.equal({ body: '还没写完' });
  });

  const untrue: [string, () => Response | Promise<Response>][] = [
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the page of a captive portal', () => new Response('<h1>请登录</h1>', { status: 200 })],
    ['a 500', () => new Response('', { status: 500 })],
    ['a 403 of a firewall', () => new Response('denied', { status: 403 })],
    ["somebody else's receipt", () => Response.json(receiptFor('another'))],
  ];
  for (const [name, answer] of untrue)
    it(`never takes for delivered: ${name}. It is rejected, and the browser asks again`, async () => {
      const { outbox, key, scope } = await queue();
      await settled(outbox);
      outbox.close();
      backend.answer = answer;
      const error = await drainOutbox().then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      expect(error?.message).to.equal('help-board: 1 still to be sent');
      expect((await entryOf(scope, key)).delivery).to.equal('queued');
      backend.answer = new Backend().answer;
      await drainOutbox();
      expect((await entryOf(scope, key)).delivery).to.equal('sent');
      expect(new Set(backend.asked.map((one) => one.key))).to.deep.equal(new Set([key]));
    });

  it('a page and the worker take turns: what the page is sending is not sent by the worker', async () => {
    let arrive = () => {};
    let under = () => {};
    const underWay = new Promise<void>((resolve) => (under = resolve));
    const send: Send = ({ key }) =>
      new Promise((resolve) => {
        arrive = () => resolve(receiptFor(key) as never);
        under();
      });
    const { outbox } = await queue({ background: byWorker, send });
    await underWay;
    const drained = drainOutbox();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(backend.asked).to.deep.equal([]);
    arrive();
    await drained;
    expect(backend.asked).to.deep.equal([]);
    expect(outbox.entries()[0]!.delivery).to.equal('sent');
  });

  it('takes over from a page that died while it was sending', async () => {
    let under = () => {};
    const underWay = new Promise<void>((resolve) => (under = resolve));
    const send: Send = () => {
      under();
      return new Promise(() => {});
    };
    const { key, scope } = await queue({ background: byWorker, send });
    await underWay;
    // What the browser does with the lock of a page that is gone.
    await navigator.locks.request(
      `help-board:${encodeURIComponent(scope)}/drain`,
      { steal: true },
      () => undefined,
    );
    await drainOutbox();
    expect(backend.asked.map((one) => one.key)).to.deep.equal([key]);
    expect((await entryOf(scope, key)).delivery).to.equal('sent');
  });

  it('the page asks for its worker when something is queued, and when it goes while something waits', async () => {
    const { call } = worker;
    let calls = 0;
    worker.call = async () => void calls++;
    try {
      const { outbox } = await queue();
      expect(calls).to.equal(1);
      await settled(outbox);
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      expect(calls).to.equal(2);
      window.dispatchEvent(new PageTransitionEvent('pageshow'));
      await outbox.clear();
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      expect(calls).to.equal(2);
      window.dispatchEvent(new PageTransitionEvent('pageshow'));
    } finally {
      worker.call = call;
    }
  });
});
