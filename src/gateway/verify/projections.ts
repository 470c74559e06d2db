import type { HelpRequest } from '../../model/index.js';
import { besidesOf, isPublic, photosOfAll, projectionWith, type RequestRow } from '../storage/projection.js';
import type { Reader } from '../storage/tables.js';
import type { Check } from './index.js';
import { requestPages } from './pages.js';

/** What the public sees is made anew from the private rows, and compared to the letter. */
export const projections: Check = async (snapshot) => {
  const wrong: string[] = [];
  let count = 0;
  for await (const rows of requestPages(snapshot))
    for (const [board, some] of grouped(rows, (row) => row.board)) {
      const there = await readAll(snapshot, board, some);
      for (const row of some) {
        if (isPublic(row)) count++;
        wrong.push(...faultsOf(row, there).map((fault) => `${board} ${row.id}: ${fault}`));
      }
    }
  return { what: `public requests (${count}), made anew from the private ones`, wrong };
};

type There = Awaited<ReturnType<typeof readAll>>;

/** All that is shown of some requests of a board, and all that it is made of, by request. */
async function readAll(reader: Reader, board: string, rows: RequestRow[]) {
  const { db } = reader;
  const ids = rows.map(({ id }) => id);
  const shown = await db
    .selectFrom('public_request')
    .selectAll()
    .where('board', '=', board)
    .where('id', 'in', ids)
    .execute();
  const attached = await db
    .selectFrom('public_attachment')
    .select(['request', 'photo'])
    .where('board', '=', board)
    .where('request', 'in', ids)
    .execute();
  const { replies, timeline } = await besidesOf(reader, board, ids);
  return {
    shown: new Map(shown.map((row) => [row.id, row])),
    attached: grouped(attached, ({ request }) => request),
    replies: grouped(replies, ({ request }) => request),
    timeline: grouped(timeline, ({ request }) => request),
    photos: grouped(await photosOfAll(reader, board, ids), ({ of }) => of!),
  };
}

function faultsOf(row: RequestRow, there: There): string[] {
  const { id } = row;
  const shown = there.shown.get(id);
  if (!isPublic(row)) return shown ? ['shown, and not public'] : [];
  if (!shown) return ['public, and not shown'];
  const doc = JSON.parse(shown.doc) as HelpRequest;
  // What was counted a moment ago is shown a moment later.
  const counted = {
    ...row,
    me_too: Math.min(row.me_too, doc.meToo),
    thanks: Math.min(row.thanks, doc.thanks),
    comments: Math.min(row.comments, doc.comments),
  };
  const beside = {
    replies: there.replies.get(id) ?? [],
    timeline: there.timeline.get(id) ?? [],
    photos: (there.photos.get(id) ?? []).map(({ photo }) => photo),
  };
  const { values, photos } = projectionWith(counted, beside, Date.parse(doc.updatedAt));
  const wrong = Object.entries(values)
    .filter(([column, value]) => shown[column as keyof typeof shown] !== value)
    .map(([column]) => `${column} differs`);
  const attached = (there.attached.get(id) ?? []).map(({ photo }) => photo);
  const names = (of: string[]) => of.sort().join();
  if (names(attached) !== names(photos.map((photo) => photo.id)))
    wrong.push('other photos are shown than belong to it');
  return wrong;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
