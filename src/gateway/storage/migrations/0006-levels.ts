import { sql, type Kysely } from 'kysely';
import type { Migration } from './migration.js';

interface Before {
  request: { board: string; handler: string };
}

/** Boards in a tree, the clock's pauses, escalation, sheets of figures, what is delivered to the level above, and prefilled forms. */
export const levels: Migration = {
  async up(db) {
    const { schema } = db;
    await schema.alterTable('board').addColumn('parent', 'text').execute();
    await schema
      .alterTable('board')
      .addColumn('rules', 'text', (c) => c.notNull().defaultTo('{}'))
      .execute();

    for (const column of ['paused_at', 'overdue_at', 'escalate_at'])
      await schema.alterTable('request').addColumn(column, 'bigint').execute();
    await schema
      .alterTable('request')
      .addColumn('paused_ms', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
    await schema
      .alterTable('request')
      .addColumn('handler', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    for (const column of ['source_channel', 'source_page'])
      await schema.alterTable('request').addColumn(column, 'text').execute();
    const before = db as unknown as Kysely<Before>;
    await before
      .updateTable('request')
      .set((eb) => ({ handler: eb.ref('board') }))
      .execute();
    // What is to be escalated next, of all boards; what arrived at a desk on a day; a desk's order of work.
    await schema.createIndex('request_escalation').on('request').column('escalate_at').execute();
    await schema.createIndex('request_day').on('request').columns(['handler', 'received_at']).execute();
    await schema
      .createIndex('request_desk')
      .on('request')
      .columns(['handler', 'urgency_rank desc', 'due_at', 'id'])
      .execute();

    await schema
      .createTable('figure_day')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('day', 'integer', (c) => c.notNull())
      .addColumn('sheet', 'text', (c) => c.notNull())
      .addColumn('stale', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('figure_day_pk', ['board', 'day'])
      .execute();
    await schema.createIndex('figure_day_stale').on('figure_day').columns(['stale', 'board']).execute();
    // Every day that has requests, to be counted when it is first asked for. Both sides are integers: the division is one, too.
    await sql`insert into figure_day (board, day, sheet, stale)
      select distinct handler, (received_at + 28800000) / 86400000, '', 1 from request`.execute(db);

    await schema
      .createTable('escalation')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('step', 'text', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('handler', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('escalation_pk', ['board', 'request', 'step', 'due_at'])
      .execute();
    await schema.createIndex('escalation_of').on('escalation').columns(['handler', 'at']).execute();

    await schema
      .createTable('routing')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('from_board', 'text', (c) => c.notNull())
      .addColumn('to_board', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('routing_pk', ['board', 'request', 'id'])
      .execute();
    await schema.createIndex('routing_to').on('routing').columns(['to_board', 'request']).execute();

    await schema
      .createTable('delivery')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('to_board', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('request', 'text')
      .addColumn('words', 'text', (c) => c.notNull())
      .addColumn('content', 'text', (c) => c.notNull())
      .addColumn('sent_at', 'bigint', (c) => c.notNull())
      .addColumn('sent_by', 'text', (c) => c.notNull())
      .addColumn('received_at', 'bigint')
      .addColumn('received_by', 'text')
      .addColumn('answer', 'text')
      .addColumn('answered_at', 'bigint')
      .addColumn('answered_by', 'text')
      .execute();
    await schema.createIndex('delivery_out').on('delivery').columns(['board', 'id']).execute();
    await schema.createIndex('delivery_in').on('delivery').columns(['to_board', 'id']).execute();

    await schema
      .createTable('prefill')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('code_hash', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('sealed', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('created_by', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('prefill_pk', ['board', 'code_hash'])
      .execute();
  },
};
