// `npm run bench:gateway`: what the gateway bears, as ratios within one run on SQLite. See README.md in the folder above.
import { once } from 'node:events';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { newPlace, removePlace } from '../../gateway/support/place.js';
import { buildCommand, removeCommand, run, serve, type Serving } from '../../gateway/support/process.js';
import { fillTo } from './fill.js';
import { slowDisk } from './slow-disk.js';
import { call, closed, list, median, open, percentile, submit } from './load.js';

const ROUNDS = 3;
const SECONDS = 4;
const p99 = (times: number[]) => percentile(times, 0.99);
const show = (what: string, value: string) => console.log(`${what.padEnd(62)} ${value}`);
const ms = (value: number) => `${value.toFixed(2)} ms`;

const place = await newPlace();
let serving: Serving | undefined;
const stop = async () => {
  if (!serving || serving.child.exitCode !== null || serving.child.signalCode) return;
  const ended = once(serving.child, 'exit');
  serving.child.kill('SIGTERM');
  await ended;
};
/** A command on the data, to its end. */
function command(...line: string[]): string {
  const { status, stdout, stderr } = run(place, ...line);
  if (status !== 0) throw new Error(`${line.join(' ')}: ${stderr}`);
  return stdout.trim();
}
const start = async () => (serving = await serve(place)).url;

/** What one write of a page costs here at the least. */
function syncTime(): number {
  const file = join(place.dataDir, 'sync');
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 200 }, () => {
    const begun = performance.now();
    writeSync(handle, page);
    fdatasyncSync(handle);
    return performance.now() - begun;
  });
  closeSync(handle);
  rmSync(file);
  return median(times);
}

/** One published request, to make the others of. */
async function publishOne(url: string): Promise<void> {
  const token = command('token', 'create', '--role', 'editor', '--name', 'bench');
  await submit(url);
  const desk = `${url}api/desk/boards/qingxi/requests`;
  const headers = { authorization: `Bearer ${token}` };
  const { items } = (await (await fetch(desk, { headers })).json()) as { items: { id: string }[] };
  await fetch(`${desk}/${items[0]!.id}/publish`, { method: 'POST', headers });
}

async function submits(url: string, how: string): Promise<void> {
  await closed(64, 3, () => submit(url));
  const one: number[] = [];
  const many: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    one.push((await closed(1, SECONDS, () => submit(url))).perSecond);
    many.push((await closed(64, SECONDS, () => submit(url))).perSecond);
  }
  show(`submits a second, 1 in flight${how}`, median(one).toFixed(0));
  show(`submits a second, 64 in flight${how}`, median(many).toFixed(0));
  show('  ratio (at least 10)', (median(many) / median(one)).toFixed(1));
}

try {
  await buildCommand();
  const made = ['--template', 'epidemic', '--title', '清溪', '--region', '清溪县'];
  command('board', 'create', 'qingxi', ...made);
  let url = await start();
  await publishOne(url);

  show('fdatasync of a page, median', ms(syncTime()));
  await submits(url, '');
  const library = slowDisk(place.dataDir);
  if (library) {
    await stop();
    process.env['LD_PRELOAD'] = library;
    url = await start();
    delete process.env['LD_PRELOAD'];
    await submits(url, ', every fdatasync 5 ms slower');
  } else console.log('no C compiler: nothing is slowed down');

  const lists: number[] = [];
  for (const total of [10_000, 1_000_000]) {
    await stop();
    await fillTo(place, total);
    url = await start();
    await closed(4, 2, () => list(url));
    const { times } = await closed(4, SECONDS, () => list(url));
    lists.push(p99(times));
    show(`list p99 of ${total} requests (median)`, `${ms(p99(times))} (${ms(median(times))})`);
  }
  show('  ratio (at most 2)', (lists[1]! / lists[0]!).toFixed(2));

  const capacity = (await closed(16, SECONDS, () => list(url))).perSecond;
  const idle = await open(20, 15, () => submit(url));
  const half = open(capacity / 2, 16, () => list(url));
  const busy = await open(20, 15, () => submit(url));
  await half;
  show('lists a second, at most', capacity.toFixed(0));
  show('submit p99 while idle (median)', `${ms(p99(idle))} (${ms(median(idle))})`);
  show('submit p99 while lists run at half of that (median)', `${ms(p99(busy))} (${ms(median(busy))})`);
  show('  ratio (at most 5)', (p99(busy) / p99(idle)).toFixed(2));
  await call(`${url}api/health`, 200);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await stop();
  removeCommand();
  removePlace(place);
}
process.exit();
