import { Migrator, type Kysely, type Migration } from 'kysely';
import { first } from './0001-first.js';

/** In the order of their names. A step that has been released is never edited again. */
const migrations: Record<string, Migration> = { '0001-first': first };

/** Brings a database up to date; on one that is up to date it does nothing. Gives the names of the steps taken. */
export async function migrate(db: Kysely<never>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName);
}
