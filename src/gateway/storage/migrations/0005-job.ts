import type { Migration } from './migration.js';

/** Turns at what the gateway does by itself: see `work/jobs.ts`. */
export const job: Migration = {
  async up({ schema }) {
    await schema
      .createTable('job')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('turn', 'bigint', (c) => c.notNull())
      .addColumn('until', 'bigint', (c) => c.notNull())
      .execute();
  },
};
