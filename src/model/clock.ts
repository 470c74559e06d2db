import { object, number, string, type Infer } from './schema.js';
import { isClosed, type Flag, type Stage } from './stages.js';

/** What a board promises: hours from the gateway's receipt to the public answer. */
export const promiseSchema = object(
  {
    normalHours: number({ default: 3 }),
    complexHours: number({ default: 8 }),
  },
  { note: string() },
);
export type Promised = Infer<typeof promiseSchema>;

/** Where the clock of a request stands at `now` (server time, epoch milliseconds). */
export type ClockState = 'running' | 'paused' | 'overdue' | 'answered' | 'answered-late' | 'stopped';

export interface Clocked {
  stage: Stage;
  flags: readonly Flag[];
  dueAt: string;
  answeredAt?: string;
  /** Since when it waits for the requester, where that was before it was due. */
  pausedAt?: string;
}

/** Only a reply of kind `answer` stops the clock; a pause never hides that the time was already over. */
export function clockState(of: Clocked, now: number): ClockState {
  const due = Date.parse(of.dueAt);
  if (of.answeredAt) return Date.parse(of.answeredAt) <= due ? 'answered' : 'answered-late';
  if (isClosed(of.stage)) return 'stopped';
  if (now > due && !of.pausedAt) return 'overdue';
  return of.flags.includes('needs-info') ? 'paused' : 'running';
}
