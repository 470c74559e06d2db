import { sql } from 'kysely';
import type { Migration } from './migration.js';

/**
 * What comes of somebody who asks confidentially waits for an editor before the unit sees it. What the public has been shown
 * already is no secret any more.
 */
export const confidential: Migration = {
  async up(db) {
    await db.schema
      .alterTable('addition')
      .addColumn('withheld', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    const of = (table: string) => sql`exists (select 1 from request
      where request.board = ${sql.ref(`${table}.board`)} and request.id = ${sql.ref(`${table}.request`)} and request.confidential = 1)`;
    await sql`update addition set withheld = 1 where ${of('addition')}`.execute(db);
    await sql`update upload set withheld = 1 where ${of('upload')} and not exists (
      select 1 from public_attachment where public_attachment.board = upload.board and public_attachment.photo = upload.photo)`.execute(
      db,
    );
  },
};
