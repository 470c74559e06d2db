import { slotStateSchema, type SlotContent } from '../../model/index.js';
import type { SlotCalls } from '../slot.js';
import { expect, expectDecoded, expectEqual, expectError } from './expect.js';
import { Skipped, type Draft, type Ground } from './subject.js';

/** Its code may come with that of everything that writes. */
const slotOf = async ({ adapter }: Ground): Promise<SlotCalls> => {
  await adapter.prepare?.();
  if (!adapter.capabilities.slot || !adapter.slot) throw new Skipped('no slot');
  return adapter.slot();
};
const saying = (headline: string): SlotContent => ({ on: true, headline, href: '/help' });
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const headline = async ({ adapter }: Ground) => (await adapter.loadBoard()).home?.headline;

export const SLOT: readonly Draft[] = [
  [
    'shows the public a version of the slot once it is published, and a draft to who has the code',
    async (ground) => {
      const slot = await slotOf(ground);
      const before = await headline(ground);
      const { number, revision, draft } = await slot.save({ content: saying('有困难，说一声') });
      expect(draft, 'a new version is no draft');
      expectEqual(await headline(ground), before, 'the headline while there is a draft');
      const { code } = await slot.preview({ number, revision });
      expectEqual((await slot.open(code)).headline, '有困难，说一声', 'the preview');
      await expectError(slot.open('0000-0000-0000-0000'), 'a code of nothing', 'not-found');
      const state = await slot.publish({ number, revision });
      expectDecoded(slotStateSchema, state, 'the state');
      expectEqual(state.shown?.version, number, 'the version that is shown');
      expectEqual(await headline(ground), '有困难，说一声', 'the headline');
    },
  ],
  [
    'changes a draft on the revision somebody saw, and never what has been shown',
    async (ground) => {
      const slot = await slotOf(ground);
      const { number, revision } = await slot.save({ content: saying('草稿') });
      const changed = await slot.save({ number, revision, content: saying('改过的') });
      expect(changed.revision > revision, 'the revision stayed');
      const late = slot.save({ number, revision, content: saying('晚了一步') });
      await expectError(late, 'a stale change', 'conflict');
      await expectError(slot.publish({ number, revision }), 'publishing what nobody has read', 'conflict');
      await expectError(slot.preview({ number, revision }), 'a preview of what nobody has read', 'conflict');
      await slot.publish(changed);
      const shown = slot.save({ number, revision: changed.revision, content: saying('改写历史') });
      await expectError(shown, 'a change of what was shown', 'conflict');
      await expectError(slot.publish({ number: 99_999, revision: 1 }), 'a version that is none', 'not-found');
    },
  ],
  [
    'begins at its time, can be taken back, and rolls back to what was shown before',
    async (ground) => {
      const slot = await slotOf(ground);
      const first = await slot.save({ content: saying('第一版') });
      await slot.publish(first);
      const second = await slot.save({ content: saying('第二版') });
      const wrong = slot.publish(second, { from: inHours(2), until: inHours(1) });
      await expectError(wrong, 'over before it begins', 'invalid');
      const [planned] = (await slot.publish(second, { from: inHours(1) })).showings;
      expectEqual(await headline(ground), '第一版', 'the headline before the time');
      const back = (await slot.end(planned!.id)).showings.find(({ id }) => id === planned!.id)!;
      expectEqual(back.until, back.from, 'the end of what was taken back');
      await slot.publish(second, { until: inHours(1) });
      expectEqual(await headline(ground), '第二版', 'the headline');
      expectEqual((await slot.rollBack()).shown?.version, first.number, 'after rolling back');
      expectEqual(
        (await slot.rollBack(second.number)).shown?.version,
        second.number,
        'the one that was named',
      );
    },
  ],
  [
    'is switched off and on in the words it has, and goes back by time to what was shown and was on',
    async (ground) => {
      const slot = await slotOf(ground);
      const later = await slot.save({ content: saying('先写，后登') });
      const sooner = await slot.save({ content: saying('后写，先登') });
      await slot.publish(sooner);
      await slot.publish(later);
      const { shown } = await slot.turn(false);
      expectEqual([shown?.on, shown?.headline], [false, '先写，后登'], 'what is switched off');
      expectEqual((await slot.turn(true)).shown?.headline, '先写，后登', 'what is switched on again');
      expectEqual((await slot.rollBack()).shown?.version, sooner.number, 'what was shown before');
    },
  ],
  [
    'asks before it switches an emergency on, puts it before everything else, and takes it off again',
    async (ground) => {
      const slot = await slotOf(ground);
      await slot.publish(await slot.save({ content: saying('平常') }));
      const wish = { on: true, scope: 'own', headline: '洪水来了' } as const;
      const asked = await slot.emergency(wish);
      expect(!asked.done && asked.boards.length, 'it was done without a word, or for nobody');
      expectEqual(await headline(ground), '平常', 'the headline before it is confirmed');
      expect((await slot.emergency({ ...wish, confirm: asked.confirm })).done, 'it was not done');
      expectEqual((await ground.adapter.loadBoard()).home?.emergency, true, 'the mark for pages');
      await slot.publish(await slot.save({ content: saying('平常的新一版') }));
      expectEqual(await headline(ground), '洪水来了', 'the headline in an emergency');
      await expectError(slot.rollBack(), 'rolling back in an emergency', 'conflict');
      const { confirm } = await slot.emergency({ on: false, scope: 'own' });
      await slot.emergency({ on: false, scope: 'own', confirm });
      expectEqual(await headline(ground), '平常的新一版', 'the headline after it');
    },
  ],
  [
    'tells on how many pages a version has arrived',
    async (ground) => {
      const slot = await slotOf(ground);
      const { adapter } = ground;
      if (!adapter.arrived) throw new Skipped('no arrived');
      const version = await slot.save({ content: saying('有困难，说一声') });
      const { number } = version;
      await slot.publish(version);
      const before = (await slot.read()).pages;
      const page = `https://news.example.cn/${ground.key()}`;
      for (const visit of ['?a=1', '?a=2#top']) await adapter.arrived(page + visit, number);
      expectEqual((await slot.read()).pages.live, before.live + 1, 'pages');
    },
  ],
];
