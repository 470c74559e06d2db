import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BodyCache } from '../../src/gateway/http/body-cache.js';
import { addressGroup, RateLimit } from '../../src/gateway/http/rate-limit.js';
import { loggedPath } from '../../src/gateway/http/logging.js';

describe('the cache of answers', () => {
  it('never holds more bytes than it may, whatever is put in', () => {
    const step = fc.record({ key: fc.nat({ max: 9 }), size: fc.nat({ max: 60 }), zip: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const cache = new BodyCache(100);
        for (const { key, size, zip } of steps) {
          const body = { raw: Buffer.alloc(size) };
          cache.set(String(key), 'v1', body);
          if (zip) cache.addGzip(String(key), body, Buffer.alloc(size >> 1));
          assert.ok(cache.bytes >= 0 && cache.bytes <= 100);
        }
      }),
    );
  });

  it('forgets an answer with the next version, and the one longest unused first', () => {
    const cache = new BodyCache(25);
    const body = () => ({ raw: Buffer.alloc(10) });
    cache.set('a', 'v1', body());
    cache.set('b', 'v1', body());
    cache.get('a', 'v1');
    cache.set('c', 'v1', body());
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => cache.get(key, 'v1') !== undefined),
      [true, false, true],
    );
    assert.equal(cache.get('a', 'v2'), undefined);
    assert.equal(cache.bytes, 10);
  });
});

describe('a limit by address', () => {
  it('lets no more through in any minute than burst and rate allow, and always lets some', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5000 }), { maxLength: 200 }), (pauses) => {
        let now = 0;
        const limit = new RateLimit({ burst: 5, perMinute: 30 }, () => now);
        const passed: number[] = [];
        for (const pause of pauses) {
          now += pause;
          try {
            limit.check('a');
            limit.take('a');
            passed.push(now);
          } catch {
            // Slowed down.
          }
        }
        for (const from of passed)
          assert.ok(passed.filter((at) => at >= from && at < from + 60_000).length <= 5 + 30);
        assert.ok(passed.length >= Math.min(pauses.length, 5));
      }),
    );
  });

  it('counts IPv4 by address, also where it is written as IPv6, and IPv6 by household', () => {
    assert.equal(addressGroup('203.0.113.9'), '203.0.113.9');
    assert.equal(addressGroup('::ffff:203.0.113.9'), '::ffff:203.0.113.9');
    assert.equal(addressGroup('2001:db8:1:2:3:4:5:6'), addressGroup('2001:db8:1:2::9'));
    assert.equal(addressGroup('2001:db8::1'), addressGroup('2001:db8:0:0:9::1'));
    assert.notEqual(addressGroup('2001:db8:1:2::9'), addressGroup('2001:db8:1:3::9'));
  });
});

describe('a path in the log', () => {
  it('holds no code, no key and no search', () => {
    assert.equal(loggedPath('/api/boards/qingxi/track/7K3M-9XQ2-0AB1'), '/api/boards/qingxi/track/[hidden]');
    assert.equal(loggedPath('/api/boards/qingxi/uploads/key/hash'), '/api/boards/qingxi/uploads/[hidden]');
    assert.equal(loggedPath('/api/boards/qingxi/requests?q=13812345678'), '/api/boards/qingxi/requests');
  });
});
