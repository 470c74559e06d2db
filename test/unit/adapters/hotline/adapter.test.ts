import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HelpBoardAdapter } from '../../../../src/adapters/contract.js';
import { HotlineClient } from '../../../../src/adapters/hotline/client.js';
import { fetchExchange } from '../../../../src/adapters/hotline/exchange.js';
import { createHotlineAdapter, hotlineAdapter } from '../../../../src/adapters/hotline/index.js';
import type { HotlineProfile } from '../../../../src/adapters/hotline/profile.js';
import { hotlineShapes } from '../../../../src/adapters/hotline/profiles/index.js';
import { submissionFixture } from '../../../../src/testing/fixtures.js';
import { failsWith } from '../contract-cases.js';
import { answeredBy, startServer } from '../http-server.js';
import type { Shape } from './fixtures.js';
import { HotlineSimulator, orders } from '../../../../src/adapters/hotline/simulator/index.js';

const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const another = '00000000-0000-4000-8000-000000000001';

async function started(profile: HotlineProfile) {
  const hotline = new HotlineSimulator(profile, orders());
  const server = await startServer(answeredBy(hotline.serve));
  const client = new HotlineClient({ profile, exchange: fetchExchange(server.url) });
  return { hotline, server, adapter: hotlineAdapter(client, 'qingxi') };
}

/** With a hotline of this shape, and without it in the end. */
const using =
  (shape: Shape, work: (of: Awaited<ReturnType<typeof started>>) => Promise<void>) => async () => {
    const running = await started(hotlineShapes[shape]);
    try {
      await work(running);
    } finally {
      await running.server.close();
    }
  };

