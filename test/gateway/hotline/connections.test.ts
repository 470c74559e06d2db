import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hotlineShapes } from '../../../src/adapters/hotline/profiles/index.js';
import { Connections } from '../../../src/gateway/hotline/connections.js';

describe('hotlines.json', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'help-board-hotlines-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const one = { board: 'qingxi', key: '12345', profile: 'B', backend: 'https://hotline.example.cn/' };
  const open = (...hotlines: unknown[]) => Connections.open(folder, JSON.stringify({ hotlines }));

  it('is nothing where there is none', async () => {
    assert.deepEqual((await Connections.open(folder)).all(), []);
  });

  it('connects boards to hotlines, by key and by name', async () => {
    const all = await open(
      { ...one, secrets: { token: 't' } },
      { ...one, key: 'city', name: '市热线', secrets: { token: 't' } },
    );
    assert.equal(all.get('qingxi', '12345')?.name, '12345热线');
    assert.equal(all.named('qingxi', '市热线')?.key, 'city');
    assert.equal(all.get('beihe', '12345'), undefined);
  });

  it('connects to every shape there is', async () => {
    const shapes = Object.entries(hotlineShapes).map(([profile, { credentials = [] }], n) => ({
      ...{ ...one, key: `shape-${n}`, name: profile, profile },
      secrets: { key: 'k', ...Object.fromEntries(credentials.map(({ credential }) => [credential, 'x'])) },
    }));
    assert.equal((await open(...shapes)).all().length, 9);
  });

  it('takes secrets from the environment, and says which one is missing', async () => {
    process.env['QX_TOKEN'] = 'of the environment';
    await open({ ...one, secrets: { token: '$QX_TOKEN' } });
    delete process.env['QX_TOKEN'];
    await assert.rejects(
      open({ ...one, secrets: { token: '$QX_TOKEN' } }),
      /hotline 1: \$QX_TOKEN is not in the environment/,
    );
  });

  for (const [what, given, message] of [
    ['without a board', { key: 'x' }, /hotline 1: it needs board, key, profile and backend/],
    ['with a setting that means nothing', { ...one, secret: {} }, /hotline 1: secret means nothing here/],
    ['without the secret that its profile needs', one, /the profile needs the secret token/],
    ['with a shape that does not exist', { ...one, profile: 'Z' }, /no shape Z: there is A, B/],
    [
      'with an address that is none',
      { ...one, secrets: { token: 't' }, backend: 'ftp://x' },
      /ftp:\/\/x is no address/,
    ],
    [
      'with a password in its address',
      { ...one, secrets: { token: 't' }, backend: 'https://a:b@x' },
      /is no address/,
    ],
    ['with a key that no address can hold', { ...one, key: '热线' }, /the key 热线/],
    [
      'with a callback that lacks a secret',
      { ...one, secrets: { token: 't' }, callback: { signer: 'x-tif', secrets: { paasid: 'x' } } },
      /callback: the signer x-tif needs token/,
    ],
    [
      'with a signer that nobody knows',
      { ...one, secrets: { token: 't' }, callback: { signer: 'rot13', secrets: {} } },
      /no signer is called rot13; there are gjzwfwpt/,
    ],
  ] as const)
    it(`is refused ${what}`, () => assert.rejects(open(given), message));

  it('is refused with one hotline twice, and when it is no JSON', async () => {
    const full = { ...one, secrets: { token: 't' } };
    await assert.rejects(open(full, { ...full, key: 'other' }), /qingxi has other \(12345热线\) twice/);
    await assert.rejects(Connections.open(folder, '{'), /HELP_BOARD_HOTLINES is no JSON/);
  });
});
