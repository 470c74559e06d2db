import type { Migration } from './migration.js';

/** What desks have been answered to a key, for when the answer gets lost: see `loop/once.ts`. */
export const answers: Migration = {
  async up({ schema }) {
    await schema
      .createTable('desk_answer')
      .addColumn('key_hash', 'text', (c) => c.primaryKey())
      .addColumn('body_hash', 'text', (c) => c.notNull())
      .addColumn('sealed', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();
    await schema.createIndex('desk_answer_old').on('desk_answer').column('at').execute();
  },
};
