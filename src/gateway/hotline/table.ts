import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { Kysely, PostgresDialect, SqliteDialect, type Dialect, type SqliteDatabase } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import type { Exchange } from '../../adapters/hotline/index.js';
import { GatewayError } from '../gateway-error.js';
import { OURS, THEIRS } from './table-profile.js';

/** One order a row: what we know of it, and what they make of it. */
type OrderRow = Record<string, string | number | null> & { own_id: string; sent_at: number };

/** What was said about an order afterwards; they set `taken_at` when they have read it. */
interface WordRow {
  id: string;
  own_id: string;
  kind: string;
  words: string | null;
  at: number;
  taken_at: number | null;
}

interface Exchanged {
  help_board_order: OrderRow;
  help_board_word: WordRow;
}

export interface ExchangeTable {
  exchange: Exchange;
  close(): Promise<void>;
}

export const isTable = (backend: string): boolean => /^(sqlite|postgres|postgresql):/.test(backend);

async function dialectOf(backend: string, folder: string): Promise<Dialect> {
  if (!backend.startsWith('sqlite:')) {
    const { default: pg } = await import('pg');
    return new PostgresDialect({ pool: new pg.Pool({ connectionString: backend, max: 2 }) });
  }
  const { default: Sqlite } = await import('libsql');
  const sqlite = new Sqlite(resolve(folder, backend.slice('sqlite:'.length)), { timeout: 5000 } as never);
  // Both sides open it: a journal that no connection has to keep open, and a wait where the other one writes.
  sqlite.exec('pragma journal_mode=delete; pragma synchronous=full; pragma busy_timeout=5000');
  return new SqliteDialect({ database: sqlite as unknown as SqliteDatabase });
}

const columns = [OURS, THEIRS].flatMap((fields) =>
  Object.values(fields).map((field) =>
    typeof field === 'string' ? field : (field as { path: string }).path,
  ),
);

async function makeTables({ schema }: Kysely<Exchanged>): Promise<void> {
  let table = schema.createTable('help_board_order').ifNotExists();
  for (const column of [...columns, 'stage'])
    table =
      column === 'own_id'
        ? table.addColumn(column, 'text', (c) => c.primaryKey())
        : table.addColumn(column, column === 'confidential' ? 'integer' : 'text');
  await table.addColumn('sent_at', 'bigint', (c) => c.notNull()).execute();
  await schema
    .createTable('help_board_word')
    .ifNotExists()
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('own_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('words', 'text')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('taken_at', 'bigint')
    .execute();
}

/** The intermediate database (中间库): what a call would be over HTTP is rows that are written and read. */
export async function openTable(backend: string, folder: string): Promise<ExchangeTable> {
  const db = new Kysely<Exchanged>({ dialect: await dialectOf(backend, folder) });
  try {
    await makeTables(db);
  } catch (error) {
    await db.destroy();
    throw new GatewayError(`The exchange database cannot be used: ${(error as Error).message}`);
  }
  const done = async (operation: string, given: Record<string, unknown>): Promise<unknown> => {
    const own_id = String(given['own_id'] ?? '');
    const now = Date.now();
    const orders = db.selectFrom('help_board_order').selectAll();
    switch (operation) {
      case 'submit':
        await db
          .insertInto('help_board_order')
          .values({ ...given, own_id, sent_at: now } as OrderRow)
          .onConflict((oc) => oc.column('own_id').doNothing())
          .execute();
        return {};
      case 'find':
        return orders.where('own_id', '=', own_id).execute();
      case 'list': {
        const size = Number(given['size'] ?? 50);
        return orders
          .orderBy('sent_at', 'desc')
          .orderBy('own_id')
          .limit(size)
          .offset(Number(given['page'] ?? 0) * size)
          .execute();
      }
      default: {
        const words = given['words'] === undefined ? null : String(given['words']);
        const row: WordRow = { id: randomUUID(), own_id, kind: operation, words, at: now, taken_at: null };
        await db.insertInto('help_board_word').values(row).execute();
        return {};
      }
    }
  };
  return {
    async exchange({ operation, body }) {
      try {
        const answer = await done(operation, JSON.parse(String(body ?? '{}')) as Record<string, unknown>);
        return { status: 200, headers: new Headers(), text: JSON.stringify(answer) };
      } catch (cause) {
        throw new HelpBoardError('network', { cause });
      }
    },
    close: () => db.destroy(),
  };
}
