import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ago, clockText, dateTime, duration } from '../../../src/elements/parts/time.js';
import { en } from '../../../src/locales/en.js';
import { zhHans } from '../../../src/locales/zh-hans.js';

const at = (text: string) => Date.parse(text);
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

describe('times in words', () => {
  it('count over the end of a month and of a year', () => {
    assert.equal(ago('2026-01-31T15:50:00Z', at('2026-01-31T16:10:00Z'), zhHans), '20 分钟前');
    assert.equal(ago('2025-12-31T12:00:00Z', at('2026-01-02T13:00:00Z'), zhHans), '2 天前');
    assert.equal(ago('2028-02-28T12:00:00Z', at('2028-03-01T12:30:00Z'), zhHans), '2 天前');
  });

  it('say “just now” of what a device’s clock puts into the future', () => {
    for (const ahead of [MINUTE, DAY, 400 * DAY])
      assert.equal(ago('2026-06-01T00:00:00Z', at('2026-06-01T00:00:00Z') - ahead, zhHans), zhHans.justNow);
  });

  it('stay readable after a long absence', () => {
    assert.equal(duration(700 * DAY, zhHans), '700 天');
    assert.equal(duration(0, zhHans), '1 分钟');
    assert.equal(duration(47.4 * 60 * MINUTE, zhHans), '47 小时');
  });

  it('at midnight it is 00:05, never 24:05', () => {
    const midnight = new Date(2026, 1, 1, 0, 5).getTime();
    for (const texts of [zhHans, en]) {
      const text = dateTime(midnight, texts);
      assert.match(text, /\b00:05/, text);
    }
  });

  it('what is due is overdue by the server’s time, and an answer keeps what it took', () => {
    const request = {
      stage: 'accepted' as const,
      flags: [],
      createdAt: '2026-02-28T14:00:00Z',
      dueAt: '2026-02-28T17:00:00Z',
    };
    assert.equal(clockText(request, at('2026-02-28T16:59:00Z'), zhHans)!.tone, 'blue');
    assert.equal(clockText(request, at('2026-03-01T00:00:00Z'), zhHans)!.text, zhHans.overdue);
    const answered = { ...request, stage: 'answered' as const, answeredAt: '2026-02-28T14:42:00Z' };
    const { text } = clockText(answered, at('2027-01-01T00:00:00Z'), zhHans)!;
    assert.equal(text, zhHans.answeredIn('42 分钟'));
  });
});
