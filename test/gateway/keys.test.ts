import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { verifySite } from '../../src/gateway/commands/verify.js';
import { resealJob } from '../../src/gateway/keys/reseal.js';
import { SEALED_COLUMNS } from '../../src/gateway/keys/sealed-columns.js';
import { sealWords } from '../../src/gateway/storage/sealed.js';
import type { Receipt } from '../../src/model/index.js';
import { BOARD, Subject, submission } from './support/gateway.js';
import { onPostgres } from './support/place.js';

const plenty = { burst: 1e6, perMinute: 1e6 };
const TEXT = '透析病人，电话 13812345678';

describe('the key of what is private', () => {
  const subject = new Subject({ limits: { submits: plenty, uploads: plenty, tracking: plenty } });
  const key = randomUUID();
  let receipt: Receipt;
  let prefill = '';
  let noted: Record<string, unknown>;
  let admin = '';

  const secretFile = () => join(subject.place.dataDir, 'secret');
  const lines = () => readFileSync(secretFile(), 'utf8').trim().split('\n');
  const values = async () =>
    Object.fromEntries(
      (await subject.gateway.keys.list()).filter((one) => one.values).map((one) => [one.version, one.values]),
    );
  const guard = (method: string, body?: object) =>
    subject.call<{ words: string[] }>(`/api/desk/boards/${BOARD}/guard`, {
      method,
      headers: { authorization: `Bearer ${admin}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const body = submission({ body: TEXT });

  /** Something in every column that holds something sealed. */
  before(async () => {
    await subject.start();
    admin = await subject.gateway.createToken({ role: 'admin', name: '管理员' });
    const second = await subject.gateway.createToken({ role: 'editor', name: '二审' });
    const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a00' } })
      .jpeg()
      .toBuffer();
    const sha256 = createHash('sha256').update(photo).digest('hex');
    await subject.board(`/uploads/${key}/${sha256}`, {
      method: 'PUT',
      headers: { 'content-type': 'image/jpeg' },
      body: new Uint8Array(photo),
    });
    receipt = (await subject.submit({ ...body, attachments: [{ sha256 }] }, key)).json;
    const at = `/requests/${receipt.id}`;
    const own = { authorization: `Bearer ${receipt.token}` };
    await subject.post(`${at}/additions`, { body: TEXT }, { ...own, 'idempotency-key': randomUUID() });
    await subject.desk(`${at}/accept`, {});
    await subject.desk(`${at}/publish`, {});
    noted = (await noteOnce()).json;
    await subject.desk(`${at}/dispatch`, { kind: 'department', name: '县卫生健康局', words: TEXT });
    const { boards, writes } = subject.gateway.storage;
    await writes.write((c) => boards.changeSettings(c, BOARD, { reviewSteps: 1 }));
    const { json } = await subject.desk<{ proposal: string }>(`${at}/reply`, {
      kind: 'answer',
      body: '已安排。',
    });
    await subject.desk(`${at}/proposals/${json.proposal}/approval`, {}, second);
    await subject.post(`${at}/rating`, { solved: 'yes', words: TEXT }, own);
    await writes.write((c) =>
      boards.update(c, BOARD, { features: { ...boards.get(BOARD)!.board.features, comments: true } }),
    );
    await subject.post(`${at}/comments`, { body: TEXT }, { 'idempotency-key': randomUUID() });
    prefill = (await subject.desk<{ code: string }>('/prefills', { body: TEXT })).json.code;
    assert.equal((await guard('PUT', { challenge: 'never', words: ['刷单'] })).status, 200);
    const of = { board: BOARD, id: 'message' };
    const sealed = sealWords(subject.gateway.storage.secret, 'hotline_message', of, TEXT);
    const message = { kind: 'urge', state: 'sent', attempts: 1, due_at: 0, at: 0 } as const;
    await subject.gateway.storage.db
      .insertInto('hotline_message')
      .values({
        ...{ ...of, ...message, request: receipt.id, hotline_order: '', desk: BOARD, hotline: '' },
        ...{ sealed, problem: null, sent_at: 0 },
      })
      .execute();
    for (let n = 0; n < 450; n++) await subject.submit(submission({ body: `${n} ${TEXT}` }));
  });
  after(() => subject.stop());

  /** A note under a key: what it was answered is kept for when the answer gets lost. */
  const noteOnce = () =>
    subject.call(`/api/desk/boards/${BOARD}/requests/${receipt.id}/note`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${subject.token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
        'if-match': '*',
      },
      body: JSON.stringify({ words: TEXT }),
    });

  async function allOpens(): Promise<void> {
    const at = `/requests/${receipt.id}`;
    const { json } = await subject.desk<{
      body: string;
      notes: { words: string }[];
      photos: { id: string }[];
    }>(at);
    assert.equal(json.body, TEXT);
    assert.equal(json.notes[0]!.words, TEXT);
    assert.deepEqual((await noteOnce()).json, noted);
    assert.equal((await subject.desk(`/photos/${json.photos[0]!.id}`)).status, 200);
    assert.equal((await subject.board<{ body: string }>(`/prefills/${prefill}`)).json.body, TEXT);
    assert.deepEqual((await guard('GET')).json.words, ['刷单']);
    const { attachments } = (await subject.board<{ attachments: { url: string }[] }>(at)).json;
    assert.equal((await subject.board(`/${attachments[0]!.url}`)).status, 200);
  }

  it('stands in every column that holds something sealed, and none of them is empty here', async () => {
    for (const { table, column } of SEALED_COLUMNS) {
      const row = await subject.gateway.storage.db
        .selectFrom(table)
        .select(column as never)
        .where(column as never, 'is not', null)
        .executeTakeFirst();
      assert.ok(row, `${table}.${column}`);
    }
    assert.deepEqual(Object.keys(await values()), ['1']);
    const known = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    for (const { name, columns } of await subject.gateway.storage.db.introspection.getTables())
      for (const column of columns.filter((one) => /^sealed|_sealed$/.test(one.name)))
        assert.ok(known.includes(`${name}.${column.name}`), `${name}.${column.name} would be forgotten`);
  });

  it('is cut off in the middle of its change, and everything opens all the same', async () => {
    const { storage } = subject.gateway;
    if (onPostgres) writeFileSync(secretFile(), `${lines().join('\n')}\n${'ab'.repeat(32)}\n`);
    if (onPostgres) await subject.restart();
    // The first pages are written, then the process is gone.
    let pages = 0;
    const dies = new Error('killed');
    subject.gateway.jobs.add({
      ...resealJob(subject.gateway.storage),
      run: (turn) =>
        resealJob(subject.gateway.storage).run({
          ending: false,
          write: (job) => (++pages > 2 ? Promise.reject(dies) : turn.write(job)),
        }),
    });
    await assert.rejects(subject.gateway.keys.rotate(), dies);
    assert.equal(lines().length, 2);
    await subject.restart();
    const half = await values();
    assert.ok(half[1]! > 0 && half[2]! > 0, JSON.stringify(half));
    await allOpens();
    assert.notEqual(subject.gateway.storage, storage);
  });

  it('is finished by the next try with the same key, while others write, and loses nothing', async () => {
    const posted: Receipt[] = [];
    let done = false;
    const writing = (async () => {
      while (!done) posted.push((await subject.submit(submission({ body: TEXT }))).json);
    })();
    assert.equal(await subject.gateway.keys.rotate(), 2);
    done = true;
    await writing;
    assert.equal(lines().length, 2);
    assert.deepEqual(Object.keys(await values()), ['2']);
    await allOpens();
    for (const { id } of posted)
      assert.equal((await subject.desk<{ body: string }>(`/requests/${id}`)).json.body, TEXT);
  });

  it('is retired once nothing needs it, and never before', { skip: onPostgres }, async () => {
    const { keys, storage } = subject.gateway;
    assert.deepEqual(await keys.retire(), [], 'receipts hang on the first line');
    assert.equal(await keys.rotate(), 3);
    const { seal } = storage.secret;
    const row = await storage.db.selectFrom('note').selectAll().executeTakeFirstOrThrow();
    seal.use(2);
    const old = seal.sealText(TEXT, ['note', row.board, row.id]);
    seal.use(3);
    const set = (sealed: string) =>
      storage.db.updateTable('note').set({ sealed }).where('id', '=', row.id).execute();
    await set(old);
    assert.deepEqual(await keys.retire(), []);
    await set(row.sealed);
    assert.deepEqual(await keys.retire(), [2]);
    assert.deepEqual(lines()[1], 'retired');
    await subject.restart();
    await allOpens();
    assert.deepEqual((await subject.submit(body, randomUUID())).status, 201);
  });

  it('is not the root: receipts and codes stay what they were', async () => {
    const again = await subject.submit({ ...body, attachments: [] }, key);
    assert.equal(again.status, 422, 'another body under the key is known as such');
    const tracked = await subject.board(`/track/${receipt.trackingCode}`);
    assert.equal(tracked.status, 200);
    const own = await subject.board(`/requests/${receipt.id}/own`, {
      headers: { authorization: `Bearer ${receipt.token}` },
    });
    assert.equal(own.status, 200);
  });

  it('leaves a database that verifies', async () => {
    await subject.gateway.close();
    const findings = await verifySite(subject.place);
    assert.deepEqual(
      findings.flatMap(({ wrong }) => wrong),
      [],
    );
    await subject.open();
  });

  it(
    'is given out to be put into every process, where several share the secret',
    { skip: !onPostgres },
    async () => {
      await assert.rejects(subject.gateway.keys.rotate(), /Add this line[^]*\n[0-9a-f]{64}$/);
    },
  );
});
