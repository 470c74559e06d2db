import type { Kysely } from 'kysely';
import type { SearchIndex } from '../../search/search-index.js';
import type { Secret } from '../secret.js';

/** What a step may need besides the database. */
export interface MigrationContext {
  /** The secret that belongs to this database; asked for only where something is to be sealed. */
  secret(): Promise<Secret>;
  /** How this kind of database searches. */
  search: SearchIndex;
}

/** One step of the schema. All missing steps are taken in one transaction. */
export interface Migration {
  up(db: Kysely<never>, context: MigrationContext): Promise<void>;
}
