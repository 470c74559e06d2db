import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { test } from 'node:test';

/** Which folders of src a folder may import besides itself. Down only. */
const allowed: Record<string, string[]> = {
  model: [],
  adapters: ['model'],
  drafts: ['adapters', 'model'],
  background: ['drafts', 'adapters', 'model'],
  store: ['adapters', 'model'],
  locales: ['drafts', 'adapters', 'model'],
  elements: ['locales', 'store', 'drafts', 'adapters', 'model'],
  frameworks: ['elements'],
  embed: ['elements', 'locales', 'store', 'drafts', 'adapters', 'model'],
  testing: ['adapters', 'model'],
  desk: ['locales', 'drafts', 'model'],
  gateway: ['adapters', 'model'],
};
/** Which packages a folder may import. The gateway has its own package.json to say so. */
const packages: Record<string, RegExp> = {
  drafts: /^(idb-keyval|js-sha256)$/,
  /** For what a post must prove on plain-http pages: they have no `crypto.subtle`. */
  adapters: /^js-sha256$/,
  elements: /^(lit|@lit\/context)(\/|$)/,
  embed: /^(lit|@lit\/context)(\/|$)/,
  frameworks: /^(react|vue)$/,
  testing: /^msw$/,
  gateway: /./,
};

/** Statements and calls alone: a name like `'act.from'` among strings is no import. */
const imports = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /(?:^(?:import|export|\}).*? from |^import |\bimport\(\s*)'([^']+)'/gm,
    ),
  ].map(([, source]) => source!);

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/node_modules|dist/.test(file))
  .map((file) => join('src', file));

test('every source file lies in a layer', () => {
  const strangers = sources.filter((file) => !(file.split('/')[1]! in allowed));
  assert.deepEqual(strangers, []);
});

test('imports go down only', () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const layer = file.split('/')[1]!;
    for (const source of imports(file)) {
      const target = source.startsWith('.')
        ? relative('src', posix.join(dirname(file), source)).split('/')[0]!
        : '';
      const fine = target
        ? target === layer || allowed[layer]?.includes(target)
        : packages[layer]?.test(source);
      if (!fine) wrong.push(`${file} imports ${source}`);
    }
  }
  assert.deepEqual(wrong, []);
});
