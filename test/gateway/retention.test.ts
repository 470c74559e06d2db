import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { verifySite } from '../../src/gateway/commands/verify.js';
import { LOCAL_CALLS } from '../../src/gateway/local/calls.js';
import type { HelpRequest, Receipt, Stats, Submission } from '../../src/model/index.js';
import { BOARD, Subject, submission } from './support/gateway.js';
import { onPostgres } from './support/place.js';
import { rowsOf } from './support/rows.js';

const DAY = 24 * 3_600_000;
const MARKED = submission({
  urgency: 'critical',
  title: '粮食',
  body: 'MARKBODY家里没有米了，电话13812345678',
  contact: { name: '陈马克', phone: '13812345678', address: 'MARKADDRESS' },
  consents: { privacy: '2026-01', location: '2026-01', health: '2026-01' },
  tried: ['MARKTRIED'],
  attributes: { 'isolation-site': 'MARKSITE' },
  location: { latitude: 29.123456, longitude: 120.654321 },
  source: { channel: 'app' },
});
const PRIVATE = ['陈马克', '13812345678', 'MARKADDRESS', 'MARKTRIED', 'MARKSITE', '29.123456', '120.654321'];

let clock = Date.now();
const subject = new Subject({ now: () => clock, limits: { uploads: { burst: 1e6, perMinute: 1e6 } } });
let photo: Buffer;
let sha256: string;

before(async () => {
  await subject.start();
  photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c33' } })
    .jpeg()
    .toBuffer();
  sha256 = createHash('sha256').update(photo).digest('hex');
});
after(() => subject.stop());

/** A request with a photo, an addition with another, a public answer and somebody in the same need. */
async function whole(changes: Partial<Submission> = {}, answered = true) {
  const put = async (key: string) => {
    const body = new Uint8Array(photo);
    await subject.board(`/uploads/${key}/${sha256}`, { method: 'PUT', body });
    return { attachments: [{ sha256 }] };
  };
  const key = randomUUID();
  const body = { ...MARKED, ...(await put(key)), ...changes };
  const { status, json: receipt } = await subject.submit(body, key);
  assert.equal(status, 201, JSON.stringify(receipt));
  const { id, token } = receipt;
  const bearer = { authorization: `Bearer ${token}` };
  const added = randomUUID();
  const addition = { body: 'MARKADDITION', ...(await put(added)) };
  await subject.post(`/requests/${id}/additions`, addition, { ...bearer, 'idempotency-key': added });
  if (body.visibility === 'public') await subject.desk(`/requests/${id}/publish`, {});
  await subject.post(`/requests/${id}/me-too`, { device: randomUUID() });
  if (!answered) return { key, body, bearer, receipt };
  await subject.desk(`/requests/${id}/accept`, {});
  const answer = { author: '县商务局', role: 'department', kind: 'answer', body: '今天送到。' };
  assert.equal((await subject.desk(`/requests/${id}/reply`, answer)).status, 200);
  return { key, body, bearer, receipt };
}
const shown = (id: string) => subject.board<HelpRequest>(`/requests/${id}`);
const faults = async () =>
  (await verifySite(subject.place)).flatMap(({ what, wrong }) => wrong.map((line) => `${what}: ${line}`));
const figures = async () => (await subject.board<{ figures: Record<string, number> }>()).json.figures;

describe('what is private, at rest', () => {
  it('is in no file of the database and in no row of it', async () => {
    await whole();
    await whole({ visibility: 'desk' });
    if (!onPostgres) {
      const { dataDir } = subject.place;
      const files = readdirSync(dataDir).filter((name) => !name.endsWith('.sock'));
      assert.ok(
        files.some((name) => name.endsWith('-wal')),
        'scanned while it is being written',
      );
      const found = files.flatMap((name) => {
        const bytes = readFileSync(join(dataDir, name));
        return [...PRIVATE, 'MARKADDITION']
          .filter((mark) => bytes.includes(mark))
          .map((mark) => `${name}: ${mark}`);
      });
      assert.deepEqual(found, []);
      // The scan does find what is there.
      assert.ok(files.some((name) => readFileSync(join(dataDir, name)).includes('今天送到')));
    }
    await subject.gateway.close();
    const rows = JSON.stringify(await rowsOf(subject.place));
    assert.deepEqual(
      [...PRIVATE, 'MARKADDITION'].filter((mark) => rows.includes(mark)),
      [],
    );
    await subject.open();
  });
});

