import type { Migration } from './migration.js';

/** Accounts of those who work with the boards, their sessions; citizens by their site's word; what guards a board. */
export const people: Migration = {
  async up({ schema }) {
    await schema
      .createTable('account')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull().unique())
      .addColumn('display_name', 'text', (c) => c.notNull())
      .addColumn('password_hash', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('locked_at', 'bigint')
      .execute();
    await schema
      .createTable('account_role')
      .addColumn('account', 'text', (c) => c.notNull().references('account.id'))
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('unit', 'text')
      .addPrimaryKeyConstraint('account_role_pk', ['account', 'board', 'role'])
      .execute();
    await schema
      .createTable('session')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull().references('account.id'))
      .addColumn('turn', 'integer', (c) => c.notNull())
      .addColumn('turned_at', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .execute();
    await schema.createIndex('session_of').on('session').column('account').execute();

    await schema.alterTable('desk_token').addColumn('unit', 'text').execute();
    await schema.alterTable('request').addColumn('citizen', 'text').execute();
    await schema.createIndex('request_citizen').on('request').columns(['board', 'citizen']).execute();
    await schema.alterTable('board').addColumn('guard', 'text').execute();
    await schema
      .createTable('solved_challenge')
      .addColumn('hash', 'text', (c) => c.primaryKey())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};
