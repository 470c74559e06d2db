import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { USAGE } from '../../src/gateway/commands/usage.js';
import { readyUrl } from '../gateway/support/process.js';

const readme = readFileSync('src/gateway/README.md', 'utf8');
const MAIN = resolve('src/gateway/dist/main.js');
const WIDGET = resolve('dist');
const [fromNothing, everyNight, practice] = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(
  ([, code]) => code!,
);

describe("the gateway's README", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'help-board-readme-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const environment = { ...process.env, DATABASE_URL: '', HELP_BOARD_DATA: '' };

  /** As it stands, with the built command where `npx` would find the installed one. */
  const shell = (code: string): string => {
    const script = `npx() { shift; "${process.execPath}" "${MAIN}" "$@"; }\n${code}`;
    const { status, stdout, stderr } = spawnSync('sh', ['-ec', script], {
      cwd: folder,
      encoding: 'utf8',
      env: environment,
    });
    assert.equal(status, 0, stderr);
    return stdout;
  };

  it('leads from nothing to a board, its editor and the widget', async () => {
    const lines = fromNothing!.split('\n');
    const start = lines.find((line) => line.includes(' start '))!;
    const said = shell(lines.filter((line) => line !== start && !line.startsWith('npm ')).join('\n'));
    assert.match(said, /password of wanglei/);
    assert.match(said, /wanglei is editor on qingxi/);

    const options = start
      .replace(/.*help-board-gateway /, '')
      .replace('node_modules/help-board/dist', WIDGET)
      .split(' ');
    const child = spawn(process.execPath, [MAIN, ...options, '--port', '0', '--log', 'error'], {
      cwd: folder,
      env: environment,
    });
    const url = await readyUrl(child);
    for (const path of ['api/health', 'api/boards/qingxi', 'help-board.js'])
      assert.equal((await fetch(url + path)).status, 200, path);
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  it('backs up, verifies, and practises the way back', () => {
    assert.match(shell(everyNight!), /everything is as it should be/);
    assert.match(shell(practice!), /everything is as it should be/);
  });

  it('names only commands and options that there are', () => {
    for (const [, words] of readme.matchAll(
      /(?:help-board-gateway|`)((?: ?(?:board|user|token|key|hotline) [a-z]+))/g,
    ))
      assert.ok(USAGE.includes(words!.trim()), words);
    for (const [option] of readme.matchAll(/--[a-z][a-z-]+/g)) assert.ok(USAGE.includes(option), option);
  });
});
