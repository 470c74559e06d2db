import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openapi } from '../../src/gateway/index.js';
import { ERROR_CODES } from '../../src/adapters/error-codes.js';
import { Subject } from './support/gateway.js';

/** The path as it is: fetch would clean it up. */
const raw = (url: string, path: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode!, text }));
    })
      .on('error', reject)
      .end();
  });

describe('files and pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'help-board-site-'));
  const widget = join(folder, 'dist');
  const demo = join(folder, 'site');
  const subject = new Subject({ widget, demo });
  before(async () => {
    for (const path of ['dist/modern/c', 'dist/types', 'site/news', 'site/.git'])
      mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, 'OUTSIDE.js'), 'outside');
    writeFileSync(join(widget, 'help-board.js'), `loader();${'//'.repeat(500)}`);
    writeFileSync(join(widget, 'modern/help-board.js'), 'export {};');
    writeFileSync(join(widget, 'modern/c/core-AbCd1234.js'), 'export {};');
    writeFileSync(join(widget, 'types/secret.txt'), 'x');
    writeFileSync(join(demo, 'index.html'), '<title>清溪新闻网</title>');
    writeFileSync(join(demo, 'help.html'), '<title>求助平台</title>');
    for (const page of ['desk', 'admin']) writeFileSync(join(demo, `${page}.html`), '<title>清溪</title>');
    writeFileSync(join(demo, 'news/1.html'), '<title>新闻</title>');
    writeFileSync(join(demo, '.git/config'), 'x');
    await subject.start();
  });
  after(async () => {
    await subject.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('of the widget may be loaded by any page, the hashed ones kept for ever', async () => {
    const entry = await subject.call('/help-board.js');
    assert.equal(entry.status, 200);
    assert.equal(entry.headers.get('access-control-allow-origin'), '*');
    assert.equal(entry.headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.equal(entry.headers.get('x-content-type-options'), 'nosniff');
    assert.match(entry.headers.get('cache-control')!, /max-age=60,/);
    const chunk = await subject.call('/modern/c/core-AbCd1234.js');
    assert.match(chunk.headers.get('cache-control')!, /immutable/);
    assert.equal(chunk.headers.get('access-control-allow-origin'), '*');
    const module = await subject.call('/modern/help-board.js');
    assert.doesNotMatch(module.headers.get('cache-control')!, /immutable/);
    assert.equal((await subject.call('/types/secret.txt')).status, 404);
  });

  it('come compressed to whoever reads that, and as 304 to whoever has them', async () => {
    for (const encoding of ['br', 'gzip']) {
      const { text, headers } = await subject.call('/help-board.js', {
        headers: { 'accept-encoding': encoding },
      });
      assert.equal(headers.get('content-encoding'), encoding);
      assert.equal(headers.get('vary'), 'Accept-Encoding');
      assert.match(text, /^loader\(\)/);
      const again = await subject.call('/help-board.js', {
        headers: { 'if-none-match': headers.get('etag')! },
      });
      assert.equal(again.status, 304);
    }
  });

  it('are read again when a build has changed them', async () => {
    writeFileSync(join(widget, 'modern/help-board.js'), 'export const changed = true;');
    assert.match((await subject.call('/modern/help-board.js')).text, /changed/);
  });

  it('of the site have addresses without an ending, and a permalink opens the board', async () => {
    for (const [path, title] of [
      ['/', '清溪新闻网'],
      ['/help', '求助平台'],
      ['/help?from=wechat', '求助平台'],
      ['/help/', '求助平台'],
      ['/news/1', '新闻'],
      ['/r/z273g8af3dpc', '求助平台'],
    ] as const) {
      const { status, text, headers } = await subject.call(path);
      assert.equal(status, 200, path);
      assert.match(text, new RegExp(title));
      assert.match(
        headers.get('content-security-policy')!,
        /script-src 'self';.*trusted-types lit-html help-board/,
      );
      assert.equal(headers.get('x-robots-tag'), 'noindex');
    }
  });

  it('the desk alone may have a policy of its own beside those of the elements', async () => {
    const policy = async (path: string) => (await subject.call(path)).headers.get('content-security-policy')!;
    assert.match(await policy('/desk'), /trusted-types lit-html help-board help-board-desk;/);
    assert.doesNotMatch(await policy('/admin'), /help-board-desk/);
  });

  it('never come from outside their folder', async () => {
    for (const path of [
      '/../OUTSIDE.js',
      '/%2e%2e/OUTSIDE.js',
      '/modern/../../OUTSIDE.js',
      '/modern/..%2f..%2fOUTSIDE.js',
      '/modern/%2e%2e%5c%2e%2e%5cOUTSIDE.js',
      '//etc/passwd',
      '/.git/config',
      '/%00',
      '/%E0%A4%A',
    ]) {
      const { status, text } = await raw(subject.url, path);
      assert.ok(status === 404 || status === 400, `${status} ${path}`);
      assert.ok(!text.includes('outside'), path);
    }
  });
});

describe('the OpenAPI document', () => {
  const subject = new Subject();
  before(() => subject.start());
  after(() => subject.stop());

  it('is served, and is the one that the build writes', async () => {
    const { json } = await subject.call('/api/openapi.json');
    assert.deepEqual(json, JSON.parse(JSON.stringify(openapi())));
    assert.equal(json['openapi'], '3.1.0');
  });

  it('names every call that there is a route for, and none besides', async () => {
    const paths = openapi()['paths'] as Record<string, Record<string, unknown>>;
    for (const [path, calls] of Object.entries(paths)) {
      for (const method of Object.keys(calls)) {
        const url = `/api${path.replace(/\{(\w+)\}/g, ':$1')}`;
        assert.ok(
          subject.gateway.app.hasRoute({ method: method.toUpperCase() as 'GET', url }),
          `${method} ${url}`,
        );
      }
    }
    const ids = Object.values(paths).flatMap((calls) =>
      Object.values(calls).map((call) => (call as { operationId: string }).operationId),
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  it('names what several calls share, and refers to nothing that is not there', () => {
    const document = openapi() as { components: { schemas: Record<string, unknown> } };
    const referred = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name!,
    );
    assert.deepEqual([...new Set(referred)].sort(), Object.keys(document.components.schemas).sort());
  });

  it('lists the problems of every call, out of the closed list of codes', () => {
    const text = JSON.stringify(openapi());
    assert.ok(!text.includes('undefined'));
    const { components } = openapi() as {
      components: { schemas: { Problem: { properties: { code: { enum: string[] } } } } };
    };
    assert.deepEqual(components.schemas.Problem.properties.code.enum, [...ERROR_CODES]);
  });
});
