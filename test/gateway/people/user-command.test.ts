import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import type { Place } from '../../../src/gateway/storage/index.js';
import { newPlace, removePlace } from '../support/place.js';
import { buildCommand, removeCommand, run, serve, type Serving } from '../support/process.js';

describe('the commands for accounts', () => {
  let place: Place;
  let serving: Serving | undefined;
  before(async () => {
    place = await newPlace();
    await buildCommand();
    run(place, 'board', 'create', 'qingxi', '--template', 'epidemic', '--title', 't', '--region', 'r');
  });
  after(async () => {
    serving?.child.kill('SIGTERM');
    if (serving) await once(serving.child, 'exit');
    removeCommand();
    removePlace(place);
  });

  const user = (...line: string[]) => run(place, 'user', ...line);
  const passwordIn = (said: string) => /: (\S+)\s*$/.exec(said)![1]!;
  const signIn = async (name: string, password: string) =>
    (
      await fetch(`${serving!.url}api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: new URL(serving!.url).origin },
        body: JSON.stringify({ name, password }),
      })
    ).status;

  it('work while nothing runs, and by way of the running gateway', async () => {
    const first = passwordIn(user('add', 'wang', '--name', '王编辑').stdout);
    serving = await serve(place);
    assert.equal(await signIn('wang', first), 200);
    const li = passwordIn(user('add', 'li', '--name', '李科').stdout);
    assert.equal(await signIn('li', li), 200);
    assert.equal(
      user('role', 'li', '--role', 'department', '--board', 'qingxi', '--unit', '县卫生健康局').status,
      0,
    );
    assert.equal(user('role', 'wang', '--role', 'admin').status, 0);
    assert.equal(user('lock', 'wang').status, 0);
    assert.equal(await signIn('wang', first), 403);
    assert.equal(
      user('list').stdout,
      'li\t李科\tdepartment@qingxi (县卫生健康局)\nwang\t王编辑\tadmin@*\tLOCKED\n',
    );
    assert.equal(user('unlock', 'wang').status, 0);
    const second = passwordIn(user('password', 'wang').stdout);
    assert.equal(await signIn('wang', first), 401);
    assert.equal(await signIn('wang', second), 200);
    assert.equal(user('role', 'wang', '--role', 'admin', '--take').status, 0);
    assert.match(user('list').stdout, /wang\t王编辑\tno role/);
  });

  it('say in a sentence what is wrong', () => {
    for (const [line, words] of [
      [['add'], /name of the account is missing/],
      [['add', 'wang', '--name', '又一个'], /account wang already/],
      [['add', 'a b', '--name', 'x'], /no name to sign in with/],
      [['add', 'zhao'], /--name is missing/],
      [['role', 'li', '--role', 'king'], /volunteer, department, editor, supervisor, admin/],
      [['role', 'li', '--role', 'volunteer'], /--unit/],
      [['role', 'li', '--role', 'editor', '--board', 'nowhere'], /no board nowhere/],
      [['lock', 'nobody'], /no account nobody/],
    ] as const) {
      const wrong = user(...line);
      assert.notEqual(wrong.status, 0, line.join(' '));
      assert.match(wrong.stderr, words);
      assert.ok(!/\bat .*:\d+:\d+/.test(wrong.stderr), 'no stack');
    }
  });
});
