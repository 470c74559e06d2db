import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { isOver } from '../../../src/gateway/clock/wind.js';
import { insertRequest } from '../../../src/gateway/intake/insert-request.js';
import { SubmissionKey } from '../../../src/gateway/intake/submission-key.js';
import {
  changeRequest,
  loadRequest,
  type ChangeOptions,
  type Decision,
} from '../../../src/gateway/loop/change.js';
import { merge, part } from '../../../src/gateway/loop/merge.js';
import * as closing from '../../../src/gateway/loop/moves/closing.js';
import * as handingOver from '../../../src/gateway/loop/moves/handing-over.js';
import * as publication from '../../../src/gateway/loop/moves/publication.js';
import { correct, reply } from '../../../src/gateway/loop/moves/replying.js';
import * as sorting from '../../../src/gateway/loop/moves/sorting.js';
import { handOver } from '../../../src/gateway/loop/slips.js';
import { figuresOf } from '../../../src/gateway/loop/figures.js';
import { openStorage, type Place, type Storage } from '../../../src/gateway/storage/index.js';
import { projectionOf, type RequestRow } from '../../../src/gateway/storage/projection.js';
import { MOVES, stageAfter, TEMPLATES, URGENCIES, type Move } from '../../../src/model/index.js';
import { submission } from '../support/gateway.js';
import { newPlace, removePlace } from '../support/place.js';

const MINUTE = 60_000;
const START = Date.parse('2026-03-20T00:00:00Z');
const ACTOR = { kind: 'desk', id: 'editor', name: '王编辑' } as const;

const SENT = { board: 'qingxi', request: '', id: 'none', corrected_at: null, at: START } as const;
const words = { author: '编辑部', role: 'newsroom', body: '好', audience: 'public' } as const;
/** What each move of the table is at the gateway; those with a slip or a second request stand apart. */
const DECISIONS: Record<
  Exclude<Move, 'dispatch' | 'merge' | 'add' | 'release' | 'group' | 'thank'>,
  Decision
> = {
  accept: sorting.accept,
  decline: sorting.decline({ reason: '不归这里', otherWay: '请拨 12348' }),
  claim: handingOver.claim(),
  return: handingOver.giveBack({ reason: '不归我们' }),
  answer: reply({ ...words, kind: 'answer' }),
  acknowledge: reply({ ...words, kind: 'acknowledgement' }),
  ask: reply({ ...words, kind: 'question' }),
  correct: correct({ ...SENT, ...words, kind: 'answer' }, { ...words, body: '改过的' }),
  resolve: closing.resolve,
  reopen: closing.reopen('还没好'),
  withdraw: closing.withdraw,
  part,
  note: sorting.note('记一笔'),
  recategorise: sorting.recategorise('medical'),
  prioritise: sorting.prioritise(URGENCIES[2]),
  complicate: sorting.complicate(true),
  extend: (row, doing) =>
    handingOver.extend({ until: new Date(row.due_at + 60 * MINUTE).toISOString(), reason: '再等等' })(
      row,
      doing,
    ),
  refuse: (row, doing) =>
    handingOver.refuseExtension('来得及')(
      { ...row, extension_asked: row.extension_asked ?? doing.at },
      doing,
    ),
  urge: handingOver.urge(),
  supervise: handingOver.supervise(true),
  rate: closing.rate({ solved: 'no' }, null),
  route: handingOver.giveTo({ to: 'qingxi', name: '清溪县求助平台', reason: '本县的事' }),
  publish: publication.publish,
  hide: publication.hide,
  redact: publication.redact({ publicBody: '改过的' }),
  pin: publication.mark('pin', true),
  feature: publication.mark('feature', true),
  highlight: publication.mark('highlight', true),
};
const TAKEN = Object.keys(MOVES).filter((name) => !['add', 'release', 'group', 'thank'].includes(name)) as (
  keyof typeof DECISIONS | 'dispatch' | 'merge'
)[];

const step = fc.record({
  which: fc.nat(2),
  by: fc.constantFrom(...TAKEN),
  minutes: fc.integer({ min: 0, max: 150 }),
});

