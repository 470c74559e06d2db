import type { Submission } from '../../model/index.js';
import type { Secret } from './secret.js';

/** What of a submission is nobody's business but the desk's. It is stored sealed, as one. */
export type PrivatePart = Pick<Submission, 'body' | 'contact'> &
  Partial<
    Pick<
      Submission,
      'title' | 'attributes' | 'tried' | 'location' | 'consents' | 'source' | 'forSomebodyElse'
    >
  >;

/** Everything private is sealed under its kind, board and id: moved to another row it does not open. */
interface Named {
  board: string;
  id: string;
}

type Kind = 'request' | 'addition' | 'note' | 'proposal' | 'comment' | 'slip' | 'rating' | 'hotline_message';
const place = (kind: Kind, { board, id }: Named) => [kind, board, id];

export const sealPrivate = ({ seal }: Secret, of: Named, part: PrivatePart): string =>
  seal.sealText(JSON.stringify(part), place('request', of));

/** What was sent with a request, as it was sent. */
export const openPrivate = ({ seal }: Secret, row: Named & { sealed: string }): PrivatePart =>
  JSON.parse(seal.openText(row.sealed, place('request', row))) as PrivatePart;

export const sealAddition = ({ seal }: Secret, of: Named, body: string): string =>
  seal.sealText(body, place('addition', of));

export const openAddition = ({ seal }: Secret, row: Named & { sealed: string }): string =>
  seal.openText(row.sealed, place('addition', row));

/** Words on something that has a row of its own: internal notes, comments as they were written … */
export const sealWords = ({ seal }: Secret, kind: Kind, of: Named, words: string): string =>
  seal.sealText(words, place(kind, of));

export const openWords = ({ seal }: Secret, kind: Kind, row: Named & { sealed: string }): string =>
  seal.openText(row.sealed, place(kind, row));

export const sealPhoto = ({ seal }: Secret, id: string, bytes: Uint8Array): Buffer =>
  seal.sealBytes(bytes, ['photo', id]);

/** libsql hands bytes out as an ArrayBuffer. */
export const openPhoto = ({ seal }: Secret, row: { id: string; bytes: Uint8Array | ArrayBuffer }): Buffer =>
  seal.openBytes(new Uint8Array(row.bytes), ['photo', row.id]);
