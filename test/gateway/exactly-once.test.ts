import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { Receipt } from '../../src/model/index.js';
import { BOARD, Subject, submission } from './support/gateway.js';

interface AlreadyReceived {
  code: string;
  receipt: Receipt;
}

describe('intake records a submission exactly once', () => {
  let subject: Subject;
  before(async () => (subject = await new Subject().start()));
  after(() => subject.stop());

  it('gives a receipt that echoes the key, with code, token and the time an answer is due by', async () => {
    const key = randomUUID();
    const { status, json, headers } = await subject.submit(submission(), key);
    assert.equal(status, 201);
    assert.equal(json.key, key);
    assert.equal(json.stage, 'submitted');
    assert.match(json.trackingCode, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    assert.equal(Buffer.from(json.token, 'base64url').length, 16);
    assert.equal(Date.parse(json.dueAt) - Date.parse(json.receivedAt), 3 * 3_600_000);
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  it('answers five posts under one key at once with one receipt, and stores one row', async () => {
    const key = randomUUID();
    const rows = await subject.count('request');
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => subject.submit(submission(), key)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [201, 201, 201, 201, 201],
    );
    for (const { json } of answers) assert.deepEqual(json, answers[0]!.json);
    assert.equal(await subject.count('request'), rows + 1);
  });

  it('takes the same submission in another order of keys for the same', async () => {
    const key = randomUUID();
    const first = await subject.submit(submission(), key);
    const reversed = Object.fromEntries(Object.entries(submission()).reverse());
    const second = await subject.submit(reversed, key);
    assert.deepEqual(second.json, first.json);
  });

  it('refuses another text under a used key, and sends the receipt along', async () => {
    const key = randomUUID();
    const first = await subject.submit(submission(), key);
    const rows = await subject.count('request');
    const other = await subject.submit<AlreadyReceived>(submission({ body: '还要尿不湿。' }), key);
    assert.equal(other.status, 422);
    assert.equal(other.json.code, 'already-received');
    assert.deepEqual(other.json.receipt, first.json);
    assert.equal(await subject.count('request'), rows);
  });

  it('gives the lost answer again when the line was cut before it came', async () => {
    const key = randomUUID();
    const rows = await subject.count('request');
    const body = JSON.stringify(submission());
    await new Promise<void>((done) => {
      const cut = request(`${subject.url}api/boards/${BOARD}/requests`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'idempotency-key': key,
        },
      });
      cut.on('error', () => done());
      cut.end(body, () => cut.destroy());
      cut.on('close', () => done());
    });
    const { status, json } = await subject.submit(submission(), key);
    assert.equal(status, 201);
    assert.equal(json.key, key);
    assert.equal(await subject.count('request'), rows + 1);
  });

  it('does not use up a key with a submission that was refused', async () => {
    const key = randomUUID();
    const refused = await subject.submit(submission({ body: '  ' }), key);
    assert.equal(refused.status, 400);
    assert.equal((await subject.submit(submission(), key)).status, 201);
  });

  it('remembers a key after its request has been deleted', async () => {
    const key = randomUUID();
    const { json } = await subject.submit(submission(), key);
    const rows = await subject.count('request');
    await subject.gateway.storage.writes.write(async ({ db }) => {
      await db.deleteFrom('timeline').where('request', '=', json.id).execute();
      await db.deleteFrom('request').where('id', '=', json.id).execute();
    });
    assert.deepEqual((await subject.submit(submission(), key)).json, json);
    assert.equal(await subject.count('request'), rows - 1);
    const tombstone = await subject.gateway.storage.db.selectFrom('receipt').selectAll().execute();
    assert.ok(!JSON.stringify(tombstone).includes(key), 'the key itself is not kept');
  });

  it('keeps keys of two boards apart', async () => {
    const other = { key: 'other', template: 'everyday', title: '另一个', region: '清溪县' } as const;
    await subject.gateway.createBoard(other);
    const key = randomUUID();
    const here = await subject.submit(submission(), key);
    const there = await subject.call<Receipt>('/api/boards/other/requests', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(submission()),
    });
    assert.equal(there.status, 201);
    assert.notEqual(there.json.id, here.json.id);
    assert.notEqual(there.json.trackingCode, here.json.trackingCode);
  });

  it('gives the receipt although the board has closed meanwhile', async () => {
    const key = randomUUID();
    const first = await subject.submit(submission(), key);
    const { boards, writes } = subject.gateway.storage;
    await writes.write((context) => boards.update(context, BOARD, { open: false }));
    assert.deepEqual((await subject.submit(submission(), key)).json, first.json);
    const late = await subject.submit<{ code: string }>(submission());
    assert.deepEqual([late.status, late.json.code], [409, 'board-closed']);
    await writes.write((context) => boards.update(context, BOARD, { open: true }));
  });

  it('stores no code, token or key, only hashes', async () => {
    const { json } = await subject.submit(submission());
    const { db } = subject.gateway.storage;
    const tables = ['request', 'receipt', 'audit', 'timeline'] as const;
    for (const table of tables) {
      const stored = JSON.stringify(await db.selectFrom(table).selectAll().execute());
      for (const secret of [json.token, json.trackingCode, json.trackingCode.replace(/-/g, ''), json.key]) {
        assert.ok(!stored.includes(secret), table);
      }
    }
  });
});
