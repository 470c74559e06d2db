import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hotlineShapes } from '../../../src/adapters/hotline/profiles/index.js';
import { Connected } from './support.js';

const SHAPES = Object.entries(hotlineShapes);

describe('an order by wire, at a hotline of shape', () => {
  const site = new Connected();
  before(() =>
    site.start(
      SHAPES.map(([profile, shape]) => ({
        ...{ profile, shape, key: profile.toLowerCase(), name: `热线${profile}` },
        secrets: {
          key: 'k',
          ...Object.fromEntries((shape.credentials ?? []).map(({ credential }) => [credential, 'x'])),
        },
      })),
    ),
  );
  after(() => site.stop());

  for (const [index, [letter, profile]] of SHAPES.entries())
    it(`${letter}: arrives once under our id, and comes back answered where it can be asked`, async () => {
      const { hotline } = site.simulators[index]!;
      const body = `${letter}：家里没有米了`;
      const { id } = await site.handedOver({ body }, `热线${letter}`, '请今天送到');
      await site.forward();
      const [message] = (await site.history(id)).messages;
      assert.deepEqual([message!.state, message!.problem], ['sent', undefined]);
      const [order, ...more] = hotline.orders;
      assert.deepEqual(more, []);
      assert.match(order!.content!, new RegExp(`${body}[^]*交办意见：请今天送到`));
      if (profile.fields.ownId) assert.equal(order!.ownId, (await site.history(id)).orders[0]!.id);

      const answered = { stage: 'answered', answeredAt: new Date(site.now).toISOString() } as const;
      Object.assign(order!, answered, { reply: '已送到。', opinion: '内部：记一笔', department: '县商务局' });
      await site.poll();
      const { stage, replies } = await site.read(id);
      const asked = profile.operations.get ?? profile.operations.find;
      assert.equal(stage, asked ? 'answered' : 'dispatched');
      assert.deepEqual(
        replies.map((reply) => reply.body),
        asked ? ['已送到。'] : [],
      );
    });
});
