import type { Stage } from '../../../model/index.js';
import type { Millis } from './columns.js';

/** A request that was handed over to a connected hotline: once for each time. */
export interface HotlineOrderTable {
  board: string;
  /** Ours, under which the hotline knows it again. */
  id: string;
  request: string;
  /** The board whose hotline it is: the one that handled the request. */
  desk: string;
  /** The hotline's key among those of the desk. */
  hotline: string;
  /** The slip it was handed over with: with another one, it is theirs no more. */
  slip: string | null;
  /** Their number. */
  remote_id: string | null;
  /** Where they say it stands, in our words, and in theirs. */
  stage: Stage | null;
  raw_label: string | null;
  /** Hash of their last answer: the same one is not published twice. */
  reply_hash: string | null;
  at: Millis;
  /** When they were asked last, or last told something. */
  checked_at: Millis;
  /** Nothing more is expected from them. */
  closed_at: Millis | null;
}

/** What a hotline is to be told, in the order of the ids: written with the change that it tells of. */
export interface HotlineMessageTable {
  board: string;
  id: string;
  request: string;
  hotline_order: string;
  desk: string;
  hotline: string;
  kind: HotlineMessageKind;
  /** Words that go with it, sealed. */
  sealed: string | null;
  state: HotlineMessageState;
  attempts: number;
  /** When it is tried next. */
  due_at: Millis;
  /** Why it did not get there, in machine words. */
  problem: string | null;
  at: Millis;
  sent_at: Millis | null;
}
export type HotlineMessageKind = 'submit' | 'add' | 'urge' | 'supervise' | 'withdraw' | 'return' | 'rate';
/**
 * `unknown`: it may have arrived, and must not be sent again by itself; `dead`: given up. Both wait for a person, and what
 * comes after waits with them. `dropped` will never be sent.
 */
export type HotlineMessageState = 'waiting' | 'sending' | 'sent' | 'unknown' | 'dead' | 'dropped';

/** Signed calls of hotlines that have been heard: none is heard twice. */
export interface HotlineNonceTable {
  hash: string;
  at: Millis;
}
