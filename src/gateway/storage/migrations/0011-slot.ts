import type { Kysely } from 'kysely';
import { sequentialId } from '../ids.js';
import type { SlotShowingTable, SlotVersionTable } from '../tables/slot.js';
import type { Migration } from './migration.js';

interface Before {
  board: { key: string; home: string | null; created_at: number };
  slot_version: SlotVersionTable;
  slot_showing: SlotShowingTable;
}

/** Versions of the slot on home pages, when they are shown, and on which pages they have arrived: see `slot/`. */
export const slot: Migration = {
  async up(db) {
    const { schema } = db;
    await schema
      .createTable('slot_version')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('content', 'text', (c) => c.notNull())
      .addColumn('draft', 'integer', (c) => c.notNull())
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addColumn('by', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .addColumn('preview_hash', 'text')
      .addColumn('preview_until', 'bigint')
      .addPrimaryKeyConstraint('slot_version_pk', ['board', 'number'])
      .execute();
    await schema
      .createTable('slot_showing')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('from_at', 'bigint', (c) => c.notNull())
      .addColumn('until_at', 'bigint')
      .addColumn('by', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('ended_by', 'text')
      .addColumn('due_at', 'bigint')
      .addPrimaryKeyConstraint('slot_showing_pk', ['board', 'id'])
      .execute();
    await schema.createIndex('slot_showing_due').on('slot_showing').column('due_at').execute();
    await schema
      .createTable('slot_page')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('page_hash', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('seen_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('slot_page_pk', ['board', 'page_hash'])
      .execute();
    await schema.createIndex('slot_page_seen').on('slot_page').column('seen_at').execute();

    // What is shown today is the first version.
    const before = db as unknown as Kysely<Before>;
    const boards = await before.selectFrom('board').select(['key', 'home', 'created_at']).execute();
    for (const { key: board, home, created_at: at } of boards) {
      if (home === null) continue;
      const made = { board, by: 'gateway', at };
      await before
        .insertInto('slot_version')
        .values({
          ...{ ...made, number: 1, content: home, draft: 0, revision: 1, changed_at: at },
          ...{ preview_hash: null, preview_until: null },
        })
        .execute();
      await before
        .insertInto('slot_showing')
        .values({
          ...{ ...made, id: sequentialId(at), version: 1, reason: 'publish', from_at: at },
          ...{ until_at: null, ended_by: null, due_at: null },
        })
        .execute();
      await before
        .updateTable('board')
        .set({ home: JSON.stringify({ ...(JSON.parse(home) as object), version: 1 }) })
        .where('key', '=', board)
        .execute();
    }
  },
};
