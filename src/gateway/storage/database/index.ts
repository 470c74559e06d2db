import type { Kysely, RawBuilder, Transaction } from 'kysely';
import { GatewayError } from '../../gateway-error.js';
import type { SearchIndex } from '../../search/search-index.js';
import type { Tables } from '../tables.js';

/** The database cannot be had; the message says why, for people. */
export class DatabaseUnavailableError extends GatewayError {
  override name = 'DatabaseUnavailableError';
}

/** Another process has the database. */
export class DatabaseBusyError extends DatabaseUnavailableError {
  override name = 'DatabaseBusyError';
}

/** Where a site's data lie. */
export interface Place {
  /** Folder of the secret, and of the database where that is SQLite. */
  dataDir: string;
  /** `postgres://…`; SQLite in the data folder when left out. */
  databaseUrl?: string;
}

/** An open database: all that differs between the two is behind this, in the files beside. */
export interface Database {
  kind: 'sqlite' | 'postgres';
  db: Kysely<Tables>;
  search: SearchIndex;
  /** The database's own time: epoch milliseconds, the same for all processes. */
  clock: RawBuilder<number>;
  /** Waits until nobody else writes; the turn ends with the transaction. */
  takeTurn(trx: Transaction<Tables>): Promise<void>;
  /** Whether a transaction that failed so may simply be run again. */
  mayRunAgain(failure: unknown): boolean;
  /** The rows of a table one by one, however many and large they are; inside a transaction. */
  rows(trx: Kysely<Tables>, table: keyof Tables): AsyncIterable<Row>;
  /**
   * SQLite alone: from now on nothing moves from the log into the file, so that another process can read a state of one
   * moment from it while this one goes on writing. Until the function it gives is called.
   */
  hold?(): Promise<() => void>;
  close(): Promise<void>;
}

export type Row = Record<string, unknown>;

/** Each driver is loaded where it is used: the other need not even be installed for this platform. */
export async function openDatabase({ dataDir, databaseUrl }: Place): Promise<Database> {
  if (!databaseUrl) return (await import('./sqlite.js')).openSqlite(dataDir);
  return (await import('./postgres.js')).openPostgres(databaseUrl);
}
