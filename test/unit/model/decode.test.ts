import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  array,
  boardSchema,
  boolean,
  decode,
  helpRequestSchema,
  instant,
  integer,
  list,
  number,
  object,
  oneOf,
  record,
  requestPageSchema,
  string,
} from '../../../src/model/index.js';
import { schemas, validator, valueOf, withDefaults } from './schemas.js';

const anything = fc.anything({ withNullPrototype: true, withObjectString: true, maxDepth: 4 });

describe('decode', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    it(`never throws, and gives a ${name} or nothing, whatever it reads`, () => {
      fc.assert(
        fc.property(fc.oneof(anything, fc.jsonValue()), (value) => {
          const read = decode(schema, value);
          if (read === undefined) return;
          assert.deepEqual(decode(schema, read), read);
        }),
      );
    });

    it(`keeps a ${name} that the strict validator accepts as it is`, () => {
      const isValid = validator(schema);
      fc.assert(
        fc.property(valueOf(schema), (value) => {
          assert.ok(isValid(value), JSON.stringify(isValid.errors));
          const losses = { dropped: 0 };
          assert.deepEqual(decode(schema, { ...value, surprise: 1 }, losses), withDefaults(schema, value));
          assert.equal(losses.dropped, 0);
        }),
        { numRuns: 60 },
      );
    });

    it(`survives a ${name} with any of its parts exchanged`, () => {
      fc.assert(
        fc.property(valueOf(schema), fc.integer({ min: 0, max: 400 }), anything, (value, at, other) => {
          const read = decode(schema, exchange(value, at, other));
          if (read !== undefined) assert.deepEqual(decode(schema, read), read);
        }),
        { numRuns: 200 },
      );
    });
  }
  it('gives a missing or a wrong field its default', () => {
    const schema = object({ id: string(), n: integer({ default: 3 }), tags: list(string()) });
    assert.deepEqual(decode(schema, { id: 'a' }), { id: 'a', n: 3, tags: [] });
    assert.deepEqual(decode(schema, { id: 'a', n: 'many', tags: 'none' }), { id: 'a', n: 3, tags: [] });
    assert.deepEqual(decode(schema, { id: 'a', n: null, tags: null }), { id: 'a', n: 3, tags: [] });
  });

  it('drops an optional field that is wrong', () => {
    const schema = object({ id: string() }, { at: instant(), ok: boolean(), kind: oneOf(['a', 'b']) });
    assert.deepEqual(decode(schema, { id: 'a', at: 'yesterday', ok: 'yes', kind: 'c' }), { id: 'a' });
  });

  it('cannot use a record without a field that has no default', () => {
    assert.equal(decode(object({ id: string() }), {}), undefined);
    assert.equal(decode(object({ id: string() }), { id: null }), undefined);
  });

  it('leaves unusable records out of their list and counts them', () => {
    const losses = { dropped: 0 };
    const page = object({ items: list(object({ id: string() })) });
    const read = decode(page, { items: [{ id: 'a' }, {}, null, 'x', [], { id: 'b' }] }, losses);
    assert.deepEqual(read, { items: [{ id: 'a' }, { id: 'b' }] });
    assert.equal(losses.dropped, 4);
  });

  it('reads ids that come as numbers, and numbers that come as text', () => {
    assert.deepEqual(decode(object({ id: string(), n: number() }), { id: 17, n: '4.5' }), {
      id: '17',
      n: 4.5,
    });
  });

  it('takes no number for a date, no fraction for a count, no text for a boolean', () => {
    const schema = object({}, { at: instant(), n: integer(), b: boolean() });
    assert.deepEqual(decode(schema, { at: 5, n: 1.5, b: 'true' }), {});
    assert.deepEqual(decode(schema, { at: '', n: '', b: 0 }), {});
  });

  it('reads no array for an object and no object for an array', () => {
    assert.equal(decode(object({}), []), undefined);
    assert.equal(decode(array(string()), {}), undefined);
    assert.equal(decode(object({}), null), undefined);
  });

  it('gives every reader defaults of its own', () => {
    const schema = object({ tags: list(string()) });
    decode(schema, {})!.tags.push('mine');
    assert.deepEqual(decode(schema, {}), { tags: [] });
    decode(boardSchema, { key: 'k', title: 't', region: 'r' })!.features.photos = 5;
    assert.equal(decode(boardSchema, { key: 'k', title: 't', region: 'r' })!.features.photos, 0);
  });

  it('takes nothing from prototypes and changes none', () => {
    const hostile = JSON.parse('{"__proto__": {"id": "x", "polluted": true}, "constructor": "c"}') as object;
    assert.equal(decode(object({ id: string() }), hostile), undefined);
    decode(record(string()), hostile);
    decode(record({}), hostile);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.equal(decode(object({ toString: string() }), {}), undefined);
  });

  it('survives nesting as deep as a parser allows', () => {
    let deep: unknown = 'end';
    for (let i = 0; i < 100_000; i++) deep = [deep];
    assert.deepEqual(decode(requestPageSchema, { items: deep }), { items: [], pinned: [] });
    assert.equal(decode(helpRequestSchema, deep), undefined);
  });

  it('shows an unmapped stage as unknown, never as done', () => {
    const request = {
      id: '1',
      publicBody: '…',
      createdAt: '2026-01-01T00:00:00Z',
      dueAt: '2026-01-01T03:00:00Z',
    };
    assert.equal(decode(helpRequestSchema, { ...request, stage: '已归档' })!.stage, 'unknown');
    assert.equal(decode(helpRequestSchema, request)!.stage, 'unknown');
  });

  it('reads a request of which half is missing', () => {
    const read = decode(helpRequestSchema, {
      id: 7,
      publicBody: '家里没有菜了',
      createdAt: '2026-01-01T00:00:00Z',
      dueAt: '2026-01-01T03:00:00Z',
      urgency: 'very',
      flags: ['needs-info', 'secret'],
      replies: [{ body: 'no id' }, { id: 'r', body: '收到', at: '2026-01-01T01:00:00Z' }],
      assignee: { kind: 'department' },
      meToo: 'lots',
    })!;
    assert.equal(read.id, '7');
    assert.equal(read.urgency, 'routine');
    assert.deepEqual(read.flags, ['needs-info']);
    assert.deepEqual(
      read.replies.map(({ id, kind }) => [id, kind]),
      [['r', 'acknowledgement']],
    );
    assert.equal(read.assignee, undefined);
    assert.equal(read.meToo, 0);
  });
});

/** The value with its nth part exchanged for something else. */
function exchange(value: unknown, nth: number, other: unknown): unknown {
  let count = -1;
  const walk = (part: unknown): unknown => {
    if (++count === nth) return other;
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, field]) => [key, walk(field)]));
  };
  return walk(value);
}
