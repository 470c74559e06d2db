import type { Bit, Json, Millis } from './columns.js';

/** Figures of the requests that a desk received on one day; made anew when one of them has changed since. */
export interface FigureDayTable {
  board: string;
  /** Days since 1970, in China. */
  day: number;
  sheet: Json;
  stale: Bit;
}

/** Who was told about what ran out: once for each step and due time. */
export interface EscalationTable {
  board: string;
  request: string;
  step: EscalationStep;
  due_at: Millis;
  handler: string;
  at: Millis;
}
export type EscalationStep = 'remind' | 'due' | 'supervise' | 'tell-above';

/** A request's way through the tree of boards. */
export interface RoutingTable {
  board: string;
  request: string;
  id: string;
  at: Millis;
  from_board: string;
  to_board: string;
  actor: string;
  reason: string;
}

/** What one level has put before the one above, and what came back. */
export interface DeliveryTable {
  id: string;
  /** Whose desk has sent it. */
  desk: string;
  /** Where the request was posted; the desk's own board for a digest. */
  board: string;
  to_board: string;
  kind: 'key-issue' | 'digest' | 'overdue';
  request: string | null;
  words: string;
  /** Masked: the level above needs no names. */
  content: Json;
  sent_at: Millis;
  sent_by: string;
  received_at: Millis | null;
  received_by: string | null;
  answer: string | null;
  answered_at: Millis | null;
  answered_by: string | null;
}

/** A form that somebody else has filled in for a person to check and send. */
export interface PrefillTable {
  board: string;
  code_hash: string;
  id: string;
  sealed: string;
  created_at: Millis;
  expires_at: Millis;
  created_by: string;
}
