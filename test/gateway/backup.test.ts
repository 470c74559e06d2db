import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql, type RawBuilder } from 'kysely';
import sharp from 'sharp';
import { backupSite, restoreSite } from '../../src/gateway/commands/backup.js';
import { inSiteSnapshot } from '../../src/gateway/commands/site-snapshot.js';
import { verifyFile, verifySite } from '../../src/gateway/commands/verify.js';
import { openDatabase } from '../../src/gateway/storage/database/index.js';
import { knownSecret } from '../../src/gateway/storage/secret-file.js';
import type { Tables } from '../../src/gateway/storage/tables.js';
import { verifySnapshot, type Finding } from '../../src/gateway/verify/index.js';
import type { Place } from '../../src/gateway/storage/index.js';
import type { Receipt } from '../../src/model/index.js';
import { Subject, submission } from './support/gateway.js';
import { newPlace, onPostgres, removePlace } from './support/place.js';
import { buildCommand, removeCommand, runBeside } from './support/process.js';
import { rowsOf } from './support/rows.js';

describe('a backup', () => {
  const subject = new Subject();
  const places: Place[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'help-board-backup-'));
  let files = 0;
  const newFile = () => join(folder, `${++files}.backup`);
  /** An empty place with the secret of the site in it. */
  const emptyPlace = async (secret = true): Promise<Place> => {
    const place = await newPlace();
    places.push(place);
    if (secret) copyFileSync(join(subject.place.dataDir, 'secret'), join(place.dataDir, 'secret'));
    return place;
  };
  const done = async (place: Place, ...line: string[]): Promise<string> => {
    const { status, stdout, stderr } = await runBeside(place, ...line);
    assert.equal(status, 0, `${line.join(' ')}: ${stderr}${stdout}`);
    return stdout;
  };
  const refused = (work: Promise<unknown>, message: RegExp): Promise<void> =>
    assert.rejects(work, { message });
  const faultsIn = (findings: Finding[]): string[] => findings.flatMap(({ wrong }) => wrong);

  before(async () => {
    await buildCommand();
    await subject.start();
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c33' } })
      .jpeg()
      .toBuffer();
    const sha256 = createHash('sha256').update(photo).digest('hex');
    const key = randomUUID();
    await subject.board(`/uploads/${key}/${sha256}`, { method: 'PUT', body: new Uint8Array(photo) });
    const { json } = await subject.submit(submission({ attachments: [{ sha256 }] }), key);
    await subject.board(`/uploads/${randomUUID()}/${sha256}`, { method: 'PUT', body: new Uint8Array(photo) });
    await subject.desk(`/requests/${json.id}/accept`, {});
    await subject.desk(`/requests/${json.id}/reply`, {
      author: '县卫生健康局',
      role: 'department',
      kind: 'answer',
      body: '已安排。',
    });
    await subject.desk(`/requests/${json.id}/publish`, {});
    await subject.post(
      `/requests/${json.id}/additions`,
      { body: '还有“引号”、换行\n和 \u{1f6b2}' },
      { authorization: `Bearer ${json.token}`, 'idempotency-key': randomUUID() },
    );
    await subject.post(`/requests/${json.id}/me-too`, { device: randomUUID() });
    assert.equal((await subject.desk('/prefills', { body: '替一位老人填的' })).status, 201);
    for (let n = 0; n < 60; n++) await subject.published({ urgency: 'critical', body: `第${n}件事` });
  });
  after(async () => {
    await subject.stop();
    places.forEach(removePlace);
    rmSync(folder, { recursive: true, force: true });
    removeCommand();
  });

  it('made while people post is of one moment, with everything that was answered before it', async () => {
    let writing = true;
    const receipts: Receipt[] = [];
    const writers = Array.from({ length: 4 }, async () => {
      while (writing) {
        const { status, json } = await subject.submit(submission({ urgency: 'critical' }));
        assert.equal(status, 201);
        receipts.push(json);
      }
    });
    for (let n = 0; n < 2; n++) {
      const before = [...receipts];
      const file = newFile();
      await done(subject.place, 'backup', file);
      const place = await emptyPlace();
      await restoreSite(place, file);
      assert.deepEqual(faultsIn(await verifySite(place)), []);
      const { receipt, request } = await rowsOf(place);
      for (const { id } of before)
        assert.ok(
          receipt!.some((row) => row.includes(id)),
          id,
        );
      assert.equal(receipt!.length, request!.length);
    }
    writing = false;
    await Promise.all(writers);
    assert.ok(receipts.length > 10);
  });

  it('knows nothing of what is posted between two of its tables', async () => {
    const ids = await inSiteSnapshot(subject.place, async ({ rows }, confirm) => {
      const idsOf = async (table: 'receipt' | 'request', column: string) => {
        const found: string[] = [];
        for await (const row of rows(table)) found.push(String(row[column]));
        return found.sort();
      };
      const receipts = await idsOf('receipt', 'request');
      const { json, status } = await subject.submit(submission({ urgency: 'critical' }));
      assert.equal(status, 201);
      const requests = await idsOf('request', 'id');
      await confirm();
      assert.ok(!requests.includes(json.id));
      return { receipts, requests };
    });
    assert.deepEqual(ids.receipts, ids.requests);
  });

  it('brings back every row as it was, and makes everybody ask again', async () => {
    const file = newFile();
    await subject.gateway.close();
    assert.match(await done(subject.place, 'backup', file), /Keep the file “secret”/);
    const place = await emptyPlace();
    await restoreSite(place, file);
    assert.deepEqual(await rowsOf(place), await rowsOf(subject.place));

    const restored = new Subject();
    restored.place = place;
    await restored.open();
    await subject.open();
    assert.notEqual(await restored.etag(), await subject.etag());
    await restored.gateway.close();
  });

  it('moves a site from one kind of database to the other and back', { skip: !onPostgres }, async () => {
    const [there, back] = [newFile(), newFile()];
    await backupSite(subject.place, there);
    const { dataDir } = await emptyPlace();
    const sqlite: Place = { dataDir };
    await restoreSite(sqlite, there);
    assert.deepEqual(faultsIn(await verifySite(sqlite)), []);
    const moved = new Subject();
    moved.place = sqlite;
    await moved.open();
    assert.equal((await moved.submit(submission())).status, 201);
    await moved.gateway.close();
    await backupSite(sqlite, back);
    const postgres = await emptyPlace();
    await restoreSite(postgres, back);
    assert.deepEqual(await rowsOf(postgres), await rowsOf(sqlite));
  });

  it('never overwrites another, and leaves no part of itself behind', async () => {
    const file = newFile();
    writeFileSync(file, 'of yesterday');
    await refused(backupSite(subject.place, file), /exists already: a backup never overwrites/);
    assert.equal(readFileSync(file, 'utf8'), 'of yesterday');
    await refused(backupSite(await emptyPlace(), newFile()), /./);
    assert.equal(existsSync(`${join(folder, String(files))}.backup.part`), false);
  });

  it('that finds no room, or no folder, says so in a sentence, and leaves nothing', async () => {
    const file = newFile();
    symlinkSync('/dev/full', `${file}.part`);
    await refused(backupSite(subject.place, file), /cannot be written: there is no room left/);
    assert.deepEqual([existsSync(file), existsSync(`${file}.part`)], [false, false]);
    await refused(backupSite(subject.place, join(folder, 'nowhere', 'x')), /There is no folder .*nowhere/);
  });

  it('is put back into an empty place only, and with the secret it belongs to', async () => {
    const file = newFile();
    await backupSite(subject.place, file);
    const place = await emptyPlace(false);
    await refused(restoreSite(place, file), /Put the file “secret” of the site/);
    writeFileSync(join(place.dataDir, 'secret'), 'ab'.repeat(32));
    await refused(restoreSite(place, file), /is not the secret of the site/);
    copyFileSync(join(subject.place.dataDir, 'secret'), join(place.dataDir, 'secret'));
    await restoreSite(place, file);
    await refused(restoreSite(place, file), /board qingxi here already/);
    assert.deepEqual(faultsIn(await verifySite(place)), []);
  });

  it('that is damaged, cut off or none at all is refused, and nothing of it stays', async () => {
    const file = newFile();
    await backupSite(subject.place, file);
    const whole = readFileSync(file);
    const lines = gunzipSync(whole).toString().split('\n');
    const wrong: Record<string, [Buffer, RegExp]> = {
      flipped: [
        Buffer.from(whole.map((byte, at) => (at === whole.length >> 1 ? byte ^ 4 : byte))),
        /is damaged/,
      ],
      short: [whole.subarray(0, whole.length >> 1), /is damaged|cut off/],
      'a line less': [gzipSync([...lines.slice(0, 9), ...lines.slice(10)].join('\n')), /is damaged/],
      'no end': [gzipSync(`${lines.slice(0, -2).join('\n')}\n`), /is cut off/],
      'another thing': [gzipSync('{"a":1}\n'), /is no backup/],
      'no gzip': [Buffer.from('help'), /is damaged/],
    };
    const place = await emptyPlace();
    for (const [name, [bytes, words]] of Object.entries(wrong)) {
      const broken = join(folder, name);
      writeFileSync(broken, bytes);
      await refused(restoreSite(place, broken), words);
      await refused(verifyFile(subject.place, broken), words);
    }
    await refused(restoreSite(place, join(folder, 'nowhere')), /There is no file/);
    await restoreSite(place, file);
    assert.match(await done(subject.place, 'verify', file), /everything is as it should be/);
  });

  it('is looked through for whatever does not fit together', async () => {
    const file = newFile();
    await backupSite(subject.place, file);
    const first = sql`(select min(id) from request where publication = 'public')`;
    const damages: [RawBuilder<unknown>, RegExp][] = [
      [sql`delete from receipt where request = ${first}`, /there, and no receipt/],
      [sql`update receipt set request = 'nobody' where request = ${first}`, /receipt, and not there/],
      [sql`update receipt set deleted_at = 1 where request = ${first}`, /deleted, and still there/],
      [sql`update board set received = received + 1`, /received is \d+, and \d+ are there/],
      [sql`update figure_day set stale = 0, sheet = '{}'`, /not those of its requests/],
      [sql`update request set stage = 'accepted' where id = ${first}`, /stage differs/],
      [sql`update request set publication = 'hidden' where id = ${first}`, /shown, and not public/],
      [sql`delete from public_request where id = ${first}`, /public, and not shown/],
      [sql`update reply set body = 'x'`, /doc differs/],
      [sql`update request set sealed = (select max(sealed) from request)`, /cannot be opened/],
      [
        sql`update prefill set sealed = (select max(sealed) from request)`,
        /forms filled in for somebody: .* cannot be opened/,
      ],
      [sql`update photo set bytes = (select bytes from photo order by id desc limit 1)`, /cannot be opened/],
      [sql`delete from upload where photo = (select min(id) from photo)`, /nobody's/],
      [sql`delete from public_search where id = ${first}`, /not found by its text/],
      [sql`update me_too set request = 'nobody'`, /no such request/],
      [sql`update board set home = '{"on":true,"headline":"x"}'`, /the home slot shows version none/],
      [sql`delete from timeline where request = ${first}`, /nobody knows how it came/],
    ];
    const place = await emptyPlace();
    await restoreSite(place, file);
    const database = await openDatabase(place);
    const { db, kind, search } = database;
    const secret = await knownSecret(place.dataDir, db);
    if (kind === 'sqlite') await sql`pragma foreign_keys = off`.execute(db);
    for (const [damage, words] of damages) {
      const trx = await db.startTransaction().execute();
      await damage.execute(trx);
      const snapshot = { kind, db: trx, search, rows: (table: keyof Tables) => database.rows(trx, table) };
      assert.match(faultsIn(await verifySnapshot(snapshot, secret)).join('\n'), words);
      await trx.rollback().execute();
    }
    await database.close();
  });
});
