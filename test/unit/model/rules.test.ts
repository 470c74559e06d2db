import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  attributeProblem,
  attributesFor,
  byUrgencyThenDue,
  CONSENTS,
  clockState,
  dueAt,
  FLAGS,
  hotScore,
  isClosed,
  MOVES,
  movesFrom,
  requiredConsents,
  SCORE_TAU_MS,
  STAGES,
  stageAfter,
  TEMPLATES,
  URGENCIES,
  type Attribute,
  type Clocked,
  type Move,
  type Scored,
  type Stage,
} from '../../../src/model/index.js';

const HOUR = 3_600_000;
const time = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') });
const iso = (at: number) => new Date(at).toISOString();

describe('stages', () => {
  it('are left from a closed one only by reopening, from a merged one by being taken out again', () => {
    for (const from of STAGES.filter(isClosed))
      for (const by of movesFrom(from)) {
        const to = stageAfter(from, by);
        if (to !== from) assert.equal(by, from === 'merged' ? 'part' : 'reopen');
      }
  });

  it('can all be reached from submitted, except what nobody mapped', () => {
    const reached = new Set<Stage>(['submitted']);
    for (const from of reached) for (const by of movesFrom(from)) reached.add(stageAfter(from, by)!);
    assert.deepEqual(
      STAGES.filter((one) => !reached.has(one)),
      ['unknown'],
    );
  });

  it('never lead to or from unknown, and never back to submitted', () => {
    assert.deepEqual(movesFrom('unknown'), []);
    for (const by of Object.keys(MOVES) as Move[])
      for (const from of STAGES) {
        const to = stageAfter(from, by);
        assert.ok(to === from || (to !== 'unknown' && to !== 'submitted'));
      }
  });

  it('end withdrawn for good, and merged until it is taken out again', () => {
    for (const from of ['withdrawn', 'merged'] as const)
      for (const by of movesFrom(from))
        assert.equal(stageAfter(from, by), by === 'part' ? 'accepted' : from, by);
    assert.equal(stageAfter('withdrawn', 'part'), undefined);
  });

  it('are resolved only after an answer', () => {
    for (const from of STAGES) assert.equal(stageAfter(from, 'resolve') !== undefined, from === 'answered');
  });

  it('follow the line of the platform: accept, dispatch, claim, answer, resolve', () => {
    let at: Stage = 'submitted';
    for (const by of ['accept', 'dispatch', 'claim', 'answer', 'resolve'] as const) at = stageAfter(at, by)!;
    assert.equal(at, 'resolved');
    assert.equal(stageAfter('accepted', 'answer'), 'answered');
    assert.equal(stageAfter('dispatched', 'return'), 'accepted');
  });
});

describe('the clock', () => {
  const promised = { normalHours: 3, complexHours: 8 };
  const at = Date.parse('2026-04-01T00:00:00Z');
  const open: Clocked = { stage: 'accepted', flags: [], dueAt: iso(dueAt(at, promised)) };

  it('promises 3 hours from the receipt, 8 for a complex one', () => {
    assert.equal(dueAt(at, promised), at + 3 * HOUR);
    assert.equal(dueAt(at, promised, true), at + 8 * HOUR);
  });

  it('counts a late change to complex from the same start', () => {
    fc.assert(
      fc.property(time, fc.double({ min: 0.25, max: 720, noNaN: true }), (received, hours) => {
        const both = { normalHours: hours, complexHours: hours + 5 };
        assert.ok(Math.abs(dueAt(received, both, true) - dueAt(received, both) - 5 * HOUR) <= 1);
      }),
    );
  });

  it('runs until it is due, and is overdue after that', () => {
    assert.equal(clockState(open, at), 'running');
    assert.equal(clockState(open, at + 3 * HOUR), 'running');
    assert.equal(clockState(open, at + 3 * HOUR + 1), 'overdue');
  });

  it('is stopped by an answer alone: in time, or late for ever', () => {
    assert.equal(clockState({ ...open, answeredAt: iso(at + HOUR) }, at + 99 * HOUR), 'answered');
    assert.equal(clockState({ ...open, answeredAt: iso(at + 4 * HOUR) }, at + 99 * HOUR), 'answered-late');
    assert.equal(
      clockState({ ...open, stage: 'resolved', answeredAt: iso(at + 4 * HOUR) }, at),
      'answered-late',
    );
  });

  it('never hides in a pause that the time was over', () => {
    fc.assert(
      fc.property(time, fc.subarray([...FLAGS]), fc.constantFrom(...STAGES), (now, flags, of) => {
        const state = clockState({ ...open, stage: of, flags }, now);
        if (isClosed(of)) assert.equal(state, 'stopped');
        else if (now > Date.parse(open.dueAt)) assert.equal(state, 'overdue');
        else assert.equal(state, flags.includes('needs-info') ? 'paused' : 'running');
      }),
    );
  });

  it('is read with the server’s time: a device a day off changes nothing once the offset is known', () => {
    const device = at + 24 * HOUR;
    assert.equal(clockState(open, device), 'overdue');
    assert.equal(clockState(open, device - 24 * HOUR), 'running');
  });
});

