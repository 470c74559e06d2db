import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Sqlite from 'libsql';
import pg from 'pg';
import type { Reconciliation } from '../../../src/gateway/hotline/reconcile.js';
import { tableProfile } from '../../../src/gateway/hotline/table-profile.js';
import { newPlace, onPostgres, removePlace } from '../support/place.js';
import { Connected } from './support.js';

type Row = Record<string, string | number | null>;

/** The other side, with a connection of its own. */
interface City {
  rows(query: string): Promise<Row[]>;
  end(): Promise<void>;
}

/** A city that exchanges through a file of SQLite, or through a database on PostgreSQL. */
async function city(): Promise<{ backend: string; open(): Promise<City>; remove(): void }> {
  if (onPostgres) {
    const place = await newPlace();
    const open = async () => {
      const client = new pg.Client(place.databaseUrl);
      await client.connect();
      return {
        rows: async (query: string) => (await client.query<Row>(query)).rows,
        end: () => client.end(),
      };
    };
    return { backend: place.databaseUrl!, open, remove: () => removePlace(place) };
  }
  const folder = mkdtempSync(join(tmpdir(), 'help-board-exchange-'));
  const file = join(folder, 'exchange.db');
  const open = async () => {
    const sqlite = new Sqlite(file);
    return {
      rows: async (query: string) => {
        const statement = sqlite.prepare(query);
        if (/^select/.test(query)) return statement.all() as Row[];
        statement.run();
        return [];
      },
      end: async () => void sqlite.close(),
    };
  };
  return { backend: `sqlite:${file}`, open, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

describe('a city that exchanges through a table', () => {
  const site = new Connected();
  let theirs: City;
  let there: Awaited<ReturnType<typeof city>>;

  before(async () => {
    there = await city();
    await site.start([{ profile: 'table', shape: tableProfile, backend: there.backend }]);
    theirs = await there.open();
  });
  after(async () => {
    await theirs.end();
    await site.stop();
    there.remove();
  });

  it('finds a row for each order, and says in it what became of it', async () => {
    const { id } = await site.handedOver({ body: '停水“两天”，什么时候来水？' });
    await site.act(id, 'urge', { words: '快' });
    await site.forward();
    await site.forward();
    const rows = await theirs.rows('select * from help_board_order');
    assert.equal(rows.length, 1);
    assert.match(String(rows[0]!['content']), /^停水“两天”，什么时候来水？\n\n已经找过：村（社区）/);
    assert.match(String(rows[0]!['created_at']), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    const words = await theirs.rows('select * from help_board_word');
    assert.deepEqual(
      words.map(({ own_id, kind, words: said }) => [own_id, kind, said]),
      [[rows[0]!['own_id'], 'urge', '快']],
    );
    await theirs.rows(
      `update help_board_order set remote_id = 'QX1', stage = '已答复', reply = '今晚来水。', department = '县水务公司',
        answered_at = '2026-04-01 08:30:00' where own_id = '${rows[0]!['own_id']}'`,
    );
    await site.poll();
    const { stage, replies } = await site.read(id);
    assert.deepEqual([stage, replies[0]!.body, replies[0]!.author], ['answered', '今晚来水。', '县水务公司']);
    assert.equal((await site.history(id)).orders[0]!.remoteId, 'QX1');
  });

  it('gives an order back', async () => {
    const { id } = await site.handedOver();
    await site.forward();
    const [order] = (await site.history(id)).orders;
    await theirs.rows(
      `update help_board_order set stage = '退回', opinion = '请交水务局' where own_id = '${order!.id}'`,
    );
    await site.poll();
    assert.equal((await site.read(id)).stage, 'accepted');
  });

  it('is compared with us row by row', async () => {
    const { id } = await site.handedOver();
    await site.forward();
    const [order] = (await site.history(id)).orders;
    await theirs.rows(`delete from help_board_order where own_id = '${order!.id}'`);
    const supervisor = await site.subject.gateway.createToken({ role: 'supervisor', name: '李督办' });
    const path = '/hotlines/12345/reconciliation';
    const { json } = await site.subject.desk<Reconciliation>(path, undefined, supervisor);
    assert.deepEqual([json.ours, json.agree, json.missing.map(({ order: own }) => own)], [3, 2, [order!.id]]);
  });
});
