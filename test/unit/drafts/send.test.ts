import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { type HelpBoardError } from '../../../src/adapters/errors.js';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import type { Entry, Send } from '../../../src/drafts/types.js';
import { additionTo } from '../../../src/drafts/additions.js';
import { sendWith } from '../../../src/drafts/send.js';
import type { Submission } from '../../../src/model/index.js';

const submission: Submission = {
  category: 'travel',
  urgency: 'urgent',
  body: '要做透析',
  contact: { name: '', phone: '10000005678' },
  visibility: 'desk',
  tried: [],
  attributes: {},
  attachments: [],
  consents: { privacy: '2026-01' },
  composedAt: '2026-01-01T00:00:00.000Z',
};
const entry = (key: string, changes: Partial<Entry>): Entry => ({
  key,
  form: 'request',
  delivery: 'sending',
  content: undefined,
  summary: '',
  photos: [],
  tries: 1,
  createdAt: 0,
  updatedAt: 0,
  ...changes,
});
const without = async () => undefined;
const { signal } = new AbortController();
const failure = (sending: ReturnType<Send>) =>
  sending.then(
    () => assert.fail('it was sent'),
    (error: HelpBoardError) => error,
  );

/** A request that has arrived, and an addition to it. */
async function arrived(changes: Partial<HelpBoardAdapter> = {}) {
  const real = createMemoryAdapter();
  const adapter: HelpBoardAdapter = { ...real, ...changes };
  const receipt = await real.submit(submission, { key: '6d0e61c4-0000-4000-8000-000000000001' });
  const sent = entry('k1', { delivery: 'sent', receipt });
  const addition = (payload: unknown) => entry('k2', { form: additionTo(receipt.id), payload });
  return { adapter, receipt, sent, addition, own: () => real.own!(receipt) };
}

describe('sending an addition', () => {
  it('adds it to its request by the receipt on this device, once however often, and echoes its own key', async () => {
    const { adapter, receipt, sent, addition, own } = await arrived();
    const send = sendWith(adapter, () => [sent]);
    for (let i = 0; i < 2; i++)
      assert.deepEqual(await send(addition({ body: '还有一个人' }), { signal, photo: without }), {
        ...receipt,
        key: 'k2',
      });
    assert.deepEqual(
      (await own()).additions.map(({ body }) => body),
      ['还有一个人'],
    );
  });

  it('uploads its photos first, under its own key, and goes without one that the device has lost', async () => {
    const uploads: unknown[] = [];
    const added: unknown[] = [];
    const { adapter, sent, addition } = await arrived({
      upload: async ({ sha256 }, { key }) => void uploads.push([sha256, key]),
      add: async (handle, what, { key }) => void added.push([what, key]),
    });
    const attachments = [{ sha256: 'a', alt: '药盒' }, { sha256: 'b' }];
    await sendWith(adapter, () => [sent])(addition({ body: '照片', attachments }), {
      signal,
      photo: async (sha256) => (sha256 === 'a' ? new Blob(['a']) : undefined),
    });
    assert.deepEqual(uploads, [['a', 'k2']]);
    assert.deepEqual(added, [[{ body: '照片', attachments: [attachments[0]] }, 'k2']]);
  });

  it('is parked for good where the device has no receipt of the request, or the backend takes none: never a request of its own', async () => {
    const submitted: unknown[] = [];
    const submit = async () => submitted.push(1) as never;
    const { adapter, sent, addition } = await arrived({ submit });
    const lost = await failure(sendWith(adapter)(addition({ body: 'x' }), { signal, photo: without }));
    assert.deepEqual([lost.code, lost.retryable], ['forbidden', false]);
    const cannot = { ...adapter, capabilities: { ...adapter.capabilities, add: false } };
    const sending = sendWith(cannot, () => [sent])(addition({ body: 'x' }), { signal, photo: without });
    const refused = await failure(sending);
    assert.deepEqual([refused.code, refused.retryable], ['unsupported', false]);
    assert.deepEqual(submitted, []);
  });

  it('of which an earlier wording has arrived, says so with a receipt, so that the newer words stay', async () => {
    const { adapter, receipt, sent, addition } = await arrived();
    const send = sendWith(adapter, () => [sent]);
    await send(addition({ body: '先写的' }), { signal, photo: without });
    const error = await failure(send(addition({ body: '改过的' }), { signal, photo: without }));
    assert.equal(error.code, 'already-received');
    assert.deepEqual(error.receipt, { ...receipt, key: 'k2' });
  });
});
