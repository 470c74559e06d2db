import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { LocalLine } from '../../src/gateway/local/line.js';
import { socketFile } from '../../src/gateway/local/serve.js';
import type { Place } from '../../src/gateway/storage/index.js';
import { Subject } from './support/gateway.js';
import { newPlace, onPostgres, removePlace } from './support/place.js';
import { buildCommand, removeCommand, run, serve } from './support/process.js';

const create = (place: Place, key: string) =>
  run(place, 'board', 'create', key, '--template', 'flood', '--title', '清溪', '--region', '清溪县');

describe('commands beside a running gateway', () => {
  let place: Place;
  before(async () => {
    place = await newPlace();
    await buildCommand();
  });
  after(() => {
    removeCommand();
    removePlace(place);
  });

  it('have their work done by it, and what is wrong is told as ever', async () => {
    const { child, url } = await serve(place);
    const made = create(place, 'qingxi');
    assert.equal(made.status, 0, made.stderr);
    assert.match(create(place, 'qingxi').stderr, /^A board qingxi exists already\.\n$/);
    const token = run(place, 'token', 'create', '--role', 'editor', '--name', '王编辑').stdout.trim();
    const desk = `${url}api/desk/boards/qingxi/requests`;
    assert.equal((await fetch(desk, { headers: { authorization: `Bearer ${token}` } })).status, 200);
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  it('work again after it was killed, socket or not', async () => {
    const { child } = await serve(place);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(create(place, 'beihe').status, 0);
    const again = await serve(place);
    assert.equal(create(place, 'nanhe').status, 0);
    again.child.kill('SIGTERM');
    await once(again.child, 'exit');
  });
});

describe('the local socket', { skip: onPostgres && 'every process opens the database itself' }, () => {
  const subject = new Subject();
  before(() => subject.start());
  after(() => subject.stop());

  it('can be opened by the owner of the folder alone', () => {
    assert.equal(statSync(socketFile(subject.place.dataDir)).mode & 0o777, 0o600);
  });

  it('answers call after call, unknown ones and broken ones with what is wrong', async () => {
    const line = (await LocalLine.open(subject.place.dataDir))!;
    await assert.rejects(line.call('dance' as 'seed', { board: 'x' }), {
      name: 'GatewayError',
      message: /no call dance/,
    });
    await assert.rejects(line.call('seed', null as never), { name: 'Error' });
    assert.match(await line.call('createToken', { name: 'x', role: 'editor' }), /^hbd_/);
    line.end();
  });

  it('says so when the gateway ends before it has answered, and is gone with it', async () => {
    const line = (await LocalLine.open(subject.place.dataDir))!;
    await subject.gateway.close();
    await assert.rejects(line.call('seed', { board: 'x' }), /ended in the meantime/);
    assert.equal(existsSync(socketFile(subject.place.dataDir)), false);
    assert.equal(await LocalLine.open(subject.place.dataDir), undefined);
    await subject.open();
  });
});
