import { GatewayError } from '../../gateway-error.js';

/**
 * A backup: gzipped lines of JSON, the same from SQLite and from PostgreSQL. First the head; then, for each table, a line
 * with its name and columns and a line for each row; at last the number of rows and the SHA-256 of all lines before.
 */
export interface ArchiveHead {
  archive: 'help-board';
  format: 1;
  /** The last step of the schema. */
  schema: string;
  /** When it was made. */
  at: string;
  /** What the secret must be: see `openSecret`. */
  secret: string;
}

export interface TableHead {
  table: string;
  columns: string[];
}

export interface ArchiveEnd {
  rows: number;
  sha256: string;
}

/** A column's value; bytes stand as an object, which no column otherwise holds. */
export type Value = string | number | null | { base64: string };

export const toValue = (value: unknown): Value =>
  value instanceof Uint8Array
    ? { base64: Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64') }
    : value instanceof ArrayBuffer
      ? { base64: Buffer.from(value).toString('base64') }
      : (value as Value);

export const fromValue = (value: Value): string | number | null | Buffer =>
  typeof value === 'object' && value !== null ? Buffer.from(value.base64, 'base64') : value;

/** What is wrong with an archive, or with where it is to go, in a sentence for people. */
export class ArchiveError extends GatewayError {
  override name = 'ArchiveError';
}