describe('deletion by the requester', () => {
  it('takes the request out of every table and off the disk, and leaves its tombstone and the record of it', async () => {
    const { key, body, bearer, receipt } = await whole({ body: '删掉DELETEME，电话13812345678' });
    const { id } = receipt;
    const photos = await subject.count('photo');
    const { url } = (await shown(id)).json.attachments[0]!;
    assert.equal((await subject.board(`/${url}`)).status, 200);
    await subject.gateway.storage.boards.refreshFigures(subject.gateway.storage.writes);
    const before = await figures();
    const etag = await subject.etag();

    const deleted = await subject.post(`/requests/${id}/deletion`, {}, bearer);
    assert.deepEqual([deleted.status, deleted.json], [200, { deleted: true }]);
    for (const path of [`/requests/${id}`, `/${url}`, `/track/${receipt.trackingCode}`])
      assert.equal((await subject.board(path)).status, 404, path);
    assert.equal((await subject.board(`/requests/${id}/own`, { headers: bearer })).status, 404);
    assert.equal((await subject.post(`/requests/${id}/deletion`, {}, bearer)).status, 404);
    assert.notEqual(await subject.etag(), etag);
    assert.equal((await figures())['received'], before['received']! - 1);
    assert.equal(await subject.count('photo'), photos - 2);
    assert.doesNotMatch((await subject.board('/requests?sort=latest')).text, /DELETEME/);

    // A retry that was still on its way brings nothing back.
    const again = await subject.submit(body, key);
    assert.deepEqual([again.status, again.json], [201, receipt]);
    assert.equal((await shown(id)).status, 404);
    assert.deepEqual(await faults(), []);

    await subject.gateway.close();
    const left = Object.entries(await rowsOf(subject.place)).flatMap(([table, rows]) =>
      rows.filter((row) => row.includes(id)).map(() => table),
    );
    assert.deepEqual([...new Set(left)].sort(), ['audit', 'receipt']);
    if (!onPostgres)
      assert.ok(!readFileSync(join(subject.place.dataDir, 'help-board.db')).includes('DELETEME'));
    await subject.open();
  });

  it('is for the one who holds the token', async () => {
    const { receipt } = await whole();
    const path = `/requests/${receipt.id}/deletion`;
    assert.equal((await subject.post(path, {})).status, 401);
    assert.equal((await subject.post(path, {}, { authorization: `Bearer ${randomUUID()}` })).status, 404);
    assert.equal((await shown(receipt.id)).status, 200);
  });
});

