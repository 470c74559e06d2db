import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startGateway, type RunningGateway } from '../support/gateway.js';
import { haveOldLibraries } from '../hostile/site.js';
import { CASES, HOSTILE_CASES, type World } from './cases.js';
import { ENGINES } from './engines.js';
import { PLAIN_HOST, type Browser, type Engine, type Page } from './page.js';
import { openRoad } from './road.js';
import { Table } from './table.js';
import { Writer } from './writer.js';

let gateway: RunningGateway;
let road: Awaited<ReturnType<typeof openRoad>>;
const table = new Table();

before(async () => {
  // Empty: its queue is read page by page, and must not be sorted anew meanwhile.
  gateway = await startGateway();
  road = await openRoad(gateway.port);
});
after(async () => {
  await road?.close();
  await gateway?.close();
  console.log(`\n${table}`);
});

async function live(engine: Engine, host: string, run: (world: World) => Promise<void>): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'help-board-engine-'));
  // Nothing that would be covered: no digits, and none of the letters that names of accounts begin with (qq, wx).
  const words = Array.from(randomBytes(20), (byte) => 'bcdfghjkmnpr'[byte % 12]).join('');
  const pages: Page[] = [];
  let browser: Browser | undefined;
  const start = async () => {
    browser = await engine.start({ profile, port: road.port });
  };
  try {
    await start();
    const { engine: version } = browser!;
    await run({
      words,
      road,
      async open(...paths) {
        const opened = await browser!.open(...paths.map((path) => `http://${host}:${road.port}${path}`));
        pages.push(...opened);
        return opened.map((page) => new Writer(page));
      },
      async crash() {
        await browser!.kill();
        await start();
      },
      photos: async (id) => (await gateway.desk('GET', `/requests/${id}`)).photos.length,
      rows: async () => (await gateway.requests()).filter((row) => JSON.stringify(row).includes(words)),
    });
    assert.deepEqual(
      pages.flatMap(({ errors }) => errors),
      [],
      'nothing was thrown',
    );
    return version;
  } finally {
    await browser?.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}

before(() => {
  assert.ok(
    haveOldLibraries() || !process.env.CI,
    'needs the Debian packages libjs-prototype and libjs-mootools',
  );
});

for (const engine of ENGINES)
  for (const [where, host, cases] of [
    ['localhost', '127.0.0.1', CASES],
    // Hostile pages are old ones.
    ['plain http', PLAIN_HOST, [...CASES, ...HOSTILE_CASES]],
  ] as const)
    describe(`${engine.name}, ${where}`, () => {
      let present = false;
      before(async () => {
        present = await engine.get();
      });
      for (const [name, run] of cases)
        it(name, { timeout: 120_000 }, async (test) => {
          const cell = table.cell(`${engine.name}, ${where}`, name);
          if (!present) {
            cell.is('missing');
            // Where releases are judged, an engine that is not there proves nothing.
            assert.ok(!process.env.CI, `needs ${engine.needs}`);
            return test.skip(`needs ${engine.needs}`);
          }
          const start = performance.now();
          cell.is('failed');
          await live(engine, host, run);
          cell.is(`${((performance.now() - start) / 1000).toFixed(1)} s`);
        });
    });
