import type { Flag, Stage, Urgency } from '../../model/index.js';
import type { Place } from './codecs.js';

/**
 * What a hotline's work order (工单) can say, in our words. A profile maps each of these to a place of theirs; what it does
 * not map is not there.
 */
export interface OrderValues {
  /** Their id. */
  remoteId: string;
  /** Ours: the key of the submission. */
  ownId: string;
  title: string;
  content: string;
  /** The category's code. */
  category: string;
  urgency: Urgency;
  /** GB/T 2260 code, its name, or free text. */
  region: string;
  address: string;
  location: Place;
  longitude: number;
  latitude: number;
  name: string;
  phone: string;
  confidential: boolean;
  createdAt: string;
  updatedAt: string;
  dueAt: string;
  answeredAt: string;
  closedAt: string;
  department: string;
  /** The public reply: the only text of theirs that is ever published. */
  reply: string;
  /** The internal opinion (内部意见). Never published. */
  opinion: string;
  resolution: Resolution;
  /** How satisfied the person was, 1 to 5; 5 is very satisfied. Missing is not rated, never satisfied. */
  satisfaction: number;
  /** The same for single sides of the handling. */
  attitude: number;
  speed: number;
  /** Addresses of pictures. */
  attachments: string[];
  /** What is said with an addition, an urge, a return. */
  words: string;
}
export type OrderField = keyof OrderValues;

/** What came of it: four outcomes, apart from how satisfied anybody is. */
export const RESOLUTIONS = ['resolved', 'unresolved', 'partly', 'returned'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** A work order as it was read. */
export interface Order extends Partial<OrderValues> {
  /** `unknown` for every label that no row of the profile's table has. */
  stage: Stage;
  /** Their own word for the stage. */
  rawLabel?: string;
  flags: Flag[];
  /** They have given it back: it is for somebody else. */
  returned?: boolean;
}

/** What became of one field, for people who write a profile. */
export interface Note {
  field: OrderField | 'stage' | 'returned' | Flag;
  path: string;
  raw: unknown;
  value?: unknown;
  /** Why there is no value. */
  why?: string;
}
