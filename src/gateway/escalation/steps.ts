import type { EscalationRules } from '../../model/index.js';
import type { RequestRow } from '../storage/projection.js';
import type { EscalationStep } from '../storage/tables.js';
import { isTicking } from '../clock/wind.js';

const MINUTE = 60_000;

/** 提醒、超时、督办、报上级: who is told when an answer does not come, in order of time. */
export function escalationSteps(
  dueAt: number,
  { remindBefore, superviseAfter, tellAboveAfter }: EscalationRules,
): { step: EscalationStep; at: number }[] {
  const steps: { step: EscalationStep; at: number }[] = [
    { step: 'remind', at: dueAt - remindBefore * MINUTE },
    // The time is over when it has passed, not when it is reached.
    { step: 'due', at: dueAt + 1 },
    { step: 'supervise', at: dueAt + 1 + superviseAfter * MINUTE },
    { step: 'tell-above', at: dueAt + 1 + tellAboveAfter * MINUTE },
  ];
  return steps.sort((a, b) => a.at - b.at);
}

type Watched = Pick<RequestRow, 'stage' | 'answered_at' | 'due_at' | 'paused_at'>;

/** When the gateway looks at it next: never while nothing is awaited of the desk. Looking once more than needed does no harm. */
export function nextLook(
  before: (Watched & Pick<RequestRow, 'escalate_at'>) | undefined,
  after: Watched,
  rules: EscalationRules,
): number | null {
  if (!isTicking(after) || after.paused_at !== null) return null;
  if (before && before.due_at === after.due_at && before.escalate_at !== null) return before.escalate_at;
  return escalationSteps(after.due_at, rules)[0]!.at;
}
