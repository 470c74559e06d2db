import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { HelpBoardAdapter } from '../../src/adapters/contract.js';
import type * as Adapters from '../../src/adapters/index.js';
import type { HelpBoardError } from '../../src/adapters/errors.js';
import type { Submission } from '../../src/model/index.js';

const readme = readFileSync('README.md', 'utf8');
const { scripts, exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
  exports: Record<string, { default: string }>;
};

describe('the README', () => {
  it('names only scripts and files that exist', () => {
    for (const [, name] of readme.matchAll(/`npm run ([\w:]+)/g))
      assert.ok(scripts[name!], `npm run ${name}`);
    for (const [, file] of readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) assert.ok(existsSync(file!), file);
    for (const [file] of readme.matchAll(/\b(?:src|test|demo)\/[\w/.-]+/g)) assert.ok(existsSync(file), file);
  });
});

describe("the README's pages in frameworks", () => {
  for (const [language, file] of [
    ['tsx', 'react.tsx'],
    ['vue', 'help.vue'],
  ])
    it(`${file} is the one that is compiled and run`, () => {
      const [, code] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)!;
      assert.equal(code, readFileSync(`test/frameworks/pages/${file}`, 'utf8'));
    });
});

describe("the README's adapter", () => {
  const realFetch = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  /** The example as it stands, with the built package behind its imports. */
  async function example(): Promise<HelpBoardAdapter> {
    const code = /```js\n([\s\S]*?registerAdapter[\s\S]*?)```/.exec(readme)![1]!;
    const entry = (name: string) => pathToFileURL(exports[`./${name}`]!.default).href;
    const folder = mkdtempSync(join(tmpdir(), 'help-board-readme-'));
    const file = join(folder, 'adapter.mjs');
    writeFileSync(
      file,
      code.replace(/'help-board\/(\w+)'/g, (_, name: string) => `'${entry(name)}'`),
    );
    await import(pathToFileURL(file).href);
    rmSync(folder, { recursive: true });
    const { registeredAdapter } = (await import(entry('adapters'))) as typeof Adapters;
    return registeredAdapter('ours')!({ backend: 'https://our.example.cn', board: 'qingxi' });
  }

  const answers = (status: number, body: unknown) => {
    globalThis.fetch = async () => new Response(JSON.stringify(body), { status });
  };
  const code = (expected: string) => (error: HelpBoardError) => error.code === expected;

  it('reads lists and gives back receipts', async () => {
    const adapter = await example();
    answers(200, {
      items: [
        { id: 1, publicBody: '药快吃完了', createdAt: '2026-03-01T00:00:00Z', dueAt: '2026-03-01T03:00:00Z' },
      ],
    });
    assert.equal((await adapter.list({ sort: 'latest' })).items[0]!.id, '1');
    const receipt = {
      key: 'k',
      id: '7',
      trackingCode: 'A',
      token: 't',
      stage: 'submitted',
      receivedAt: '2026-03-01T00:00:00Z',
      dueAt: '2026-03-01T03:00:00Z',
    };
    answers(200, receipt);
    assert.deepEqual(await adapter.submit({} as Submission, { key: 'k' }), receipt);
  });

  it('fails with codes of the closed list', async () => {
    const adapter = await example();
    answers(500, {});
    await assert.rejects(adapter.loadBoard(), code('server'));
    answers(200, 'a captive portal');
    await assert.rejects(adapter.loadBoard(), code('bad-answer'));
    globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
    await assert.rejects(adapter.get('1'), code('network'));
  });
});
