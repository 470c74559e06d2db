import { openPhoto, openPrivate, openWords } from '../storage/sealed.js';
import type { Check } from './index.js';
import { requestPages } from './pages.js';

/** Whether something opens; what is sealed proves itself by that: nothing of it has been changed, or moved to another row. */
function fault(name: string, open: () => unknown): string[] {
  try {
    open();
    return [];
  } catch {
    return [`${name}: cannot be opened`];
  }
}

const requests: Check = async (snapshot, secret) => {
  const wrong: string[] = [];
  let count = 0;
  for await (const rows of requestPages(snapshot)) {
    count += rows.length;
    for (const row of rows) {
      wrong.push(...fault(`${row.board} ${row.id}`, () => openPrivate(secret, row)));
      const { board, id, rating_words: sealed } = row;
      if (sealed !== null)
        wrong.push(
          ...fault(`rating of ${board} ${id}`, () => openWords(secret, 'rating', { board, id, sealed })),
        );
    }
  }
  return { what: `private parts of requests (${count}) open`, wrong };
};

/** Words with rows of their own: one after the other, together they may be more than memory holds. */
const words =
  (table: 'note' | 'proposal' | 'comment' | 'slip' | 'hotline_message' | 'addition', what: string): Check =>
  async ({ rows }, secret) => {
    const wrong: string[] = [];
    let count = 0;
    for await (const row of rows(table)) {
      const { board, id, sealed } = row as { board: string; id: string; sealed: string | null };
      if (sealed === null) continue;
      count++;
      wrong.push(...fault(`${board} ${id}`, () => openWords(secret, table, { board, id, sealed })));
    }
    return { what: `${what} (${count}) open`, wrong };
  };

/** Every JPEG begins so. */
const JPEG = '/9j/';

const photos: Check = async ({ db }, secret) => {
  const wrong: string[] = [];
  // One at a time: together they may be gigabytes.
  const ids = await db.selectFrom('photo').select('id').execute();
  for (const { id } of ids) {
    const row = await db.selectFrom('photo').select(['id', 'bytes']).where('id', '=', id).executeTakeFirst();
    wrong.push(
      ...fault(`photo ${id}`, () => {
        if (!openPhoto(secret, row!).toString('base64', 0, 3).startsWith(JPEG)) throw new Error('no JPEG');
      }),
    );
  }
  const unused = await db
    .selectFrom('photo')
    .leftJoin('upload', 'upload.photo', 'photo.id')
    .select('photo.id')
    .where('upload.photo', 'is', null)
    .execute();
  wrong.push(...unused.map(({ id }) => `photo ${id}: nobody's`));
  return { what: `photos (${ids.length}) are there, open and are pictures`, wrong };
};

export const sealedParts: Check[] = [
  requests,
  words('addition', 'additions'),
  words('note', 'internal notes'),
  words('proposal', 'replies under review'),
  words('comment', 'comments'),
  words('slip', 'words on slips'),
  words('hotline_message', 'words to hotlines'),
  photos,
];
