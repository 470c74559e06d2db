import { decode, receiptSchema, type FoundReceipt } from '../../model/index.js';
import { HelpBoardError } from '../errors.js';
import { expect, expectDecoded, expectEqual, expectError } from './expect.js';
import { walk } from './reads.js';
import { Skipped, type Draft, type Ground } from './subject.js';
import { lost, trapped } from './trap.js';

const post = async (ground: Ground, key = ground.key()): Promise<FoundReceipt> =>
  ground.adapter.submit(await ground.submission(), { key });

/** Whether it takes posts at all; with `again`, also one that was sent before. */
const takes = async ({ adapter }: Ground, again = false): Promise<void> => {
  if (!(await adapter.loadBoard()).open) throw new Skipped('its board takes nothing');
  if (again && adapter.capabilities.dedupe === 'none')
    throw new Skipped('nothing is sent again: dedupe is none');
};
const counter = ({ count }: Ground): (() => number | Promise<number>) => {
  if (!count) throw new Skipped('the subject cannot count');
  return count;
};

export const WRITES: readonly Draft[] = [
  [
    'gives a receipt that echoes the key, and promises an answer after it',
    async (ground) => {
      await takes(ground);
      const key = ground.key();
      const { found, ...receipt } = await post(ground, key);
      expect(found !== true, 'found what was never posted');
      expectDecoded(receiptSchema, receipt, 'the receipt');
      expectEqual(receipt.key, key, 'the key of the receipt');
      expect(receipt.id, 'a receipt without an id');
      expect(Date.parse(receipt.dueAt) > Date.parse(receipt.receivedAt), 'due before it was received');
    },
  ],
  [
    'records once under a key, however often it is sent',
    async (ground) => {
      await takes(ground, true);
      const count = counter(ground);
      const before = await count();
      const key = ground.key();
      const first = await post(ground, key);
      expectEqual((await post(ground, key)).id, first.id, 'the second receipt');
      if (ground.adapter.capabilities.dedupe === 'key') {
        const receipts = await Promise.all([post(ground, key), post(ground, key), post(ground, key)]);
        for (const { id } of receipts) expectEqual(id, first.id, 'a receipt of three at once');
      }
      expectEqual(await count(), before + 1, 'requests at the backend');
      const another = await post(ground);
      expect(another.id !== first.id, 'another key got the same request');
      expectEqual(await count(), before + 2, 'requests at the backend after another key');
    },
  ],
  [
    'doubles nothing when another text comes under the same key, gives the first receipt and says so',
    async (ground) => {
      await takes(ground, true);
      const count = counter(ground);
      const before = await count();
      const key = ground.key();
      const { id } = await post(ground, key);
      const changed = await ground.submission({ body: '改过的内容' });
      const again = await ground.adapter.submit(changed, { key }).then(
        (answer) => {
          // The outbox would take the new text for arrived, and let go of it.
          expect(answer.found, 'a receipt like any other for a text that was not recorded');
          return answer;
        },
        (error: unknown) => {
          expect(error instanceof HelpBoardError && error.code === 'already-received', String(error));
          return decode(receiptSchema, error.receipt);
        },
      );
      expectEqual(again?.id, id, 'the receipt');
      expectEqual(await count(), before + 1, 'requests at the backend');
    },
  ],
  [
    'records once though the answer was lost on the way',
    async (ground) => {
      await takes(ground);
      const count = counter(ground);
      const before = await count();
      const key = ground.key();
      const submission = await ground.submission();
      const cut = (go: () => Promise<Response>) => go().then(lost);
      await trapped(ground, cut, async () => {
        const error = await expectError(ground.adapter.submit(submission, { key }), 'a lost answer');
        expect(error.retryable, `${error.code} would park a post that may have arrived`);
      });
      // With `none` a person decides: nothing goes by itself.
      if (ground.adapter.capabilities.dedupe !== 'none') {
        const receipt = await ground.adapter.submit(submission, { key });
        expectEqual(receipt.key, key, 'the key of the receipt');
      }
      expectEqual(await count(), before + 1, 'requests at the backend');
    },
  ],
  [
    'posts nothing by itself a second time',
    async (ground) => {
      const submission = await ground.submission();
      const lookups = ground.adapter.capabilities.dedupe === 'lookup' ? 1 : 0;
      await trapped(ground, lost, async (asked) => {
        await expectError(ground.adapter.submit(submission, { key: ground.key() }), 'no answer');
        expect(asked() <= 1 + lookups, `${asked()} questions for one post`);
      });
    },
  ],
  [
    'takes photos before the submission that names them, and misses those that never came',
    async (ground) => {
      await takes(ground);
      const { adapter } = ground;
      if (!adapter.upload) throw new Skipped('no upload');
      const key = ground.key();
      const sha256 = 'a'.repeat(64);
      const submission = await ground.submission({ attachments: [{ sha256 }] });
      await expectError(adapter.submit(submission, { key }), 'a photo that never came', 'missing-upload');
      const blob = new Blob([new Uint8Array([255, 216, 255])], { type: 'image/jpeg' });
      await adapter.upload({ sha256, blob }, { key });
      await adapter.upload({ sha256, blob }, { key });
      await adapter.submit(submission, { key });
    },
  ],
  [
    'publishes neither name nor phone',
    async (ground) => {
      await takes(ground);
      const { id } = await post(ground);
      await ground.publish?.(id);
      const shown = JSON.stringify([
        await walk(ground.adapter, { sort: 'latest', limit: 50 }),
        await ground.adapter.get(id).catch(() => undefined),
      ]);
      const { contact } = await ground.submission();
      for (const secret of [contact.phone, contact.name])
        expect(!shown.includes(secret), `${secret} is published`);
    },
  ],
  [
    'keeps hostile text as the text it is',
    async (ground) => {
      await takes(ground);
      const body = '<img src=x onerror="alert(1)"> &lt;b&gt; {{4}} ${4} 👨‍👩‍👧 𠮷 "\'`';
      const submission = await ground.submission({ body });
      const { id } = await ground.adapter.submit(submission, { key: ground.key() });
      await ground.publish?.(id);
      const shown = await ground.adapter.get(id).catch(() => undefined);
      if (!shown) throw new Skipped('what is posted cannot be read here');
      expect(shown.publicBody.includes(body), shown.publicBody);
    },
  ],
  [
    'follows a request by its code',
    async (ground) => {
      await takes(ground);
      const { adapter } = ground;
      if (!adapter.track) throw new Skipped('no track');
      const { trackingCode } = await post(ground);
      const tracked: object = await adapter.track(trackingCode);
      expect(!('body' in tracked), 'the text is in what a code opens');
      await expectError(adapter.track('0000-0000-0000'), 'a code of nothing', 'not-found');
    },
  ],
  [
    'opens, adds to and takes back the own request',
    async (ground) => {
      await takes(ground);
      const { adapter } = ground;
      const { add, own, withdraw } = adapter;
      if (!add && !own && !withdraw) throw new Skipped('no own, no add, no withdraw');
      const receipt = await post(ground);
      if (own) {
        expectEqual((await own.call(adapter, receipt)).id, receipt.id, 'own');
        await expectError(own.call(adapter, { ...receipt, token: 'x'.repeat(26) }), 'own with a wrong token');
      }
      if (add) {
        const key = ground.key();
        for (let times = 0; times < 2; times++) await add.call(adapter, receipt, { body: '补充' }, { key });
        if (own) expectEqual((await own.call(adapter, receipt)).additions.length, 1, 'additions');
      }
      if (withdraw) {
        await withdraw.call(adapter, receipt);
        const listed = await walk(adapter, { sort: 'latest', limit: 50 });
        const still = listed.find(({ id }) => id === receipt.id);
        expect(!still || ['withdrawn', 'unknown'].includes(still.stage), 'withdrawn, and listed as before');
      }
    },
  ],
  [
    'counts a me-too once per device',
    async ({ adapter }) => {
      if (!adapter.meToo) throw new Skipped('no me-too');
      const [one] = (await adapter.list({ sort: 'latest' })).items;
      if (!one) throw new Skipped('the board is empty');
      for (const [device, more] of [
        ['a', 1],
        ['a', 1],
        ['b', 2],
      ] as const)
        expectEqual(await adapter.meToo(one.id, { device }), one.meToo + more, `me-too of ${device}`);
    },
  ],
];
