import type { Selectable } from 'kysely';
import {
  hotScore,
  type Assignee,
  type Attachment,
  type Flag,
  type HelpRequest,
  type PublicRating,
  type Reply,
  type TimelineEntry,
} from '../../model/index.js';
import { indexText } from '../search/search-index.js';
import type { WriteContext } from './group-commit.js';
import type { PublicRequestTable, Reader, ReplyTable, RequestTable, TimelineTable } from './tables.js';

export type RequestRow = Selectable<RequestTable>;

export const toInstant = (millis: number): string => new Date(millis).toISOString();

/** A photo as its request shows it; `url` is relative to the board's. */
export interface RequestPhoto extends Attachment {
  id: string;
  /** It is kept from the public, and from the unit of somebody who asks confidentially. */
  withheld: boolean;
}

/**
 * Whether the public may read it. What its writer withdrew is gone from public view, whatever its publication was.
 */
export const isPublic = (row: Pick<RequestRow, 'publication' | 'stage'>): boolean =>
  row.publication === 'public' && row.stage !== 'withdrawn';

export const publicReply = (row: Selectable<ReplyTable>): Reply => ({
  id: row.id,
  author: row.author,
  role: row.role as Reply['role'],
  body: row.body,
  at: toInstant(row.at),
  kind: row.kind as Reply['kind'],
  ...(row.corrected_at !== null && { correctedAt: toInstant(row.corrected_at) }),
});

export const publicStep = (row: Selectable<TimelineTable>): TimelineEntry => ({
  at: toInstant(row.at),
  stage: row.stage,
  ...(row.by && { by: row.by }),
  ...(row.note && { note: row.note }),
  ...(row.action === 'correct' && { corrected: true }),
});

/** What stands beside some requests of a board: replies and steps, of each in order. */
export async function besidesOf({ db }: Reader, board: string, requests: readonly string[]) {
  const replies = await db
    .selectFrom('reply')
    .selectAll()
    .where('board', '=', board)
    .where('request', 'in', requests)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const timeline = await db
    .selectFrom('timeline')
    .selectAll()
    .where('board', '=', board)
    .where('request', 'in', requests)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return { replies, timeline };
}

export const besides = (reader: Reader, board: string, request: string) =>
  besidesOf(reader, board, [request]);

/** Urging and supervision are between the offices. */
const INTERNAL_FLAGS: readonly Flag[] = ['urged', 'supervised'];
export const publicFlags = (row: Pick<RequestRow, 'flags'>): Flag[] =>
  (JSON.parse(row.flags) as Flag[]).filter((flag) => !INTERNAL_FLAGS.includes(flag));

const uploadsOf = ({ db }: Reader, board: string, requests: readonly string[]) =>
  db
    .selectFrom('upload')
    .innerJoin('photo', 'photo.id', 'upload.photo')
    .select(['photo.id', 'photo.type', 'photo.width', 'photo.height'])
    .select(['upload.alt', 'upload.withheld', 'upload.request', 'upload.addition'])
    .where('upload.board', '=', board)
    .where('upload.request', 'in', requests)
    .orderBy('upload.position');

type UploadRow = Awaited<ReturnType<ReturnType<typeof uploadsOf>['execute']>>[number];

const photoOf = ({ id, type, width, height, alt, withheld }: UploadRow): RequestPhoto => ({
  ...{ id, type, width, height },
  url: `attachments/${id}`,
  withheld: withheld === 1,
  ...(alt && { alt }),
});

/** The photos of the requests themselves. */
export async function photosOfAll(reader: Reader, board: string, requests: readonly string[]) {
  const rows = await uploadsOf(reader, board, requests).where('upload.addition', 'is', null).execute();
  return rows.map((row) => ({ of: row.request, photo: photoOf(row) }));
}

/** Those that came with additions: they stay with the desk. */
export async function photosOfAdditions(reader: Reader, board: string, request: string) {
  const rows = await uploadsOf(reader, board, [request]).where('upload.addition', 'is not', null).execute();
  return rows.map((row) => ({ of: row.addition, photo: photoOf(row) }));
}

export const photosOf = async (reader: Reader, board: string, request: string): Promise<RequestPhoto[]> =>
  (await photosOfAll(reader, board, [request])).map(({ photo }) => photo);

