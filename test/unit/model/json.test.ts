import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { toJson } from '../../../src/model/json.js';

const patched = Array.prototype as { toJSON?: () => string };

describe('JSON on a page with a library of 2008', () => {
  afterEach(() => {
    delete patched.toJSON;
  });

  it('has its lists as lists, at every depth', () => {
    patched.toJSON = () => '[]';
    const value = { tried: ['12345'], attributes: { days: [1, 2, [3]] }, body: '药' };
    assert.notEqual(
      JSON.parse(JSON.stringify(value)).tried[0],
      '12345',
      'as the language alone would have it',
    );
    assert.deepEqual(JSON.parse(toJson(value)), value);
  });

  it('leaves out what is undefined, as ever', () => {
    assert.equal(toJson({ a: undefined, b: null }), '{"b":null}');
  });
});
