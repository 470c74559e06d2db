import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readCommandLine, trustProxyOf } from '../../../src/gateway/commands/options.js';
import { Subject, submission } from '../support/gateway.js';

describe('headers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'help-board-headers-'));
  const subject = new Subject({ demo: join(folder, 'site'), widget: join(folder, 'dist') });
  before(async () => {
    for (const name of ['site', 'dist']) mkdirSync(join(folder, name));
    for (const name of ['index', 'desk', 'admin', 'desks'])
      writeFileSync(join(folder, `site/${name}.html`), name);
    writeFileSync(join(folder, 'dist/help-board.js'), 'x');
    await subject.start();
  });
  after(async () => {
    await subject.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('let everybody show public pages in a frame, and nobody the desk or the CMS', async () => {
    for (const [path, who] of [
      ['/', '*'],
      ['/desks', '*'],
      ['/desk', "'none'"],
      ['/desk/', "'none'"],
      ['/desk.html', "'none'"],
      ['/admin', "'none'"],
    ] as const) {
      const policy = (await subject.call(path)).headers.get('content-security-policy')!;
      assert.ok(policy.endsWith(`frame-ancestors ${who}`), `${path}: ${policy}`);
      assert.match(policy, /script-src 'self'/);
    }
  });

  it('keep every answer what it says it is', async () => {
    for (const path of [
      '/',
      '/help-board.js',
      '/api/boards/qingxi',
      '/api/nowhere',
      '/api/session',
      '/nowhere',
    ]) {
      const { headers } = await subject.call(path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.ok(headers.get('referrer-policy'), path);
      assert.equal(headers.get('x-powered-by'), null);
      assert.equal(headers.get('server'), null);
    }
    const { headers } = await subject.board();
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'");
    assert.equal((await subject.call('/help-board.js')).headers.get('content-security-policy'), null);
  });

  it('let any page call the public contract, a sandboxed one too, without credentials', async () => {
    for (const origin of ['https://news.example', 'null']) {
      const { headers } = await subject.board('', { headers: { origin } });
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('access-control-allow-credentials'), null);
      for (const name of ['Date', 'Age', 'ETag', 'Retry-After'])
        assert.ok(headers.get('access-control-expose-headers')!.includes(name));
      const preflight = await subject.board('/requests', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type, idempotency-key, challenge-solution',
        },
      });
      assert.equal(preflight.status, 204);
      assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
      assert.match(
        preflight.headers.get('access-control-allow-headers')!,
        /Challenge-Solution.*Idempotency-Key/,
      );
      assert.equal(preflight.headers.get('access-control-max-age'), '86400');
      assert.match(preflight.headers.get('cache-control')!, /max-age=86400/);
    }
    const { headers } = await subject.call('/api/boards/qingxi/requests', { method: 'POST' });
    assert.equal(headers.get('access-control-allow-origin'), '*', 'an error can be read too');
  });
});

describe('whom a call comes from', () => {
  const limits = { submits: { burst: 2, perMinute: 0.001 } };
  const sendAs = (subject: Subject, address: string) =>
    subject.submit(submission(), undefined, { 'x-forwarded-for': address });

  it('is not believed of anybody who is not a named proxy', async () => {
    const subject = await new Subject({ limits }).start();
    const sent = [];
    for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.3'])
      sent.push((await sendAs(subject, address)).status);
    assert.deepEqual(sent, [201, 201, 429]);
    await subject.stop();
  });

  it('is believed of a named one, for the hop before it', async () => {
    const subject = await new Subject({ limits, trustProxy: ['127.0.0.1'] }).start();
    for (const address of ['198.51.100.1', '198.51.100.1', '198.51.100.2'])
      assert.equal((await sendAs(subject, address)).status, 201);
    // What a caller says before its own proxy is no more than a claim.
    assert.equal((await sendAs(subject, '203.0.113.1, 198.51.100.1')).status, 429);
    await subject.stop();
  });

  it('is named as hops or networks; "true" would be everybody', () => {
    const of = (value: string) => trustProxyOf(readCommandLine(['start', '--trust-proxy', value]));
    assert.deepEqual(of('10.0.0.1, 10.1.0.0/16'), ['10.0.0.1', '10.1.0.0/16']);
    assert.equal(typeof of('1'), 'function');
    for (const wrong of ['true', '-1', 'proxy.example', '10.0.0.0/99'])
      assert.throws(() => of(wrong), /trust-proxy/);
  });
});
