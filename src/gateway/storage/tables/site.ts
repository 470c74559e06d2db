import type { Json, Millis } from './columns.js';

export interface MetaTable {
  name: string;
  value: string;
}

/** Solutions that have been used; kept until they would have expired anyway. */
export interface SolvedChallengeTable {
  hash: string;
  expires_at: Millis;
}

export interface AuditTable {
  id: string;
  at: Millis;
  actor: string;
  action: string;
  board: string;
  request: string | null;
  /** Never contact data. */
  detail: Json;
}

/** What was answered to a key that somebody at the desk sent with a write. */
export interface DeskAnswerTable {
  /** Of the key, of who sent it, and of the call. */
  key_hash: string;
  body_hash: string;
  sealed: string;
  at: Millis;
}

/** Whose turn it is at what the gateway does by itself; times by the database's clock. */
export interface JobTable {
  name: string;
  due_at: Millis;
  /** Goes up with every turn. */
  turn: number;
  /** Until when the present turn lasts. */
  until: Millis;
}
