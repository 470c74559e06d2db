import { CompiledQuery, Kysely, PostgresDialect, sql, type DatabaseConnection } from 'kysely';
import pg from 'pg';
import { postgresIndex } from '../../search/search-index.js';
import type { Tables } from '../tables.js';
import { DatabaseUnavailableError, type Database, type Row } from './index.js';
import { PostgresColumns } from './postgres-columns.js';

const CONNECTIONS = 10;

/** The turn to write, of all processes on this database: a number of ours among its advisory locks. */
const TURN = 4_712_003;

/** Totals and times fit a double by far: numbers as SQLite gives them, not texts. */
const NUMBERS: number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC];
const types = {
  getTypeParser: ((oid: number, format: 'text') =>
    NUMBERS.includes(oid) ? Number : (pg.types.getTypeParser(oid, format) as unknown)) as never,
};

/** Serialization failure, deadlock, no turn in time. */
const RUN_AGAIN = ['40001', '40P01', '55P03'];

/**
 * Opens a PostgreSQL database, which several processes may share.
 *
 * They write in turns, each a whole batch (group commit). A batch holds many rows in whatever order its jobs touched them,
 * and each submission counts up the same row, its board's: with row locks alone, batches of two processes would wait for
 * each other anyway, or be deadlocked. In turns, a job sees all that was written before it, as on SQLite.
 */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, types });
  // A connection that dies while idle is dropped by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const dialect = new PostgresDialect({ pool, onCreateConnection: prepare });
  const db = new Kysely<Tables>({ dialect, plugins: [new PostgresColumns()] });
  try {
    await sql`select 1`.execute(db);
  } catch (cause) {
    await db.destroy();
    // Never the address: it may hold a password.
    const { message, code } = cause as { message?: string; code?: string };
    throw new DatabaseUnavailableError(`PostgreSQL cannot be used: ${message || code}`, { cause });
  }
  return {
    kind: 'postgres',
    db,
    search: postgresIndex,
    clock: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    async takeTurn(trx) {
      await sql`select pg_advisory_xact_lock(${TURN})`.execute(trx);
    },
    mayRunAgain: (failure) => RUN_AGAIN.includes((failure as { code?: string }).code ?? ''),
    rows,
    close: () => db.destroy(),
  };
}

/** By a cursor of the server's: its driver reads whole results only. */
async function* rows(trx: Kysely<Tables>, table: keyof Tables): AsyncIterable<Row> {
  await sql`declare archived no scroll cursor for select * from ${sql.table(table)}`.execute(trx);
  for (;;) {
    const page = await sql<Row>`fetch 50 from archived`.execute(trx);
    if (!page.rows.length) break;
    yield* page.rows;
  }
  await sql`close archived`.execute(trx);
}

/**
 * What every connection relies on, whatever the server's settings. A process that stands still during its turn loses it
 * after 15 s. A commit is on the disk when it is acknowledged; an administrator's stronger setting (`remote_apply`) stays.
 */
async function prepare(connection: DatabaseConnection): Promise<void> {
  await connection.executeQuery(
    CompiledQuery.raw(`select
      set_config('default_transaction_isolation', 'read committed', false),
      set_config('idle_in_transaction_session_timeout', '15s', false),
      set_config('lock_timeout', '30s', false),
      set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), false)`),
  );
}