async function all(adapter: HelpBoardAdapter, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await adapter.list({ sort: 'latest', limit, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== undefined);
  return ids;
}

describe('hotline adapter', () => {
  const reading = (Object.keys(hotlineShapes) as Shape[]).filter((of) => hotlineShapes[of].operations.list);
  for (const shape of reading) {
    it(
      `${shape}: pages through all orders, and publishes no contact and no opinion`,
      using(shape, async ({ adapter, hotline }) => {
        const expected = hotline.orders.map(({ remoteId, ownId }) =>
          hotlineShapes[shape].fields.remoteId ? remoteId : `own~${ownId}`,
        );
        for (const limit of [20, 45, 7]) assert.deepEqual(await all(adapter, limit), expected, String(limit));
        const shown = JSON.stringify(await adapter.list({ sort: 'latest', limit: 50 }));
        for (const secret of ['13800000000', '王小明', '预算未批'])
          assert.ok(!shown.includes(secret), secret);
        assert.ok(shown.includes('已经修好'));
        const one = await adapter.get(expected[3]!);
        assert.equal(one.stage, 'answered');
        assert.equal(one.replies[0]!.kind, 'answer');
        await failsWith(adapter.get('no-such'), 'not-found');
      }),
    );
  }

  for (const shape of reading) {
    it(
      `${shape}: records once under a key, though the answer was lost`,
      using(shape, async ({ adapter, hotline, server }) => {
        const { listener } = server;
        const submit = (id = key) => adapter.submit(submissionFixture(), { key: id });
        let lost = 0;
        server.listener = (request, response) => {
          response.end = (() => {
            lost++;
            response.destroy();
            return response;
          }) as never;
          listener(request, response);
        };
        const before = hotline.orders.length;
        await failsWith(submit(), 'network');
        server.listener = listener;
        const receipt = await submit();
        assert.deepEqual((await submit()).id, receipt.id);
        assert.equal(receipt.key, key);
        assert.ok(lost > 0);
        assert.equal(hotline.orders.length, before + 1);
        await submit(another);
        assert.equal(hotline.orders.length, before + 2);
        assert.equal(
          (await adapter.get(receipt.id)).stage,
          'submitted' in hotlineShapes[shape].stages ? 'submitted' : 'unknown',
        );
      }),
    );
  }

  it(
    'D: tells of another text under the same key that the first has arrived',
    using('D', async ({ adapter }) => {
      const receipt = await adapter.submit(submissionFixture(), { key });
      await assert.rejects(
        adapter.submit(submissionFixture({ body: '改过的内容' }), { key }),
        (error: any) => {
          assert.equal(error.code, 'already-received');
          assert.equal(error.receipt.id, receipt.id);
          return true;
        },
      );
    }),
  );

  it(
    'hands over what hotlines have no field for below the text',
    using('I', async ({ adapter, hotline }) => {
      const { everyday, ...values } = { everyday: 1, zone: 'lockdown' };
      assert.ok(everyday);
      await adapter.submit(submissionFixture({ attributes: values }), { key });
      const { content, name, phone, address } = hotline.orders[0]!;
      assert.match(
        content!,
        /三天没透析[\s\S]*已经找过：医院、12345热线[\s\S]*替别人求助[\s\S]*zone：lockdown/,
      );
      assert.deepEqual([name, phone], ['陈小梅', '13800000000']);
      assert.ok(address);
    }),
  );

  it(
    'E: a request without a number of theirs is known by our key',
    using('E', async ({ adapter }) => {
      const receipt = await adapter.submit(submissionFixture(), { key });
      assert.equal(receipt.id, `own~${key}`);
      assert.equal(receipt.trackingCode, '');
      assert.equal((await adapter.get(receipt.id)).title, '母亲78岁，要去透析');
    }),
  );

  it(
    'I: follows an order by its number, and takes it back',
    using('I', async ({ adapter, hotline }) => {
      const receipt = await adapter.submit(submissionFixture({ confidential: true }), { key });
      assert.equal((await adapter.track!(receipt.trackingCode)).stage, 'submitted');
      await failsWith(adapter.get(receipt.id), 'not-found');
      await adapter.withdraw!(receipt);
      assert.equal(hotline.orders[0]!.stage, 'withdrawn');
      // The profile has no label for it: unknown, and never done.
      assert.equal((await adapter.track!(receipt.id)).stage, 'unknown');
    }),
  );

  it('C: posts nothing where a post could be doubled, and says so before anybody writes', async () => {
    const running = await started(hotlineShapes.C);
    assert.equal((await running.adapter.loadBoard()).open, false);
    assert.equal(running.adapter.capabilities.dedupe, 'none');
    await failsWith(running.adapter.submit(submissionFixture(), { key }), 'unsupported');
    assert.deepEqual(running.server.asked, []);
    await running.server.close();
  });

  const blob = new Blob([new Uint8Array([255, 216, 255, 217])], { type: 'image/jpeg' });
  const sha256 = 'a'.repeat(64);
  for (const shape of ['D', 'F', 'H'] as const) {
    it(
      `${shape}: sends pictures as the hotline takes them, and misses those that never came`,
      using(shape, async ({ adapter, server, hotline }) => {
        const submission = submissionFixture({ attachments: [{ sha256, alt: '药盒' }] });
        await failsWith(adapter.submit(submission, { key }), 'missing-upload');
        await adapter.upload!({ sha256, blob }, { key });
        await adapter.upload!({ sha256, blob }, { key });
        const bodies: string[] = [];
        const { listener } = server;
        server.listener = (request, response) => {
          request.on('data', (chunk: Buffer) => bodies.push(chunk.toString('latin1')));
          listener(request, response);
        };
        await adapter.submit(submission, { key });
        const sent = bodies.join('');
        if (shape === 'D') assert.match(sent, /<file><content>\/9j\/2Q==<\/content><fileName>aaaa/);
        if (shape === 'F') assert.match(sent, /name="files"; filename="aaaa\w+\.jpeg"/);
        if (shape === 'H')
          assert.match(decodeURIComponent(sent), /"images":"https:\/\/files\.example\.cn\/1\.jpg"/);
        assert.equal(hotline.uploads, shape === 'H' ? 1 : 0);
        const text = new Blob(['x'], { type: 'text/html' });
        await failsWith(adapter.upload!({ sha256: 'b'.repeat(64), blob: text }, { key }), 'unsupported-type');
      }),
    );
  }

  it('puts the token of the page where the profile says, fetched for each call', async () => {
    const profile = hotlineShapes.I;
    const server = await startServer(answeredBy(new HotlineSimulator(profile).serve));
    let asked = 0;
    const adapter = createHotlineAdapter({
      profile,
      backend: server.url,
      board: 'qingxi',
      getToken: () => `t${++asked}`,
    });
    await adapter.list({ sort: 'latest' });
    await adapter.list({ sort: 'latest' });
    assert.deepEqual(
      server.requests.map(({ headers }) => headers.authorization),
      ['Bearer t1', 'Bearer t2'],
    );
    await server.close();
  });

  it('throws nothing but HelpBoardError, with a code the outbox tries again, for answers that are not theirs', async () => {
    for (const shape of reading) {
      const running = await started(hotlineShapes[shape]);
      for (const [status, text] of [
        [200, '<!doctype html><title>Login</title>'],
        [200, ''],
        [200, '{"a":1}'],
        [403, '<html>'],
        [502, ''],
      ] as const) {
        running.server.listener = (request, response) => {
          request.resume();
          response.writeHead(status).end(text);
        };
        const code = status === 502 ? 'server' : 'bad-answer';
        await failsWith(running.adapter.submit(submissionFixture(), { key }), code);
        if (text !== '{"a":1}') await failsWith(running.adapter.list({ sort: 'latest' }), code);
      }
      await running.server.close();
    }
  });

  it('ends with `aborted`, before and in the middle', async () => {
    const running = await started(hotlineShapes.F);
    const ended = AbortSignal.abort();
    for (const call of [
      running.adapter.loadBoard({ signal: ended }),
      running.adapter.list({ sort: 'featured' }, { signal: ended }),
      running.adapter.get('1', { signal: ended }),
      running.adapter.submit(submissionFixture(), { key, signal: ended }),
      running.adapter.upload!({ sha256, blob }, { key, signal: ended }),
    ])
      await failsWith(call, 'aborted');
    assert.deepEqual(running.server.asked, []);
    running.server.listener = () => undefined;
    const ending = new AbortController();
    const call = running.adapter.list({ sort: 'latest' }, { signal: ending.signal });
    setTimeout(() => ending.abort(), 20);
    await failsWith(call, 'aborted');
    await running.server.close();
  });
});
