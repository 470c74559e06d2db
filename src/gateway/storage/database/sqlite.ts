import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Sqlite from 'libsql';
import { Kysely, sql, SqliteDialect, type SqliteStatement } from 'kysely';
import { sqliteIndex } from '../../search/search-index.js';
import { runAtOnce } from '../prepared.js';
import type { Tables } from '../tables.js';
import { DatabaseBusyError, type Database } from './index.js';

export const sqliteFile = (dataDir: string): string => join(dataDir, 'help-board.db');

/** The leaves of the indexes that posts fall into, anywhere, for some hundred thousand requests: with SQLite's own 2 MB each post read four. */
const CACHE_KIB = 64 * 1024;
/** 16 MB before the log is brought into the file: a page that has been written often goes there once. */
const LOG_PAGES = 4_000;

const isBusy = (error: unknown): boolean =>
  String((error as { code?: unknown } | undefined)?.code).startsWith('SQLITE_BUSY');

/**
 * Opens the database file of a data folder, alone: one connection that keeps the lock (SQLite 3.45 has a WAL-reset bug with
 * several), write-ahead log, and an fsync at every COMMIT.
 */
export function openSqlite(dataDir: string): Database {
  const file = sqliteFile(dataDir);
  let sqlite: Sqlite.Database;
  try {
    sqlite = new Sqlite(file, { timeout: 200 });
    sqlite.pragma('locking_mode = EXCLUSIVE');
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    // What is deleted, or sealed later, must not stay readable in the file.
    sqlite.pragma('secure_delete = ON');
    sqlite.pragma(`cache_size = ${-CACHE_KIB}`);
    sqlite.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
    // In exclusive mode the lock is taken with the first write and never given back.
    sqlite.exec('BEGIN IMMEDIATE; COMMIT');
  } catch (error) {
    if (!isBusy(error)) throw error;
    throw new DatabaseBusyError(
      `Another process is using ${file}, and SQLite serves one: try again when it has ended.`,
    );
  }
  const database = overConnection(sqlite);
  const { db } = database;
  let holding = 0;
  return {
    ...database,
    async hold() {
      // With the connection to itself: no transaction is open.
      await db.connection().execute(async () => {
        const [done] = sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
        if (done?.busy) throw new Error('the log could not be brought into the file');
        sqlite.pragma('wal_autocheckpoint = 0');
      });
      holding++;
      return () => {
        if (--holding === 0 && sqlite.open) sqlite.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
      };
    },
    async close() {
      // The driver closes only when its statements have been collected, whenever that is: the lock is given back by hand.
      // Leaving WAL folds the log into the file, and only outside of it can exclusive locking end, at the next read.
      sqlite.pragma('journal_mode = DELETE');
      sqlite.pragma('locking_mode = NORMAL');
      sqlite.exec('SELECT name FROM sqlite_master LIMIT 1');
      await db.destroy();
    },
  };
}

/** Opens a file that its process holds: without locks, without its log, for reading. */
export function openHeldSqlite(dataDir: string): Database {
  const file = `${pathToFileURL(sqliteFile(dataDir)).href}?immutable=1`;
  return overConnection(new Sqlite(file, { readonly: true }));
}

function overConnection(sqlite: Sqlite.Database): Database {
  const connection = keepingStatements(sqlite);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  runAtOnce(db, (text, values) => connection.prepare(text).first(values));
  return {
    kind: 'sqlite',
    db,
    search: sqliteIndex,
    clock: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
    // One connection: a transaction is a turn.
    takeTurn: () => Promise.resolve(),
    mayRunAgain: () => false,
    rows: (trx, table) => trx.selectFrom(table).selectAll().stream(),
    close: () => db.destroy(),
  };
}

interface KeptStatement extends SqliteStatement {
  /** Ten times as quick as `all` where there is nothing; a row has a `_metadata` of the driver's too. */
  first(values: readonly unknown[]): unknown;
}

/** Preparing costs more than most of our statements, and the driver asks each time whether it reads: the last few hundred are kept. */
function keepingStatements(sqlite: Sqlite.Database) {
  const kept = new Map<string, KeptStatement>();
  return {
    close: () => void sqlite.close(),
    prepare(sql: string): KeptStatement {
      let statement = kept.get(sql);
      if (!statement) {
        const made = sqlite.prepare(sql) as unknown as SqliteStatement & {
          get(values: readonly unknown[]): unknown;
        };
        const { reader } = made;
        statement = {
          reader,
          first: (values) => (reader ? made.get(values) : void made.run(values)),
          all: (values) => made.all(values),
          run: (values) => made.run(values),
          iterate: (values) => made.iterate(values),
        };
        if (kept.size >= 300) kept.delete(kept.keys().next().value!);
        kept.set(sql, statement);
      }
      return statement;
    },
  };
}
