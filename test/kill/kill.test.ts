import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, it } from 'node:test';
import sharp from 'sharp';
import { verifySite } from '../../src/gateway/commands/verify.js';
import type { Place } from '../../src/gateway/storage/index.js';
import { newPlace, removePlace } from '../gateway/support/place.js';
import { buildCommand, removeCommand, run, serve } from '../gateway/support/process.js';
import { Writer, type Answered } from './writers.js';

const ROUNDS = 50;
const WRITERS = 6;

let place: Place;
before(async () => {
  place = await newPlace();
  await buildCommand();
});
after(() => {
  removeCommand();
  removePlace(place);
});

it(`loses nothing it answered and breaks nothing, killed ${ROUNDS} times in the middle of writing`, async () => {
  const made = ['--template', 'epidemic', '--title', '清溪', '--region', '清溪县'];
  assert.equal(run(place, 'board', 'create', 'qingxi', ...made).status, 0);
  const token = run(place, 'token', 'create', '--role', 'editor', '--name', 'x').stdout.trim();
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c33' } })
    .jpeg()
    .toBuffer();

  const all: Answered[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { child, url } = await serve(place);
    const killed = once(child, 'exit');
    const answered: Answered[] = [];
    const writers = Array.from({ length: WRITERS }, () => new Writer(url, token, photo, answered).run());
    const enough = 1 + Math.random() * 30;
    while (answered.length < enough) await new Promise((next) => setTimeout(next, 1 + Math.random() * 10));
    child.kill('SIGKILL');
    await Promise.all([killed, ...writers]);
    all.push(...answered);
  }

  const { child, url } = await serve(place);
  for (const { key, body, receipt, additions, deleted, deleting } of all) {
    const again = await fetch(`${url}api/boards/qingxi/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
    assert.equal(again.status, 201);
    assert.deepEqual(await again.json(), receipt);
    const headers = { authorization: `Bearer ${receipt.token}` };
    const own = await fetch(`${url}api/boards/qingxi/requests/${receipt.id}/own`, { headers });
    if (deleting) continue;
    assert.equal(own.status, deleted ? 404 : 200, receipt.id);
    if (deleted) continue;
    const { additions: kept } = (await own.json()) as { additions: { id: string }[] };
    for (const id of additions)
      assert.ok(
        kept.some((addition) => addition.id === id),
        'an addition',
      );
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
  const findings = await verifySite(place);
  assert.deepEqual(
    findings.flatMap(({ wrong }) => wrong),
    [],
  );
  console.log(`${all.length} answered requests over ${ROUNDS} kills; all are there`);
});
