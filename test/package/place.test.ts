import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Manifest {
  modules: { declarations?: { tagName?: string; attributes?: { name: string }[] }[] }[];
}

test('a script tag may say everything that the elements know', () => {
  const { modules } = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as Manifest;
  const known = modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter(({ tagName }) => tagName === 'help-board' || tagName === 'help-board-home')
    .flatMap(({ attributes = [] }) => attributes.map(({ name }) => name))
    // Set by the slot itself.
    .filter((name) => name !== 'off');
  assert.ok(known.length > 30);
  const [, pattern] = /^ {2}\/(\^data-.+)\/;$/m.exec(readFileSync('src/embed/place.ts', 'utf8'))!;
  const missing = known.filter((name) => !new RegExp(pattern!).test(`data-${name}`));
  assert.deepEqual(missing, []);
});
