import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { periodOf } from '../../../src/gateway/figures/period.js';
import { countStats, statsOf } from '../../../src/gateway/figures/stats.js';
import { insertRequest } from '../../../src/gateway/intake/insert-request.js';
import { SubmissionKey } from '../../../src/gateway/intake/submission-key.js';
import { changeRequest, move, type Change } from '../../../src/gateway/loop/change.js';
import { flagsOf } from '../../../src/gateway/loop/flags.js';
import { openStorage, type Place, type Storage } from '../../../src/gateway/storage/index.js';
import type { RequestRow } from '../../../src/gateway/storage/projection.js';
import { dayName, dayOf, stageAfter, TEMPLATES, type Move, type Stats } from '../../../src/model/index.js';
import { submission } from '../support/gateway.js';
import { newPlace, removePlace } from '../support/place.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const START = Date.parse('2026-03-01T00:00:00+08:00');
const REGIONS = ['城关街道', '柳浦镇', ''];
const UNITS = ['县卫生健康局', '县民政局', '县水利局'];
const ACTOR = { kind: 'desk', id: 'test' } as const;

interface Step {
  minutes: number;
  what: 'accept' | 'dispatch' | 'return' | 'answer' | 'resolve' | 'decline' | 'withdraw' | 'rate';
  unit: number;
  stars: number;
}
const step = fc.record<Step>({
  minutes: fc.integer({ min: 1, max: 400 }),
  what: fc.constantFrom('accept', 'dispatch', 'return', 'answer', 'resolve', 'decline', 'withdraw', 'rate'),
  unit: fc.nat(UNITS.length - 1),
  stars: fc.integer({ min: 1, max: 5 }),
});
const history = fc.record({
  at: fc.integer({ min: 0, max: 4 * 1440 - 1 }),
  region: fc.constantFrom(...REGIONS),
  steps: fc.array(step, { maxLength: 6 }),
});

/** What the step does, where the table of moves allows it. */
function changeOf({ what, unit, stars }: Step, at: number): (row: RequestRow) => Change | undefined {
  return (row) => {
    if (what === 'rate')
      return row.answered_at === null
        ? undefined
        : {
            action: 'rate',
            set: { rating: JSON.stringify({ solved: stars > 2 ? 'yes' : 'no', attitude: stars }) },
          };
    if (!stageAfter(row.stage, what as Move)) return undefined;
    const set: Change['set'] = { stage: move(row.stage, what as Move) };
    if (what === 'dispatch') {
      set.assignee = JSON.stringify({ kind: 'department', name: UNITS[unit] });
      set.dispatched_at = row.dispatched_at ?? at;
    }
    if (what === 'return') set.assignee = null;
    if (what === 'answer') {
      set.answered_at = row.answered_at ?? at;
      set.flags = JSON.stringify(flagsOf(row));
    }
    return { action: what, set };
  };
}

/** The same figures, counted from the rows one by one. */
function recount(rows: RequestRow[], from: number, to: number) {
  const mine = rows.filter(
    (row) =>
      !['withdrawn', 'merged'].includes(row.stage) &&
      dayOf(row.received_at) >= from &&
      dayOf(row.received_at) < to,
  );
  const isDone = (row: RequestRow) =>
    row.answered_at !== null || ['answered', 'resolved', 'declined'].includes(row.stage);
  const minutes = mine
    .filter((row) => row.answered_at !== null)
    .map((row) => Math.floor((row.answered_at! - row.received_at) / MINUTE))
    .sort((a, b) => a - b);
  const middle = minutes.length ? minutes.slice((minutes.length - 1) >> 1, (minutes.length >> 1) + 1) : [];
  const handed = mine.filter((row) => row.dispatched_at !== null);
  const byUnit = UNITS.map((name) => {
    const at = handed.filter((row) => row.assignee?.includes(name));
    return [name, at.length, at.filter(isDone).length] as const;
  }).filter(([, count]) => count > 0);
  return {
    totals: {
      received: mine.length,
      answeredOnline: mine.filter((row) => isDone(row) && row.dispatched_at === null).length,
      handedOver: handed.length,
      waiting: mine.filter((row) => !isDone(row) && row.dispatched_at === null).length,
      done: mine.filter(isDone).length,
    },
    reply: [handed.filter(isDone).length, handed.length],
    onTime: [
      mine.filter((row) => row.answered_at !== null && row.answered_at <= row.due_at).length,
      mine.filter((row) => row.answered_at !== null || row.overdue_at !== null).length,
    ],
    satisfaction: [
      mine.filter((row) => /"attitude":[45]/.test(row.rating ?? '')).length,
      mine.filter((row) => row.rating !== null).length,
    ],
    median: middle.length
      ? Math.round(middle.reduce((sum, minute) => sum + minute, 0) / middle.length)
      : undefined,
    byUnit,
    byRegion: REGIONS.map((name) => [name, mine.filter((row) => row.region === name).length] as const).filter(
      ([, count]) => count > 0,
    ),
  };
}

