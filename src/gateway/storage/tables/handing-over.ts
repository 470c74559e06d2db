import type { Millis } from './columns.js';

/** 批量处置: many requests handled together, each with its own reply and clock. */
export interface GroupTable {
  board: string;
  id: string;
  title: string;
  at: Millis;
  who: string;
  revision: number;
}

export interface SlipTable {
  board: string;
  id: string;
  year: number;
  number: number;
  label: string;
  kind: string;
  name: string;
  at: Millis;
  who: string;
  in_group: string | null;
  /** Words to the unit, sealed. */
  sealed: string | null;
}

export interface SlipRequestTable {
  /** Whose slip it is. */
  desk: string;
  slip: string;
  /** Where the request was posted. */
  board: string;
  request: string;
  at: Millis;
  claimed_at: Millis | null;
  returned_at: Millis | null;
  answered_at: Millis | null;
}
