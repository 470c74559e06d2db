import type { SlotReason } from '../../../model/index.js';
import type { Bit, Json, Millis } from './columns.js';

/** One wording of the slot on home pages: see `slot/`. */
export interface SlotVersionTable {
  board: string;
  number: number;
  content: Json;
  /** It has never been shown, and may be changed. */
  draft: Bit;
  revision: number;
  by: string;
  at: Millis;
  changed_at: Millis;
  /** Of the code that opens a preview. */
  preview_hash: string | null;
  preview_until: Millis | null;
}

/** A version's time on the pages. */
export interface SlotShowingTable {
  board: string;
  id: string;
  version: number;
  reason: SlotReason;
  from_at: Millis;
  until_at: Millis | null;
  by: string;
  at: Millis;
  ended_by: string | null;
  /** When what is shown may change because of it; nothing where that is over. */
  due_at: Millis | null;
}

/** A page that has shown the slot: a hash of its address, nothing of who saw it. */
export interface SlotPageTable {
  board: string;
  page_hash: string;
  version: number;
  /** To the hour. */
  seen_at: Millis;
}
