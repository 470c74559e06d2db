import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { HostTokens } from '../../../src/gateway/people/host-tokens.js';
import { Subject, submission } from '../support/gateway.js';

const shared = randomBytes(32);
const rsa = await generateKeyPair('RS256', { extractable: true });
const ec = await generateKeyPair('ES256', { extractable: true });
const hostKeys = JSON.stringify({
  keys: [
    { kty: 'oct', k: shared.toString('base64url'), kid: 'app', alg: 'HS256' },
    { ...(await exportJWK(rsa.publicKey)), kid: 'paper', alg: 'RS256' },
    { ...(await exportJWK(ec.publicKey)), kid: 'newsroom', alg: 'ES256', desk: true },
  ],
});

interface Claims {
  kid?: string;
  alg?: string;
  key?: Uint8Array | CryptoKey;
  sub?: string;
  aud?: string;
  exp?: string | number;
}
const token = ({
  kid = 'app',
  alg = 'HS256',
  key = shared,
  sub = 'user-1',
  aud = 'help-board',
  exp = '5m',
}: Claims = {}) =>
  new SignJWT({})
    .setProtectedHeader({ alg, kid })
    .setSubject(sub)
    .setAudience(aud)
    .setExpirationTime(exp)
    .sign(key);
const expired = () => Math.floor(Date.now() / 1000) - 3600;

describe('a signed-in reader of a site', () => {
  const subject = new Subject({ hostKeys });
  before(() => subject.start());
  after(() => subject.stop());

  const bearer = (of: string) => ({ authorization: `Bearer ${of}` });
  const own = (of: string) =>
    subject.board<{ items: { id: string; body: string }[]; code: string }>('/own', { headers: bearer(of) });

  it('finds the own requests on another device, and works with them there', async () => {
    const key = randomUUID();
    const { json: receipt } = await subject.submit(
      submission({ body: '手机上发的' }),
      key,
      bearer(await token()),
    );
    await subject.submit(submission({ body: '别人的' }), undefined, bearer(await token({ sub: 'user-2' })));
    await subject.submit(submission({ body: '没登录的' }));
    const there = await token();
    assert.deepEqual(
      (await own(there)).json.items.map(({ id, body }) => [id, body]),
      [[receipt.id, '手机上发的']],
    );
    const at = `/requests/${receipt.id}`;
    assert.equal((await subject.board(`${at}/own`, { headers: bearer(there) })).status, 200);
    const addition = { 'idempotency-key': randomUUID(), ...bearer(there) };
    assert.equal((await subject.post(`${at}/additions`, { body: '补充' }, addition)).status, 201);
    const stranger = bearer(await token({ sub: 'user-2' }));
    assert.equal((await subject.board(`${at}/own`, { headers: stranger })).status, 404);
    assert.equal((await subject.post(`${at}/withdrawal`, {}, stranger)).status, 404);
    assert.equal((await subject.post(`${at}/withdrawal`, {}, bearer(there))).status, 200);
  });

  it('is told apart by site: the same name at two sites is two people', async () => {
    const paper = await token({ kid: 'paper', alg: 'RS256', key: rsa.privateKey });
    await subject.submit(submission({ body: '报纸读者' }), undefined, bearer(paper));
    assert.deepEqual(
      (await own(paper)).json.items.map(({ body }) => body),
      ['报纸读者'],
    );
  });

  it('is believed from the sites that are known here, and in nothing else', async () => {
    const head = (of: object) => Buffer.from(JSON.stringify(of)).toString('base64url');
    const good = await token();
    const forged = [
      await token({ key: randomBytes(32) }),
      await token({ kid: 'unknown' }),
      await token({ aud: 'another-service' }),
      // A public key used as a shared secret.
      await token({
        kid: 'paper',
        alg: 'HS256',
        key: Buffer.from(JSON.stringify(await exportJWK(rsa.publicKey))),
      }),
      new UnsecuredJWT({}).setSubject('user-1').setAudience('help-board').setExpirationTime('5m').encode(),
      `${head({ alg: 'none', kid: 'app' })}.${good.split('.')[1]}.`,
      await new SignJWT({})
        .setProtectedHeader({ alg: 'HS256', kid: 'app' })
        .setSubject('user-1')
        .setAudience('help-board')
        .sign(shared),
      'a.b.c',
    ];
    for (const bad of forged) {
      assert.equal((await own(bad)).status, 401, bad);
      const posted = await subject.submit(submission(), undefined, bearer(bad));
      assert.equal(posted.status, 201, 'a post is taken all the same: it belongs to its receipt');
    }
    assert.equal((await own(good)).json.items.length, 1, 'and none of them was counted as theirs');
  });

  it('fetches a fresh token for one that is too old; who is in danger is not sent away for that', async () => {
    const old = await token({ exp: expired() });
    assert.equal((await own(old)).status, 401);
    const key = randomUUID();
    assert.equal((await subject.submit(submission(), key, bearer(old))).status, 401);
    const sent = await subject.submit(submission(), key, bearer(await token()));
    assert.equal(sent.status, 201);
    assert.deepEqual(
      (await subject.submit(submission(), key, bearer(old))).json,
      sent.json,
      'the key comes first',
    );
    const critical = submission({ urgency: 'critical' });
    assert.equal((await subject.submit(critical, undefined, bearer(old))).status, 201);
  });

  it('is stored as a hash that is worth nothing elsewhere', async () => {
    const stored = await subject.gateway.storage.db.selectFrom('request').select('citizen').execute();
    assert.ok(stored.some(({ citizen }) => citizen));
    assert.ok(!JSON.stringify(stored).includes('user-1'));
  });

  it('opens the desk page of a site whose key is for desks, as the account of that name', async () => {
    const { people } = subject.gateway;
    await people.add({ name: 'li.ke', displayName: '李科' });
    await people.setRole('li.ke', { board: 'qingxi', role: 'editor' }, true);
    const at = (of: Claims) => token({ aud: 'help-board-desk', sub: 'li.ke', ...of });
    const newsroom = { kid: 'newsroom', alg: 'ES256', key: ec.privateKey };
    const desk = async (of: string) => (await subject.desk('/requests', undefined, of)).status;
    assert.equal(await desk(await at(newsroom)), 200);
    assert.equal(await desk(await at({})), 401, 'the key of the app is for its readers alone');
    assert.equal(await desk(await at({ ...newsroom, aud: 'help-board' })), 401);
    assert.equal(await desk(await at({ ...newsroom, sub: 'nobody' })), 401);
    assert.equal(await desk(await at({ ...newsroom, exp: expired() })), 401);
    await people.setLocked('li.ke', true);
    assert.equal(await desk(await at(newsroom)), 401);
  });

  it('cannot be set up with keys that are none', async () => {
    const oct = { kty: 'oct', k: shared.toString('base64url'), kid: 'x', alg: 'HS256' };
    for (const [keys, words] of [
      ['no json', /no JWK set/],
      ['{"keys":{}}', /no JWK set/],
      [JSON.stringify({ keys: [{ ...oct, alg: 'none' }] }), /HS256, RS256, ES256/],
      [JSON.stringify({ keys: [{ ...oct, kid: undefined }] }), /kid/],
      [JSON.stringify({ keys: [{ ...oct, k: 'c2hvcnQ' }] }), /less than 32 bytes/],
      [
        JSON.stringify({ keys: [{ kty: 'RSA', n: 'x', e: 'AQAB', kid: 'x', alg: 'ES256' }] }),
        /cannot be read/,
      ],
    ] as const)
      await assert.rejects(HostTokens.open('/nowhere', keys), words);
  });
});
