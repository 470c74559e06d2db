import assert from 'node:assert/strict';
import { it } from 'node:test';
import { PARTS, traditional, written } from './zh-hant.js';

for (const part of PARTS)
  it(`zh-hant${part} says what zh-hans${part} says, in traditional characters`, () =>
    assert.equal(written(part), traditional(part), 'run: node test/package/zh-hant.js'));
