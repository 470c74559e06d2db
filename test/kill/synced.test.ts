import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import sharp from 'sharp';
import type { Place } from '../../src/gateway/storage/index.js';
import { submission } from '../gateway/support/gateway.js';
import { newPlace, removePlace } from '../gateway/support/place.js';
import { buildCommand, removeCommand, run, serveUnder } from '../gateway/support/process.js';

const POSTS = 10;

let place: Place;
before(async () => {
  if (spawnSync('strace', ['-V']).error)
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'strace'], { stdio: 'inherit' });
  place = await newPlace();
  await buildCommand();
});
after(() => {
  removeCommand();
  removePlace(place);
});

it('has the disk’s word for every request, photo and addition before anybody is told 201', async () => {
  const made = ['--template', 'epidemic', '--title', '清溪', '--region', '清溪县'];
  assert.equal(run(place, 'board', 'create', 'qingxi', ...made).status, 0);
  const log = join(place.dataDir, 'calls');
  const strace = ['strace', '-f', '-o', log, '-s', '20', '-e', 'signal=none'];
  const calls = ['-e', 'trace=fsync,fdatasync,write,writev,sendto,sendmsg'];
  const { child, url } = await serveUnder([...strace, ...calls], place);

  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c33' } })
    .jpeg()
    .toBuffer();
  const sha256 = createHash('sha256').update(photo).digest('hex');
  const board = `${url}api/boards/qingxi`;
  const send = async (
    method: string,
    address: string,
    body: BodyInit,
    headers: Record<string, string> = {},
  ) => {
    const answer = await fetch(address, { method, headers, body });
    const text = await answer.text();
    assert.equal(answer.status, 201, text);
    return JSON.parse(text) as { id: string; token: string };
  };
  const json = { 'content-type': 'application/json' };
  // One after another: what was synced for one cannot be taken for the next.
  for (let n = 0; n < POSTS; n++) {
    const key = randomUUID();
    await send('PUT', `${board}/uploads/${key}/${sha256}`, new Uint8Array(photo));
    const body = JSON.stringify(submission({ urgency: 'critical', attachments: [{ sha256 }] }));
    const { id, token } = await send('POST', `${board}/requests`, body, { ...json, 'idempotency-key': key });
    const own = { ...json, authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
    await send('POST', `${board}/requests/${id}/additions`, '{"body":"还有老人"}', own);
  }
  // The observer keeps signals to itself: its child is told.
  const [gateway] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').split(' ');
  process.kill(Number(gateway), 'SIGTERM');
  await once(child, 'exit');

  let synced = 0;
  let answered = 0;
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    if (/f(?:data)?sync(?:\(\d+\)| resumed>\)?)\s+= 0/.test(line)) synced++;
    if (!/"HTTP\/1\.1 201/.test(line)) continue;
    answered++;
    assert.ok(synced > 0, `the ${answered}th 201 was sent with nothing synced for it: ${line}`);
    synced = 0;
  }
  assert.equal(answered, 3 * POSTS);
});
