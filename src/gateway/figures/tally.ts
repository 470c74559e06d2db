import { isSatisfied, type Figures, type Rating } from '../../model/index.js';
import { figuresOf } from '../loop/figures.js';
import type { RequestRow } from '../storage/projection.js';

/** What of a request counts. */
export type CountedRow = Pick<
  RequestRow,
  | 'stage'
  | 'answered_at'
  | 'dispatched_at'
  | 'received_at'
  | 'due_at'
  | 'overdue_at'
  | 'rating'
  | 'region'
  | 'assignee'
  | 'category'
  | 'source_channel'
>;

/** Counts that simply add up, over requests, days and boards. */
export interface Tally extends Omit<Figures, 'since'> {
  handedOverDone: number;
  answered: number;
  inTime: number;
  /** Answered, or overdue without an answer. */
  wasDue: number;
  rated: number;
  satisfied: number;
  solved: number;
  /** Answers by the whole minutes they took: medians of any sum are exact. */
  minutes: Record<string, number>;
}

export const emptyTally = (): Tally => ({
  received: 0,
  answeredOnline: 0,
  handedOver: 0,
  waiting: 0,
  done: 0,
  handedOverDone: 0,
  answered: 0,
  inTime: 0,
  wasDue: 0,
  rated: 0,
  satisfied: 0,
  solved: 0,
  minutes: {},
});

/** What one request counts. */
export function tallyOf(row: CountedRow): Tally {
  const figures = figuresOf(row);
  if (!figures.received) return emptyTally();
  const answered = row.answered_at !== null;
  const rating = row.rating === null ? undefined : (JSON.parse(row.rating) as Rating);
  return {
    ...figures,
    handedOverDone: figures.handedOver && figures.done,
    answered: answered ? 1 : 0,
    inTime: answered && row.answered_at! <= row.due_at && row.overdue_at === null ? 1 : 0,
    wasDue: answered || row.overdue_at !== null ? 1 : 0,
    rated: rating ? 1 : 0,
    satisfied: rating && isSatisfied(rating) ? 1 : 0,
    solved: rating?.solved === 'yes' ? 1 : 0,
    minutes: answered ? { [Math.floor((row.answered_at! - row.received_at) / 60_000)]: 1 } : {},
  };
}

/** Adds the second to the first. */
export function addTally(sum: Tally, more: Tally): Tally {
  const { minutes, ...counts } = more;
  for (const name of Object.keys(counts) as (keyof typeof counts)[]) sum[name] += counts[name];
  for (const [minute, count] of Object.entries(minutes))
    sum.minutes[minute] = (sum.minutes[minute] ?? 0) + count;
  return sum;
}

/** The median of a histogram by minutes; with an even number, the mean of the two in the middle, rounded. */
export function medianMinutes(minutes: Tally['minutes']): number | undefined {
  // Whole numbers as keys are in order.
  const entries = Object.entries(minutes);
  const count = entries.reduce((sum, [, n]) => sum + n, 0);
  if (!count) return undefined;
  const at = (place: number): number => {
    let seen = 0;
    return Number(entries.find(([, n]) => (seen += n) > place)![0]);
  };
  return Math.round((at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2);
}

/** Whole minutes from which an answer belongs to the next class. */
const CLASSES = [10, 30, 60, 120, 180, 480, 1440] as const;

export function replyTimes(minutes: Tally['minutes']): { upToMinutes?: number; count: number }[] {
  const classes: { upToMinutes?: number; count: number }[] = [
    ...CLASSES.map((upToMinutes) => ({ upToMinutes, count: 0 })),
    { count: 0 },
  ];
  for (const [minute, count] of Object.entries(minutes))
    classes.find(({ upToMinutes = Infinity }) => Number(minute) < upToMinutes)!.count += count;
  return classes;
}
