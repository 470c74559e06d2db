import type { Kysely } from 'kysely';
import { GatewayError } from '../../gateway-error.js';
import { first } from './0001-first.js';
import { sealed } from './0002-sealed.js';
import { loop } from './0003-loop.js';
import { people } from './0004-people.js';
import { job } from './0005-job.js';
import { levels } from './0006-levels.js';
import { search } from './0007-search.js';
import { desks } from './0008-desks.js';
import { hotline } from './0009-hotline.js';
import { indexes } from './0010-indexes.js';
import { slot } from './0011-slot.js';
import { extension } from './0012-extension.js';
import { answers } from './0013-answers.js';
import { confidential } from './0014-confidential.js';
import { corrections } from './0015-corrections.js';
import type { Migration, MigrationContext } from './migration.js';

/** In the order of their names. A step that has been released is never edited again. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-first': first,
  '0002-sealed': sealed,
  '0003-loop': loop,
  '0004-people': people,
  '0005-job': job,
  '0006-levels': levels,
  '0007-search': search,
  '0008-desks': desks,
  '0009-hotline': hotline,
  '0010-indexes': indexes,
  '0011-slot': slot,
  '0012-extension': extension,
  '0013-answers': answers,
  '0014-confidential': confidential,
  '0015-corrections': corrections,
};

/** The step up to which this program brings a database. */
export const LATEST = Object.keys(MIGRATIONS).at(-1)!;

/** The database has been used by a newer gateway. */
export class NewerSchemaError extends GatewayError {
  override name = 'NewerSchemaError';
}

/** The last step that a database has taken; nothing where it has taken none. */
export async function schemaOf(db: Kysely<never>): Promise<string | undefined> {
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === 'meta')) return undefined;
  const steps = db as unknown as Kysely<Steps>;
  const taken = await steps.selectFrom('kysely_migration').select('name').orderBy('name').execute();
  return taken.at(-1)?.name;
}

interface Steps {
  kysely_migration: { name: string; timestamp: string };
}

/**
 * Takes the missing steps, up to and with `last`, inside the caller's transaction: all of them or none. Gives their names.
 * The table's name is that of kysely's own migrator, which does not work inside a transaction.
 */
export async function migrate(
  trx: Kysely<never>,
  context: MigrationContext,
  last: string = LATEST,
): Promise<string[]> {
  await trx.schema
    .createTable('kysely_migration')
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (c) => c.primaryKey())
    .addColumn('timestamp', 'varchar(255)', (c) => c.notNull())
    .execute();
  if (!(last in MIGRATIONS)) throw new NewerSchemaError(`This was made by a newer gateway (${last}).`);
  const steps = trx as unknown as Kysely<Steps>;
  const taken = await steps.selectFrom('kysely_migration').select('name').execute();
  const missing = new Set(Object.keys(MIGRATIONS).filter((name) => name <= last));
  for (const { name } of taken) {
    if (!(name in MIGRATIONS))
      throw new NewerSchemaError(`The database was used by a newer gateway (${name}): start that one.`);
    missing.delete(name);
  }
  for (const name of missing) {
    await MIGRATIONS[name]!.up(trx, context);
    await steps
      .insertInto('kysely_migration')
      .values({ name, timestamp: new Date().toISOString() })
      .execute();
  }
  return [...missing];
}
