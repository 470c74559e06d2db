import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clockRule } from '../../../src/gateway/clock/rule.js';
import { windClock, type ClockRow } from '../../../src/gateway/clock/wind.js';
import {
  boardRulesSchema,
  decode,
  TEMPLATES,
  type BoardRules,
  type ClockRules,
} from '../../../src/model/index.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const board = TEMPLATES.epidemic();
const rulesOf = (clock: ClockRules = {}): BoardRules => decode(boardRulesSchema, { clock })!;
const OFFICE = [
  { from: '08:30', to: '12:00' },
  { from: '14:00', to: '17:30' },
];
const received = Date.parse('2026-03-18T09:00:00+08:00');

/** A request with its clock, and what is done to it. */
class Watched {
  row: ClockRow;
  readonly #rules: BoardRules;

  constructor(clock: ClockRules = {}, category = 'supplies') {
    this.#rules = rulesOf(clock);
    const rule = clockRule(board, this.#rules, category);
    this.row = {
      stage: 'submitted',
      flags: '[]',
      category,
      clock_from: received,
      due_at: rule.time.add(received, rule.promised([])),
      paused_at: null,
      paused_ms: 0,
      overdue_at: null,
      answered_at: null,
    };
  }

  set(after: number, change: Partial<ClockRow>): this {
    const at = received + after;
    const changed = { ...this.row, ...change };
    this.row = { ...changed, ...windClock(this.row, changed, at, (c) => clockRule(board, this.#rules, c)) };
    return this;
  }

  flags(after: number, ...flags: string[]): this {
    return this.set(after, { flags: JSON.stringify(flags) });
  }

  get due(): number {
    return this.row.due_at - received;
  }
}

describe('the clock of a request', () => {
  it('gives 3 hours, 8 from the same start to a complex one, and 3 again when it was none', () => {
    const one = new Watched();
    assert.equal(one.due, 3 * HOUR);
    assert.equal(one.flags(HOUR, 'complex').due, 8 * HOUR);
    assert.equal(one.flags(2 * HOUR).due, 3 * HOUR);
  });

  it('stands still while it waits for the requester', () => {
    const one = new Watched().flags(HOUR, 'needs-info');
    assert.equal(one.row.paused_at, received + HOUR);
    // Long after it would have been due: it waited all the time.
    one.flags(20 * HOUR);
    assert.deepEqual([one.due, one.row.paused_at, one.row.overdue_at], [22 * HOUR, null, null]);
  });

  it('pauses in working time only', () => {
    const one = new Watched({ hours: OFFICE });
    assert.equal(one.row.due_at, Date.parse('2026-03-18T12:00:00+08:00'));
    // Asked at 11, answered at 15: an hour of the morning and one of the afternoon.
    one.flags(2 * HOUR, 'needs-info').flags(6 * HOUR);
    assert.equal(one.row.due_at, Date.parse('2026-03-18T16:00:00+08:00'));
  });

  it('keeps the pause when the category, and with it the promise, changes', () => {
    const one = new Watched({ categories: { medical: { normalHours: 1 } } });
    one
      .flags(HOUR / 2, 'needs-info')
      .flags(HOUR)
      .set(HOUR, { category: 'medical' });
    assert.equal(one.due, 1.5 * HOUR);
  });

  it('takes what a category has of its own, and the board for the rest', () => {
    const clock = {
      hours: OFFICE,
      categories: { medical: { roundTheClock: true }, work: { normalHours: 7 } },
    };
    assert.equal(new Watched(clock, 'medical').due, 3 * HOUR);
    assert.equal(new Watched(clock, 'work').row.due_at, Date.parse('2026-03-19T09:00:00+08:00'));
    assert.equal(new Watched(clock, '__proto__').row.due_at, Date.parse('2026-03-18T12:00:00+08:00'));
  });

  it('leaves an extension standing when the category changes', () => {
    const one = new Watched().set(HOUR, { due_at: received + 10 * HOUR, flags: '["extended"]' });
    assert.equal(one.set(2 * HOUR, { category: 'medical' }).due, 10 * HOUR);
  });

  for (const [what, late] of [
    ['a change to complex', (one: Watched) => one.flags(4 * HOUR, 'complex')],
    ['a pause', (one: Watched) => one.flags(4 * HOUR, 'needs-info').flags(9 * HOUR)],
    ['an extension', (one: Watched) => one.set(4 * HOUR, { due_at: received + 99 * HOUR })],
    ['another category', (one: Watched) => one.set(4 * HOUR, { category: 'medical' })],
    [
      'an answer',
      (one: Watched) => one.set(4 * HOUR, { stage: 'answered', answered_at: received + 4 * HOUR }),
    ],
    ['a decline', (one: Watched) => one.set(4 * HOUR, { stage: 'declined' })],
    ['a merge', (one: Watched) => one.set(4 * HOUR, { stage: 'merged' })],
    ['an acknowledgement', (one: Watched) => one.set(4 * HOUR, {})],
  ] as const) {
    it(`is on record as overdue for good, whatever ${what} says`, () => {
      const clock = { categories: { medical: { normalHours: 50 } } };
      const one = late(new Watched(clock));
      assert.deepEqual([one.due, one.row.overdue_at], [3 * HOUR, received + 3 * HOUR]);
      one.flags(50 * HOUR, 'complex').set(60 * HOUR, { stage: 'resolved' });
      assert.deepEqual([one.due, one.row.overdue_at], [3 * HOUR, received + 3 * HOUR]);
    });
  }

  it('takes the earlier clock of a request merged into it', () => {
    assert.equal(new Watched().set(HOUR, { due_at: received + 2 * HOUR }).due, 2 * HOUR);
    assert.equal(new Watched().set(4 * HOUR, { due_at: received + 2 * HOUR }).due, 2 * HOUR);
  });

  it('never ends earlier for a pause, and never moves once it has run out', () => {
    const moves = fc.array(
      fc.record({
        minutes: fc.integer({ min: 1, max: 300 }),
        what: fc.constantFrom('ask', 'add', 'complex', 'simple'),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(moves, fc.boolean(), (steps, office) => {
        const one = new Watched(office ? { hours: OFFICE } : {});
        let passed = 0;
        let flags: string[] = [];
        for (const { minutes, what } of steps) {
          passed += minutes * MINUTE;
          const [due, overdue] = [one.row.due_at, one.row.overdue_at];
          if (what === 'ask') flags = [...new Set([...flags, 'needs-info'])];
          if (what === 'add') flags = flags.filter((flag) => flag !== 'needs-info');
          if (what === 'complex') flags = [...new Set([...flags, 'complex'])];
          if (what === 'simple') flags = flags.filter((flag) => flag !== 'complex');
          one.flags(passed, ...flags);
          if (what === 'ask' || what === 'add' || what === 'complex') assert.ok(one.row.due_at >= due);
          if (overdue !== null) assert.deepEqual([one.row.due_at, one.row.overdue_at], [due, overdue]);
        }
      }),
    );
  });
});
