import { SEALED_COLUMNS, sealedPages, type SealedColumn, type SealedValue } from '../keys/sealed-columns.js';
import type { Seal } from '../storage/seal.js';
import type { Check } from './index.js';

/** What people call what is sealed in a column. */
const CALLED: Readonly<Record<string, string>> = {
  'request.sealed': 'private parts of requests',
  'request.rating_words': 'words of ratings',
  'addition.sealed': 'additions',
  'note.sealed': 'internal notes',
  'proposal.sealed': 'replies under review',
  'comment.sealed': 'comments',
  'slip.sealed': 'words on slips',
  'hotline_message.sealed': 'words to hotlines',
  'desk_answer.sealed': 'answers to desks',
  'prefill.sealed': 'forms filled in for somebody',
  'board.guard': 'guards of boards',
  'photo.bytes': 'photos',
};

/** What is sealed proves itself by opening: nothing of it has been changed, or moved to another row. */
const opens =
  (of: SealedColumn): Check =>
  async (snapshot, { seal }) => {
    const called = CALLED[`${of.table}.${of.column}`] ?? of.table;
    const wrong: string[] = [];
    let count = 0;
    for await (const rows of sealedPages(snapshot, of))
      for (const { key, value } of rows) {
        count++;
        const fault = faultOf(seal, value, of.place(key));
        if (fault) wrong.push(`${called}: ${Object.values(key).join(' ')}: ${fault}`);
      }
    return { what: `${called} (${count}) open`, wrong };
  };

/** Every JPEG begins so. */
const JPEG = '/9j/';

function faultOf(seal: Seal, value: SealedValue, place: readonly string[]): string | undefined {
  try {
    if (typeof value === 'string') seal.openText(value, place);
    else if (!seal.openBytes(new Uint8Array(value), place).toString('base64', 0, 3).startsWith(JPEG))
      return 'no picture';
    return undefined;
  } catch {
    return 'cannot be opened';
  }
}

const photosUsed: Check = async ({ db }) => {
  const unused = await db
    .selectFrom('photo')
    .leftJoin('upload', 'upload.photo', 'photo.id')
    .select('photo.id')
    .where('upload.photo', 'is', null)
    .execute();
  return { what: 'each photo is somebody’s', wrong: unused.map(({ id }) => `photo ${id}: nobody's`) };
};

export const sealedParts: Check[] = [...SEALED_COLUMNS.map(opens), photosUsed];
