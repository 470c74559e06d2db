import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { build } from 'esbuild';

/** What runs in a browser, in Node and in a service worker alike, and so must carry none of their own things. */
const pure = ['model', 'adapters', 'drafts', 'background', 'store'];

for (const layer of pure) {
  test(`src/${layer} bundles without lit, custom elements or node`, async () => {
    const files = readdirSync(`src/${layer}`, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const { outputFiles, metafile } = await build({
      stdin: {
        contents: files.map((file) => `export * as _${files.indexOf(file)} from './${file}';`).join('\n'),
        resolveDir: `src/${layer}`,
      },
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      external: ['node:*'],
      logLevel: 'silent',
    });
    const inputs = Object.keys(metafile.inputs).filter((file) => /node_modules\/(@?lit|lit-)/.test(file));
    assert.deepEqual(inputs, []);
    for (const { text } of outputFiles) {
      assert.doesNotMatch(text, /customElements/);
      assert.doesNotMatch(text, /["']node:/);
    }
  });
}
