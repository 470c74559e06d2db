import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

type Target = string | { types: string; default: string };
interface Manifest {
  exports: Record<string, Target>;
  dependencies: Record<string, string>;
}
const manifest = (folder: string) => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;

for (const folder of ['.', 'src/gateway']) {
  const { exports } = manifest(folder);
  for (const [name, target] of Object.entries(exports)) {
    test(`${folder === '.' ? 'help-board' : 'help-board-gateway'} ${name} is there`, () => {
      const files = typeof target === 'string' ? [target] : [target.types, target.default];
      const missing = files.filter((file) => !existsSync(`${folder}/${file}`));
      assert.deepEqual(missing, []);
    });
  }
  test(`${folder === '.' ? 'help-board' : 'help-board-gateway'} is well packed`, async () => {
    const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: 'npm' });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });
}

test('pure entries load in Node', async () => {
  for (const entry of [
    'model',
    'adapters',
    'conformance',
    'sw',
    'locales/zh-Hans',
    'locales/zh-Hant',
    'locales/en',
  ]) {
    const loaded = (await import(`../../dist/es/${entry}.js`)) as object;
    assert.notDeepEqual(Object.keys(loaded), [], entry);
  }
});

test('the widget has three dependencies', () => {
  assert.deepEqual(Object.keys(manifest('.').dependencies).sort(), ['@lit/context', 'idb-keyval', 'lit']);
});
