import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import type { Place } from '../../src/gateway/storage/index.js';
import { newPlace, onPostgres, removePlace } from './support/place.js';
import { buildCommand, removeCommand, run, serve } from './support/process.js';

describe('the command', () => {
  let place: Place;
  before(async () => {
    place = await newPlace();
    await buildCommand();
  });
  after(() => {
    removeCommand();
    removePlace(place);
  });

  it('explains itself, and says what is wrong with a command line', () => {
    const help = run(place, '--help');
    assert.equal(help.status, 0);
    assert.match(help.stdout, /board create KEY --template epidemic\|flood\|everyday/);
    for (const [line, words] of [
      [['board', 'create'], /key of the board is missing/],
      [
        ['board', 'create', 'x1', '--template', 'war', '--title', 't', '--region', 'r'],
        /epidemic, flood, everyday/,
      ],
      [
        ['token', 'create', '--role', 'king', '--name', 'x'],
        /there is volunteer, department, editor, supervisor, admin/,
      ],
      [['dance'], /no command dance/],
      [['start', '--prot', '1'], /--prot/],
      [['start', '--port', 'eighty'], /is no port/],
    ] as const) {
      const wrong = run(place, ...line);
      assert.equal(wrong.status, 2, line.join(' '));
      assert.match(wrong.stderr, words);
    }
  });

  it('makes a board once, and refuses a key that could not stand in an address', () => {
    const create = (key: string) =>
      run(place, 'board', 'create', key, '--template', 'flood', '--title', 't', '--region', 'r');
    assert.equal(create('beihe').status, 0);
    assert.match(create('beihe').stderr, /exists already/);
    assert.match(create('Bei he').stderr, /no board key/);
  });

  it('seeds a board once', () => {
    assert.match(run(place, 'seed', 'nowhere').stderr, /no board nowhere/);
    assert.equal(
      run(place, 'board', 'create', 'qingxi', '--template', 'epidemic', '--title', 't', '--region', 'r')
        .status,
      0,
    );
    assert.match(run(place, 'seed', 'qingxi').stdout, /holds \d{3} demonstration requests/);
    const again = run(place, 'seed', 'qingxi');
    assert.equal(again.status, 1);
    assert.match(again.stderr, /holds requests already/);
  });

  it('prints a token that opens the desk, and does not keep it', async () => {
    const create = (...more: string[]) =>
      run(place, 'token', 'create', '--role', 'editor', '--name', '王编辑', ...more);
    assert.match(create().stderr, /several boards: name one with --board/);
    assert.match(create('--board', 'nowhere').stderr, /no board nowhere/);
    const token = create('--board', 'qingxi').stdout.trim();
    const { child, url } = await serve(place);
    const desk = `${url}api/desk/boards/qingxi/requests`;
    assert.equal((await fetch(desk, { headers: { authorization: `Bearer ${token}` } })).status, 200);
    assert.equal((await fetch(desk, { headers: { authorization: 'Bearer wrong' } })).status, 401);
    const elsewhere = `${url}api/desk/boards/beihe/requests`;
    assert.equal((await fetch(elsewhere, { headers: { authorization: `Bearer ${token}` } })).status, 403);
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  it('lists tokens, and ends one for good', () => {
    const create = (...more: string[]) =>
      run(place, 'token', 'create', '--role', 'supervisor', '--name', '督办', ...more).stdout.trim();
    const token = create('--every-board', '--days', '30');
    const listed = () => run(place, 'token', 'list').stdout;
    const line = listed()
      .split('\n')
      .find((one) => one.includes('督办'))!;
    assert.match(line, /supervisor@\*\tmade \d{4}-\d\d-\d\d\tuntil \d{4}-\d\d-\d\d$/);
    assert.ok(!listed().includes(token));
    const revoke = (id: string) => run(place, 'token', 'revoke', id);
    assert.equal(revoke(line.split('\t')[0]!).status, 0);
    assert.match(listed(), /督办.*REVOKED/);
    assert.match(revoke('x').stderr, /no token x/);
    assert.equal(run(place, 'token', 'revoke').status, 2);
  });

  it('seals everything anew with another key', { skip: onPostgres }, () => {
    assert.match(run(place, 'key', 'list').stdout, /^key 1\t\d+ values\tseals\n$/);
    assert.match(run(place, 'key', 'rotate').stdout, /sealed with key 2\. Keep a copy/);
    assert.match(run(place, 'key', 'list').stdout, /^key 1\t0 values\topens\nkey 2\t\d+ values\tseals\n$/);
    assert.match(run(place, 'key', 'retire').stdout, /still needed/);
  });

  it('puts a board below another, never in a ring', () => {
    const put = (key: string, parent: string) => run(place, 'board', 'place', key, '--parent', parent);
    assert.match(put('qingxi', 'beihe').stdout, /qingxi stands below beihe/);
    assert.match(put('beihe', 'qingxi').stderr, /qingxi stands below beihe itself/);
    assert.match(put('beihe', 'nowhere').stderr, /no board nowhere/);
    const made = ['--template', 'flood', '--title', 't', '--region', 'r', '--parent', 'qingxi'];
    assert.equal(run(place, 'board', 'create', 'liupu', ...made).status, 0);
    assert.match(put('qingxi', 'liupu').stderr, /liupu stands below qingxi itself/);
    assert.match(put('qingxi', 'none').stdout, /stands on its own/);
  });
});