describe('retention', () => {
  const keepFor = (days: number | null) => LOCAL_CALLS.keepFor(subject.gateway, { board: BOARD, days });
  const close = async (receipt: Receipt) => {
    const { status } = await subject.post(
      `/requests/${receipt.id}/withdrawal`,
      {},
      { authorization: `Bearer ${receipt.token}` },
    );
    assert.equal(status, 200);
  };
  const declined = async (visibility: 'public' | 'desk', region?: string) => {
    const { json } = await subject.submit({ ...MARKED, visibility, region });
    if (visibility === 'public') await subject.desk(`/requests/${json.id}/publish`, {});
    const words = { reason: '不归我们', otherWay: '请打 12345' };
    assert.equal((await subject.desk(`/requests/${json.id}/decline`, words)).status, 200);
    return json.id;
  };
  const sent = async (id: string) => JSON.stringify((await subject.desk(`/requests/${id}`)).json);

  it('throws away what is private once the time is over, and nothing of what is counted or still open', async () => {
    const closed = await whole({}, false);
    await close(closed.receipt);
    const open = await whole();
    const { storage, jobs } = subject.gateway;
    await storage.boards.refreshFigures(storage.writes);
    const counted = await figures();
    assert.match(await sent(closed.receipt.id), /MARKBODY.*MARKSITE|MARKSITE.*MARKBODY/s);

    await jobs.run('anonymise');
    await keepFor(30);
    clock += 29 * DAY;
    await jobs.run('anonymise');
    assert.match(await sent(closed.receipt.id), /MARKBODY/, 'kept until then');
    const photos = await subject.count('photo');
    clock += 2 * DAY;
    await jobs.run('anonymise');

    const left = await sent(closed.receipt.id);
    for (const mark of [...PRIVATE, 'MARKBODY', 'MARKADDITION']) assert.ok(!left.includes(mark), mark);
    assert.equal(await subject.count('photo'), photos - 2, 'its photos were not public any more');
    assert.match(await sent(open.receipt.id), /MARKBODY/, 'an open one stays');
    await storage.boards.refreshFigures(storage.writes);
    assert.deepEqual(await figures(), counted);
    assert.deepEqual((await subject.submit(closed.body, closed.key)).json, closed.receipt);
    assert.deepEqual(await faults(), []);
  });

  it('leaves a public request as the public knows it', async () => {
    const id = await declined('public');
    await declined('desk');
    const before = (await shown(id)).json.publicBody;
    clock += 31 * DAY;
    await subject.gateway.jobs.run('anonymise');
    assert.equal((await shown(id)).json.publicBody, before);
    assert.doesNotMatch(await sent(id), /13812345678/);
  });

  it('leaves the figures as they were, and what was counted by a street that somebody typed in goes with it', async () => {
    const areas = async () => {
      const { json } = await subject.desk<Stats>('/stats?period=all');
      return {
        totals: json.totals,
        areas: json.areas.map(({ name, received }) => [name, received] as const),
      };
    };
    const { storage } = subject.gateway;
    await storage.writes.write((c) => storage.boards.update(c, BOARD, { regions: ['城关街道'] }));
    for (const region of ['城关街道', '幸福路某院']) await declined('desk', region);
    const before = await areas();
    clock += 31 * DAY;
    await subject.gateway.jobs.run('anonymise');
    assert.deepEqual(await faults(), [], 'and no sheet is left that says otherwise');
    const after = await areas();
    assert.deepEqual(after.totals, before.totals);
    const of = (name: string, counted: typeof before) =>
      counted.areas.find(([area]) => area === name)?.[1] ?? 0;
    assert.equal(of('城关街道', after), 1);
    assert.deepEqual([of('幸福路某院', before), of('幸福路某院', after)], [1, 0]);
    assert.equal(of('', after), of('', before) + 1);
  });

  it('throws away what came after it, too, when it was taken up again and closed', async () => {
    const { receipt, bearer } = await whole();
    const { id } = receipt;
    const later = async () => {
      await subject.desk(`/requests/${id}/resolve`, {});
      clock += 31 * DAY;
      await subject.gateway.jobs.run('anonymise');
    };
    await later();
    assert.doesNotMatch(await sent(id), /MARKADDITION/);
    const again = await subject.post(
      `/requests/${id}/reopening`,
      { body: 'MARKAGAIN' },
      { ...bearer, 'idempotency-key': randomUUID() },
    );
    assert.equal(again.status, 201, again.text);
    assert.match(await sent(id), /MARKAGAIN/);
    const answer = { author: '县商务局', role: 'department', kind: 'answer', body: '又送了一次。' };
    assert.equal((await subject.desk(`/requests/${id}/reply`, answer)).status, 200);
    await later();
    assert.doesNotMatch(await sent(id), /MARKAGAIN/);
  });

  it('throws away what readers wrote under it afterwards, as long after that', async () => {
    const { storage } = subject.gateway;
    const { features } = storage.boards.get(BOARD)!.board;
    await storage.writes.write((c) =>
      storage.boards.update(c, BOARD, { features: { ...features, comments: true } }),
    );
    const { receipt } = await whole();
    const { id } = receipt;
    await subject.desk(`/requests/${id}/resolve`, {});
    clock += 31 * DAY;
    await subject.gateway.jobs.run('anonymise');
    const said = await subject.post<{ id: string }>(
      `/requests/${id}/comments`,
      { body: 'MARKCOMMENT 13812345678' },
      { 'idempotency-key': randomUUID() },
    );
    assert.equal(said.status, 201, said.text);
    await subject.desk(`/comments/${said.json.id}/publish`, {});
    const comments = async () =>
      (await subject.desk<{ items: { original: string; body: string }[] }>('/comments?publication=public'))
        .json.items;
    const run = async (days: number) => {
      clock += days * DAY;
      await subject.gateway.jobs.run('anonymise');
      const [comment] = await comments();
      return comment!;
    };
    assert.match((await run(29)).original, /13812345678/, 'not before its time');
    const left = await run(2);
    assert.equal(left.original, '');
    assert.match(left.body, /MARKCOMMENT/, 'what the public reads stays');
  });

  it('lets one that does not open any more hold up no other', async () => {
    const [broken, other] = [await declined('desk'), await declined('desk')];
    const { db } = subject.gateway.storage;
    await db
      .updateTable('request')
      .set((eb) => ({ sealed: eb.selectFrom('request as r').select('r.sealed').where('r.id', '=', other) }))
      .where('id', '=', broken)
      .execute();
    clock += 31 * DAY;
    await subject.gateway.jobs.run('anonymise');
    for (const id of [broken, other]) assert.doesNotMatch(await sent(id), /MARK/);
  });

  it('is done once, is on record, and goes on after a restart', async () => {
    const records = async () =>
      (
        await subject.gateway.storage.db
          .selectFrom('audit')
          .select('request')
          .where('action', '=', 'anonymise')
          .execute()
      ).map(({ request }) => request);
    const id = await declined('desk');
    clock += 31 * DAY;
    await subject.gateway.storage.db.updateTable('job').set({ due_at: 0 }).execute();
    await subject.restart();
    while (!(await records()).includes(id)) await new Promise((next) => setTimeout(next, 20));
    await subject.gateway.jobs.run('anonymise');
    const all = await records();
    assert.equal(all.filter((one) => one === id).length, 1);
  });

  it('keeps for ever where a board says so', async () => {
    await keepFor(null);
    const id = await declined('desk');
    clock += 3000 * DAY;
    await subject.gateway.jobs.run('anonymise');
    assert.match(await sent(id), /MARKBODY/);
    await assert.rejects(LOCAL_CALLS.keepFor(subject.gateway, { board: 'nowhere', days: 1 }), /no board/);
  });
});
