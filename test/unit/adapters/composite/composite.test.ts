import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCompositeAdapter, type Member } from '../../../../src/adapters/composite/index.js';
import type { HelpBoardAdapter } from '../../../../src/adapters/contract.js';
import { HelpBoardError } from '../../../../src/adapters/errors.js';
import { describeConformance } from '../../../../src/adapters/conformance/index.js';
import { walk } from '../../../../src/adapters/conformance/reads.js';
import { createMemoryAdapter } from '../../../../src/adapters/memory/index.js';
import { submissionFixture } from '../../../../src/testing/fixtures.js';
import { board, failsWith, requests } from '../contract-cases.js';

const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';

/** Two backends that share a board: one has the medical requests, the other the rest. */
function pair(changes: Partial<Member> = {}) {
  const of = (medical: boolean) =>
    createMemoryAdapter({
      board,
      requests: requests.filter(({ category }) => (category === 'medical') === medical),
    });
  const [rest, medical] = [of(false), of(true)];
  const members: Member[] = [
    { name: 'desk', label: '编辑部', adapter: rest },
    { name: 'health', label: '卫健热线', adapter: medical, categories: ['medical'], ...changes },
  ];
  const count = async () =>
    (await rest.stats({ period: 'all' })).totals.received +
    (await medical.stats({ period: 'all' })).totals.received;
  const publish = (id: string) =>
    (id.startsWith('desk~') ? rest : medical).publish(id.slice(id.indexOf('~') + 1));
  return { members, rest, medical, count, publish };
}

describeConformance(
  { describe, it } as never,
  'composite',
  () => {
    const { members, count, publish } = pair();
    return { adapter: createCompositeAdapter({ members }), count, publish };
  },
  { fetch: false },
);

