import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildCommand, removeCommand, run, serve } from './support/process.js';

describe('the command', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'help-board-command-'));
  before(buildCommand);
  after(() => {
    removeCommand();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('explains itself, and says what is wrong with a command line', () => {
    const help = run(dataDir, '--help');
    assert.equal(help.status, 0);
    assert.match(help.stdout, /board create KEY --template epidemic\|flood\|everyday/);
    for (const [line, words] of [
      [['board', 'create'], /key of the board is missing/],
      [
        ['board', 'create', 'x1', '--template', 'war', '--title', 't', '--region', 'r'],
        /epidemic, flood, everyday/,
      ],
      [['token', 'create', '--role', 'king', '--name', 'x'], /there is editor/],
      [['dance'], /no command dance/],
      [['start', '--prot', '1'], /--prot/],
      [['start', '--port', 'eighty'], /is no port/],
    ] as const) {
      const wrong = run(dataDir, ...line);
      assert.equal(wrong.status, 2, line.join(' '));
      assert.match(wrong.stderr, words);
    }
  });

  it('makes a board once, and refuses a key that could not stand in an address', () => {
    const create = (key: string) =>
      run(dataDir, 'board', 'create', key, '--template', 'flood', '--title', 't', '--region', 'r');
    assert.equal(create('beihe').status, 0);
    assert.match(create('beihe').stderr, /exists already/);
    assert.match(create('Bei he').stderr, /no board key/);
  });

  it('seeds a board once', () => {
    assert.match(run(dataDir, 'seed', 'nowhere').stderr, /no board nowhere/);
    assert.equal(
      run(dataDir, 'board', 'create', 'qingxi', '--template', 'epidemic', '--title', 't', '--region', 'r')
        .status,
      0,
    );
    assert.match(run(dataDir, 'seed', 'qingxi').stdout, /holds \d{3} demonstration requests/);
    const again = run(dataDir, 'seed', 'qingxi');
    assert.equal(again.status, 1);
    assert.match(again.stderr, /holds requests already/);
  });

  it('prints a token that opens the desk, and does not keep it', async () => {
    const token = run(dataDir, 'token', 'create', '--role', 'editor', '--name', '王编辑').stdout.trim();
    const { child, url } = await serve(dataDir);
    const desk = `${url}api/desk/boards/qingxi/requests`;
    assert.equal((await fetch(desk, { headers: { authorization: `Bearer ${token}` } })).status, 200);
    assert.equal((await fetch(desk, { headers: { authorization: 'Bearer wrong' } })).status, 401);
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
});
