import type { Migration } from './migration.js';

/** Orders at hotlines, what is to be said about them, and which calls of theirs have been heard: see `hotline/`. */
export const hotline: Migration = {
  async up({ schema }) {
    await schema
      .createTable('hotline_order')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('desk', 'text', (c) => c.notNull())
      .addColumn('hotline', 'text', (c) => c.notNull())
      .addColumn('slip', 'text')
      .addColumn('remote_id', 'text')
      .addColumn('stage', 'text')
      .addColumn('raw_label', 'text')
      .addColumn('reply_hash', 'text')
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('checked_at', 'bigint', (c) => c.notNull())
      .addColumn('closed_at', 'bigint')
      .addPrimaryKeyConstraint('hotline_order_pk', ['board', 'id'])
      .execute();
    await schema.createIndex('hotline_order_of').on('hotline_order').columns(['board', 'request']).execute();
    await schema
      .createIndex('hotline_order_open')
      .on('hotline_order')
      .columns(['desk', 'hotline', 'closed_at', 'checked_at'])
      .execute();
    await schema
      .createTable('hotline_message')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('hotline_order', 'text', (c) => c.notNull())
      .addColumn('desk', 'text', (c) => c.notNull())
      .addColumn('hotline', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('sealed', 'text')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('problem', 'text')
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('sent_at', 'bigint')
      .addPrimaryKeyConstraint('hotline_message_pk', ['board', 'id'])
      .execute();
    await schema
      .createIndex('hotline_message_due')
      .on('hotline_message')
      .columns(['desk', 'hotline', 'state', 'due_at'])
      .execute();
    await schema
      .createIndex('hotline_message_of')
      .on('hotline_message')
      .columns(['board', 'hotline_order', 'id'])
      .execute();
    await schema
      .createTable('hotline_nonce')
      .addColumn('hash', 'text', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();
  },
};
