import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as codecs from '../../../../src/adapters/hotline/codecs.js';
import { TIME_FORMATS } from '../../../../src/adapters/hotline/times.js';

const { time, scale, table, flag, list, coordinates, region, masked, id, compactKey } = codecs;
const at = '2026-04-01T00:30:09.000Z';

describe('codecs of a hotline', () => {
  it('read every way a time is written, and none of nonsense', () => {
    const same: [Parameters<typeof time>[0], unknown][] = [
      ['iso', '2026-04-01T08:30:09+08:00'],
      ['iso', '2026-04-01T00:30:09Z'],
      ['iso', '2026-04-01 08:30:09'],
      ['local', '2026-04-01 08:30:09'],
      ['local', '2026/4/1 8:30:09'],
      ['local', '2026年4月1日 08:30:09'],
      ['compact', '260401083009'],
      ['compact', 20260401083009],
      ['s', 1775003409],
      ['s', '1775003409'],
      ['ms', 1775003409000],
    ];
    for (const [format, raw] of same) assert.equal(time(format).read(raw), at, `${format} ${String(raw)}`);
    assert.equal(time('date').read('2026-04-01'), '2026-03-31T16:00:00.000Z');
    assert.equal(time('end-of-day').read('2026-04-01'), '2026-04-01T15:59:59.000Z');
    const wrong = [
      ...['', 'soon', '2026-02-31 00:00:00', '2026-13-01', '0000-00-00 00:00:00', '99999999999999999999'],
      ...[0, -1, NaN, Infinity, 1e30, null, undefined, {}, [], true, '260231000000', '1970-01-01'],
    ];
    for (const format of TIME_FORMATS)
      for (const raw of wrong) assert.equal(time(format).read(raw), undefined, `${format} ${String(raw)}`);
  });

  it('write a time so that it is read again', () => {
    for (const format of TIME_FORMATS.filter((of) => of !== 'date' && of !== 'end-of-day'))
      assert.equal(time(format).read(time(format).write(at)), at, format);
    assert.equal(time('local').write(at), '2026-04-01 08:30:09');
    assert.equal(time('compact').write(at), '260401083009');
    assert.equal(time('end-of-day').write('2026-04-01T15:59:59.000Z'), '2026-04-01');
  });

  it('read satisfaction of three, four and five points in either direction, nobody made more satisfied', () => {
    const read = (of: codecs.Codec<number>, ...raw: unknown[]) => raw.map((one) => of.read(one));
    assert.deepEqual(read(scale(5, 1), 1, '2', 3, 4, 5), [5, 4, 3, 2, 1]);
    assert.deepEqual(read(scale(0, 3), 0, 1, 2, 3), [1, 2, 3, 5]);
    assert.deepEqual(read(scale(3, 1), 1, 2, 3), [5, 3, 1]);
    assert.deepEqual(
      read(scale(1, 5), 0, '', null, 6, 2.5, 'good', {}),
      Array.from({ length: 7 }, () => undefined),
    );
    for (const of of [scale(5, 1), scale(1, 5), scale(0, 3), scale(3, 0), scale(3, 1), scale(1, 4)])
      for (const satisfied of [1, 2, 3, 4, 5])
        assert.ok((of.read(of.write(satisfied)) ?? 6) <= satisfied, `${of.name} ${satisfied}`);
    for (const satisfied of [1, 2, 3, 4, 5])
      assert.equal(scale(5, 1).read(scale(5, 1).write(satisfied)), satisfied);
  });

  it('read code lists as numbers and as texts, and nothing that stands in no row', () => {
    const of = table({ resolved: [0, '00'], unresolved: [1] }, 9);
    assert.deepEqual([0, '0', ' 00 ', 1, 2, null, {}].map(of.read), [
      ...['resolved', 'resolved', 'resolved', 'unresolved'],
      ...[undefined, undefined, undefined],
    ]);
    assert.equal(of.write('unresolved'), 1);
    assert.equal(of.write('other' as never), 9);
  });

  it('read flags, lists, places, regions, ids and what is held back', () => {
    assert.deepEqual([1, '1', true, '是', 'Y', 0, '0', '否', 'perhaps', null].map(flag().read), [
      ...[true, true, true, true, true, false, false, false],
      ...[undefined, undefined],
    ]);
    assert.deepEqual(list().read('a, b，c;'), ['a', 'b', 'c']);
    assert.deepEqual(list().read(['a', 1, null, {}]), ['a', '1']);
    assert.deepEqual(coordinates('lng,lat').read('119.5, 30.2'), { longitude: 119.5, latitude: 30.2 });
    assert.deepEqual(coordinates('lat,lng').read('30.2 119.5'), { longitude: 119.5, latitude: 30.2 });
    for (const raw of ['119.5', '0,0', '30.2,119.5', 'a,b', '', null])
      assert.equal(coordinates('lng,lat').read(raw), undefined, String(raw));
    const names = region({ 330999: '清溪县', 330999101: '青湖镇' });
    assert.deepEqual(['330999101', 330999, '330999205', '河那边', '1234', ''].map(names.read), [
      ...['青湖镇', '清溪县', '清溪县', '河那边'],
      ...[undefined, undefined],
    ]);
    assert.equal(names.write('青湖镇'), '330999101');
    assert.deepEqual(['保密', '***', '', '王**', '138****0000'].map(masked().read), [
      ...[undefined, undefined, undefined],
      ...['王**', '138****0000'],
    ]);
    assert.deepEqual([7, '7', ' 7 ', 'null', '', true, {}].map(id().read), [
      ...['7', '7', '7'],
      ...[undefined, undefined, undefined, undefined],
    ]);
    const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
    assert.match(String(compactKey().write(key)), /^[0-9a-f]{32}$/);
    assert.equal(compactKey().read(compactKey().write(key)), key);
  });

  it('throw at nothing', () => {
    const all: Pick<codecs.Codec<unknown>, 'read'>[] = [
      ...[id(), masked(), compactKey(), codecs.text(), codecs.number(), flag(), list(), region()],
      ...[scale(1, 5), coordinates('lng,lat'), table({ a: [1] }), codecs.degrees(90)],
      ...TIME_FORMATS.map(time),
    ];
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        for (const codec of all) codec.read(raw);
      }),
      { numRuns: 500 },
    );
  });
});
