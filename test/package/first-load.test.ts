import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { firstLoad } from './first-load.js';

for (const tree of ['modern', 'legacy']) {
  test(`the board is one file in the ${tree} tree: nothing is found out one round trip later`, () => {
    assert.deepEqual(firstLoad(`dist/${tree}`, 'help-board.js'), ['help-board.js']);
  });
}

test('in the legacy tree nothing runs before the polyfills', () => {
  const code = readFileSync('dist/legacy/help-board.js', 'utf8');
  const polyfills = code.indexOf('toggleAttribute');
  assert.ok(polyfills >= 0 && polyfills < code.indexOf('_$litElement$'), 'polyfills come before lit');
  // Whichever file arrives first, the one with the polyfills is the first that it imports.
  const [source] = /\bfrom\s*"[^"]+"/.exec(readFileSync('dist/legacy/home.js', 'utf8')) ?? [];
  assert.match(source ?? '', /help-board\.js/);
});
