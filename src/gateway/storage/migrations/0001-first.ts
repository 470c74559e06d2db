import type { Migration } from './migration.js';

/** The first tables. Written with the schema builder alone, so that another database can take the same steps. */
export const first: Migration = {
  async up(db) {
    const { schema } = db;
    await schema
      .createTable('meta')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute();

    const counter = <C extends { notNull(): C; defaultTo(value: number): C }>(c: C): C =>
      c.notNull().defaultTo(0);
    await schema
      .createTable('board')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('definition', 'text', (c) => c.notNull())
      .addColumn('home', 'text')
      .addColumn('figures', 'text', (c) => c.notNull())
      .addColumn('public_version', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('received', 'bigint', counter)
      .addColumn('answered_online', 'bigint', counter)
      .addColumn('handed_over', 'bigint', counter)
      .addColumn('waiting', 'bigint', counter)
      .addColumn('done', 'bigint', counter)
      .execute();

    await schema
      .createTable('request')
      .addColumn('board', 'text', (c) => c.notNull().references('board.key'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('tracking_hash', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull())
      .addColumn('stage', 'text', (c) => c.notNull())
      .addColumn('publication', 'text', (c) => c.notNull())
      .addColumn('flags', 'text', (c) => c.notNull())
      .addColumn('category', 'text', (c) => c.notNull())
      .addColumn('category_raw', 'text')
      .addColumn('urgency', 'text', (c) => c.notNull())
      .addColumn('urgency_rank', 'integer', (c) => c.notNull())
      .addColumn('title', 'text')
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('public_title', 'text')
      .addColumn('public_body', 'text', (c) => c.notNull())
      .addColumn('author', 'text', (c) => c.notNull())
      .addColumn('contact', 'text', (c) => c.notNull())
      .addColumn('confidential', 'integer', (c) => c.notNull())
      .addColumn('visibility', 'text', (c) => c.notNull())
      .addColumn('region', 'text', (c) => c.notNull())
      .addColumn('details', 'text', (c) => c.notNull())
      .addColumn('composed_at', 'bigint', (c) => c.notNull())
      .addColumn('received_at', 'bigint', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('answered_at', 'bigint')
      .addColumn('dispatched_at', 'bigint')
      .addColumn('assignee', 'text')
      .addColumn('pinned', 'integer', (c) => c.notNull())
      .addColumn('featured', 'integer', (c) => c.notNull())
      .addColumn('me_too', 'integer', (c) => c.notNull())
      .addColumn('thanks', 'integer', (c) => c.notNull())
      .addColumn('comments', 'integer', (c) => c.notNull())
      .addColumn('rating', 'text')
      .addColumn('merged_into', 'text')
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('request_pk', ['board', 'id'])
      .addUniqueConstraint('request_tracking', ['board', 'tracking_hash'])
      .execute();
    // The desk's order of work: urgency, then due time.
    await schema
      .createIndex('request_work')
      .on('request')
      .columns(['board', 'urgency_rank desc', 'due_at', 'id'])
      .execute();

    await schema
      .createTable('public_request')
      .addColumn('board', 'text', (c) => c.notNull().references('board.key'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('category', 'text', (c) => c.notNull())
      .addColumn('stage', 'text', (c) => c.notNull())
      .addColumn('region', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('score', 'double precision', (c) => c.notNull())
      .addColumn('pinned', 'integer', (c) => c.notNull())
      .addColumn('featured', 'integer', (c) => c.notNull())
      .addColumn('me_too', 'integer', (c) => c.notNull())
      .addColumn('words', 'text', (c) => c.notNull())
      .addColumn('doc', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('public_request_pk', ['board', 'id'])
      .execute();
    // One index a tab, with and without a category: a page is read in order, never sorted.
    for (const [name, order] of [
      ['hot', 'score'],
      ['latest', 'created_at'],
    ] as const) {
      await schema
        .createIndex(`public_request_${name}`)
        .on('public_request')
        .columns(['board', 'pinned', `${order} desc`, 'id desc'])
        .execute();
      await schema
        .createIndex(`public_request_category_${name}`)
        .on('public_request')
        .columns(['board', 'category', 'pinned', `${order} desc`, 'id desc'])
        .execute();
    }
    await schema
      .createIndex('public_request_featured')
      .on('public_request')
      .columns(['board', 'featured', 'pinned', 'created_at desc', 'id desc'])
      .execute();

    await schema
      .createTable('reply')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('author', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('audience', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('reply_pk', ['board', 'request', 'id'])
      .addForeignKeyConstraint('reply_request', ['board', 'request'], 'request', ['board', 'id'])
      .execute();

    await schema
      .createTable('timeline')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('stage', 'text', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('audience', 'text', (c) => c.notNull())
      .addColumn('by', 'text')
      .addColumn('note', 'text')
      .addPrimaryKeyConstraint('timeline_pk', ['board', 'request', 'id'])
      .addForeignKeyConstraint('timeline_request', ['board', 'request'], 'request', ['board', 'id'])
      .execute();

    await schema
      .createTable('addition')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('key_hash', 'text', (c) => c.notNull())
      .addColumn('body_hash', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('addition_pk', ['board', 'key_hash'])
      .addForeignKeyConstraint('addition_request', ['board', 'request'], 'request', ['board', 'id'])
      .execute();
    await schema.createIndex('addition_of').on('addition').columns(['board', 'request', 'id']).execute();

    // No foreign key to the request: the receipt outlives it.
    await schema
      .createTable('receipt')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('key_hash', 'text', (c) => c.notNull())
      .addColumn('body_hash', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('received_at', 'bigint', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('receipt_pk', ['board', 'key_hash'])
      .execute();

    await schema
      .createTable('photo')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('width', 'integer', (c) => c.notNull())
      .addColumn('height', 'integer', (c) => c.notNull())
      .addColumn('bytes', 'blob', (c) => c.notNull())
      .execute();

    await schema
      .createTable('upload')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('key_hash', 'text', (c) => c.notNull())
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('photo', 'text', (c) => c.notNull().references('photo.id'))
      .addColumn('received_at', 'bigint', (c) => c.notNull())
      .addColumn('request', 'text')
      .addColumn('addition', 'text')
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('alt', 'text')
      .addPrimaryKeyConstraint('upload_pk', ['board', 'key_hash', 'sha256'])
      .execute();
    await schema.createIndex('upload_of').on('upload').columns(['board', 'request']).execute();

    await schema
      .createTable('public_attachment')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('photo', 'text', (c) => c.notNull().references('photo.id'))
      .addPrimaryKeyConstraint('public_attachment_pk', ['board', 'id'])
      .addForeignKeyConstraint('public_attachment_request', ['board', 'request'], 'public_request', [
        'board',
        'id',
      ])
      .execute();
    await schema
      .createIndex('public_attachment_of')
      .on('public_attachment')
      .columns(['board', 'request'])
      .execute();

    await schema
      .createTable('me_too')
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('device_hash', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('me_too_pk', ['board', 'request', 'device_hash'])
      .execute();

    await schema
      .createTable('desk_token')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('hash', 'text', (c) => c.notNull().unique())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('revoked_at', 'bigint')
      .execute();

    await schema
      .createTable('audit')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('board', 'text', (c) => c.notNull())
      .addColumn('request', 'text')
      .addColumn('detail', 'text', (c) => c.notNull())
      .execute();
    await schema.createIndex('audit_of').on('audit').columns(['board', 'request', 'id']).execute();
  },
};
