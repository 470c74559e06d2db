import { sql } from 'kysely';
import type { Migration } from './migration.js';

/**
 * A receipt is looked up by its request too: when that is deleted, and by `verify`. And what hardly any request has is kept in
 * an index for those that have it, so that no post has to write into it.
 */
export const indexes: Migration = {
  async up(db) {
    const { schema } = db;
    await schema.createIndex('receipt_of').on('receipt').columns(['board', 'request']).execute();
    // Photos that nobody has are looked for from the photo's side.
    await schema.createIndex('upload_photo').on('upload').column('photo').execute();
    for (const [name, of, column] of [
      ['request_in_group', 'board', 'in_group'],
      ['request_handled_group', 'handler', 'in_group'],
      ['request_merged', 'board', 'merged_into'],
    ] as const) {
      await schema.dropIndex(name).execute();
      const columns = sql`${sql.ref(of)}, ${sql.ref(column)}`;
      await sql`create index ${sql.ref(name)} on request (${columns}) where ${sql.ref(column)} is not null`.execute(
        db,
      );
    }
  },
};
