import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Kysely, SqliteDialect } from 'kysely';
import Sqlite from 'libsql';
import { Subject } from './support/gateway.js';

describe('health', () => {
  const subject = new Subject();
  before(() => subject.start());
  after(() => subject.stop());

  it('is ok, says what time it is, and is kept by no cache', async () => {
    const { status, headers, json } = await subject.call<{ status: string; time: string }>('/api/health');
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(json.status, 'ok');
    assert.ok(Math.abs(Date.parse(json.time) - Date.now()) < 10_000, json.time);
  });

  it('is not ok where the database cannot be read: nobody may be sent to a gateway that takes no post', async () => {
    const { storage } = subject.gateway;
    const { db } = storage;
    const gone = new Sqlite(':memory:');
    gone.close();
    storage.db = new Kysely({ dialect: new SqliteDialect({ database: gone }) });
    const failed = await subject.call<{ code: string }>('/api/health');
    storage.db = db;
    assert.equal(failed.status, 500);
    assert.equal(failed.json.code, 'server');
    assert.equal((await subject.call('/api/health')).status, 200);
  });
});
