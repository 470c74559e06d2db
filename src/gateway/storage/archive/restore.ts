import type { Kysely } from 'kysely';
import { dropIndex, rebuildIndex } from '../../search/search-index.js';
import type { Database, Place } from '../database/index.js';
import { newEpoch } from '../epoch.js';
import { migrate, schemaOf } from '../migrations/index.js';
import type { Secret } from '../secret.js';
import { checkOf, readSecret, SecretError } from '../secret-file.js';
import { TABLES, type Tables } from '../tables.js';
import { ArchiveError, fromValue, type ArchiveHead, type TableHead, type Value } from './format.js';
import { readArchive } from './read.js';

/** Rows put back with one statement. */
const BATCH = 50;

/**
 * Puts a backup into an empty database, of either kind, in one transaction: all of it or nothing. The epoch is a new one,
 * so everybody who holds an answer from before asks again. Gives the number of rows.
 */
export async function restoreArchive(place: Place, database: Database, file: string): Promise<number> {
  // Read once as a whole before anything of it is believed.
  await readArchive(file, async () => {});
  return database.db.transaction().execute(async (trx) => {
    await database.takeTurn(trx);
    await clear(trx);
    let rows = 0;
    let table: TableHead | undefined;
    let batch: Record<string, unknown>[] = [];
    const flush = async () => {
      if (table && batch.length)
        await trx
          .insertInto(table.table as 'meta')
          .values(batch as never)
          .execute();
      rows += batch.length;
      batch = [];
    };
    let secret: Secret | undefined;
    const untyped = trx as unknown as Kysely<never>;
    const context = { search: database.search, secret: () => Promise.resolve(secret!) };
    await readArchive(file, async (line) => {
      if (Array.isArray(line)) {
        batch.push(rowOf(table, line as Value[]));
        if (batch.length === BATCH) await flush();
      } else if ('archive' in line) {
        secret = secretFor(place, line);
        // The tables as they were when the backup was made; then they are brought up to date like any other.
        await migrate(untyped, context, line.schema);
      } else {
        await flush();
        table = tableOf(line as TableHead);
      }
    });
    await flush();
    await migrate(untyped, context);
    await rebuildIndex(trx);
    await trx.updateTable('meta').set({ value: newEpoch() }).where('name', '=', 'epoch').execute();
    return rows;
  });
}

/** Takes away the tables of a database that holds nothing yet. */
async function clear(trx: Kysely<Tables>): Promise<void> {
  if (await schemaOf(trx as unknown as Kysely<never>)) {
    const board = await trx.selectFrom('board').select('key').limit(1).executeTakeFirst();
    if (board)
      throw new ArchiveError(
        `There is a board ${board.key} here already: a backup is put back into an empty place only.`,
      );
  }
  await dropIndex(trx);
  for (const table of ['kysely_migration', ...Object.keys(TABLES).reverse()])
    await trx.schema.dropTable(table).ifExists().execute();
}

function secretFor({ dataDir }: Place, { secret: check }: ArchiveHead): Secret {
  const given = readSecret(dataDir);
  if (!given)
    throw new SecretError(
      `Put the file “secret” of the site that was backed up into ${dataDir} first: the backup does not hold it.`,
    );
  if (checkOf(given.secret) !== check)
    throw new SecretError(`${given.from} is not the secret of the site that was backed up.`);
  return given.secret;
}

function tableOf(head: TableHead): TableHead {
  if (!(head.table in TABLES)) throw new ArchiveError(`The backup has a table ${head.table}, unknown here.`);
  return head;
}

function rowOf(table: TableHead | undefined, values: Value[]): Record<string, unknown> {
  if (!table) throw new ArchiveError('The backup has a row that belongs to no table.');
  return Object.fromEntries(table.columns.map((column, n) => [column, fromValue(values[n]!)]));
}
