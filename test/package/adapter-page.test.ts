import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pageFiles, runIn, writePage } from '../support/adapter-page.js';

describe('the page “an adapter in an hour”', () => {
  let folder: string;
  before(() => (folder = writePage('adapter-page')));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...line: string[]) => runIn(folder, process.execPath, ...line);

  it('has code that compiles strictly, against the built package', async () => {
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--types', 'node', '--target', 'es2022'];
    const modules = ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--ignoreConfig'];
    const tsc = resolve('node_modules/typescript/bin/tsc');
    const { code, said } = await run(tsc, ...options, ...modules, ...pageFiles.keys());
    assert.equal(code, 0, said);
  });

  it('has an adapter that passes the suite, by the one call that it shows', async () => {
    const { code, said } = await run('--import', 'tsx', '--test', '--test-reporter=spec', 'ours.test.ts');
    assert.equal(code, 0, said);
    const passed = Number(/^ℹ pass (\d+)$/m.exec(said)?.[1]);
    assert.ok(passed >= 20, said);
  });

  it('has a report that says so in words', async () => {
    const { code, said } = await run('--import', 'tsx', 'report.ts');
    assert.equal(code, 0, said);
    assert.match(said, /^ {2}ok {4}records once under a key/m);
    assert.match(said, /^\d+ passed, 0 failed, \d+ skipped$/m);
  });
});
