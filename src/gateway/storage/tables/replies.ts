import type { Json, Millis } from './columns.js';

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
  /** When its words were last put right. */
  corrected_at: Millis | null;
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
  /** The reply that said this until it was corrected. */
  reply: string | null;
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
  /** The reply that is to say this from now on. */
  corrects: string | null;
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

export interface MeTooTable {
  board: string;
  request: string;
  device_hash: string;
  at: Millis;
}

export type ThanksTable = MeTooTable;
