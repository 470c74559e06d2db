import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

/** The test files of a folder, below `root`. */
const testFiles = (root, folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file));

/**
 * Serves a folder's test files bundled, what they share in files of their own: some two hundred modules asked for one by
 * one, anew by every page, cost half a second of processor time a page.
 */
export function bundledTests(root, folder) {
  const files = new Map();
  return {
    name: 'bundled-tests',
    async serverStart() {
      const { outputFiles } = await build({
        entryPoints: testFiles(root, folder),
        absWorkingDir: root,
        outbase: root,
        outdir: root,
        // A test is asked for by the name of its source.
        outExtension: { '.js': '.ts' },
        chunkNames: '__bundled/[hash]',
        write: false,
        bundle: true,
        splitting: true,
        format: 'esm',
        platform: 'browser',
        conditions: ['browser', 'development'],
        target: 'es2021',
        sourcemap: true,
        keepNames: true,
        logLevel: 'error',
      });
      for (const { path, text } of outputFiles) files.set(`/${relative(root, path)}`, text);
    },
    serve({ path }) {
      const body = files.get(path);
      return body === undefined ? undefined : { body, type: path.endsWith('.map') ? 'json' : 'js' };
    },
  };
}
