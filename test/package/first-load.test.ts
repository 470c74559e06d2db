import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { firstLoad } from './first-load.js';

const loader = readFileSync('dist/help-board.js', 'utf8');

for (const tree of ['modern', 'legacy']) {
  for (const entry of ['help-board.js', 'home.js']) {
    test(`the loader names every file of the first load of ${tree}/${entry}`, () => {
      const files = firstLoad(`dist/${tree}`, entry);
      assert.ok(files.length > 0);
      for (const file of files) assert.ok(loader.includes(`"${file}"`), file);
    });
  }
}

test('in the legacy tree nothing runs before the polyfills', () => {
  for (const entry of ['help-board.js', 'home.js']) {
    const files = firstLoad('dist/legacy', entry);
    const base = files.find((file) => file.startsWith('c/base-'));
    assert.ok(base, 'there is a base chunk');
    for (const file of files.filter((name) => name !== base)) {
      assert.ok(firstLoad('dist/legacy', file).includes(base), `${file} imports ${base}`);
    }
  }
});
