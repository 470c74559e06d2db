import type { Migration } from './migration.js';

/** A reply that is out can be put right; what it said before is among the desk's notes. */
export const corrections: Migration = {
  async up({ schema }) {
    await schema.alterTable('reply').addColumn('corrected_at', 'bigint').execute();
    await schema.alterTable('note').addColumn('reply', 'text').execute();
    await schema.alterTable('proposal').addColumn('corrects', 'text').execute();
  },
};
