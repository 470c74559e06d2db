import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import sharp from 'sharp';
import { escalationJob } from '../../src/gateway/escalation/escalate.js';
import { forgetChallenges } from '../../src/gateway/guard/challenges.js';
import { createGateway, type Gateway } from '../../src/gateway/index.js';
import { forgetPrefills } from '../../src/gateway/intake/prefill.js';
import { dropStaleUploads } from '../../src/gateway/intake/uploads.js';
import { Jobs } from '../../src/gateway/jobs.js';
import { forgetAnswers } from '../../src/gateway/loop/once.js';
import { resealJob } from '../../src/gateway/keys/reseal.js';
import { anonymiseOld } from '../../src/gateway/retention/anonymise.js';
import { tidySearch } from '../../src/gateway/search/tidy.js';
import { forgetPages, slotJob } from '../../src/gateway/slot/schedule.js';
import type { Receipt, SlotVersion } from '../../src/model/index.js';
import { BOARD, Subject, submission } from './support/gateway.js';
import { onPostgres } from './support/place.js';

const DAY = 24 * 3_600_000;

describe('what the gateway does by itself is done once', () => {
  let time = Date.parse('2026-03-20T10:00:00+08:00');
  const now = () => time;
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now, jobsEvery: 1e6, limits: { submits: plenty, uploads: plenty } });
  /** Another process on the same database; SQLite has one at a time, and it gets a second worker. */
  let other: Pick<Gateway, 'jobs' | 'close'>;
  const posted: Receipt[] = [];
  let version: number;

  before(async () => {
    await subject.start();
    for (let n = 0; n < 60; n++) posted.push((await subject.submit(submission())).json);
    const { storage } = subject.gateway;
    if (onPostgres) other = await createGateway({ ...subject.place, logLevel: 'silent', now });
    else {
      const jobs = new Jobs(storage, { error: assert.fail, warn: () => {} });
      jobs.add(escalationJob(storage, now));
      jobs.add(anonymiseOld(storage, now));
      jobs.add(resealJob(storage));
      jobs.add(tidySearch(storage));
      jobs.add(slotJob(storage, now));
      jobs.add(forgetPages(now));
      jobs.add({ name: 'drop-stale-uploads', every: DAY, run: (turn) => dropStaleUploads(turn, time) });
      jobs.add({ name: 'forget-answers', every: DAY, run: (turn) => forgetAnswers(turn, time) });
      jobs.add({ name: 'forget-prefills', every: DAY, run: (turn) => forgetPrefills(turn, time) });
      jobs.add({ name: 'forget-challenges', every: DAY, run: (turn) => forgetChallenges(turn, time) });
      other = { jobs, close: () => jobs.close() };
    }
  });
  after(async () => {
    await other.close();
    await subject.stop();
  });

  const count = async (table: 'audit' | 'escalation' | 'delivery', action?: string): Promise<number> => {
    let from = subject.gateway.storage.db.selectFrom(table).select((eb) => eb.fn.countAll().as('n'));
    if (action) from = from.where('action' as never, '=', action as never);
    return Number((await from.executeTakeFirstOrThrow()).n);
  };

  const pieces = async (): Promise<number> => {
    const { rows } = await sql<{
      n: number;
    }>`select count(distinct segid) as n from public_search_fts_idx`.execute(subject.gateway.storage.db);
    return rows[0]!.n;
  };

  /** By job: what makes it due, and what must be so afterwards, and no more. */
  const TABLE: Record<string, { prepare(): Promise<unknown>; once(): Promise<void> }> = {
    escalation: {
      prepare: async () => (time += 6 * 3_600_000),
      async once() {
        // Nobody stands above this board.
        assert.equal(await count('escalation'), posted.length * 4);
        for (const step of ['remind', 'due', 'supervise'])
          assert.equal(await count('audit', step), posted.length, step);
        assert.equal(await count('delivery'), 0);
      },
    },
    anonymise: {
      async prepare() {
        for (const { id } of posted.slice(0, 55))
          await subject.desk(`/requests/${id}/decline`, { reason: '重复', otherWay: '请打 12345' });
        const { writes, boards } = subject.gateway.storage;
        await writes.write((context) => boards.keepFor(context, BOARD, 30));
        time += 40 * DAY;
      },
      once: async () => assert.equal(await count('audit', 'anonymise'), 55),
    },
    'drop-stale-uploads': {
      async prepare() {
        const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a00' } })
          .jpeg()
          .toBuffer();
        const sha256 = createHash('sha256').update(photo).digest('hex');
        await subject.board(`/uploads/${randomUUID()}/${sha256}`, {
          method: 'PUT',
          headers: { 'content-type': 'image/jpeg' },
          body: new Uint8Array(photo),
        });
        assert.equal(await subject.count('photo'), 1);
        time += 40 * DAY;
      },
      once: async () => assert.equal(await subject.count('photo'), 0),
    },
    'forget-challenges': {
      prepare: () =>
        subject.gateway.storage.db
          .insertInto('solved_challenge')
          .values({ hash: 'x', expires_at: 1 })
          .execute(),
      async once() {
        const { db } = subject.gateway.storage;
        assert.equal((await db.selectFrom('solved_challenge').select('hash').execute()).length, 0);
      },
    },
    'forget-answers': {
      prepare: () =>
        subject.gateway.storage.db
          .insertInto('desk_answer')
          .values({ key_hash: 'x', body_hash: 'x', sealed: 'x', at: 1 })
          .execute(),
      async once() {
        const { db } = subject.gateway.storage;
        assert.equal((await db.selectFrom('desk_answer').select('at').execute()).length, 0);
      },
    },
    'forget-prefills': {
      async prepare() {
        await subject.desk('/prefills', { body: '替一位老人填的' });
        time += 8 * DAY;
        await subject.desk('/prefills', { body: '再替一位' });
      },
      async once() {
        const { db } = subject.gateway.storage;
        assert.equal((await db.selectFrom('prefill').select('id').execute()).length, 1, 'its week is over');
      },
    },
    slot: {
      async prepare() {
        const content = { on: true, headline: '今晚核酸' };
        const { number, revision } = (await subject.desk<SlotVersion>('/slot/versions', content)).json;
        const from = new Date(time + DAY).toISOString();
        await subject.desk(`/slot/versions/${number}/showings`, { from, revision });
        time += 2 * DAY;
        version = subject.gateway.storage.boards.get(BOARD)!.version;
      },
      async once() {
        const { boards } = subject.gateway.storage;
        // The other process may have done it.
        await boards.refresh();
        assert.equal(boards.get(BOARD)!.version, version + 1, 'one new version');
      },
    },
    'forget-slot-pages': {
      prepare: () =>
        subject.gateway.storage.db
          .insertInto('slot_page')
          .values({ board: BOARD, page_hash: 'x', version: 1, seen_at: 1 })
          .execute(),
      async once() {
        const { db } = subject.gateway.storage;
        assert.equal((await db.selectFrom('slot_page').select('version').execute()).length, 0);
      },
    },
    // PostgreSQL tidies its indexes itself.
    ...(!onPostgres && {
      'tidy-search': {
        async prepare() {
          for (const { id } of posted.slice(55)) await subject.desk(`/requests/${id}/publish`, {});
          assert.ok((await pieces()) > 1);
        },
        once: async () => assert.equal(await pieces(), 1),
      },
    }),
    reseal: {
      async prepare() {
        const { storage } = subject.gateway;
        storage.secret.seal.add(Buffer.alloc(32, 7));
        storage.secret.seal.use(2);
      },
      async once() {
        const used = (await subject.gateway.keys.list()).filter(({ values }) => values);
        assert.deepEqual(
          used.map(({ version }) => version),
          [2],
        );
      },
    },
  };

  it('and every job there is has its line here', () =>
    assert.deepEqual(subject.gateway.jobs.names.sort(), Object.keys(TABLE).sort()));

  for (const [name, { prepare, once }] of Object.entries(TABLE))
    it(name, { skip: name === 'reseal' && onPostgres }, async () => {
      await prepare();
      const workers = [subject.gateway.jobs, other.jobs, subject.gateway.jobs, other.jobs];
      await Promise.all(workers.map((jobs) => jobs.run(name)));
      await once();
      for (const jobs of workers) await jobs.run(name);
      await once();
    });
});
