import type { Migration } from './migration.js';

/** A unit may ask for more time. */
export const extension: Migration = {
  async up({ schema }) {
    await schema.alterTable('request').addColumn('extension_asked', 'bigint').execute();
  },
};
