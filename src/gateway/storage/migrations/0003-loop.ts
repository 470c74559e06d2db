import type { Kysely } from 'kysely';
import type { Migration } from './migration.js';

/** The rows that this step brings up to date, as it finds them. */
interface Before {
  request: {
    received_at: number;
    answered_at: number | null;
    clock_from: number;
    first_answered_at: number | null;
  };
}

/** The closed loop: clocks that pause and are extended, slips, groups, notes, replies under review, templates, comments. */
export const loop: Migration = {
  async up(db) {
    const { schema } = db;
    const request: [name: string, type: 'text' | 'bigint'][] = [
      ['first_answered_at', 'bigint'],
      ['taken_by', 'text'],
      ['taken_by_name', 'text'],
      ['slip', 'text'],
      ['in_group', 'text'],
      ['suggested', 'text'],
      ['rating_words', 'text'],
    ];
    for (const [name, type] of request) await schema.alterTable('request').addColumn(name, type).execute();
    for (const name of ['clock_from', 'key_issue'] as const)
      await schema
        .alterTable('request')
        .addColumn(name, 'bigint', (c) => c.notNull().defaultTo(0))
        .execute();
    await (db as unknown as Kysely<Before>)
      .updateTable('request')
      .set((eb) => ({ clock_from: eb.ref('received_at'), first_answered_at: eb.ref('answered_at') }))
      .execute();
    await schema.createIndex('request_in_group').on('request').columns(['board', 'in_group']).execute();
    await schema.createIndex('request_merged').on('request').columns(['board', 'merged_into']).execute();

    await schema.alterTable('timeline').addColumn('revision', 'integer').execute();
    await schema.alterTable('timeline').addColumn('who', 'text').execute();
    await schema.alterTable('timeline').addColumn('fields', 'text').execute();
    await schema
      .alterTable('upload')
      .addColumn('withheld', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await schema
      .alterTable('board')
      .addColumn('settings', 'text', (c) => c.notNull().defaultTo('{}'))
      .execute();

    await schema
      .createTable('note')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('who', 'text', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('sealed', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('note_pk', ['board', 'request', 'id'])
      .addForeignKeyConstraint('note_request', ['board', 'request'], 'request', ['board', 'id'])
      .execute();

    await schema
      .createTable('proposal')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('writer', 'text', (c) => c.notNull())
      .addColumn('writer_name', 'text', (c) => c.notNull())
      .addColumn('author', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('audience', 'text', (c) => c.notNull())
      .addColumn('sealed', 'text', (c) => c.notNull())
      .addColumn('steps', 'integer', (c) => c.notNull())
      .addColumn('approvals', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('proposal_pk', ['board', 'request', 'id'])
      .addForeignKeyConstraint('proposal_request', ['board', 'request'], 'request', ['board', 'id'])
      .execute();
    await schema.createIndex('proposal_state').on('proposal').columns(['board', 'state', 'id']).execute();

    await schema
      .createTable('request_group')
      .addColumn('board', 'text', (c) => c.notNull().references('board.key'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('who', 'text', (c) => c.notNull())
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('request_group_pk', ['board', 'id'])
      .execute();

    await schema
      .createTable('slip')
      .addColumn('board', 'text', (c) => c.notNull().references('board.key'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('year', 'integer', (c) => c.notNull())
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('label', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('who', 'text', (c) => c.notNull())
      .addColumn('in_group', 'text')
      .addColumn('sealed', 'text')
      .addPrimaryKeyConstraint('slip_pk', ['board', 'id'])
      .addUniqueConstraint('slip_number', ['board', 'year', 'number'])
      .execute();
    await schema
      .createTable('slip_request')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('slip', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('claimed_at', 'bigint')
      .addColumn('returned_at', 'bigint')
      .addColumn('answered_at', 'bigint')
      .addPrimaryKeyConstraint('slip_request_pk', ['board', 'slip', 'request'])
      .addForeignKeyConstraint('slip_request_slip', ['board', 'slip'], 'slip', ['board', 'id'])
      .addForeignKeyConstraint('slip_request_of', ['board', 'request'], 'request', ['board', 'id'])
      .execute();
    await schema.createIndex('slip_request_by').on('slip_request').columns(['board', 'request']).execute();

    await schema
      .createTable('reply_template')
      .addColumn('board', 'text', (c) => c.notNull().references('board.key'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('category', 'text')
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('reply_template_pk', ['board', 'id'])
      .execute();

    await schema
      .createTable('comment')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('key_hash', 'text', (c) => c.notNull())
      .addColumn('body_hash', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('author', 'text', (c) => c.notNull())
      .addColumn('sealed', 'text', (c) => c.notNull())
      .addColumn('public_body', 'text', (c) => c.notNull())
      .addColumn('publication', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('comment_pk', ['board', 'key_hash'])
      .addForeignKeyConstraint('comment_request', ['board', 'request'], 'request', ['board', 'id'])
      .execute();
    await schema
      .createIndex('comment_of')
      .on('comment')
      .columns(['board', 'request', 'publication', 'id'])
      .execute();
    await schema.createIndex('comment_work').on('comment').columns(['board', 'publication', 'id']).execute();

    await schema
      .createTable('thanks')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('device_hash', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('thanks_pk', ['board', 'request', 'device_hash'])
      .execute();
  },
};
