/** The plain data a demonstration board is filled with. Times are relative, so the board always looks alive. */

export type UnitKind = 'desk' | 'department' | 'volunteer' | 'hotline' | 'institution';
export type ReplyRole = 'newsroom' | 'department' | 'volunteer' | 'hotline' | 'institution';
export type SeedStage =
  | 'submitted'
  | 'accepted'
  | 'dispatched'
  | 'in-progress'
  | 'answered'
  | 'resolved'
  | 'declined'
  | 'withdrawn'
  | 'merged';

/** Somebody who handles requests: a department, a hospital, the volunteers, the desk itself. */
export interface Unit {
  kind: UnitKind;
  name: string;
}

export interface SeedReply {
  role: ReplyRole;
  author: string;
  body: string;
  /** Minutes after the request arrived. */
  afterMinutes: number;
  kind: 'answer' | 'acknowledgement' | 'question';
}

export interface SeedRequest {
  category: string;
  urgency: 'routine' | 'urgent' | 'critical';
  title?: string;
  body: string;
  /** A full name; intake masks it as it does for everybody. */
  author: string;
  /** Eleven digits that no operator has ever given out; made from the position when left out. */
  phone?: string;
  region: string;
  minutesAgo: number;
  /** Time of day (China Standard Time) where the text speaks of one; moves the post within its day. */
  clock?: string;
  visibility?: 'desk';
  publication?: 'pending' | 'public' | 'hidden';
  stage: SeedStage;
  assignee?: Unit;
  flags?: string[];
  replies?: SeedReply[];
  meToo?: number;
  thanks?: number;
  /** 1 (poor) to 5 (very good), given by the requester after the answer. */
  rating?: number;
  pinned?: boolean;
  featured?: boolean;
  tried?: string[];
  attributes?: Record<string, string | number>;
  forSomebodyElse?: boolean;
  /** A name other seeds can point at. */
  key?: string;
  /** Handled together with the others of this title: one slip for all of them. */
  group?: string;
  /** For `merged`: the key of the request this one was folded into. */
  mergedInto?: string;
}

export type SeedEntry = Omit<SeedRequest, 'category'>;

/** Puts every entry of a list into one category. */
export function inCategory(category: string, entries: SeedEntry[]): SeedRequest[] {
  return entries.map((entry) => ({ category, ...entry }));
}
