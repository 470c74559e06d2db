import {
  decode,
  dueAt,
  helpRequestSchema,
  maskName,
  maskText,
  type Attachment,
  type HelpRequest,
  type Promised,
  type Reply,
  type TimelineEntry,
} from '../../model/index.js';
import type { Order } from './order.js';

/** What a request takes from the board around it. */
export interface Around {
  board: string;
  /** What people call the hotline. */
  label: string;
  promise: Promised;
}

const TYPES: Record<string, string> = {
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
};

/** Pictures at web addresses; anything else, a script's address above all, is left out. */
const attachment = (url: string): Attachment[] => {
  if (!/^https?:\/\//i.test(url)) return [];
  const end = /\.(\w{3,4})(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? '';
  return [{ url, type: TYPES[end] ?? 'image/jpeg' }];
};

/** The id of a request that has no number of theirs yet. */
export const OWN_ID = 'own~';
export const idOf = ({ remoteId, ownId }: Order): string | undefined => remoteId ?? (ownId && OWN_ID + ownId);

/** When the promise ends: their limit, else the board's. */
export const dueOf = (order: Order, createdAt: string, { promise }: Pick<Around, 'promise'>): string =>
  order.dueAt ??
  new Date(dueAt(Date.parse(createdAt), promise, order.flags.includes('complex'))).toISOString();

/** The public reply; the internal opinion is never looked at. */
export function replyOf(order: Order, { label }: Pick<Around, 'label'>): Reply | undefined {
  const { reply, department = label, answeredAt, updatedAt, createdAt } = order;
  const at = answeredAt ?? updatedAt ?? createdAt;
  if (!reply || !at) return undefined;
  return {
    id: `${idOf(order)}-reply`,
    author: department,
    role: 'hotline',
    body: maskText(reply),
    at,
    kind: 'answer',
  };
}

function timelineOf(order: Order, createdAt: string): TimelineEntry[] {
  const { stage, rawLabel, department, closedAt, answeredAt, updatedAt } = order;
  const first: TimelineEntry = { at: createdAt, stage: 'submitted' };
  const later = stage === 'answered' ? (answeredAt ?? updatedAt) : (closedAt ?? updatedAt ?? answeredAt);
  const at = later ?? createdAt;
  if (stage === 'submitted') return [{ ...first, ...(rawLabel && { rawLabel }) }];
  return [first, { at, stage, ...(department && { by: department }), ...(rawLabel && { rawLabel }) }];
}

/**
 * What the public may read of an order: text covered again by our own masks, the surname, the mapped public reply. `undefined`
 * for what cannot be shown at all, and for what somebody asked to be kept confidential.
 */
export function publish(order: Order, around: Around): HelpRequest | undefined {
  const { content, title, createdAt, region = '', name = '', category, urgency, department } = order;
  const id = idOf(order);
  if (!id || !createdAt || order.confidential || !(content ?? title)) return undefined;
  const reply = replyOf(order, around);
  const answered = reply && (order.answeredAt ?? order.updatedAt);
  return decode(helpRequestSchema, {
    id,
    board: around.board,
    region: maskText(region),
    ...{ category, urgency, createdAt },
    ...(title && { title: maskText(title) }),
    publicBody: maskText(content ?? title!),
    author: maskName(name),
    updatedAt: order.updatedAt ?? answered ?? createdAt,
    stage: order.stage,
    flags: order.flags,
    dueAt: dueOf(order, createdAt, around),
    replies: reply ? [reply] : [],
    timeline: timelineOf(order, createdAt),
    attachments: (order.attachments ?? []).flatMap(attachment),
    assignee: { kind: 'hotline', name: department ?? around.label },
    ...(answered && { answeredAt: answered }),
  });
}
