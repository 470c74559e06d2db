import {
  promisedMs,
  ROUND_THE_CLOCK,
  workingTime,
  type Board,
  type BoardRules,
  type Flag,
  type WorkingTime,
} from '../../model/index.js';
import { worksInChina } from './holidays.js';

/** How long a category of a board may take, and which time counts. */
export interface ClockRule {
  time: WorkingTime;
  /** Milliseconds of that time. */
  promised(flags: readonly Flag[]): number;
}

const always = () => true;

/** The clock of a category: the board's, with what the category has of its own. */
export function clockRule(board: Pick<Board, 'promise'>, rules: BoardRules, category: string): ClockRule {
  const { categories = {}, ...general } = rules.clock;
  // `__proto__` as a category's code must find nothing.
  const own = Object.hasOwn(categories, category) ? categories[category]! : {};
  const hours = own.roundTheClock ? undefined : (own.hours ?? general.hours);
  const everyDay = own.everyDay ?? general.everyDay ?? false;
  const promise = {
    normalHours: own.normalHours ?? board.promise.normalHours,
    complexHours: own.complexHours ?? board.promise.complexHours,
  };
  return {
    time: hours ? workingTime(hours, everyDay ? always : worksInChina) : ROUND_THE_CLOCK,
    promised: (flags) => promisedMs(promise, flags.includes('complex')),
  };
}
