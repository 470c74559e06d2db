import {
  dayName,
  dayOf,
  dayStart,
  RATE_DEFINITIONS,
  type Figures,
  type Level,
  type Stats,
  type StatsRow,
} from '../../model/index.js';
import type { BoardState, Boards } from '../storage/boards.js';
import { toInstant } from '../storage/projection.js';
import type { Storage } from '../storage/index.js';
import { addSheet, emptySheet, type DaySheet } from './day-sheet.js';
import type { Period } from './period.js';
import { readSheets, type Sheet } from './sheets.js';
import { ratio, replyRatio, satisfactionRatio, tableOf, type Counted } from './tables.js';
import { medianMinutes, replyTimes, type Tally } from './tally.js';

const HOUR = 3_600_000;
/** More days than this are shown by months. */
const DAYS_SHOWN = 92;

export interface StatsQuery {
  board: string;
  level: Level;
  period: Period;
  /** Now. */
  at: number;
  /** For the desk: every row, however few its cases. */
  whole?: boolean;
}

/** What is asked for, counted: each board's sheet, and all of them together. */
export interface Counts {
  query: StatsQuery;
  state: BoardState;
  sheets: Sheet[];
  byBoard: Map<string, DaySheet>;
  sum: DaySheet;
}

export async function countStats({ writes, db, boards }: Storage, query: StatsQuery): Promise<Counts> {
  const keys = query.level === 'subtree' ? boards.subtree(query.board) : [query.board];
  const sheets = await readSheets(writes, { db }, keys, query.period);
  const byBoard = new Map(keys.map((key) => [key, emptySheet()]));
  for (const { board, sheet } of sheets) addSheet(byBoard.get(board)!, sheet);
  const sum = emptySheet();
  for (const sheet of byBoard.values()) addSheet(sum, sheet);
  return { query, state: boards.get(query.board)!, sheets, byBoard, sum };
}

/** `kind:name`, as sheets have it. */
const unitOf = (key: string): { kind: string; name: string } => {
  const at = key.indexOf(':');
  return { kind: key.slice(0, at), name: key.slice(at + 1) };
};

/** The place of a name in a list; behind all of it where it is not in it. */
const placeIn = (list: readonly string[], name: string): number => {
  const place = list.indexOf(name);
  return place < 0 ? list.length : place;
};

function departments(boards: Boards, { query, state, byBoard }: Counts): Counted[] {
  const several = byBoard.size > 1;
  return [...byBoard].flatMap(([key, { units }], place) => {
    const { board, rules } = boards.get(key)!;
    const list = key === query.board ? state.rules.figures.units : rules.figures.units;
    return Object.entries(units).map(([unit, tally]) => {
      const { kind, name } = unitOf(unit);
      const row = { name, kind, ...(several && { board: key, area: board.region }) };
      return { row, tally, place: place * 1e6 + placeIn(list, name) };
    });
  });
}

/** Its streets and towns; with a subtree, one row for each board right below with all that is below it, and one for its own. */
function areas(boards: Boards, { query, state, byBoard, sum }: Counts): Counted[] {
  const { board } = state;
  if (query.level === 'own')
    return Object.entries(sum.regions).map(([name, tally]) => ({
      row: { name },
      tally,
      // What nobody named comes last.
      place: name ? placeIn(board.regions, name) : Infinity,
    }));
  const below = boards.children(board.key).map((key) => ({ key, all: boards.subtree(key) }));
  return [{ key: board.key, all: [board.key] }, ...below].map(({ key, all }, place) => {
    const together = all.reduce((total, one) => addSheet(total, byBoard.get(one)!), emptySheet());
    return { row: { name: boards.get(key)!.board.region, board: key }, tally: together.total, place };
  });
}

export const figuresIn = ({ received, answeredOnline, handedOver, waiting, done }: Tally): Figures => ({
  received,
  answeredOnline,
  handedOver,
  waiting,
  done,
});

export function statsOf(boards: Boards, counts: Counts): Stats {
  const { query, state, sum } = counts;
  const { order, minimum } = state.rules.figures;
  const { period, at, whole } = query;
  const first = counts.sheets[0]?.day ?? period.to - 1;
  const from = period.name === 'all' ? Math.min(first, period.to - 1) : period.from;
  const median = sum.total.answered >= (whole ? 1 : minimum) ? medianMinutes(sum.total.minutes) : undefined;
  const handedOver = (tally: Tally): number => tally.handedOver;
  const received = (tally: Tally): number => tally.received;
  return {
    board: query.board,
    level: query.level,
    boards: counts.byBoard.size,
    period: {
      name: period.name,
      from: toInstant(dayStart(from)),
      to: toInstant(Math.min(dayStart(period.to), Math.max(at, dayStart(from)))),
    },
    asOf: toInstant(at),
    totals: figuresIn(sum.total),
    rates: {
      reply: replyRatio(sum.total, minimum),
      onTime: ratio(sum.total.inTime, sum.total.wasDue, minimum),
      satisfaction: satisfactionRatio(sum.total, minimum),
      solved: ratio(sum.total.solved, sum.total.rated, minimum),
    },
    ...(median !== undefined && { medianMinutes: median }),
    replyTimes: replyTimes(sum.total.minutes),
    departments: tableOf(departments(boards, counts), {
      ...{ order, minimum, cases: handedOver, whole, byBoard: true },
    }),
    areas: areaTable(boards, counts, received),
    order,
    minimum,
    series: series(counts, from),
    definitions: RATE_DEFINITIONS,
  };
}

function areaTable(boards: Boards, counts: Counts, cases: (tally: Tally) => number): StatsRow[] {
  const { order, minimum } = counts.state.rules.figures;
  return tableOf(areas(boards, counts), { order, minimum, cases, whole: counts.query.whole });
}

/** By hours for one day, by days for some, by months for many: up to now. */
function series({ query, sheets, sum }: Counts, from: number): Stats['series'] {
  const { period, at } = query;
  if (period.to - from === 1) {
    const points = sum.hours.map((hour, i) => ({ at: toInstant(dayStart(from) + i * HOUR), ...hour }));
    return { step: 'hour', points: points.filter((point) => Date.parse(point.at) <= at) };
  }
  const last = Math.min(period.to, dayOf(at) + 1);
  const monthly = last - from > DAYS_SHOWN;
  const startOf = (day: number): number =>
    monthly ? dayOf(Date.parse(`${dayName(day).slice(0, 7)}-01T00:00:00+08:00`)) : day;
  const points = new Map<number, { received: number; done: number }>();
  for (let day = from; day < last; day++) points.set(startOf(day), { received: 0, done: 0 });
  for (const { day, sheet } of sheets) {
    const point = points.get(startOf(day));
    if (!point) continue;
    point.received += sheet.total.received;
    point.done += sheet.total.done;
  }
  return {
    step: monthly ? 'month' : 'day',
    points: [...points].map(([day, point]) => ({ at: toInstant(dayStart(day)), ...point })),
  };
}
