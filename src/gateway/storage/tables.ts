import type { Generated, Kysely } from 'kysely';
import type { Publication, Stage, Urgency } from '../../model/index.js';

/** SQLite knows no booleans, and both databases are to hold the same values. */
export type Bit = 0 | 1;
/** JSON as text. */
export type Json = string;
/** Epoch milliseconds. */
export type Millis = number;

export interface MetaTable {
  name: string;
  value: string;
}

export interface BoardTable {
  key: string;
  /** The board as its editors define it: everything but `home` and `figures`. */
  definition: Json;
  home: Json | null;
  /** Totals as the public last saw them: they change together with `public_version`, never by themselves. */
  figures: Json;
  public_version: number;
  created_at: Millis;
  /** Totals as they are, kept up on every write. */
  received: Generated<number>;
  answered_online: Generated<number>;
  handed_over: Generated<number>;
  waiting: Generated<number>;
  done: Generated<number>;
  /** How many days after its last change a closed request keeps its private part; `null` for ever. */
  retention_days: number | null;
  /** The level above: its key. */
  parent: string | null;
  /** See `board-rules.ts`. */
  rules: Generated<Json>;
  /** Word list, challenge, moderation: see `guard/board-guard.ts`. Never public. */
  guard: Json | null;
  /** How its desk works: see `desk-settings.ts`. */
  settings: Generated<Json>;
}

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

export interface ReplyTable {
  board: string;
  request: string;
  id: string;
  author: string;
  role: string;
  body: string;
  kind: string;
  audience: 'public' | 'requester';
  at: Millis;
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

/** 内部意见: what is said about a request inside, also with a return, an urging or a supervision. */
export interface NoteTable {
  board: string;
  request: string;
  id: string;
  at: Millis;
  who: string;
  /** What it was said with. */
  action: string;
  sealed: string;
}

/** A reply that waits for its review (三审) before it goes out in the paper's name. */
export interface ProposalTable {
  board: string;
  request: string;
  id: string;
  at: Millis;
  /** Its writer, who never reviews it. */
  writer: string;
  writer_name: string;
  author: string;
  role: string;
  kind: string;
  audience: 'public' | 'requester';
  sealed: string;
  /** How many approvals it needs. */
  steps: number;
  /** [{who, name, at}] */
  approvals: Json;
  state: 'waiting' | 'out' | 'sent-back';
}

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

export interface ReplyTemplateTable {
  board: string;
  id: string;
  title: string;
  body: string;
  kind: string;
  category: string | null;
  updated_at: Millis;
  revision: number;
}

export interface CommentTable {
  board: string;
  key_hash: string;
  body_hash: string;
  request: string;
  id: string;
  /** A nickname. */
  author: string;
  /** As it was written. */
  sealed: string;
  public_body: string;
  publication: 'pending' | 'public' | 'hidden';
  at: Millis;
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

/** A re-encoded picture, sealed: most of them are never published. */
export interface PhotoTable {
  id: string;
  type: string;
  width: number;
  height: number;
  bytes: Uint8Array;
}

/** Private: which picture came under which key. */
export interface UploadTable {
  board: string;
  key_hash: string;
  sha256: string;
  photo: string;
  received_at: Millis;
  request: string | null;
  /** Set where it came with an addition: such a picture is for the desk alone. */
  addition: string | null;
  /** Its place among the pictures of its request. */
  position: number;
  alt: string | null;
  /** An editor keeps it from the public. */
  withheld: Generated<number>;
}

/** Public pictures, as long as their request is public. */
export interface PublicAttachmentTable {
  board: string;
  id: string;
  request: string;
  photo: string;
}

export interface MeTooTable {
  board: string;
  request: string;
  device_hash: string;
  at: Millis;
}

export type ThanksTable = MeTooTable;

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

/** Whose turn it is at what the gateway does by itself; times by the database's clock. */
export interface JobTable {
  name: string;
  due_at: Millis;
  /** Goes up with every turn. */
  turn: number;
  /** Until when the present turn lasts. */
  until: Millis;
}

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

export interface Tables {
  meta: MetaTable;
  board: BoardTable;
  request: RequestTable;
  public_request: PublicRequestTable;
  reply: ReplyTable;
  timeline: TimelineTable;
  addition: AdditionTable;
  receipt: ReceiptTable;
  photo: PhotoTable;
  upload: UploadTable;
  public_attachment: PublicAttachmentTable;
  me_too: MeTooTable;
  thanks: ThanksTable;
  note: NoteTable;
  proposal: ProposalTable;
  request_group: GroupTable;
  slip: SlipTable;
  slip_request: SlipRequestTable;
  reply_template: ReplyTemplateTable;
  comment: CommentTable;
  desk_token: DeskTokenTable;
  account: AccountTable;
  account_role: AccountRoleTable;
  session: SessionTable;
  solved_challenge: SolvedChallengeTable;
  audit: AuditTable;
  job: JobTable;
  figure_day: FigureDayTable;
  escalation: EscalationTable;
  routing: RoutingTable;
  delivery: DeliveryTable;
  prefill: PrefillTable;
  hotline_order: HotlineOrderTable;
  hotline_message: HotlineMessageTable;
  hotline_nonce: HotlineNonceTable;
}

/**
 * Every table, those that others point at first, with the column that holds the id of the request its rows belong to: such
 * rows go when their request is deleted. Receipts and the audit log outlive it.
 */
export const TABLES = {
  meta: undefined,
  board: undefined,
  request: 'id',
  public_request: 'id',
  reply: 'request',
  timeline: 'request',
  addition: 'request',
  receipt: undefined,
  photo: undefined,
  upload: 'request',
  public_attachment: 'request',
  me_too: 'request',
  thanks: 'request',
  note: 'request',
  proposal: 'request',
  request_group: undefined,
  slip: undefined,
  slip_request: 'request',
  reply_template: undefined,
  comment: 'request',
  desk_token: undefined,
  account: undefined,
  account_role: undefined,
  session: undefined,
  solved_challenge: undefined,
  audit: undefined,
  job: undefined,
  figure_day: undefined,
  escalation: 'request',
  routing: 'request',
  delivery: 'request',
  prefill: undefined,
  hotline_order: 'request',
  hotline_message: 'request',
  hotline_nonce: undefined,
} as const satisfies Record<keyof Tables, 'id' | 'request' | undefined>;

/** Whatever can be read from: the database, or the transaction one is in. */
export interface Reader {
  db: Kysely<Tables>;
}
