import type { Generated } from 'kysely';
import type { Millis } from './columns.js';

/** A re-encoded picture, sealed: most of them are never published. */
export interface PhotoTable {
  id: string;
  type: string;
  width: number;
  height: number;
  bytes: Uint8Array;
}

/** Private: which picture came under which key. */
export interface UploadTable {
  board: string;
  key_hash: string;
  sha256: string;
  photo: string;
  received_at: Millis;
  request: string | null;
  /** Set where it came with an addition: such a picture is for the desk alone. */
  addition: string | null;
  /** Its place among the pictures of its request. */
  position: number;
  alt: string | null;
  /** It is kept from the public, and from the unit of somebody who asks confidentially. */
  withheld: Generated<number>;
}

/** Public pictures, as long as their request is public. */
export interface PublicAttachmentTable {
  board: string;
  id: string;
  request: string;
  photo: string;
}
