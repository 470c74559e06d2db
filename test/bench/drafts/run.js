// `npm run bench:drafts`: the outbox beside workbox-background-sync's queue in one run, and a board with 1,000 waiting beside
// an empty one. Fails where a ratio is over its limit. See README.md in the folder above.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { launch } from '../browser.js';
import { median } from '../median.js';
import { openings } from './openings.js';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '5' } },
});
const count = +values.count;
const rounds = +values.rounds;
if (!existsSync('dist/help-board.js')) {
  console.error('not built yet: npm run build');
  process.exit(2);
}

const { outputFiles } = await build({
  entryPoints: ['test/bench/drafts/page.ts'],
  bundle: true,
  write: false,
  format: 'iife',
  minify: true,
  // Workbox looks for its worker, and for a build without its checks.
  define: { 'process.env.NODE_ENV': '"production"', 'self.registration': '{}' },
});

/** The page, and a backend that answers every post with a receipt. */
const server = createServer((request, response) => {
  const json = (body) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  request.resume().on('end', () => {
    const key = request.headers['idempotency-key'];
    if (request.url === '/post') json({ key, id: key, stage: 'submitted' });
    else if (request.url === '/drafts.js')
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(outputFiles[0].contents);
    else
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><script src="/drafts.js"></script>');
  });
});
server.keepAliveTimeout = 60_000;
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

const browser = await launch();
let over = 0;
const line = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const row = (what, ours, theirs, limit) => {
  const ratio = ours / theirs;
  const bad = limit !== undefined && ratio > limit;
  if (bad) over++;
  const verdict = limit === undefined ? '–' : `${limit}${bad ? ' OVER' : ''}`;
  line(what, ours.toFixed(2), theirs.toFixed(2), ratio.toFixed(2), verdict);
};

try {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const ask = (name, ...args) => page.evaluate(([name, args]) => window.drafts[name](...args), [name, args]);
  const found = { bare: [], photos: [], workbox: [], enqueued: [], drained: [], replayed: [] };
  await ask('keystrokes', 0, 3);
  await ask('workboxWrites', 3);
  for (let round = 0; round < rounds; round++) {
    found.bare.push(...(await ask('keystrokes', 0, 10)));
    found.workbox.push(...(await ask('workboxWrites', 10)));
    found.photos.push(...(await ask('keystrokes', 10, 10)));
  }
  // The long part: so many strict writes, twice each.
  for (let round = 0; round < Math.min(rounds, 2); round++) {
    const { enqueued, drained } = await ask('drain', count);
    found.enqueued.push(...enqueued);
    found.drained.push(drained);
    found.replayed.push(await ask('workboxDrain', count));
  }
  await context.close();
  const waiting = await openings(browser, count, rounds, outputFiles[0].text);

  line('ms, medians', 'outbox', 'beside it', 'ratio', 'limit');
  line('---', '---', '---', '---', '---');
  row('keystroke to disk / one write of workbox', median(found.bare), median(found.workbox));
  row('the same with ten photos attached', median(found.photos), median(found.workbox), 1.5);
  row(
    'send pressed, strictly on the disk / one write of workbox',
    median(found.enqueued),
    median(found.workbox),
  );
  row(`${count} sent when online again / replayed by workbox`, median(found.drained), median(found.replayed));
  row(
    `first item with ${count} waiting / with none`,
    median(waiting.full.first),
    median(waiting.empty.first),
    1.2,
  );
  row(
    `list complete with ${count} waiting / with none`,
    median(waiting.full.all),
    median(waiting.empty.all),
    1.2,
  );
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
process.exitCode = over ? 1 : 0;
