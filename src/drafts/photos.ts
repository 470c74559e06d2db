import type { Device } from './device.js';
import type { Ledger, Step } from './ledger.js';
import { isEmpty, isWritable, typed, type Stored } from './record.js';
import { blank, inTurn, type Session } from './session.js';
import { sha256 } from './sha256.js';
import type { PhotoRef } from './types.js';
import type { Writing } from './writing.js';

/** A photo as it lies in storage: bytes, not a Blob (WebKit has lost Blobs in IndexedDB more than once). */
interface StoredPhoto {
  type: string;
  bytes: ArrayBuffer;
}

export async function readPhoto({ storage, names }: Ledger, key: string, hash: string) {
  const [photo] = (await storage.get([names.photo(key, hash)])) as Array<StoredPhoto | undefined>;
  return photo && new Blob([photo.bytes], { type: photo.type });
}

/** Photos of the drafts of this tab. */
export function createPhotos(ledger: Ledger, { step }: Writing, device: Device, me: string) {
  const { names, records } = ledger;

  const change = (
    session: Session,
    hash: string,
    photo: StoredPhoto | undefined,
    edit: (photos: PhotoRef[]) => PhotoRef[],
  ) => {
    session.held = true;
    return inTurn(session, () => {
      const { known } = session;
      const { summary = '' } = records.get(session.key)?.entry || {};
      const write = () =>
        ledger.change<Stored | undefined>(session.key, (found): Step<Stored | undefined> => {
          const stored = found || blank(session);
          if (!isWritable(stored, me)) return {};
          const next = typed(stored, me, { photos: edit(stored.entry.photos) }, device.key(), device.now());
          const raw = { [names.photo(session.key, hash)]: photo };
          return { ...(isEmpty(next.entry) ? { remove: found } : { put: [next] }), raw, result: next };
        });
      return step(session, { content: known, summary, name: device.key() }, write);
    });
  };

  return {
    async add(session: Session, photo: Blob, alt?: string): Promise<PhotoRef> {
      const bytes = await new Response(photo).arrayBuffer();
      const { type } = photo;
      const hash = await sha256(new Uint8Array(bytes));
      const ref: PhotoRef = { sha256: hash, type, size: bytes.byteLength };
      if (alt !== undefined) ref.alt = alt;
      await change(session, hash, { type, bytes }, (photos) => {
        const known = photos.some((old) => old.sha256 === hash);
        return known ? photos.map((old) => (old.sha256 === hash ? ref : old)) : [...photos, ref];
      });
      return ref;
    },

    remove: (session: Session, hash: string): Promise<void> =>
      change(session, hash, undefined, (photos) => photos.filter((old) => old.sha256 !== hash)),

    async read(hash: string) {
      for (const { entry } of [...records.values()]) {
        const isThere = entry.photos.some((photo) => photo.sha256 === hash);
        const blob = isThere && (await readPhoto(ledger, entry.key, hash));
        if (blob) return blob;
      }
      return undefined;
    },
  };
}
