import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createOpen311Adapter } from '../../src/adapters/open311/index.js';
import { BOARD, Subject, submission } from '../gateway/support/gateway.js';

/** Fetched when it is asked for, and no dependency: it brings some 150 packages. Later ones want Node 24. */
const PRISM = '@stoplight/prism-cli@5.14.2';
const DOCUMENT = 'test/kit/georeport-v2.yaml';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Prism on a port of its own: mocks the document, or stands before a server and refuses what does not fit it. */
async function startPrism(...line: string[]): Promise<{ url: string; stop(): void }> {
  const port = await freePort();
  const child: ChildProcess = spawn(
    'npx',
    ['--yes', PRISM, ...line, '--port', String(port), '--host', '127.0.0.1'],
    {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  await new Promise<void>((ready, failed) => {
    const hear = (chunk: Buffer) => {
      said += String(chunk);
      if (said.includes('Prism is listening')) ready();
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('exit', () => failed(new Error(said)));
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => void process.kill(-child.pid!) };
}

describe('our client against a mock of the document', { timeout: 240_000 }, () => {
  let prism: Awaited<ReturnType<typeof startPrism>>;
  before(async () => (prism = await startPrism('mock', DOCUMENT, '--errors', '--dynamic')));
  after(() => prism.stop());
  const adapter = () => createOpen311Adapter({ backend: prism.url, board: 'qingxi', getToken: () => 'key' });

  it('reads services with their fields, lists and requests', async () => {
    const board = await adapter().loadBoard();
    assert.ok(board.categories.length > 0);
    const { items } = await adapter().list({ sort: 'latest', limit: 50 });
    assert.ok(Array.isArray(items));
  });

  it('posts forms that the document takes, and gets a receipt', async () => {
    const receipt = await adapter().submit(
      submission({ category: '7', region: '城关街道', attributes: {} }),
      { key: 'k' },
    );
    assert.ok(receipt.id.length > 0);
    const there = submission({
      category: '7',
      location: { latitude: 29.1, longitude: 120.6 },
      attributes: {},
    });
    assert.ok((await adapter().submit(there, { key: 'k2' })).id);
  });
});

describe('what does not fit the document', { timeout: 240_000 }, () => {
  /** Prism behind the document with something taken out of it, before our server or as a mock. */
  const spoilt = async (from: string, to: string, ...line: string[]) => {
    const text = readFileSync(DOCUMENT, 'utf8');
    assert.ok(text.includes(from));
    const folder = mkdtempSync(join(tmpdir(), 'help-board-prism-'));
    const file = join(folder, 'spoilt.yaml');
    writeFileSync(file, text.replace(from, to));
    const prism = await startPrism(line.length ? 'proxy' : 'mock', file, ...line, '--errors');
    return { ...prism, end: () => (prism.stop(), rmSync(folder, { recursive: true })) };
  };

  it('a type of service that is not in it is found in what our server answers', async () => {
    const subject = await new Subject().start();
    const endpoint = `${subject.url}api/boards/${BOARD}/open311/v2`;
    const prism = await spoilt('[realtime, batch, blackbox]', '[realtime, blackbox]', endpoint);
    const { status } = await fetch(`${prism.url}/services.json`);
    assert.equal(status, 500);
    prism.end();
    await subject.stop();
  });

  it('a call that is not in it is refused to our client', async () => {
    const prism = await spoilt('/requests.json:', '/others.json:');
    const adapter = createOpen311Adapter({ backend: prism.url, board: BOARD, getToken: () => 'key' });
    await assert.rejects(adapter.list({ sort: 'latest' }), { name: 'HelpBoardError' });
    await assert.rejects(
      adapter.submit(submission({ category: '7', region: '城关街道', attributes: {} }), { key: 'k' }),
      { name: 'HelpBoardError' },
    );
    prism.end();
  });
});

describe('our server behind the document', { timeout: 240_000 }, () => {
  const plenty = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ limits: { submits: plenty, tracking: plenty } });
  const KEY = 'k'.repeat(20);
  let prism: Awaited<ReturnType<typeof startPrism>>;
  before(async () => {
    await subject.start();
    const admin = await subject.gateway.createToken({ role: 'admin', name: '管理员' });
    await subject.call(`/api/desk/boards/${BOARD}/guard`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ challenge: 'never', words: [] },
        open311: { anonymous: false, keys: [{ name: '随手拍', key: KEY }] },
      }),
    });
    // What is sent to it and what it answers: either is refused where it does not fit.
    prism = await startPrism('proxy', DOCUMENT, `${subject.url}api/boards/${BOARD}/open311/v2`, '--errors');
  });
  after(async () => {
    prism?.stop();
    await subject.stop();
  });
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(prism.url + path, init);
    const text = await response.text();
    assert.equal(response.headers.get('sl-violations'), null, `${path}: ${text}`);
    return { status: response.status, json: JSON.parse(text) as Record<string, string>[] };
  };

  it('answers every call as the document has it, and so it says what is wrong', async () => {
    const shown = await subject.published({ title: '没有米', region: '城关街道' });
    for (const action of ['accept', 'dispatch', 'reply'] as const) {
      const body = {
        accept: {},
        dispatch: { kind: 'department', name: '县商务局' },
        reply: { body: '今晚送到。', kind: 'answer' },
      }[action];
      assert.equal((await subject.desk(`/requests/${shown.id}/${action}`, body)).status, 200);
    }
    const services = (await ask('/services.json')).json;
    for (const { service_code } of services)
      assert.equal((await ask(`/services/${service_code}.json`)).status, 200);
    assert.equal((await ask('/requests.json')).json.length, 1);
    assert.equal((await ask('/requests.json?status=open&page=1&page_size=5')).json.length, 1);
    assert.equal((await ask(`/requests/${shown.id}.json`)).json[0]!['service_request_id'], shown.id);
    assert.equal((await ask('/requests/none.json')).status, 404);
    assert.equal((await ask('/services/none.json')).status, 404);
    assert.equal(
      (await ask('/requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-12-01T00:00:00Z')).status,
      400,
    );
  });

  it('takes a post, gives a token and then an id', async () => {
    const post = (form: Record<string, string>) =>
      ask('/requests.json', { method: 'POST', body: new URLSearchParams(form) });
    const form = {
      api_key: KEY,
      service_code: 'utilities',
      description: '停水两天',
      address_string: '和平路',
    };
    const { status, json } = await post(form);
    assert.equal(status, 200);
    const { token } = json[0]!;
    assert.equal((await ask(`/tokens/${token}.json`)).status, 404);
    const { id } = await subject.gateway.storage.db
      .selectFrom('request')
      .select('id')
      .where('category', '=', 'utilities')
      .executeTakeFirstOrThrow();
    await subject.desk(`/requests/${id}/publish`, {});
    assert.equal((await ask(`/tokens/${token}.json`)).json[0]!['service_request_id'], id);
    assert.deepEqual((await post(form)).json, [{ service_request_id: id }]);
    assert.equal((await post({ ...form, api_key: 'wrong' })).status, 403);
    assert.equal((await post({ ...form, description: '', email: 'a@example.cn' })).status, 400);
  });
});