describe('order of work', () => {
  it('is by urgency, then by what is due first', () => {
    const item = fc.record({ urgency: fc.constantFrom(...URGENCIES), dueAt: time.map(iso) });
    fc.assert(
      fc.property(fc.array(item, { minLength: 2, maxLength: 30 }), (items) => {
        items.sort(byUrgencyThenDue).reduce((a, b) => {
          const step = URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency);
          assert.ok(step > 0 || (step === 0 && a.dueAt <= b.dueAt));
          return b;
        });
      }),
    );
  });
});

describe('hot score', () => {
  const count = fc.integer({ min: 0, max: 1e5 });
  const scored = fc.record({
    urgency: fc.constantFrom(...URGENCIES),
    createdAt: time,
    meToo: count,
    thanks: count,
    comments: count,
  });

  it('rises with every vote, with urgency and with youth', () => {
    fc.assert(
      fc.property(scored, (of) => {
        const score = hotScore(of);
        for (const vote of ['meToo', 'thanks', 'comments'] as const)
          assert.ok(hotScore({ ...of, [vote]: of[vote] + 1 }) > score, vote);
        assert.ok(hotScore({ ...of, createdAt: of.createdAt + 60_000 }) > score);
        if (of.urgency !== 'critical') assert.ok(hotScore({ ...of, urgency: 'critical' }) > score);
      }),
    );
  });

  it('weighs ten times the votes like half a day of youth', () => {
    const old: Scored = { urgency: 'routine', createdAt: 1e12, meToo: 99, thanks: 0, comments: 0 };
    const young = { ...old, meToo: 9, createdAt: 1e12 + SCORE_TAU_MS };
    assert.ok(Math.abs(hotScore(old) - hotScore(young)) < 1e-6);
  });

  it('pages by keyset neither skip nor repeat', () => {
    fc.assert(
      fc.property(fc.array(scored, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (all, limit) => {
        const rows = all.map((of, id) => ({ id: `r${id}`, score: hotScore(of) }));
        rows.sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1));
        const seen: string[] = [];
        let last: { id: string; score: number } | undefined;
        for (;;) {
          // A cursor travels as text.
          const key: typeof last = last && { id: last.id, score: Number(String(last.score)) };
          const page: typeof rows = rows
            .filter((row) => !key || row.score < key.score || (row.score === key.score && row.id < key.id))
            .slice(0, limit);
          if (!page.length) break;
          seen.push(...page.map(({ id }) => id));
          last = page[page.length - 1];
        }
        assert.deepEqual(
          seen,
          rows.map(({ id }) => id),
        );
      }),
    );
  });
});

describe('consents', () => {
  const board = TEMPLATES.epidemic();

  it('ask for privacy always and for nothing else without need', () => {
    assert.deepEqual(requiredConsents({ category: 'parcels' }, board), ['privacy']);
    assert.deepEqual(requiredConsents({ category: 'no-such' }, board), ['privacy']);
  });

  it('ask for health, guardian, location and on-behalf where they apply, in one order', () => {
    assert.deepEqual(requiredConsents({ category: 'medical' }, board), ['privacy', 'health']);
    assert.deepEqual(requiredConsents({ category: 'education' }, board), ['privacy', 'guardian']);
    const all = { category: 'medical', forSomebodyElse: true, location: { latitude: 1, longitude: 1 } };
    assert.deepEqual(requiredConsents(all, board), ['privacy', 'health', 'location', 'onBehalf']);
    assert.deepEqual(
      requiredConsents(all, board),
      CONSENTS.filter((one) => one !== 'guardian'),
    );
  });
});

describe('attributes', () => {
  const attribute = (changes: Partial<Attribute>): Attribute => ({
    code: 'a',
    datatype: 'string',
    description: 'A',
    required: false,
    order: 0,
    ...changes,
  });

  it('are asked in order, and only where they belong', () => {
    const all = [
      attribute({ code: 'last', order: 9 }),
      attribute({ code: 'flood', categories: ['rescue'], order: 1 }),
      attribute({ code: 'first', order: 1, categories: ['medical', 'rescue'] }),
    ];
    assert.deepEqual(
      attributesFor(all, 'medical').map(({ code }) => code),
      ['first', 'last'],
    );
    assert.equal(all[0]!.code, 'last');
  });

  it('must be there when required', () => {
    for (const value of [undefined, null, '', '  ', []])
      assert.equal(attributeProblem(attribute({ required: true }), value), 'missing', JSON.stringify(value));
    assert.equal(attributeProblem(attribute({ required: true }), 0), undefined);
    assert.equal(attributeProblem(attribute({}), undefined), undefined);
  });

  it('keep to their datatype', () => {
    const values = [
      { key: 'a', name: 'A' },
      { key: 'b', name: 'B' },
    ];
    const problem = (datatype: Attribute['datatype'], value: unknown) =>
      attributeProblem(attribute({ datatype, values }), value);
    assert.equal(problem('number', 'three'), 'not-a-number');
    assert.equal(problem('number', '3'), undefined);
    assert.equal(problem('datetime', 'tomorrow'), 'not-a-time');
    assert.equal(problem('datetime', '2026-04-01T08:00'), undefined);
    assert.equal(problem('singlevaluelist', 'c'), 'not-in-list');
    assert.equal(problem('singlevaluelist', 'a'), undefined);
    assert.equal(problem('multivaluelist', ['a', 'c']), 'not-in-list');
    assert.equal(problem('multivaluelist', 'a'), 'not-in-list');
    assert.equal(problem('multivaluelist', ['a', 'b']), undefined);
    assert.equal(problem('text', 'x'.repeat(2001)), 'too-long');
  });
});
