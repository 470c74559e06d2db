import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decode, statsSchema, type Stats } from '../../../src/model/index.js';
import { Subject, submission } from '../support/gateway.js';

describe('figures for everybody', () => {
  let time = Date.parse('2026-03-20T10:00:00+08:00');
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ now: () => time, limits: { submits: plenty } });
  before(() => subject.start());
  after(() => subject.stop());

  const stats = async (query = '') => (await subject.board<Stats>(`/stats${query}`)).json;
  const post = async (region: string, unit?: string, answer = false) => {
    const { id } = (await subject.submit(submission({ region }))).json;
    await subject.desk(`/requests/${id}/accept`, {});
    if (unit) await subject.desk(`/requests/${id}/dispatch`, { kind: 'department', name: unit });
    if (answer) await subject.desk(`/requests/${id}/reply`, { kind: 'answer', body: '今天送到。' });
    return id;
  };

  it('are there, and empty, on a board without requests', async () => {
    const json = await stats('?period=all');
    assert.deepEqual(decode(statsSchema, json), json, 'as the schema says, nothing more');
    assert.equal(json.totals.received, 0);
    assert.equal(json.rates.reply.value, undefined);
    assert.equal(json.medianMinutes, undefined);
  });

  it('say period, level, and how each rate is worked out', async () => {
    const json = await stats('?period=2026-02');
    assert.deepEqual(json.period, {
      name: '2026-02',
      from: '2026-01-31T16:00:00.000Z',
      to: '2026-02-28T16:00:00.000Z',
    });
    assert.deepEqual([json.level, json.boards], ['own', 1]);
    assert.deepEqual(json.definitions[0], {
      rate: 'reply',
      numerator: 'answered',
      denominator: 'handed-over',
      excludes: ['withdrawn', 'merged'],
    });
    assert.equal(json.series.points.length, 28);
  });

  it('stand still between two steps of time, so that nobody can tell a private post by them', async () => {
    await stats('?period=today');
    for (let i = 0; i < 3; i++) await post('城关街道');
    assert.equal((await stats('?period=today')).totals.received, 0);
    time += 600_000;
    assert.equal((await stats('?period=today')).totals.received, 3);
  });

  it('put units and areas with few cases together', async () => {
    for (let i = 0; i < 6; i++) await post('柳浦镇', '县民政局', true);
    await post('青湖镇', '县水利局');
    time += 600_000;
    const { departments, areas, totals } = await stats('?period=today');
    assert.deepEqual(totals, { received: 10, answeredOnline: 0, handedOver: 7, waiting: 3, done: 6 });
    assert.deepEqual(
      departments.map(({ name, others, handedOver }) => [name, others, handedOver]),
      [['', 2, 7]],
      'one with a single case alone could be told from the total',
    );
    assert.deepEqual(
      areas.map(({ name, received, others }) => [name, received, others]),
      [['', 10, 3]],
    );
  });

  it('are answered from memory while they stand, and with 304 to who has them', async () => {
    const first = await subject.board('/stats?period=30d');
    assert.match(first.headers.get('cache-control')!, /s-maxage=8/);
    const etag = first.headers.get('etag')!;
    const again = await subject.board('/stats?period=30d', { headers: { 'if-none-match': etag } });
    assert.deepEqual([again.status, again.text], [304, '']);
    // However the board changes: its tag is not theirs.
    const board = await subject.etag();
    assert.equal(
      (await subject.board('/stats?period=30d', { headers: { 'if-none-match': board } })).status,
      200,
    );
  });

  it('refuse what is no period or level', async () => {
    for (const query of ['period=2026-13', 'period=2026-02-30', 'period=x', 'level=all', 'period=0000-00-00'])
      assert.equal((await subject.board(`/stats?${query}`)).status, 400, query);
    assert.equal((await subject.call('/api/boards/nowhere/stats')).status, 404);
  });
});