const shown = ({ totals, rates, departments, areas, medianMinutes }: Stats) => ({
  totals,
  reply: [rates.reply.numerator, rates.reply.denominator],
  onTime: [rates.onTime.numerator, rates.onTime.denominator],
  satisfaction: [rates.satisfaction.numerator, rates.satisfaction.denominator],
  median: medianMinutes,
  byUnit: departments.map(({ name, handedOver, answered }) => [name, handedOver, answered]),
  byRegion: areas.map(({ name, received }) => [name, received]),
});

describe('figures of random histories', () => {
  let place: Place;
  let storage: Storage;
  before(async () => {
    place = await newPlace();
    storage = await openStorage(place);
  });
  after(async () => {
    await storage.close();
    removePlace(place);
  });

  let made = 0;
  const newBoard = async (): Promise<string> => {
    const board = { ...TEMPLATES.epidemic(), key: `b-${++made}`, title: '求助平台', region: '清溪县' };
    board.regions = [...REGIONS];
    await storage.writes.write(async (context) => {
      await storage.boards.insert(context, board, START);
      await context.db
        .updateTable('board')
        .set({ rules: JSON.stringify({ figures: { order: 'administrative', minimum: 1, units: UNITS } }) })
        .where('key', '=', board.key)
        .execute();
      await storage.boards.bump(context, board.key);
    });
    return board.key;
  };

  it('are those of a recount, asked for in between or at the end', async () => {
    const histories = fc.array(history, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(histories, fc.boolean(), async (all, inBetween) => {
        const { boards, secret, writes, db } = storage;
        const key = await newBoard();
        const { board } = boards.get(key)!;
        const now = START + 10 * DAY;
        const check = async () => {
          const rows = await db.selectFrom('request').selectAll().where('board', '=', key).execute();
          for (const name of ['all', '2026-03', dayName(dayOf(START) + 1), '7d', 'yesterday']) {
            const period = periodOf(name, now);
            const counts = await countStats(storage, {
              board: key,
              level: 'own',
              period,
              at: now,
              whole: true,
            });
            assert.deepEqual(shown(statsOf(boards, counts)), recount(rows, period.from, period.to), name);
          }
        };
        for (const { at, region, steps } of all) {
          const receivedAt = START + at * MINUTE;
          const { id } = await writes.write((context) =>
            insertRequest(context, {
              ...{
                boards,
                secret,
                board,
                receivedAt,
                key: new SubmissionKey(secret, board.key, randomUUID()),
                bodyHash: '',
              },
              submission: submission({ region }),
            }),
          );
          let time = receivedAt;
          for (const one of steps) {
            time += one.minutes * MINUTE;
            const options = { boards, secret, board: key, id, actor: ACTOR, at: time };
            await writes.write((context) => changeRequest(context, options, changeOf(one, time)));
          }
          if (inBetween) await check();
        }
        await check();
      }),
      { numRuns: 25 },
    );
  });
});
