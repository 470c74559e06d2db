import type { Kysely } from 'kysely';
import { sealAddition, sealPhoto, sealPrivate, type PrivatePart } from '../sealed.js';
import type { Secret } from '../secret.js';
import type { Migration } from './migration.js';

/** The tables as this step finds them, as far as it reads them. */
interface Before {
  request: {
    board: string;
    id: string;
    title: string | null;
    body: string;
    contact: string;
    details: string;
    sealed: string;
  };
  addition: { board: string; key_hash: string; id: string; body: string; sealed: string };
  photo: { id: string; bytes: Uint8Array };
}

/** What is private is sealed from here on; deletion, anonymising and the time until then get their columns. */
export const sealed: Migration = {
  async up(db, context) {
    const { schema } = db;
    await schema
      .alterTable('request')
      .addColumn('sealed', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await schema.alterTable('request').addColumn('anonymised_at', 'bigint').execute();
    await schema
      .alterTable('addition')
      .addColumn('sealed', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await schema.alterTable('receipt').addColumn('deleted_at', 'bigint').execute();
    await schema.alterTable('board').addColumn('retention_days', 'integer').execute();

    const before = db as unknown as Kysely<Before>;
    const used = await before.selectFrom('request').select('id').limit(1).executeTakeFirst();
    const photo = await before.selectFrom('photo').select('id').limit(1).executeTakeFirst();
    if (used || photo) await sealAll(before, await context.secret());
    for (const column of ['title', 'body', 'contact', 'details'])
      await schema.alterTable('request').dropColumn(column).execute();
    await schema.alterTable('addition').dropColumn('body').execute();
  },
};

async function sealAll(db: Kysely<Before>, secret: Secret): Promise<void> {
  const requests = await db.selectFrom('request').select(['board', 'id']).execute();
  for (const { board, id } of requests) {
    const row = await db
      .selectFrom('request')
      .select(['title', 'body', 'contact', 'details'])
      .where('board', '=', board)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const part = {
      ...(row.title !== null && { title: row.title }),
      body: row.body,
      contact: JSON.parse(row.contact) as PrivatePart['contact'],
      ...(JSON.parse(row.details) as Partial<PrivatePart>),
    };
    await db
      .updateTable('request')
      .set({ sealed: sealPrivate(secret, { board, id }, part) })
      .where('board', '=', board)
      .where('id', '=', id)
      .execute();
  }
  const additions = await db.selectFrom('addition').select(['board', 'key_hash', 'id', 'body']).execute();
  for (const { body, ...row } of additions) {
    await db
      .updateTable('addition')
      .set({ sealed: sealAddition(secret, row, body) })
      .where('board', '=', row.board)
      .where('key_hash', '=', row.key_hash)
      .execute();
  }
  // One at a time: together they may be gigabytes.
  for (const { id } of await db.selectFrom('photo').select('id').execute()) {
    const { bytes } = await db
      .selectFrom('photo')
      .select('bytes')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await db
      .updateTable('photo')
      .set({ bytes: sealPhoto(secret, id, new Uint8Array(bytes)) })
      .where('id', '=', id)
      .execute();
  }
}