/** The public projection of a request: built field by field, so that a new private column stays private by itself. */
export function project(
  row: RequestRow,
  replies: Selectable<ReplyTable>[],
  timeline: Selectable<TimelineTable>[],
  photos: RequestPhoto[],
  updatedAt: number,
): HelpRequest {
  return {
    id: row.id,
    board: row.board,
    region: row.region,
    category: row.category,
    urgency: row.urgency,
    ...(row.public_title && { title: row.public_title }),
    publicBody: row.public_body,
    author: row.author,
    createdAt: toInstant(row.received_at),
    updatedAt: toInstant(updatedAt),
    stage: row.stage,
    flags: publicFlags(row),
    dueAt: toInstant(row.due_at),
    ...(row.answered_at !== null && { answeredAt: toInstant(row.answered_at) }),
    ...(row.paused_at !== null && { pausedAt: toInstant(row.paused_at) }),
    ...(row.assignee && { assignee: JSON.parse(row.assignee) as Assignee }),
    replies: replies.filter((r) => r.audience === 'public').map(publicReply),
    timeline: timeline.filter((t) => t.audience === 'public').map(publicStep),
    attachments: photos.map(({ url, type, width, height, alt }) => ({
      url,
      type,
      ...(width !== undefined && { width }),
      ...(height !== undefined && { height }),
      ...(alt && { alt }),
    })),
    meToo: row.me_too,
    thanks: row.thanks,
    comments: row.comments,
    pinned: row.pinned === 1,
    featured: row.featured === 1,
    explainers: [],
    score: scoreOf(row),
    ...(row.rating && { rating: JSON.parse(row.rating) as PublicRating }),
    ...(row.merged_into && { mergedInto: row.merged_into }),
  };
}

const scoreOf = (row: RequestRow): number =>
  hotScore({
    urgency: row.urgency,
    createdAt: row.received_at,
    meToo: row.me_too,
    thanks: row.thanks,
    comments: row.comments,
  });

/** What a projection is made of, beside the row. */
export interface Beside {
  replies: Selectable<ReplyTable>[];
  timeline: Selectable<TimelineTable>[];
  photos: RequestPhoto[];
}

/** The row of the stored projection, and its photos; nothing where the request is not public. */
export async function projectionOf(reader: Reader, row: RequestRow, at: number) {
  if (!isPublic(row)) return undefined;
  const { board, id } = row;
  const photos = await photosOf(reader, board, id);
  return projectionWith(row, { ...(await besides(reader, board, id)), photos }, at);
}

export function projectionWith(row: RequestRow, { replies, timeline, photos: all }: Beside, at: number) {
  const { board, id } = row;
  const photos = all.filter(({ withheld }) => !withheld);
  const doc = project(row, replies, timeline, photos, at);
  const values: Selectable<PublicRequestTable> = {
    board,
    id,
    category: row.category,
    stage: row.stage,
    region: row.region,
    created_at: row.received_at,
    score: doc.score,
    pinned: row.pinned,
    featured: row.featured,
    me_too: row.me_too,
    words: [doc.title, doc.publicBody, ...doc.replies.map((reply) => reply.body)].join('\n').toLowerCase(),
    doc: JSON.stringify(doc),
  };
  return { values, photos };
}

/** Brings the stored projection in line with the request: written where it is public, gone where it is not. */
export async function storeProjection(context: WriteContext, row: RequestRow, at: number): Promise<void> {
  const { db } = context;
  const { board, id } = row;
  await db.deleteFrom('public_attachment').where('board', '=', board).where('request', '=', id).execute();
  const projection = await projectionOf(context, row, at);
  if (!projection) {
    await db.deleteFrom('public_request').where('board', '=', board).where('id', '=', id).execute();
    return;
  }
  const { values } = projection;
  await db
    .insertInto('public_request')
    .values(values)
    .onConflict((oc) => oc.columns(['board', 'id']).doUpdateSet(values))
    .execute();
  await indexText(db, values);
  for (const photo of projection.photos) {
    await db
      .insertInto('public_attachment')
      .values({ board, id: photo.id, request: id, photo: photo.id })
      .execute();
  }
}
