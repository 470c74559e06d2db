import { expect, waitUntil } from '@open-wc/testing';
import { createOutbox, type Outbox, type Send } from '../../../src/drafts/index.js';

const send: Send = async ({ key }) => ({
  key,
  id: `id-${key}`,
  trackingCode: 'QX-2345-6789',
  token: 'secret',
  stage: 'submitted',
  receivedAt: '2026-04-01T00:00:00Z',
  dueAt: '2026-04-01T03:00:00Z',
});

let scopes = 0;
const scope = () => `shared ${Date.now()} ${scopes++}`;

async function sentBy(outbox: Outbox): Promise<void> {
  const { key } = await outbox.open('request');
  const form = { body: '借邻居的手机', phone: '10000005678' };
  await outbox.save(key, form, form.body);
  await outbox.enqueue(key, form, form.body, { forget: true });
  await waitUntil(() => outbox.entries()[0]?.delivery === 'sent', 'it has arrived');
}

describe("on a device that is not the person's own", () => {
  it('text and contact go with the arrival; the receipt stays as long as its page, and no longer', async () => {
    const name = scope();
    const outbox = createOutbox({ scope: name, send });
    await sentBy(outbox);
    const [entry] = outbox.entries();
    expect(entry!.receipt!.trackingCode).to.equal('QX-2345-6789');
    expect(JSON.stringify(entry)).not.to.match(/邻居|10000005678/);
    outbox.close();
    const next = createOutbox({ scope: name, send });
    await next.ready;
    expect(next.entries()).to.deep.equal([]);
    next.close();
  });

  it('what has not arrived stays, whoever opens the page', async () => {
    const name = scope();
    const outbox = createOutbox({ scope: name, send: () => new Promise(() => {}) });
    const { key } = await outbox.open('request');
    await outbox.enqueue(key, { body: '没有网' }, '没有网', { forget: true });
    outbox.close();
    const next = createOutbox({ scope: name, send: () => new Promise(() => {}) });
    await next.ready;
    expect(next.entries().map(({ summary }) => summary)).to.deep.equal(['没有网']);
    await next.clear();
    next.close();
  });

  it('clearing tells the forms of the page, and leaves other boards alone', async () => {
    const [ours, theirs] = [createOutbox({ scope: scope(), send }), createOutbox({ scope: scope(), send })];
    await sentBy(ours);
    await sentBy(theirs);
    let told = 0;
    ours.addEventListener('cleared', () => told++);
    await ours.clear();
    expect(told).to.equal(1);
    expect(ours.entries()).to.deep.equal([]);
    expect(theirs.entries()).to.have.length(1);
    await theirs.clear();
    ours.close();
    theirs.close();
  });
});
