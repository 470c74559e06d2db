import { isClosed, type Flag } from '../../model/index.js';
import type { RequestRow } from '../storage/projection.js';
import type { ClockRule } from './rule.js';

type Wound = Pick<RequestRow, 'due_at' | 'paused_at' | 'paused_ms' | 'overdue_at'>;
export type ClockRow = Wound &
  Pick<RequestRow, 'stage' | 'flags' | 'category' | 'received_at' | 'answered_at'>;

const flagsOf = (row: ClockRow): Flag[] => JSON.parse(row.flags) as Flag[];

/** Whether the clock still waits for an answer. */
export const isTicking = (row: Pick<ClockRow, 'stage' | 'answered_at'>): boolean =>
  row.answered_at === null && !isClosed(row.stage);

/**
 * Where a change leaves the clock. The clock follows the flags, whoever set them: asking back pauses it, an addition lets it
 * go on, `complex` and another category move its end from the same start. A clock that has run out is on record for good
 * and is not wound again: nothing moves its end but an earlier one.
 * @param after the row with what the change sets
 */
export function windClock(
  before: ClockRow,
  after: ClockRow,
  at: number,
  ruleOf: (category: string) => ClockRule,
): Wound {
  const isOver = before.paused_at === null && isTicking(before) && at > before.due_at;
  const overdue_at = before.overdue_at ?? (isOver ? before.due_at : null);
  const { paused_ms } = before;
  if (overdue_at !== null)
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
    const due = is.time.add(before.received_at, is.promised(has) + wound.paused_ms);
    wound.due_at = has.includes('extended') ? Math.max(due, wound.due_at) : due;
  } else if (had.includes('complex') !== has.includes('complex')) {
    wound.due_at = is.time.add(wound.due_at, is.promised(has) - was.promised(had));
  }
  return wound;
}
