import { sql } from 'kysely';
import type { Seal } from '../storage/seal.js';
import type { Reader, Tables } from '../storage/tables.js';

/** A column that holds something sealed. */
export interface SealedColumn {
  table: keyof Tables;
  column: string;
  /** Its rows are told apart, and read in order, by these. */
  key: readonly string[];
  /** Where a value belongs: see `Place`. */
  place(row: Record<string, string>): readonly string[];
  /** Rows that are read at once. */
  page: number;
}

const words = (
  table: keyof Tables,
  kind: string,
  key: readonly string[],
  column = 'sealed',
): SealedColumn => ({
  ...{ table, column, key, page: 200 },
  place: ({ board, id }) => [kind, board!, id!],
});

/** Everything that is sealed, wherever it stands. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  words('request', 'request', ['board', 'id']),
  words('request', 'rating', ['board', 'id'], 'rating_words'),
  words('addition', 'addition', ['board', 'key_hash', 'id']),
  words('note', 'note', ['board', 'request', 'id']),
  words('proposal', 'proposal', ['board', 'request', 'id']),
  words('comment', 'comment', ['board', 'key_hash', 'id']),
  words('slip', 'slip', ['board', 'id']),
  words('hotline_message', 'hotline_message', ['board', 'id']),
  words('prefill', 'prefill', ['board', 'code_hash', 'id']),
  {
    ...{ table: 'desk_answer', column: 'sealed', key: ['key_hash'], page: 200 },
    place: ({ key_hash }) => ['desk_answer', key_hash!],
  },
  { table: 'board', column: 'guard', key: ['key'], place: ({ key }) => ['guard', key!], page: 50 },
  // Each up to some megabytes.
  { table: 'photo', column: 'bytes', key: ['id'], place: ({ id }) => ['photo', id!], page: 8 },
];

export type SealedValue = string | Uint8Array | ArrayBuffer;
export interface SealedRow {
  key: Record<string, string>;
  value: SealedValue;
}

export const keyOf = (seal: Seal, value: SealedValue): number =>
  typeof value === 'string' ? seal.keyOfText(value) : new Uint8Array(value)[0]!;

/** The same, sealed with the key of now. */
export const sealAnew = (seal: Seal, value: SealedValue, place: readonly string[]): string | Buffer =>
  typeof value === 'string'
    ? seal.sealText(seal.openText(value, place), place)
    : seal.sealBytes(seal.openBytes(new Uint8Array(value), place), place);

/** A column's values, page by page in the order of their keys. */
export async function* sealedPages({ db }: Reader, of: SealedColumn): AsyncGenerator<SealedRow[]> {
  const { table, column, key, page } = of;
  const refs = sql.join(key.map((name) => sql.ref(name)));
  let after: string[] | undefined;
  for (;;) {
    const behind = after ? sql`and (${refs}) > (${sql.join(after)})` : sql``;
    const { rows } = await sql<Record<string, SealedValue>>`
      select ${refs}, ${sql.ref(column)} as value from ${sql.table(table)}
      where ${sql.ref(column)} is not null ${behind} order by ${refs} limit ${page}`.execute(db);
    const found = rows.map((row) => ({
      key: Object.fromEntries(key.map((name) => [name, row[name] as string])),
      value: row['value']!,
    }));
    if (found.length) yield found;
    if (found.length < page) return;
    after = key.map((name) => found.at(-1)!.key[name]!);
  }
}
