import type { Kysely } from 'kysely';
import type { Migration } from './migration.js';

interface Entry {
  board: string;
  slip: string;
  request: string;
  at: number;
  claimed_at: number | null;
  returned_at: number | null;
  answered_at: number | null;
}
interface Before {
  slip_request: Entry;
  slip_entry: Entry & { desk: string };
  delivery: { desk: string; board: string };
}

/** Slips and deliveries are a desk's, the requests on them may have been posted elsewhere; tokens are for a board, for a time. */
export const desks: Migration = {
  async up(db) {
    const { schema } = db;
    const data = db as unknown as Kysely<Before>;

    await schema
      .createTable('slip_entry')
      .addColumn('desk', 'text', (c) => c.notNull())
      .addColumn('slip', 'text', (c) => c.notNull())
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('claimed_at', 'bigint')
      .addColumn('returned_at', 'bigint')
      .addColumn('answered_at', 'bigint')
      .addPrimaryKeyConstraint('slip_entry_pk', ['desk', 'slip', 'board', 'request'])
      .addForeignKeyConstraint('slip_entry_slip', ['desk', 'slip'], 'slip', ['board', 'id'])
      .addForeignKeyConstraint('slip_entry_request', ['board', 'request'], 'request', ['board', 'id'])
      .execute();
    const times = ['at', 'claimed_at', 'returned_at', 'answered_at'] as const;
    await data
      .insertInto('slip_entry')
      .columns(['desk', 'slip', 'board', 'request', ...times])
      .expression((eb) =>
        eb.selectFrom('slip_request').select(['board as desk', 'slip', 'board', 'request', ...times]),
      )
      .execute();
    await schema.dropTable('slip_request').execute();
    await schema.alterTable('slip_entry').renameTo('slip_request').execute();
    await schema.createIndex('slip_request_of').on('slip_request').columns(['board', 'request']).execute();

    await schema
      .alterTable('delivery')
      .addColumn('desk', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await data
      .updateTable('delivery')
      .set((eb) => ({ desk: eb.ref('board') }))
      .execute();
    await schema.dropIndex('delivery_out').execute();
    await schema.createIndex('delivery_out').on('delivery').columns(['desk', 'id']).execute();
    await schema.createIndex('delivery_of').on('delivery').columns(['board', 'request']).execute();

    await schema
      .createIndex('request_handled_group')
      .on('request')
      .columns(['handler', 'in_group'])
      .execute();

    await schema
      .alterTable('desk_token')
      .addColumn('board', 'text', (c) => c.notNull().defaultTo('*'))
      .execute();
    await schema.alterTable('desk_token').addColumn('expires_at', 'bigint').execute();
  },
};
