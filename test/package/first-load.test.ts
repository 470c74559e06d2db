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
  // The loader asks for all files at once: whichever comes first, the chunk with the polyfills must be what it imports.
  for (const entry of ['help-board.js', 'home.js']) {
    const [first, ...others] = firstLoad('dist/legacy', entry);
    const core = others.find((file) => file.startsWith('c/core-'));
    assert.ok(first && core, 'there is a core chunk');
    for (const file of [first, ...others]) {
      assert.ok(firstLoad('dist/legacy', file).includes(core), `${file} imports ${core}`);
    }
    const code = readFileSync(`dist/legacy/${core}`, 'utf8');
    assert.ok(code.indexOf('fromEntries') < code.indexOf('litElementVersions'), 'polyfills come before lit');
  }
});
