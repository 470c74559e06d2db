import type { Generated } from 'kysely';
import type { Publication, Stage, Urgency } from '../../../model/index.js';
import type { Bit, Json, Millis } from './columns.js';

/** Private: what was sent, and where it stands. No public read touches this table. */
export interface RequestTable {
  board: string;
  id: string;
  tracking_hash: string;
  token_hash: string;
  stage: Stage;
  publication: Publication;
  flags: Json;
  category: string;
  /** What the form sent, where the board knows no such category. */
  category_raw: string | null;
  urgency: Urgency;
  /** Position in `URGENCIES`, to order by. */
  urgency_rank: number;
  /** The private part of the submission: see `private-part.ts`. */
  sealed: string;
  public_title: string | null;
  public_body: string;
  /** Masked name. */
  author: string;
  confidential: Bit;
  visibility: 'public' | 'desk';
  region: string;
  composed_at: Millis;
  received_at: Millis;
  due_at: Millis;
  /** The answer that stopped the clock; nothing after a reopening, until it is answered again. */
  answered_at: Millis | null;
  /** The first answer ever: it stays after a reopening. */
  first_answered_at: Millis | null;
  /** Where the clock started: the receipt, an earlier one's that was merged into it, or the reopening. */
  clock_from: Millis;
  /** First hand-over; it stays after a return, so that the totals add up. */
  dispatched_at: Millis | null;
  assignee: Json | null;
  /** Who has taken it on: an actor's id and name. */
  taken_by: string | null;
  taken_by_name: string | null;
  /** The slip it was handed over with last. */
  slip: string | null;
  /** The unit that one which returned it thinks it belongs to. */
  suggested: Json | null;
  /** Until when the unit that has it asks for more time; nothing once that is granted or refused. */
  extension_asked: Millis | null;
  in_group: string | null;
  /** 重点问题: for the level above, not for the public. */
  key_issue: Generated<number>;
  pinned: Bit;
  featured: Bit;
  me_too: number;
  thanks: number;
  comments: number;
  /** Without words, which are sealed. */
  rating: Json | null;
  rating_words: string | null;
  merged_into: string | null;
  updated_at: Millis;
  revision: number;
  /** When its private part was thrown away, after the time the board keeps it. */
  anonymised_at: Millis | null;
  /** Since when its clock stands still, waiting for the requester. */
  paused_at: Millis | null;
  /** Working time it has stood still before. */
  paused_ms: Generated<number>;
  /** When it ran out: on record for good. */
  overdue_at: Millis | null;
  /** When somebody is to be told next that its time runs out; nothing once it is answered or closed. */
  escalate_at: Millis | null;
  /** The board whose desk handles it: its own, or one of the tree that it was routed to. */
  handler: Generated<string>;
  /** Where its writer came from: a label, and the page without what follows `?`. */
  source_channel: string | null;
  source_page: string | null;
  /** Hash of who sent it, by the word of the site they are signed in to. */
  citizen: string | null;
}

/** The public projection, stored: all that lists and permalinks ever read. */
export interface PublicRequestTable {
  board: string;
  id: string;
  category: string;
  stage: Stage;
  region: string;
  created_at: Millis;
  score: number;
  pinned: Bit;
  featured: Bit;
  me_too: number;
  /** Lower-case public text to search in. */
  words: string;
  doc: Json;
}

export interface TimelineTable {
  board: string;
  request: string;
  id: string;
  at: Millis;
  stage: Stage;
  /** What was done: the move, or what happened on another axis. */
  action: string;
  /** Steps on the handling axis are public; publishing, hiding, pinning are the desk's own. */
  audience: 'public' | 'desk';
  by: string | null;
  note: string | null;
  /** What revision of the request it led to. */
  revision: number | null;
  /** The person at the desk, `requester` or `gateway`. */
  who: string | null;
  /** Names of what changed, a list. */
  fields: Json | null;
}

export interface AdditionTable {
  board: string;
  key_hash: string;
  body_hash: string;
  request: string;
  id: string;
  /** What was added, sealed. */
  sealed: string;
  at: Millis;
  /** Of somebody who asks confidentially: the unit does not see it until an editor releases it. */
  withheld: Generated<number>;
}

/**
 * What was answered to a key, for ever: it outlives the request as a tombstone. Only hashes, times and the id: code and
 * token are derived again from the key that the asker shows.
 */
export interface ReceiptTable {
  board: string;
  key_hash: string;
  body_hash: string;
  request: string;
  received_at: Millis;
  due_at: Millis;
  /** When its request was deleted on demand. */
  deleted_at: Millis | null;
}
