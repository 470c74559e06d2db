import { isClosed } from '../../model/index.js';
import { flagsOf } from '../loop/flags.js';
import type { RequestRow } from '../storage/projection.js';
import type { ClockRule } from './rule.js';

type Wound = Pick<RequestRow, 'due_at' | 'paused_at' | 'paused_ms' | 'overdue_at'>;
export type ClockRow = Wound &
  Pick<RequestRow, 'stage' | 'flags' | 'category' | 'clock_from' | 'answered_at'>;

/** Whether the clock still waits for an answer. */
export const isTicking = (row: Pick<ClockRow, 'stage' | 'answered_at'>): boolean =>
  row.answered_at === null && !isClosed(row.stage);

/** Whether the time is over without an answer. Waiting for the requester, it is not. */
export const isOver = (row: Omit<Ticking, 'overdue_at'>, at: number): boolean =>
  row.paused_at === null && isTicking(row) && at > row.due_at;

type Ticking = Pick<ClockRow, 'stage' | 'answered_at' | 'paused_at' | 'due_at' | 'overdue_at'>;

/**
 * Where a change leaves the clock. The clock follows the flags, whoever set them: asking back pauses it, an addition lets it
 * go on, `complex` and another category move its end from the same start. A clock that has run out is on record for good
 * and is not wound again: nothing moves its end but an earlier one. A reopening starts a new one.
 * @param after the row with what the change sets
 */
export function windClock(
  before: ClockRow,
  after: ClockRow,
  at: number,
  ruleOf: (category: string) => ClockRule,
): Wound {
  const overdue_at = before.overdue_at ?? (isOver(before, at) ? before.due_at : null);
  const { paused_ms } = before;
  if (after.clock_from > before.clock_from) {
    const { time, promised } = ruleOf(after.category);
    const due_at = time.add(after.clock_from, promised(flagsOf(after)));
    return { due_at, paused_at: null, paused_ms: 0, overdue_at };
  }
  // What ran out before a reopening is on record, and says nothing of the clock since.
  if (overdue_at !== null && overdue_at >= before.clock_from)
    return { due_at: Math.min(before.due_at, after.due_at), paused_at: null, paused_ms, overdue_at };

  const [had, has] = [flagsOf(before), flagsOf(after)];
  const [was, is] = [ruleOf(before.category), ruleOf(after.category)];
  const wound: Wound = { due_at: after.due_at, paused_at: before.paused_at, paused_ms, overdue_at };
  const waits = has.includes('needs-info') && isTicking(after);
  if (before.paused_at === null) wound.paused_at = waits ? at : null;
  else if (!waits) {
    const pause = is.time.between(before.paused_at, at);
    wound.paused_at = null;
    wound.paused_ms += pause;
    wound.due_at = is.time.add(wound.due_at, pause);
  }
  if (after.category !== before.category) {
    const due = is.time.add(after.clock_from, is.promised(has) + wound.paused_ms);
    wound.due_at = has.includes('extended') ? Math.max(due, wound.due_at) : due;
  } else if (had.includes('complex') !== has.includes('complex')) {
    wound.due_at = is.time.add(wound.due_at, is.promised(has) - was.promised(had));
  }
  // The one that was merged into it may have been due before now.
  if (wound.due_at < before.due_at && isOver({ ...after, ...wound }, at)) wound.overdue_at = wound.due_at;
  return wound;
}