describe('composite adapter', () => {
  it('merges lists in one order, whatever the size of the page', async () => {
    const whole = createMemoryAdapter({ board, requests });
    const adapter = createCompositeAdapter(pair());
    for (const sort of ['latest', 'hot'] as const) {
      const plain = (of: readonly { id: string }[]) => of.map(({ id }) => id.replace(/^\w+~/, ''));
      const expected = (await walk(whole, { sort, limit: 50 })).map(({ id }) => id);
      for (const limit of [1, 2, 5, 50])
        assert.deepEqual(plain(await walk(adapter, { sort, limit })), expected, `${sort} ${limit}`);
    }
  });

  it('hands a post to the one that is responsible', async () => {
    const { members, rest, medical } = pair();
    const adapter = createCompositeAdapter({ members });
    const receipt = await adapter.submit(submissionFixture(), { key });
    assert.match(receipt.id, /^health~/);
    assert.equal((await medical.stats({ period: 'all' })).totals.received, 7);
    const other = await adapter.submit(submissionFixture({ category: 'supplies' }), {
      key: '00000000-0000-4000-8000-000000000001',
    });
    assert.match(other.id, /^desk~/);
    assert.equal((await rest.stats({ period: 'all' })).totals.received, 9);
    assert.equal((await adapter.own!(receipt)).id, receipt.id);
  });

  it('hands a post to one of them only, though its category is changed between two tries', async () => {
    const { members, count } = pair();
    const adapter = createCompositeAdapter({ members });
    const before = await count();
    const receipt = await adapter.submit(submissionFixture(), { key });
    await assert.rejects(adapter.submit(submissionFixture({ category: 'supplies' }), { key }), {
      code: 'already-received',
      receipt,
    });
    assert.equal(await count(), before + 1);
  });

  const broken: HelpBoardAdapter = {
    name: 'broken',
    capabilities: { dedupe: 'lookup' },
    loadBoard: () => Promise.reject(new HelpBoardError('network')),
    list: () => Promise.reject(new HelpBoardError('network')),
    get: () => Promise.reject(new HelpBoardError('network')),
    submit: () => Promise.reject(new HelpBoardError('network')),
  };

  it('shows what it has when a member fails, and says which', async () => {
    const troubles: string[] = [];
    const { members, rest } = pair({ adapter: broken });
    const adapter = createCompositeAdapter({
      members,
      onTrouble: (name, { code }) => troubles.push(`${name} ${code}`),
    });
    assert.match((await adapter.loadBoard()).notice!, /卫健热线暂时连不上/);
    const ids = (await walk(adapter, { sort: 'latest', limit: 3 })).map(({ id }) => id);
    assert.equal(ids.length, (await walk(rest, { sort: 'latest', limit: 50 })).length);
    assert.ok(troubles.every((of) => of === 'health network') && troubles.length >= 3);
    await failsWith(adapter.submit(submissionFixture(), { key }), 'network');
    assert.equal(adapter.capabilities.dedupe, 'lookup');
    assert.equal(adapter.capabilities.track, undefined);
  });

  it('suggests what any member knows, under ids that open it, though another cannot or fails', async () => {
    const { members, rest, medical } = pair();
    const text = requests.find(({ category }) => category === 'medical')!.publicBody;
    const adapter = createCompositeAdapter({ members });
    const { requests: alike } = await adapter.suggest!(text);
    assert.ok(alike.some(({ id }) => id.startsWith('health~')));
    for (const { id } of alike) assert.equal((await adapter.get(id)).id, id);
    const able = (of: HelpBoardAdapter, changes: object) =>
      createCompositeAdapter({ members: [members[1]!, { ...members[0]!, adapter: { ...of, ...changes } }] });
    const unable = able(rest, { capabilities: { dedupe: 'key' }, suggest: undefined });
    assert.equal((await unable.suggest!(text)).requests.length > 0, true);
    const failing = able(rest, { suggest: () => Promise.reject(new HelpBoardError('network')) });
    assert.equal((await failing.suggest!(text)).requests.length > 0, true);
    const none = { capabilities: { dedupe: 'key' }, suggest: undefined };
    const neither = createCompositeAdapter({
      members: [
        { ...members[0]!, adapter: { ...rest, ...none } as HelpBoardAdapter },
        { ...members[1]!, adapter: { ...medical, ...none } as HelpBoardAdapter },
      ],
    });
    assert.equal(neither.capabilities.suggest, undefined);
    assert.equal(neither.suggest, undefined);
  });

  it('opens a filled-in form, whichever member has it', async () => {
    const { members, medical } = pair();
    const code = await medical.keepPrefill({ body: '断药了' });
    const adapter = createCompositeAdapter({ members });
    assert.deepEqual(await adapter.prefill!(code), { body: '断药了' });
    await failsWith(adapter.prefill!('0000-0000-0000'), 'not-found');
  });

  it('goes on with a member that comes back in the middle of a list, without a repeat', async () => {
    let down = true;
    const { members, medical } = pair();
    const adapter = createCompositeAdapter({
      members: [
        members[0]!,
        {
          ...members[1]!,
          adapter: { ...medical, list: (query, call) => (down ? broken : medical).list(query, call) },
        },
      ],
    });
    const first = await adapter.list({ sort: 'latest', limit: 2 });
    down = false;
    const rest = await walk(
      {
        ...adapter,
        list: (query, call) => adapter.list({ ...query, cursor: query.cursor ?? first.next }, call),
      },
      { sort: 'latest', limit: 2 },
    );
    const ids = [...first.items, ...rest].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.some((id) => id.startsWith('health~')));
  });

  it('fails where all fail, and refuses cursors and members that are none', async () => {
    const all = createCompositeAdapter({ members: [{ name: 'a', label: 'a', adapter: broken }] });
    await failsWith(all.list({ sort: 'hot' }), 'network');
    await failsWith(all.loadBoard(), 'network');
    for (const cursor of ['', '{}', 'x', '{"desk":{"shown":-1}}', '{"desk":1}', '[]', 'null'])
      await failsWith(createCompositeAdapter(pair()).list({ sort: 'hot', cursor }), 'invalid');
    for (const members of [[], [pair().members[0]!, pair().members[0]!]])
      assert.throws(() => createCompositeAdapter({ members }), HelpBoardError);
  });
});
