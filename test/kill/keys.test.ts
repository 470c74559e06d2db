import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { verifySite } from '../../src/gateway/commands/verify.js';
import { openDatabase } from '../../src/gateway/storage/database/index.js';
import type { Place } from '../../src/gateway/storage/index.js';
import { submission } from '../gateway/support/gateway.js';
import { newPlace, removePlace } from '../gateway/support/place.js';
import { buildCommand, removeCommand, run, runBeside, serve } from '../gateway/support/process.js';

const ROUNDS = 5;
/** Pages of 200 are sealed anew at once: more than two of them. */
const POSTS = 450;

const places: Place[] = [];
before(buildCommand);
after(() => {
  removeCommand();
  places.forEach(removePlace);
});

const made = ['--template', 'epidemic', '--title', '清溪', '--region', '清溪县'];

/** How many values each key opens, of those that open any. */
function inUse(place: Place): number[] {
  const { stdout } = run(place, 'key', 'list');
  return [...stdout.matchAll(/^key \d+\t(\d+) values/gm)].map(([, n]) => Number(n)).filter((n) => n > 0);
}

/** The process that was killed still has its turn for a minute: here it is over. */
async function endTurns(place: Place): Promise<void> {
  const { db, close } = await openDatabase(place);
  await db.updateTable('job').set({ until: 0 }).execute();
  await close();
}

async function post(url: string, sent: Map<string, string>): Promise<void> {
  const body = `${randomUUID()} 家里没有米了`;
  const answer = await fetch(`${url}api/boards/qingxi/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(submission({ urgency: 'critical', body })),
  });
  if (answer.status !== 201) throw new Error(`${answer.status}`);
  sent.set(((await answer.json()) as { id: string }).id, body);
}

/** A site with posts, killed while everything is sealed with a new key and others go on posting. */
async function cutOff(place: Place, sent: Map<string, string>): Promise<void> {
  const { child, url } = await serve(place);
  const killed = once(child, 'exit');
  while (sent.size < POSTS) await Promise.all(Array.from({ length: 50 }, () => post(url, sent)));
  const writing = (async () => {
    for (;;) await post(url, sent);
  })().catch(() => {});
  const rotating = runBeside(place, 'key', 'rotate');
  const secret = join(place.dataDir, 'secret');
  while (readFileSync(secret, 'utf8').trim().split('\n').length < 2)
    await new Promise((next) => setTimeout(next, 1));
  await new Promise((next) => setTimeout(next, Math.random() * 60));
  child.kill('SIGKILL');
  await Promise.all([killed, writing, rotating]);
}

async function allOpen(place: Place, sent: Map<string, string>): Promise<void> {
  const token = run(place, 'token', 'create', '--role', 'editor', '--name', 'x').stdout.trim();
  const { child, url } = await serve(place);
  const read = async ([id, body]: [string, string]) => {
    const answer = await fetch(`${url}api/desk/boards/qingxi/requests/${id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(((await answer.json()) as { body: string }).body, body);
  };
  const all = [...sent];
  while (all.length) await Promise.all(all.splice(0, 64).map(read));
  child.kill('SIGTERM');
  await once(child, 'exit');
}

it(`opens everything private, killed ${ROUNDS} times while it was being sealed with a new key`, async () => {
  let halfway = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const place = await newPlace();
    places.push(place);
    assert.equal(run(place, 'board', 'create', 'qingxi', ...made).status, 0);
    const sent = new Map<string, string>();
    await cutOff(place, sent);
    if (inUse(place).length > 1) halfway++;
    await allOpen(place, sent);

    await endTurns(place);
    const finished = run(place, 'key', 'rotate');
    assert.equal(finished.status, 0, finished.stderr);
    assert.equal(inUse(place).length, 1, 'one key opens everything');
    await allOpen(place, sent);
    const findings = await verifySite(place);
    assert.deepEqual(
      findings.flatMap(({ wrong }) => wrong),
      [],
    );
  }
  assert.ok(halfway > 0, 'none was killed halfway');
  console.log(`${halfway} of ${ROUNDS} kills left values under both keys; all of them opened`);
});
