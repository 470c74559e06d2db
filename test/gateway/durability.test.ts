import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Receipt, Submission } from '../../src/model/index.js';
import type { Place } from '../../src/gateway/storage/index.js';
import { submission } from './support/gateway.js';
import { processorTime } from '../support/processor-time.js';
import { newPlace, onPostgres, removePlace } from './support/place.js';
import { buildCommand, removeCommand, run, serve } from './support/process.js';

const submit = (url: string, key: string, changes: Partial<Submission> = {}) =>
  fetch(`${url}api/boards/qingxi/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(submission(changes)),
  });

async function refusesConnections(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(`${url}api/health`, { headers: { connection: 'close' } });
    } catch {
      return;
    }
  }
}

describe('the gateway as a process', () => {
  let place: Place;
  before(async () => {
    place = await newPlace();
    await buildCommand();
    const made = run(
      place,
      'board',
      'create',
      'qingxi',
      '--template',
      'epidemic',
      '--title',
      '清溪',
      '--region',
      '清溪县',
    );
    assert.equal(made.status, 0, made.stderr);
  });
  after(() => {
    removeCommand();
    removePlace(place);
  });

  it('is ready for little work', async () => {
    const { child } = await serve(place);
    const used = processorTime(child.pid!);
    child.kill('SIGTERM');
    await once(child, 'exit');
    // Three times what it takes alone; what else the machine is doing costs it something too.
    if (!Number.isNaN(used)) assert.ok(used < 3000, `${used} ms of processor`);
  });

  it('keeps its secret readable to its owner alone', () => {
    assert.equal(statSync(join(place.dataDir, 'secret')).mode & 0o777, 0o600);
  });

  it('loses nothing that was answered with 201 when it is killed in the middle of writing', async () => {
    const { child, url } = await serve(place);
    const receipts = new Map<string, Receipt>();
    const killed = once(child, 'exit');
    await Promise.allSettled(
      Array.from({ length: 8 }, async () => {
        for (;;) {
          const key = randomUUID();
          const response = await submit(url, key, { urgency: 'critical' });
          if (response.status === 201) receipts.set(key, (await response.json()) as Receipt);
          if (receipts.size === 60) child.kill('SIGKILL');
        }
      }),
    );
    await killed;
    assert.ok(receipts.size >= 60);

    const again = await serve(place);
    for (const [key, receipt] of receipts) {
      const response = await submit(again.url, key, { urgency: 'critical' });
      assert.deepEqual(await response.json(), receipt);
    }
    again.child.kill('SIGTERM');
    await once(again.child, 'exit');
  });

  it('finishes what is under way when it is told to stop, takes nothing new, and ends with 0', async () => {
    const { child, url } = await serve(place);
    const key = randomUUID();
    const body = JSON.stringify(submission());
    const half = Math.floor(body.length / 2);
    const posted = request(`${url}api/boards/qingxi/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, expect: '100-continue' },
    });
    posted.flushHeaders();
    // The gateway has read the head, so this post is under way.
    await once(posted, 'continue');
    posted.write(body.slice(0, half));
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await refusesConnections(url);
    posted.end(body.slice(half));
    const [response] = (await once(posted, 'response')) as [IncomingMessage];
    assert.equal(response.statusCode, 201);
    let text = '';
    for await (const chunk of response) text += String(chunk);
    assert.deepEqual(await exit, [0, null]);

    const again = await serve(place);
    assert.deepEqual(await (await submit(again.url, key)).json(), JSON.parse(text));
    again.child.kill('SIGINT');
    assert.deepEqual(await once(again.child, 'exit'), [0, null]);
  });

  it('tells a second gateway in a sentence that the database is in use', { skip: onPostgres }, async () => {
    const { child } = await serve(place);
    const second = run(place, 'start', '--port', '0');
    assert.equal(second.status, 1);
    assert.match(second.stderr, /^Another process is using .*help-board\.db.*\n$/);
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
});
