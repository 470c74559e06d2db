import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Place } from '../../src/gateway/storage/index.js';
import { newPlace, removePlace } from './support/place.js';
import { buildCommand, removeCommand, run, runBeside } from './support/process.js';

const HASH = 'sha384-aGFzaA==';

describe('what a page must carry and allow', () => {
  let place: Place;
  let server: Server;
  let manifest = '';
  let origin = '';
  before(async () => {
    place = await newPlace();
    await buildCommand();
    server = createServer((request, response) =>
      response.writeHead(request.url === '/integrity.json' ? 200 : 404).end(manifest),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server?.close();
    removeCommand();
    removePlace(place);
  });

  it('its tags, with the version and the hash of what is served', async () => {
    manifest = JSON.stringify({ version: '1.2.3', files: { 'help-board.one.js': HASH } });
    const { status, stdout } = await runBeside(place, 'tag', '--origin', `${origin}/`, '--board', 'qingxi');
    assert.equal(status, 0);
    for (const tag of [
      `<script async src="${origin}/help-board.js"></script>`,
      `<script async src="${origin}/v/1.2.3/help-board.js"></script>`,
      `<script async src="${origin}/v/1.2.3/help-board.one.js" crossorigin="anonymous" integrity="${HASH}"></script>`,
      '<help-board board="qingxi">',
      `<script async src="${origin}/help-board.js" data-board="qingxi"></script>`,
    ])
      assert.ok(stdout.includes(tag), tag);
  });

  it('no tags where there is no script', async () => {
    manifest = '<!doctype html><title>captive portal</title>';
    const other = await runBeside(place, 'tag', '--origin', origin);
    assert.equal(other.status, 1);
    assert.match(other.stderr, /integrity\.json is no manifest of help-board/);
    const nobody = await runBeside(place, 'tag', '--origin', 'http://127.0.0.1:9');
    assert.equal(nobody.status, 1);
    assert.match(nobody.stderr, /integrity\.json cannot be read/);
  });

  it('its policy: to add to the one a page has, in words, and as one of its own, as a header and as a meta tag', () => {
    const { stdout } = run(place, 'csp', '--origin', 'https://help.example.cn/help-board.js');
    const [, policy] = /^Content-Security-Policy: (.+)$/m.exec(stdout)!;
    assert.ok(stdout.includes(`<meta http-equiv="Content-Security-Policy" content="${policy}">`));
    const rules = policy!.split('; ');
    assert.equal(rules.length, 4);
    for (const rule of rules) {
      assert.match(rule, /^[a-z-]+ 'self' https:/, 'the page keeps its own files');
      const said = stdout.split(`\n${rule.replace(" 'self'", '')}\n`)[1]!.split('\n');
      assert.match(said[0]!, /^ {2}.*[一-龥]/, rule);
      assert.match(said[1]!, /^ {2}[A-Z]/, rule);
    }
    assert.ok(stdout.indexOf('\nscript-src https') < stdout.indexOf('Content-Security-Policy'));
    assert.ok(!stdout.includes('NONCE'));
    const nonced = run(place, 'csp', '--origin', 'https://help.example.cn', '--nonce').stdout;
    assert.match(nonced, /^style-src https:\/\/help\.example\.cn 'nonce-NONCE'$/m);
    assert.match(nonced, /<script nonce="NONCE">window\.litNonce = "NONCE"<\/script>/);
  });

  it('the closed list of trusted types only where it is asked for: a page would lose its own', () => {
    const csp = ['csp', '--origin', 'https://help.example.cn'];
    assert.doesNotMatch(run(place, ...csp).stdout, /^trusted-types|; trusted-types/m);
    const { stdout } = run(place, ...csp, '--trusted-types');
    assert.match(stdout, /^trusted-types lit-html help-board$/m);
    assert.match(stdout, /^Content-Security-Policy: .+; trusted-types lit-html help-board$/m);
  });

  it('neither without an address', () => {
    for (const line of [
      ['csp'],
      ['tag'],
      ['csp', '--origin', 'help.example.cn'],
      ['tag', '--origin', 'file:///x'],
    ]) {
      const { status, stderr } = run(place, ...line);
      assert.equal(status, 2, line.join(' '));
      assert.match(stderr, /--origin/);
    }
  });
});
