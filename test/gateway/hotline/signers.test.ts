import assert from 'node:assert/strict';
import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { sm2 } from 'sm-crypto-v2';
import {
  SCHEMES,
  schemeOf,
  SignatureError,
  type SignedCall,
} from '../../../src/gateway/hotline/signers/index.js';
import { nationalSignature } from '../../../src/gateway/hotline/signers/national.js';
import { isSignedSm2, openSm4, sealSm4, signSm2 } from '../../../src/gateway/hotline/signers/sealed-body.js';

const at = Date.parse('2026-04-01T00:30:00.000Z');
const nonce = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const pair = sm2.generateKeyPairHex();
const SECRETS = {
  ...{
    sid: 'qingxi',
    secret: 'a shared secret',
    paasid: 'qx',
    token: 'a token',
    ak: 'AK1',
    sk: 'SK1',
    key: 'k1',
  },
  ...{ sm4key: '0123456789abcdeffedcba9876543210', sm2private: pair.privateKey, sm2public: pair.publicKey },
};
const call: SignedCall & { body: string } = {
  method: 'POST',
  url: 'https://hotline.example.cn/order/push?b=2&a=%E4%B8%80',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ BJNR: '停水两天', JJDBH: nonce, SFBM: 0, empty: '' }),
};

describe('signers against published vectors', () => {
  it('HMAC-SHA256: RFC 4231, cases 1 and 2', () => {
    const hex = (base64: string) => Buffer.from(base64, 'base64').toString('hex');
    assert.equal(
      hex(nationalSignature('for ', 'nothing?', { sid: 'what do ya want ', secret: 'Jefe' })),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    assert.equal(
      hex(nationalSignature('', 'There', { sid: 'Hi ', secret: '\u000b'.repeat(20) })),
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
  });

  it('SM3: GB/T 32905, both examples', () => {
    const sm3 = (text: string) => createHash('sm3').update(text).digest('hex');
    assert.equal(sm3('abc'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    assert.equal(sm3('abcd'.repeat(16)), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  });

  it('HMAC-SM3: GM/T 0042, D.3', () => {
    const key = Buffer.from(Array.from({ length: 32 }, (_, i) => i + 1));
    const text = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'.repeat(2);
    assert.equal(
      createHmac('sm3', key).update(text).digest('hex'),
      'ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a',
    );
  });

  it('SM4: GB/T 32907, example 1', () => {
    const cipher = createCipheriv('sm4-ecb', Buffer.from(SECRETS.sm4key, 'hex'), null).setAutoPadding(false);
    const sealed = cipher.update(SECRETS.sm4key, 'hex', 'hex') + cipher.final('hex');
    assert.equal(sealed, '681edf34d206965e86b3e94f536e4246');
    for (const sm4iv of ['', '000102030405060708090a0b0c0d0e0f'])
      assert.equal(openSm4(sealSm4('停水两天', { ...SECRETS, sm4iv }), { ...SECRETS, sm4iv }), '停水两天');
  });

  it('SM2: GB/T 32918.5, the signature of its example', () => {
    const key = `04${'09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020'}${'CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13'}`;
    const signature =
      'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA'.toLowerCase();
    assert.ok(isSignedSm2('message digest', signature, key));
    assert.ok(!isSignedSm2('message digests', signature, key));
    const own = signSm2('message digest', '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8');
    assert.ok(isSignedSm2('message digest', own, key));
  });

  it('MD5: RFC 1321, “message digest”', () => {
    const url = 'https://hotline.example.cn/?nonce=&timestamp=&a=message';
    const digest = 'f96b697d7cb7938d525a2f31aaf161d0';
    // Its signature fits; what is then missing is the time.
    assert.throws(
      () =>
        SCHEMES['md5-values']!.check(
          { method: 'GET', url: `${url}&sign=${digest}`, headers: {}, body: '{"nonce":" digest"}' },
          { key: '' },
        ),
      { place: 'timestamp' },
    );
  });

  it('what the others put together, worked out once with OpenSSL', () => {
    const signed = (name: string, given: SignedCall = call) =>
      SCHEMES[name]!.sign(given, SECRETS, { at, nonce }).headers;
    // printf '1775003400a token7d444840-…1775003400' | openssl dgst -sha256
    assert.equal(signed('x-tif')['x-tif-signature'], X_TIF);
    // printf 'POST\n/order/push\na=%%E4%%B8%%80&b=2\nAK1\nWed, 01 Apr 2026 00:30:00 GMT\n' | openssl dgst -sha256 -hmac SK1 -binary | base64
    assert.equal(signed('x-bg-hmac')['x-bg-hmac-signature'], BG_HMAC);
    const form = { method: 'POST', url: 'https://hotline.example.cn/', headers: {}, body: 'b=2&a=1' };
    const sign = (name: string) =>
      new URLSearchParams(SCHEMES[name]!.sign(form, SECRETS, { at, nonce: 'n' }).body as string).get('sign');
    // printf 'a=1&b=2&nonce=n&timestamp=1775003400000&key=k1' | openssl dgst -md5 (-sm3)
    assert.equal(sign('md5-key'), MD5_KEY);
    assert.equal(sign('sm3-key'), SM3_KEY);
    // printf '12n1775003400000k1' | openssl dgst -md5
    assert.equal(sign('md5-values'), MD5_VALUES);
  });
});

const X_TIF = '61d3c6574f478f679a9362da008759064e934c217670437894ac5828b4b49534';
const BG_HMAC = '4njWhCykn7mFMEBxYBCwWh49ewvYkLj6zADxPvIJWJI=';
const MD5_KEY = 'A2DFB77E3D25EC33D5CC0C85D5681B31';
const SM3_KEY = '165937429CAA4B50B1E4F4D99AFE22E32DCA79347559D2878610C7E86B916857';
const MD5_VALUES = '9468356757f47829ba4483c376b01eaf';

describe('every signer', () => {
  for (const [name, scheme] of Object.entries(SCHEMES)) {
    it(`${name} knows its own calls, and tells when and under which nonce they were signed`, () => {
      const bodies: SignedCall[] = [
        call,
        { ...call, body: 'a=1&b=%E4%B8%80' },
        { method: 'GET', url: call.url, headers: {} },
      ];
      for (const given of bodies) {
        const signed = scheme.sign(given, SECRETS, { at, nonce });
        const claim = scheme.check({ ...signed, body: (signed.body as string) ?? '' }, SECRETS);
        assert.equal(Math.floor(claim.at / 1000), at / 1000);
        assert.ok(claim.nonce === nonce || name === 'x-bg-hmac');
        if (name === 'sm4-sm2') assert.equal(claim.body, given.body ?? '');
      }
    });

    it(`${name} refuses what another has signed, or nobody, and says where`, () => {
      const other = sm2.generateKeyPairHex();
      const theirs = {
        ...{ ...SECRETS, secret: 'x', token: 'x', sk: 'x', key: 'x' },
        ...{ sm2private: other.privateKey, sm2public: other.publicKey },
      };
      const signed = scheme.sign(call, theirs, { at, nonce });
      for (const forged of [{ ...signed, body: signed.body as string }, call])
        assert.throws(
          () => scheme.check(forged, SECRETS),
          (error) => error instanceof SignatureError && error.place.length > 0,
        );
    });

    it(`${name} is refused where a secret is missing, by its name`, () => {
      for (const one of scheme.needs)
        assert.throws(
          () => schemeOf(name, { ...SECRETS, [one]: '' }, 'hotlines.json'),
          new RegExp(`hotlines.json: the signer ${name} needs ${one}`),
        );
    });
  }

  it('that vouches for the body finds one changed letter', () => {
    for (const name of ['md5-values', 'md5-key', 'sm3-key', 'sm3-hmac', 'sm4-sm2']) {
      const { body, ...signed } = SCHEMES[name]!.sign(call, SECRETS, { at, nonce });
      const changed = (body as string).replace(/停水|.(?=","timestamp)/, 'X');
      assert.notEqual(changed, body);
      assert.throws(() => SCHEMES[name]!.check({ ...signed, body: changed }, SECRETS), SignatureError, name);
    }
  });
});
