import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  dayName,
  dayOf,
  dayStart,
  ROUND_THE_CLOCK,
  spansOf,
  workingTime,
  type OpeningHours,
} from '../../../src/model/index.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OFFICE: OpeningHours = [
  { from: '08:30', to: '12:00' },
  { from: '14:00', to: '17:30' },
];
/** Spring Festival of 2026, the weekends worked for it, and weekends. */
const CLOSED = ['15', '16', '17', '18', '19', '20', '21', '22', '23'].map((day) => `2026-02-${day}`);
const WORKED = ['2026-02-14', '2026-02-28'];
const worksOn = (day: string): boolean =>
  WORKED.includes(day) ||
  (!CLOSED.includes(day) &&
    day !== '2026-01-01' &&
    ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));

const office = workingTime(OFFICE, worksOn);
/** A time in China. */
const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
const shown = (ms: number): string => new Date(ms + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ');

describe('working time', () => {
  for (const [what, start, hours, due] of [
    ['within a morning', '2026-03-18 08:30', 3, '2026-03-18 11:30'],
    ['over lunch', '2026-03-18 11:00', 3, '2026-03-18 16:00'],
    ['from lunch', '2026-03-18 12:40', 3, '2026-03-18 17:00'],
    ['up to the end of a day, not to the morning after', '2026-03-18 08:30', 7, '2026-03-18 17:30'],
    ['from the evening to the next day', '2026-03-18 20:00', 3, '2026-03-19 11:30'],
    ['over a weekend', '2026-03-20 16:30', 3, '2026-03-23 10:30'],
    ['from a Sunday', '2026-03-22 10:00', 8, '2026-03-24 09:30'],
    ['over the end of a month', '2026-03-31 16:30', 8, '2026-04-01 17:30'],
    ['over the end of February', '2026-02-27 16:30', 3, '2026-02-28 10:30'],
    ['over New Year', '2025-12-31 16:30', 3, '2026-01-02 10:30'],
    ['on a Saturday worked instead', '2026-02-14 08:30', 3, '2026-02-14 11:30'],
    ['over nine days of Spring Festival', '2026-02-14 16:30', 3, '2026-02-24 10:30'],
  ] as const) {
    it(`counts ${what}`, () => {
      assert.equal(shown(office.add(at(start), hours * HOUR)), due);
      assert.equal(office.between(at(start), at(due)), hours * HOUR);
    });
  }

  it('counts a shift through the night as one, and as the day before', () => {
    const night = workingTime([{ from: '20:00', to: '02:00' }], worksOn);
    assert.equal(shown(night.add(at('2026-03-18 23:00'), 2 * HOUR)), '2026-03-19 01:00');
    assert.equal(shown(night.add(at('2026-03-19 01:00'), 2 * HOUR)), '2026-03-19 21:00');
    assert.equal(
      shown(night.add(at('2026-03-21 01:00'), 2 * HOUR)),
      '2026-03-23 21:00',
      'Friday night, then Monday',
    );
    assert.equal(shown(night.add(at('2026-03-18 03:00'), HOUR)), '2026-03-18 21:00');
  });

  it('takes a day of 24 hours as round the clock on days that work', () => {
    const all = workingTime([{ from: '00:00', to: '24:00' }], () => true);
    fc.assert(
      fc.property(instant, span, (start, ms) => all.add(start, ms) === ROUND_THE_CLOCK.add(start, ms)),
    );
  });

  it('refuses hours that overlap, also over midnight', () => {
    assert.throws(() =>
      workingTime(
        [
          { from: '08:00', to: '12:00' },
          { from: '11:00', to: '13:00' },
        ],
        worksOn,
      ),
    );
    assert.throws(() =>
      workingTime(
        [
          { from: '06:00', to: '12:00' },
          { from: '20:00', to: '07:00' },
        ],
        worksOn,
      ),
    );
    assert.ok(
      spansOf([
        { from: '06:00', to: '12:00' },
        { from: '20:00', to: '06:00' },
      ]),
    );
  });

  it('never searches for ever where nobody works', () => {
    const nobody = workingTime(OFFICE, () => false);
    assert.equal(nobody.add(0, HOUR), HOUR);
    assert.equal(nobody.between(0, 1e12), 0);
  });

  const instant = fc
    .integer({ min: at('2025-12-01 00:00') / MINUTE, max: at('2026-06-01 00:00') / MINUTE })
    .map((m) => m * MINUTE);
  const span = fc.integer({ min: 1, max: 60 * 60 }).map((minutes) => minutes * MINUTE);
  const times = fc.constantFrom(
    office,
    workingTime(OFFICE, () => true),
    workingTime(
      [
        { from: '20:00', to: '02:00' },
        { from: '09:00', to: '12:00' },
      ],
      worksOn,
    ),
    ROUND_THE_CLOCK,
  );

  it('is due later the later it starts', () => {
    fc.assert(
      fc.property(times, instant, span, span, (time, start, later, ms) => {
        assert.ok(time.add(start + later, ms) >= time.add(start, ms));
      }),
    );
  });

  it('lies between start and due exactly, and never before the start', () => {
    fc.assert(
      fc.property(times, instant, span, (time, start, ms) => {
        const due = time.add(start, ms);
        assert.ok(due >= start + ms);
        assert.equal(time.between(start, due), ms);
      }),
    );
  });

  it('adds up in parts, and what was added can be taken away', () => {
    fc.assert(
      fc.property(times, instant, span, span, (time, start, a, b) => {
        assert.equal(time.add(time.add(start, a), b), time.add(start, a + b));
        assert.equal(time.between(start, time.add(time.add(start, a + b), -b)), a);
      }),
    );
  });
});

describe('days in China', () => {
  it('begin at midnight there, wherever this runs', () => {
    assert.equal(dayName(dayOf(at('2026-03-20 00:00'))), '2026-03-20');
    assert.equal(dayName(dayOf(at('2026-03-19 23:59'))), '2026-03-19');
    assert.equal(dayStart(dayOf(at('2026-03-20 13:00'))), at('2026-03-20 00:00'));
  });
});
