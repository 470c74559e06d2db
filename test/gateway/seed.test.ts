import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fillBoard, SeedRefusedError, seedRequests } from '../../src/gateway/seed/index.js';
import { arrivalOf } from '../../src/gateway/seed/times.js';
import { openStorage, type Place, type Storage } from '../../src/gateway/storage/index.js';
import { TEMPLATES, type HelpRequest } from '../../src/model/index.js';
import { newPlace, removePlace } from './support/place.js';

const HOUR = 3_600_000;

describe('the demonstration data', () => {
  it('is varied: at least 220 requests, no text twice, none of them a word or a novel', () => {
    assert.ok(seedRequests.length >= 220, `${seedRequests.length} requests`);
    assert.equal(new Set(seedRequests.map(({ body }) => body)).size, seedRequests.length);
    for (const { body } of seedRequests) assert.ok(body.length >= 15 && body.length <= 400, body);
  });

  it('uses only categories that the epidemic template has', () => {
    const known = new Set(TEMPLATES.epidemic().categories.map(({ code }) => code));
    for (const { category, body } of seedRequests) assert.ok(known.has(category), `${category}: ${body}`);
  });

  it('holds no telephone number that could exist', () => {
    const text = JSON.stringify(seedRequests);
    for (const [number] of text.matchAll(/1\d{10}/g)) assert.match(number, /^1000000\d{4}$/);
    for (const { phone } of seedRequests) assert.match(phone ?? '10000000000', /^1000000\d{4}$/);
  });

  it('has replies in order, none of them before the request or in the future', () => {
    for (const { body, minutesAgo, replies = [] } of seedRequests) {
      let last = 0;
      for (const { afterMinutes } of replies) {
        assert.ok(afterMinutes > last && afterMinutes < minutesAgo, body);
        last = afterMinutes;
      }
    }
  });

  it('answers most requests within the promise, and some late', () => {
    const answered = seedRequests.filter(({ stage }) => stage === 'answered' || stage === 'resolved');
    const late = answered.filter(({ flags, replies = [] }) => {
      const first = replies.find(({ kind }) => kind === 'answer')!;
      return first.afterMinutes > (flags?.includes('complex') ? 480 : 180);
    });
    assert.ok(answered.length / seedRequests.length > 0.75);
    assert.ok(late.length > 0 && late.length / answered.length < 0.1, `${late.length} late`);
  });

  it('arrives at the time of day its text speaks of, and in the evening rather than at night', () => {
    const now = Date.UTC(2026, 2, 20, 4);
    const hour = (at: number) => new Date(at + 8 * HOUR).getUTCHours();
    const desk = seedRequests.find(({ clock }) => clock === '22:04')!;
    assert.equal(hour(arrivalOf(desk, now)), 22);
    for (const seed of seedRequests) {
      assert.ok(arrivalOf(seed, now) < now);
      if (seed.urgency === 'routine' && !seed.clock && seed.minutesAgo > 360)
        assert.ok(hour(arrivalOf(seed, now)) >= 6, seed.body);
    }
  });
});

describe('seeding a board', () => {
  const now = Date.now();
  let place: Place;
  let storage: Storage;
  let shown: HelpRequest[];

  before(async () => {
    place = await newPlace();
    storage = await openStorage(place);
    const { boards, writes } = storage;
    const board = { ...TEMPLATES.epidemic(), key: 'qingxi', title: '清溪县求助平台', region: '清溪县' };
    await writes.write((context) => boards.insert(context, board, now));
    await fillBoard(storage, 'qingxi', now);
    const rows = await storage.db.selectFrom('public_request').select('doc').execute();
    shown = rows.map(({ doc }) => JSON.parse(doc) as HelpRequest);
  });
  after(async () => {
    await storage.close();
    removePlace(place);
  });

  it('never touches a database that holds a request', async () => {
    const versionBefore = storage.boards.get('qingxi')!.version;
    await assert.rejects(fillBoard(storage, 'qingxi'), SeedRefusedError);
    const { n } = await storage.db
      .selectFrom('request')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    assert.equal(Number(n), seedRequests.length);
    assert.equal(storage.boards.get('qingxi')!.version, versionBefore);
  });

  it('refuses a board that does not exist', async () => {
    await assert.rejects(fillBoard(storage, 'nowhere'), SeedRefusedError);
  });

  it('shows nothing that is pending, hidden, withdrawn or meant for the desk', () => {
    const kept = seedRequests.filter(
      ({ visibility, publication, stage }) => visibility || publication || stage === 'withdrawn',
    );
    assert.equal(shown.length, seedRequests.length - kept.length);
    const texts = JSON.stringify(shown);
    for (const { body } of kept) assert.ok(!texts.includes(body.slice(0, 30)), body);
  });

  it('covers names, telephone numbers and doors like intake does', () => {
    const texts = JSON.stringify(shown);
    assert.ok(!/1000000\d{4}/.test(texts));
    assert.ok(texts.includes('〔门牌已隐藏〕'));
    for (const { author } of shown) assert.match(author, /^(.{1,2}\*\*)?$/);
  });

  it('keeps urging and supervision inside', () => {
    assert.ok(seedRequests.some(({ flags }) => flags?.includes('supervised')));
    for (const { flags } of shown) assert.ok(!flags.includes('supervised') && !flags.includes('urged'));
  });

  it('puts no step into the future, and every timeline in order', () => {
    for (const { timeline, replies } of shown) {
      const times = timeline.map(({ at }) => Date.parse(at));
      assert.deepEqual(
        times,
        [...times].sort((a, b) => a - b),
      );
      for (const at of [...times, ...replies.map((reply) => Date.parse(reply.at))]) assert.ok(at <= now);
    }
  });

  it('leaves totals that add up', () => {
    const { received, answeredOnline, handedOver, waiting } = storage.boards.get('qingxi')!.board.figures;
    assert.equal(received, answeredOnline + handedOver + waiting);
    assert.ok(answeredOnline && handedOver && waiting);
  });

  it('hands over with numbered slips, one of them for a whole group', async () => {
    const slips = await storage.db.selectFrom('slip').selectAll().orderBy('number').execute();
    assert.ok(slips.length > 20);
    assert.deepEqual(
      slips.map(({ number, year }) => [number, year]),
      slips.map((_, n) => [n + 1, slips[0]!.year]),
    );
    const group = slips.find(({ in_group }) => in_group)!;
    const on = await storage.db.selectFrom('slip_request').selectAll().where('slip', '=', group.id).execute();
    assert.equal(on.length, 3);
  });

  it('marks the board as a demonstration', () => {
    assert.match(storage.boards.get('qingxi')!.board.notice ?? '', /演示数据/);
  });
});
