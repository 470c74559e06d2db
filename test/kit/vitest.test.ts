import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runIn, writePage } from '../support/adapter-page.js';

/** Fetched when it is asked for, and no dependency: it brings a bundler of its own. Later ones want Node 22. */
const VITEST = 'vitest@3.2.4';

describe('the conformance suite in vitest', { timeout: 240_000 }, () => {
  let folder: string;
  before(async () => {
    folder = writePage('vitest', (code) => code.replace(`'node:test'`, `'vitest'`));
    const { code, said } = await runIn(
      folder,
      'npm',
      'install',
      '--prefix',
      folder,
      '--no-audit',
      '--no-fund',
      VITEST,
    );
    assert.equal(code, 0, said);
    // With a package of its own around it, the code would not know ours by its name.
    for (const file of ['package.json', 'package-lock.json']) rmSync(join(folder, file), { force: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('runs with the one call of the page, and skips what is not offered', async () => {
    const program = join(folder, 'node_modules/vitest/vitest.mjs');
    const { code, said } = await runIn(
      folder,
      process.execPath,
      program,
      'run',
      '--root',
      folder,
      'ours.test.ts',
    );
    assert.equal(code, 0, said);
    const plain = said.replace(/\u001b\[[\d;]*m/g, '');
    const [, passed] = /Tests\s+(\d+) passed/.exec(plain) ?? [];
    assert.ok(Number(passed) >= 20, plain);
    assert.match(plain, /\d+ skipped/);
  });
});
