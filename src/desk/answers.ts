// What the gateway answers, as far as the page reads it: `/api/openapi.json` has all of it.
import type {
  Assignee,
  Attribute,
  AttributeValue,
  Board,
  BoardRules,
  ChangeSince,
  Contact,
  DeskRole,
  DeskSettings,
  Flag,
  Publication,
  Rating,
  Reply,
  ReplyTemplate,
  Stage,
  Submission,
  Urgency,
} from '../model/index.js';

export interface Page<T> {
  items: T[];
  next?: string;
}

export interface Me {
  name: string;
  grants: { board: string; role: DeskRole; unit?: string }[];
  /** Those that somebody may work at. */
  boards: { key: string; title: string }[];
}

export interface Proposal {
  id: string;
  request: string;
  body: string;
  state: 'waiting' | 'out' | 'sent-back';
  approvals: { name: string }[];
  steps: number;
  writer: string;
  author: string;
  at: string;
  kind: Reply['kind'];
  /** The reply that it puts right. */
  corrects?: string;
}

export interface Photo {
  id: string;
  alt?: string;
  withheld: boolean;
}

/** A request as lists show it. */
export interface Item {
  id: string;
  stage: Stage;
  publication: Publication;
  flags: Flag[];
  category: string;
  categoryRaw?: string;
  urgency: Urgency;
  title?: string;
  publicTitle?: string;
  body: string;
  publicBody: string;
  region: string;
  visibility: Submission['visibility'];
  confidential: boolean;
  createdAt: string;
  dueAt: string;
  answeredAt?: string;
  pausedAt?: string;
  overdueAt?: string;
  extensionAsked?: string;
  assignee?: Assignee;
  suggested?: Assignee;
  takenBy?: string;
  group?: string;
  mergedInto?: string;
  pinned: boolean;
  featured: boolean;
  keyIssue: boolean;
  meToo: number;
  revision: number;
  /** What the table of moves allows now. */
  moves: string[];
  contact: Contact;
}

/** One request, whole. */
export interface Detail extends Item {
  replies: (Reply & { audience: string })[];
  timeline: { at: string; who?: string; action: string; note?: string; by?: string }[];
  additions: { id: string; body: string; at: string; withheld: boolean; photos: Photo[] }[];
  photos: Photo[];
  /** With `reply`, what that one said until it was corrected. */
  notes: { at: string; who: string; action: string; words: string; reply?: string }[];
  proposals: Proposal[];
  merged: string[];
  attributes?: Record<string, AttributeValue>;
  tried?: string[];
  location?: { latitude: number; longitude: number };
  source?: { channel?: string; page?: string };
  forSomebodyElse?: boolean;
  rating?: Rating;
}

/** What every form needs to know of the board. */
export interface Known {
  title: string;
  categories: Board['categories'];
  attributes: Attribute[];
  newsroom: boolean;
  parent?: string;
  children: { key: string; title: string }[];
  /** For the newsroom. */
  rules?: BoardRules;
  /** Names of those that something can be handed over to. */
  units: string[];
  templates: (ReplyTemplate & { id: string })[];
}

export interface Group {
  revision: number;
  requests: { id: string; revision: number; stage: Stage; dueAt: string }[];
}

export interface GroupEntry {
  id: string;
  title: string;
  count: number;
  by: string;
  at: string;
}

export interface Delivery {
  id: string;
  kind: 'key-issue' | 'digest' | 'overdue';
  board: string;
  toBoard: string;
  request?: string;
  words: string;
  content: { body?: string };
  sentAt: string;
  receivedAt?: string;
  answer?: string;
}

export interface CommentEntry {
  id: string;
  request: string;
  author: string;
  original: string;
  at: string;
}

export interface Alarm {
  request: string;
  step: string;
  dueAt: string;
  at: string;
}

export interface LogEntry {
  at: string;
  name?: string;
  actor: string;
  action: string;
  request?: string;
  detail: Record<string, unknown>;
}

export interface Hotline {
  key: string;
  name: string;
  waiting: number;
  unknown: number;
  dead: number;
}

export interface HotlineMessage {
  id: string;
  order: string;
  request: string;
  hotline: string;
  kind: string;
  state: string;
  problem?: string;
  at: string;
  attempts: number;
  sentAt?: string;
  nextTry?: string;
}

export interface HotlineOrder {
  id: string;
  hotline: string;
  remoteId?: string;
  stage?: Stage;
  rawLabel?: string;
  at: string;
  checkedAt?: string;
  closedAt?: string;
}

export interface Guard {
  words: string[];
  challenge: 'never' | 'busy' | 'always';
}

export interface Definition {
  board: Board;
  retentionDays: number;
  /** What somebody saw: a change says which it was made on. */
  revision: string;
}

/** Why the gateway has refused something (RFC 9457). */
export interface Refusal {
  code?: string;
  fields?: Record<string, string>;
  changes?: ChangeSince[];
}

export type { DeskSettings };
