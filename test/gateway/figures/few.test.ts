import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tooFew } from '../../../src/gateway/figures/few.js';
import { tableOf, type Counted } from '../../../src/gateway/figures/tables.js';
import { emptyTally } from '../../../src/gateway/figures/tally.js';

describe('small numbers', () => {
  it('are kept back together with as many more as it takes that none can be told from the total', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 10 }), (counts, minimum) => {
        const few = tooFew(counts, minimum);
        const cases = counts.filter((count) => count > 0).length;
        counts.forEach((count, at) => {
          if (count > 0 && count < minimum) assert.ok(few.has(at));
          if (count === 0) assert.ok(!few.has(at));
        });
        if (!few.size) return;
        const together = [...few].reduce((sum, at) => sum + counts[at]!, 0);
        assert.ok(few.size === cases || (few.size > 1 && together >= minimum));
      }),
    );
  });

  it('keep back nothing where all are large enough', () => assert.equal(tooFew([5, 9, 0], 5).size, 0));
});

const counted = (name: string, handedOver: number, done: number, place: number): Counted => ({
  row: { name },
  tally: { ...emptyTally(), received: handedOver, handedOver, handedOverDone: done, done },
  place,
});

describe('a table', () => {
  const rows = [
    counted('卫健局', 20, 10, 0),
    counted('民政局', 40, 40, 1),
    counted('水利局', 4, 4, 2),
    counted('邮政局', 1, 0, 3),
    counted('商务局', 7, 7, 4),
    counted('教育局', 0, 0, 5),
  ];
  const names = (order: 'administrative' | 'volume' | 'rate', whole = false) =>
    tableOf(rows, { order, minimum: 5, cases: (tally) => tally.handedOver, whole }).map(({ name }) => name);

  it('stands in the order the board has set', () => {
    assert.deepEqual(names('administrative', true), ['卫健局', '民政局', '水利局', '邮政局', '商务局']);
    assert.deepEqual(names('volume', true), ['民政局', '卫健局', '商务局', '水利局', '邮政局']);
    // A single case, or four, make no rate: they do not come first with 100 %.
    assert.deepEqual(names('rate', true), ['民政局', '商务局', '卫健局', '水利局', '邮政局']);
  });

  it('puts those with few cases together, with their number', () => {
    const table = tableOf(rows, { order: 'volume', minimum: 5, cases: (tally) => tally.handedOver });
    assert.deepEqual(
      table.map(({ name, others, handedOver }) => [name, others, handedOver]),
      [
        ['民政局', undefined, 40],
        ['卫健局', undefined, 20],
        ['商务局', undefined, 7],
        ['', 2, 5],
      ],
    );
  });

  it('takes one more with it where a single one is small', () => {
    const table = tableOf([rows[0]!, rows[1]!, rows[3]!], {
      order: 'volume',
      minimum: 5,
      cases: (tally) => tally.handedOver,
    });
    assert.deepEqual(
      table.map(({ name, others, handedOver }) => [name, others, handedOver]),
      [
        ['民政局', undefined, 40],
        ['', 2, 21],
      ],
    );
  });

  it('keeps back with the boards below what a board keeps back in its own, or the difference would tell it', () => {
    const of = (board: string, rows: Counted[]): Counted[] =>
      rows.map((one) => ({ ...one, row: { ...one.row, board } }));
    const own = of('linan', [
      counted('卫健局', 20, 9, 0),
      counted('商务局', 6, 6, 1),
      counted('民政局', 2, 1, 2),
    ]);
    const other = of('yuhang', [
      counted('卫健局', 9, 9, 0),
      counted('教育局', 3, 3, 1),
      counted('水利局', 4, 4, 2),
    ]);
    const options = { order: 'volume', minimum: 5, byBoard: true } as const;
    const table = (rows: Counted[]) => tableOf(rows, { ...options, cases: (tally) => tally.handedOver });
    const shownIn = (rows: Counted[]) =>
      table(rows).flatMap(({ board, name, others }) => (others || board !== 'linan' ? [] : name));
    assert.deepEqual(shownIn(own), ['卫健局']);
    assert.deepEqual(shownIn([...own, ...other]), ['卫健局']);
  });
});
