import type { FigureRules, Ratio, StatsRow } from '../../model/index.js';
import { tooFewIn } from './few.js';
import { addTally, emptyTally, medianMinutes, type Tally } from './tally.js';

/** A share; its value only where there are enough cases to speak of a rate. */
export function ratio(numerator: number, denominator: number, minimum: number): Ratio {
  return {
    numerator,
    denominator,
    ...(denominator >= minimum && { value: Math.round((numerator / denominator) * 1000) / 1000 }),
  };
}

/** Somebody who is counted: a unit, an area. */
export interface Counted {
  row: Pick<StatsRow, 'name' | 'kind' | 'board' | 'area'>;
  tally: Tally;
  /** Its place in administrative order. */
  place: number;
}

export const replyRatio = (tally: Tally, minimum: number): Ratio =>
  ratio(tally.handedOverDone, tally.handedOver, minimum);
export const satisfactionRatio = (tally: Tally, minimum: number): Ratio =>
  ratio(tally.satisfied, tally.rated, minimum);

function compare(order: FigureRules['order'], minimum: number, cases: (tally: Tally) => number) {
  const administrative = (a: Counted, b: Counted): number =>
    a.place - b.place || (a.row.name < b.row.name ? -1 : a.row.name > b.row.name ? 1 : 0);
  const rate = ({ tally }: Counted): number => replyRatio(tally, minimum).value ?? -1;
  return (a: Counted, b: Counted): number => {
    if (order === 'volume') return cases(b.tally) - cases(a.tally) || administrative(a, b);
    if (order === 'rate') return rate(b) - rate(a) || administrative(a, b);
    return administrative(a, b);
  };
}

export interface TableOptions extends Pick<FigureRules, 'order' | 'minimum'> {
  /** What makes a row large or small. */
  cases(tally: Tally): number;
  /** For the desk: every row, however few its cases. */
  whole?: boolean;
  /** Rows of a board have a table of their own, too. */
  byBoard?: boolean;
}

/** A table in the board's order. Rows with few cases are put together in one at the end, so that none of them can be told. */
export function tableOf(
  counted: Counted[],
  { order, minimum, cases, whole, byBoard }: TableOptions,
): StatsRow[] {
  const shown = counted.filter(({ tally }) => cases(tally) > 0).sort(compare(order, minimum, cases));
  const fewOf = (rows: Counted[], size: (tally: Tally) => number): Set<number> =>
    whole
      ? new Set()
      : tooFewIn(
          rows.map(({ tally }) => size(tally)),
          rows.map(({ row }) => (byBoard ? (row.board ?? '') : '')),
          minimum,
        );
  const few = fewOf(shown, cases);
  const rows = shown.filter((_, index) => !few.has(index));
  const unrated = fewOf(rows, (tally) => tally.rated);
  const table = rows.map(({ row, tally }, index) => rowOf(row, tally, minimum, !unrated.has(index)));
  if (!few.size) return table;
  const rest = shown
    .filter((_, index) => few.has(index))
    .reduce((sum, { tally }) => addTally(sum, tally), emptyTally());
  return [...table, { ...rowOf({ name: '' }, rest, minimum, rest.rated >= minimum), others: few.size }];
}

function rowOf(row: Counted['row'], tally: Tally, minimum: number, withRatings: boolean): StatsRow {
  const median = tally.answered >= minimum ? medianMinutes(tally.minutes) : undefined;
  return {
    ...row,
    received: tally.received,
    handedOver: tally.handedOver,
    answered: tally.handedOverDone,
    reply: replyRatio(tally, minimum),
    ...(median !== undefined && { medianMinutes: median }),
    ...(withRatings && tally.rated > 0 && { satisfaction: satisfactionRatio(tally, minimum) }),
  };
}