describe('the table of moves', () => {
  let place: Place;
  let storage: Storage;
  const key = 'qingxi';
  before(async () => {
    place = await newPlace();
    storage = await openStorage(place);
    const board = { ...TEMPLATES.epidemic(), key, title: '清溪县求助平台', region: '清溪县' };
    await storage.writes.write((context) => storage.boards.insert(context, board, START));
  });
  after(async () => {
    await storage.close();
    removePlace(place);
  });

  const load = (id: string): Promise<RequestRow> => loadRequest(storage, key, id);
  const count = async (table: 'timeline' | 'audit', id: string) => {
    const { n } = await storage.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as('n'))
      .where('request', '=', id)
      .executeTakeFirstOrThrow();
    return Number(n);
  };
  const wasLate = (row: RequestRow, at: number): boolean => row.overdue_at !== null || isOver(row, at);

  /** The move as the gateway makes it. */
  const make = (by: (typeof TAKEN)[number], options: ChangeOptions, other: string) =>
    storage.writes.write(async (context): Promise<unknown> => {
      if (by === 'dispatch')
        return handOver(context, { to: { kind: 'department', name: '县民政局' } }, [options]);
      if (by === 'merge') return merge(context, options, other);
      if (by === 'correct') {
        const sent = await context.db
          .selectFrom('reply')
          .selectAll()
          .where('request', '=', options.id)
          .executeTakeFirst();
        if (!sent) throw new HelpBoardError('invalid');
        return changeRequest(context, options, correct(sent, { ...words, body: `${sent.body}，改过` }));
      }
      return changeRequest(context, options, DECISIONS[by]);
    });

  it('is all that moves a request, and every change leaves its trace, whatever is done in whatever order', async () => {
    const { boards, secret, writes, db } = storage;
    let start = START;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        start += 24 * 60 * MINUTE;
        let at = start;
        const { board } = boards.get(key)!;
        const ids: string[] = [];
        for (const _ of [0, 1, 2]) {
          const from = {
            boards,
            secret,
            board,
            receivedAt: at,
            key: new SubmissionKey(secret, board.key, randomUUID()),
            bodyHash: '',
          };
          ids.push((await writes.write((c) => insertRequest(c, { ...from, submission: submission() }))).id);
        }
        for (const { which, by, minutes } of steps) {
          at += minutes * MINUTE + 1;
          const [id, other] = [ids[which]!, ids[(which + 1) % 3]!];
          const rows = await Promise.all(ids.map(load));
          const traces = await Promise.all(ids.map((one) => count('audit', one)));
          const options = { boards, secret, board: key, id, actor: ACTOR, at };
          const done = await make(by, options, other).then(
            () => true,
            (error: { code?: string }) => {
              assert.ok(['conflict', 'invalid'].includes(error.code!), String(error));
              return false;
            },
          );
          for (const [n, was] of rows.entries()) {
            const is = await load(was.id);
            const steps = is.revision - was.revision;
            assert.ok(steps === 0 || (done && steps === 1), `${by}: ${steps} changes`);
            assert.equal(await count('timeline', was.id), is.revision, 'a step of the timeline each');
            assert.equal(await count('audit', was.id), traces[n]! + steps, 'an entry of the audit log each');
            if (is.stage !== was.stage) {
              assert.equal(was.id, id);
              assert.equal(is.stage, stageAfter(was.stage, by), `${by} from ${was.stage}`);
            }
            if (wasLate(was, at)) assert.ok(wasLate(is, at), `${by} erased an overdue`);
            // Nor is it hidden from whoever reads the due time: that moves on with a new clock alone.
            if (isOver(was, at) && by !== 'reopen')
              assert.ok(is.due_at <= was.due_at && is.paused_at === null, `${by} hid an overdue`);
            const stored = await db
              .selectFrom('public_request')
              .select('doc')
              .where('board', '=', key)
              .where('id', '=', is.id)
              .executeTakeFirst();
            const anew = await projectionOf(storage, is, is.updated_at);
            assert.deepEqual(stored && JSON.parse(stored.doc), anew && JSON.parse(anew.values.doc), by);
          }
        }
        const all = await db.selectFrom('request').selectAll().execute();
        const sum = { received: 0, answeredOnline: 0, handedOver: 0, waiting: 0, done: 0 };
        for (const row of all)
          for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += figuresOf(row)[name]!;
        const kept = await db.selectFrom('board').selectAll().executeTakeFirstOrThrow();
        assert.deepEqual(
          [kept.received, kept.answered_online, kept.handed_over, kept.waiting, kept.done],
          [sum.received, sum.answeredOnline, sum.handedOver, sum.waiting, sum.done],
        );
        assert.equal(sum.received, sum.answeredOnline + sum.handedOver + sum.waiting);
        const slips = await db.selectFrom('slip').select('number').orderBy('number').execute();
        assert.deepEqual(
          slips.map(({ number }) => number),
          slips.map((_, n) => n + 1),
          'no gap between slips',
        );
      }),
      { numRuns: 60 },
    );
  });

  it('refuses each move outside of it', async () => {
    const { boards, secret, writes, db } = storage;
    const { board } = boards.get(key)!;
    const from = {
      boards,
      secret,
      board,
      receivedAt: START,
      key: new SubmissionKey(secret, board.key, randomUUID()),
      bodyHash: '',
    };
    const { id } = await writes.write((c) => insertRequest(c, { ...from, submission: submission() }));
    for (const by of Object.keys(DECISIONS) as (keyof typeof DECISIONS)[]) {
      for (const stage of [
        'submitted',
        'accepted',
        'dispatched',
        'in-progress',
        'answered',
        'resolved',
        'declined',
        'withdrawn',
        'merged',
        'unknown',
      ] as const) {
        const fresh = {
          flags: '[]',
          publication: 'pending' as const,
          pinned: 0 as const,
          featured: 0 as const,
          key_issue: 0,
          category: 'supplies',
          urgency: 'routine' as const,
          answered_at: null,
          overdue_at: null,
          paused_at: null,
          due_at: START + 180 * MINUTE,
          clock_from: START,
          assignee: '{"kind":"department","name":"县民政局"}',
        };
        await db
          .updateTable('request')
          .set({ ...fresh, stage })
          .where('id', '=', id)
          .execute();
        const row = await load(id);
        const allowed = stageAfter(stage, by) !== undefined || (by === 'withdraw' && stage === 'withdrawn');
        const run = () => DECISIONS[by](row, { actor: ACTOR, at: START + 1, board });
        if (allowed) assert.doesNotThrow(run, `${by} from ${stage}`);
        else assert.throws(run, { code: 'conflict' }, `${by} from ${stage}`);
      }
    }
  });
});
