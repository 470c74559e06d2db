import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Subject } from './support/gateway.js';

describe('versions of the widget', () => {
  const widget = mkdtempSync(join(tmpdir(), 'help-board-widget-'));
  const subject = new Subject({ widget });

  /** A build of a version; its chunk is called after what is in it. */
  function build(version: string, chunk: string): void {
    rmSync(widget, { recursive: true });
    mkdirSync(join(widget, 'modern/c'), { recursive: true });
    const files = ['help-board.js', `modern/c/views-${chunk}.js`];
    for (const file of files) writeFileSync(join(widget, file), `/* ${version} ${chunk} */`);
    writeFileSync(join(widget, 'not-published.js'), 'x');
    const hashes = Object.fromEntries(files.map((file) => [file, `sha384-${chunk}`]));
    writeFileSync(join(widget, 'integrity.json'), JSON.stringify({ version, files: hashes }));
  }

  before(async () => {
    build('0.1.0', 'aaaaaaaa');
    await subject.start();
  });
  after(async () => {
    await subject.stop();
    rmSync(widget, { recursive: true, force: true });
  });

  it('have a path each, for every page and for ever', async () => {
    const { status, text, headers } = await subject.call('/v/0.1.0/help-board.js');
    assert.equal(status, 200);
    assert.match(text, /0\.1\.0/);
    assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(headers.get('access-control-allow-origin'), '*');
    for (const path of [
      '/v/0.1.0/not-published.js',
      '/v/0.2.0/help-board.js',
      '/v/0.1.0/../../secret',
      '/v/',
    ])
      assert.equal((await subject.call(path)).status, 404, path);
  });

  it('stay after an upgrade, and pages that were open before it load the rest', async () => {
    build('0.2.0', 'bbbbbbbb');
    await subject.restart();
    assert.match((await subject.call('/v/0.1.0/help-board.js')).text, /0\.1\.0/);
    assert.match((await subject.call('/v/0.2.0/help-board.js')).text, /0\.2\.0/);
    assert.match((await subject.call('/help-board.js')).text, /0\.2\.0/);
    assert.match((await subject.call('/modern/c/views-aaaaaaaa.js')).text, /0\.1\.0/);
    assert.equal((await subject.call('/integrity.json')).json['version'], '0.2.0');
  });

  it('never change, though another build has the same name', async () => {
    build('0.2.0', 'cccccccc');
    await subject.restart();
    assert.match((await subject.call('/v/0.2.0/help-board.js')).text, /bbbbbbbb/);
    assert.match((await subject.call('/help-board.js')).text, /cccccccc/);
  });
});
