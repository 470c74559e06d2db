import type { HelpRequest } from '../../model/index.js';
import { isPublic, projectionOf } from '../storage/projection.js';
import type { Check } from './index.js';
import { requestPages } from './pages.js';

/** What the public sees is made anew from the private rows, and compared to the letter. */
export const projections: Check = async (snapshot) => {
  const { db } = snapshot;
  const wrong: string[] = [];
  let count = 0;
  for await (const rows of requestPages(snapshot)) {
    for (const row of rows) {
      const { board, id } = row;
      const shown = await db
        .selectFrom('public_request')
        .selectAll()
        .where('board', '=', board)
        .where('id', '=', id)
        .executeTakeFirst();
      if (!isPublic(row)) {
        if (shown) wrong.push(`${board} ${id}: shown, and not public`);
        continue;
      }
      count++;
      if (!shown) {
        wrong.push(`${board} ${id}: public, and not shown`);
        continue;
      }
      const doc = JSON.parse(shown.doc) as HelpRequest;
      const at = Date.parse(doc.updatedAt);
      // What was counted a moment ago is shown a moment later.
      const counted = {
        ...row,
        me_too: Math.min(row.me_too, doc.meToo),
        thanks: Math.min(row.thanks, doc.thanks),
        comments: Math.min(row.comments, doc.comments),
      };
      const { values, photos } = (await projectionOf(snapshot, counted, at))!;
      for (const [column, value] of Object.entries(values))
        if (shown[column as keyof typeof shown] !== value) wrong.push(`${board} ${id}: ${column} differs`);
      const attached = await db
        .selectFrom('public_attachment')
        .select('photo')
        .where('board', '=', board)
        .where('request', '=', id)
        .execute();
      const names = (of: string[]) => of.sort().join();
      if (names(attached.map(({ photo }) => photo)) !== names(photos.map((photo) => photo.id)))
        wrong.push(`${board} ${id}: other photos are shown than belong to it`);
    }
  }
  return { what: `public requests (${count}), made anew from the private ones`, wrong };
};
