import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worksInChina } from '../../../src/gateway/clock/holidays.js';

describe('the days that work in China', () => {
  for (const [day, works, why] of [
    ['2026-03-18', true, 'a Wednesday'],
    ['2026-03-21', false, 'a Saturday'],
    ['2026-02-14', true, 'a Saturday worked for Spring Festival'],
    ['2026-02-28', true, 'another, at the end of the month'],
    ['2026-02-17', false, 'the first day of the year of the horse'],
    ['2026-02-23', false, 'a Monday off for a weekend worked'],
    ['2026-10-10', true, 'the Saturday after National Day'],
    ['2026-01-01', false, 'New Year'],
    ['2018-05-02', true, 'of a year when Labour Day was one day'],
    ['2040-10-01', false, 'National Day of a year not announced yet'],
    ['2040-10-04', true, 'a Thursday of such a year: nothing better is known'],
  ] as const) {
    it(`${day} ${works ? 'does' : 'does not'}: ${why}`, () => assert.equal(worksInChina(day), works));
  }
});
