import { sql, type Kysely } from 'kysely';
import { rebuildIndex } from '../../search/search-index.js';
import type { Tables } from '../tables.js';
import type { Migration } from './migration.js';

/** What lists are filtered by, and whether there is an index that begins with it. */
const FILTERS = ['category', 'stage', 'region'];

/** The index of public texts; lists that stay quick with every filter; fewer indexes to be kept up with each post. */
export const search: Migration = {
  async up(db, context) {
    const { schema } = db;
    await context.search.create(db);
    await rebuildIndex(db as unknown as Kysely<Tables>);

    // A page is read in order from where its filter begins, and the other filters are looked up in the index itself: nothing
    // is read of a request that is not on the page.
    for (const [tab, order] of [
      ['hot', 'score'],
      ['latest', 'created_at'],
    ] as const) {
      await schema.dropIndex(`public_request_${tab}`).execute();
      await schema.dropIndex(`public_request_category_${tab}`).execute();
      for (const filter of [undefined, ...FILTERS]) {
        const others = FILTERS.filter((other) => other !== filter);
        await schema
          .createIndex(['public_request', filter, tab].filter(Boolean).join('_'))
          .on('public_request')
          .columns(['board', ...(filter ? [filter] : []), 'pinned'])
          .columns([`${order} desc`, 'id desc', ...others])
          .execute();
      }
    }

    await schema.dropIndex('public_request_featured').execute();
    await schema
      .createIndex('public_request_featured')
      .on('public_request')
      .columns(['board', 'featured', 'pinned', 'created_at desc', 'id desc', ...FILTERS])
      .execute();

    // The desk asks by handler since boards are in a tree; and most of those who post are signed in nowhere.
    await schema.dropIndex('request_work').execute();
    await schema.dropIndex('request_citizen').execute();
    await sql`create index request_citizen on request (board, citizen) where citizen is not null`.execute(db);
  },
};
