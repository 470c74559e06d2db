import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Place } from '../../../src/gateway/storage/index.js';

/** Socket folder of the PostgreSQL that the tests run on; SQLite when there is none (see test/support/postgres.js). */
const server = process.env['HELP_BOARD_TEST_POSTGRES'];
export const onPostgres = server !== undefined;

const urlOf = (database: string): string =>
  `postgres://help_board@localhost/${database}?host=${encodeURIComponent(server!)}`;

/** An empty folder, with an empty database of its own where the tests run on PostgreSQL. */
export async function newPlace(): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'help-board-gateway-'));
  if (!onPostgres) return { dataDir };
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client(urlOf('postgres'));
  await client.connect();
  await client.query(`create database ${database}`);
  await client.end();
  return { dataDir, databaseUrl: urlOf(database) };
}

/** The databases go with their server. */
export const removePlace = ({ dataDir }: Place): void => rmSync(dataDir, { recursive: true, force: true });
