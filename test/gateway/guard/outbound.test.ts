import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { ForbiddenAddressError, Outbound } from '../../../src/gateway/guard/outbound.js';

describe('a call to an address that somebody typed in', () => {
  const outbound = new Outbound();

  it('goes to public addresses only', () => {
    for (const address of ['8.8.8.8', '223.5.5.5', '2001:4860:4860::8888', '::ffff:8.8.8.8'])
      assert.ok(outbound.mayCall(address), address);
    for (const address of [
      ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.0.1', '169.254.169.254', '172.16.0.1'],
      ...[
        '172.31.255.255',
        '192.0.0.1',
        '192.168.1.1',
        '198.18.0.1',
        '224.0.0.1',
        '240.0.0.1',
        '255.255.255.255',
      ],
      ...[
        '::',
        '::1',
        'fe80::1',
        'fc00::1',
        'fd00:ec2::254',
        'ff02::1',
        '::ffff:127.0.0.1',
        '::ffff:a9fe:a9fe',
      ],
      // 10.0.0.1 by way of NAT64, 6to4 and Teredo.
      ...['64:ff9b::a00:1', '2002:a00:1::', '2001:0:4136:e378:8000:63bf:f5ff:fffe'],
    ])
      assert.ok(!outbound.mayCall(address), address);
  });

  it('and to networks that whoever runs the gateway has named', () => {
    const inside = new Outbound({ allow: ['10.1.2.0/24', 'fd00:1::/32', '192.168.1.9'] });
    for (const [address, may] of [
      ['10.1.2.200', true],
      ['::ffff:10.1.2.200', true],
      ['10.1.3.1', false],
      ['fd00:1::5', true],
      ['fd00:2::5', false],
      ['192.168.1.9', true],
      ['192.168.1.10', false],
    ] as const)
      assert.equal(inside.mayCall(address), may, address);
    assert.throws(() => new Outbound({ allow: ['office'] }), /is no network/);
  });

  it('never connects to a name that leads beside the gateway', async () => {
    let called = 0;
    const server = createServer((_request, response) => {
      called++;
      response.end('{}');
    });
    await new Promise<void>((done) => server.listen(0, done));
    const { port } = server.address() as AddressInfo;
    try {
      await assert.rejects(
        outbound.postJson(`http://localhost:${port}/`, '{}', {}, 2000),
        ForbiddenAddressError,
      );
      await assert.rejects(
        async () => outbound.postJson(`http://127.0.0.1:${port}/`, '{}', {}, 2000),
        ForbiddenAddressError,
      );
      assert.equal(called, 0);
      const allowed = new Outbound({ allow: ['127.0.0.0/8', '::1'] });
      assert.equal((await allowed.postJson(`http://localhost:${port}/`, '{}', {}, 2000)).status, 200);
      assert.equal(called, 1);
    } finally {
      server.close();
    }
  });

  it('ends when there is no answer in time', async () => {
    const server = createServer(() => {});
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const allowed = new Outbound({ allow: ['127.0.0.1'] });
    await assert.rejects(allowed.postJson(`http://127.0.0.1:${port}/`, '{}', {}, 50));
    server.closeAllConnections();
    server.close();
  });
});
