import { sql } from 'kysely';
import type { Check } from './index.js';

/** What SQLite finds in its own file; PostgreSQL guards its pages and keys itself. */
export const databaseFile: Check = async ({ kind, db }) => {
  if (kind === 'postgres') return { what: 'PostgreSQL answers', wrong: [] };
  const pages = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const keys = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(db);
  return {
    what: 'the database file is whole, and what its rows point at is there',
    wrong: [
      ...pages.rows.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
      ...keys.rows.map(({ table, parent }) => `a row of ${table} points at none of ${parent}`),
    ],
  };
};
