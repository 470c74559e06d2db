import type { Kysely } from 'kysely';
import type {
  MetaTable,
  AuditTable,
  DeskAnswerTable,
  JobTable,
  SolvedChallengeTable,
} from './tables/site.js';
import type { BoardTable } from './tables/boards.js';
import type { SlotPageTable, SlotShowingTable, SlotVersionTable } from './tables/slot.js';
import type {
  RequestTable,
  PublicRequestTable,
  TimelineTable,
  AdditionTable,
  ReceiptTable,
} from './tables/requests.js';
import type {
  ReplyTable,
  NoteTable,
  ProposalTable,
  ReplyTemplateTable,
  CommentTable,
  MeTooTable,
  ThanksTable,
} from './tables/replies.js';
import type { GroupTable, SlipTable, SlipRequestTable } from './tables/handing-over.js';
import type { PhotoTable, UploadTable, PublicAttachmentTable } from './tables/photos.js';
import type { DeskTokenTable, AccountTable, AccountRoleTable, SessionTable } from './tables/people.js';
import type {
  FigureDayTable,
  EscalationTable,
  RoutingTable,
  DeliveryTable,
  PrefillTable,
} from './tables/levels.js';
import type { HotlineOrderTable, HotlineMessageTable, HotlineNonceTable } from './tables/hotline.js';

export type * from './tables/columns.js';
export type * from './tables/site.js';
export type * from './tables/boards.js';
export type * from './tables/requests.js';
export type * from './tables/replies.js';
export type * from './tables/handing-over.js';
export type * from './tables/photos.js';
export type * from './tables/people.js';
export type * from './tables/levels.js';
export type * from './tables/hotline.js';
export type * from './tables/slot.js';

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
  desk_answer: DeskAnswerTable;
  job: JobTable;
  figure_day: FigureDayTable;
  escalation: EscalationTable;
  routing: RoutingTable;
  delivery: DeliveryTable;
  prefill: PrefillTable;
  slot_version: SlotVersionTable;
  slot_showing: SlotShowingTable;
  slot_page: SlotPageTable;
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
  desk_answer: undefined,
  job: undefined,
  figure_day: undefined,
  escalation: 'request',
  routing: 'request',
  delivery: 'request',
  prefill: undefined,
  slot_version: undefined,
  slot_showing: undefined,
  slot_page: undefined,
  hotline_order: 'request',
  hotline_message: 'request',
  hotline_nonce: undefined,
} as const satisfies Record<keyof Tables, 'id' | 'request' | undefined>;

/** Whatever can be read from: the database, or the transaction one is in. */
export interface Reader {
  db: Kysely<Tables>;
}
