import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gbk } from '../../../src/adapters/hotline/simulator/gbk.js';
import { Connections } from '../../../src/gateway/hotline/connections.js';
import { SCHEMES } from '../../../src/gateway/hotline/signers/index.js';

const secrets = { paasid: 'qx', token: 'shared', key: 'k' };

describe('a call to a hotline whose profile is signed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'help-board-exchange-'));
  const heard: { incoming: IncomingMessage; body: string }[] = [];
  let answer: (path: string) => { status: number; headers?: Record<string, string>; body?: Uint8Array };
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk) => (body += String(chunk)));
    incoming.on('end', () => {
      heard.push({ incoming, body });
      const { status, headers, body: said } = answer(incoming.url!);
      outgoing.writeHead(status, headers).end(said);
    });
  });
  before(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)));
  after(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  async function client(signer: string) {
    const profile = join(folder, `${signer}.mjs`);
    writeFileSync(
      profile,
      `export default ({ hotlineShapes }) => ({ ...hotlineShapes.B, credentials: [], signer: '${signer}' });`,
    );
    const one = { board: 'qingxi', key: '12345', profile, backend: `${url()}/base`, secrets };
    return (await Connections.open(folder, JSON.stringify({ hotlines: [one] }))).get('qingxi', '12345')!
      .client;
  }
  const fine = { code: 200, data: { FLOWID: 'QX1', HFNR: '今晚来水' } };

  for (const signer of ['x-tif', 'sm3-hmac'])
    it(`carries what ${signer} needs to know it, anew each time`, async () => {
      answer = () => ({ status: 200, body: gbk(JSON.stringify(fine)) });
      const to = await client(signer);
      const nonces = [];
      for (let n = 0; n < 2; n++) {
        await to.submit({ ownId: 'own', content: '停水' });
        const { incoming, body } = heard.at(-1)!;
        assert.equal(incoming.url, '/base/order/push');
        const call = { method: 'POST', url: url() + incoming.url!, headers: incoming.headers as never, body };
        const claim = SCHEMES[signer]!.check(call, secrets);
        assert.ok(Math.abs(claim.at - Date.now()) < 60_000);
        nonces.push(claim.nonce);
      }
      assert.notEqual(nonces[0], nonces[1]);
    });

  it('never follows an answer that leads elsewhere', async () => {
    answer = () => ({ status: 302, headers: { location: `${url()}/elsewhere` } });
    const before = heard.length;
    await assert.rejects((await client('x-tif')).get('QX1'), { code: 'bad-answer' });
    assert.equal(heard.length, before + 1);
  });
});
