import type { Millis } from './columns.js';

export interface DeskTokenTable {
  id: string;
  hash: string;
  name: string;
  role: string;
  created_at: Millis;
  revoked_at: Millis | null;
  /** Whose requests it opens, for roles that see only those of their unit. */
  unit: string | null;
  /** A board's key, or `*` for every board. */
  board: string;
  expires_at: Millis | null;
}

/** Somebody who signs in to work with boards. */
export interface AccountTable {
  id: string;
  /** What they sign in with. */
  name: string;
  /** What colleagues read. */
  display_name: string;
  password_hash: string;
  created_at: Millis;
  locked_at: Millis | null;
}

export interface AccountRoleTable {
  account: string;
  /** A board's key, or `*` for every board. */
  board: string;
  role: string;
  unit: string | null;
}

/** Signed in on one device. Its refresh tokens are derived from id and turn: none is stored. */
export interface SessionTable {
  id: string;
  account: string;
  /** How often its refresh token has been changed. */
  turn: number;
  turned_at: Millis;
  created_at: Millis;
  expires_at: Millis;
  ended_at: Millis | null;
}
