// `npm run bench:gateway`: what the gateway bears, as ratios within one run on SQLite. See README.md in the folder above.
import { once } from 'node:events';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../../src/gateway/storage/index.js';
import { newPlace, removePlace } from '../../gateway/support/place.js';
import { buildCommand, removeCommand, run, serve, type Serving } from '../../gateway/support/process.js';
import { fillTo } from './fill.js';
import { call, closed, list, median, open, percentile, submit } from './load.js';
import { submits } from './submits.js';

const SECONDS = 4;
const LIST_ROUNDS = 10;
const TOTALS = [10_000, 1_000_000] as const;
const p99 = (times: number[]) => percentile(times, 0.99);
const show = (what: string, value: string) => console.log(`${what.padEnd(62)} ${value}`);
const ms = (value: number) => `${value.toFixed(2)} ms`;

const place = await newPlace();
const large = await newPlace();
const started: Serving[] = [];
const start = async (of: Place): Promise<Serving> => {
  const serving = await serve(of);
  started.push(serving);
  return serving;
};
const stop = async ({ child }: Serving) => {
  if (child.exitCode !== null || child.signalCode) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};
/** A command on the data, to its end. */
function command(place: Place, ...line: string[]): string {
  const { status, stdout, stderr } = run(place, ...line);
  if (status !== 0) throw new Error(`${line.join(' ')}: ${stderr}`);
  return stdout.trim();
}

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
async function publishOne(place: Place, url: string): Promise<void> {
  const token = command(place, 'token', 'create', '--role', 'editor', '--name', 'bench');
  await submit(url);
  const desk = `${url}api/desk/boards/qingxi/requests`;
  const headers = { authorization: `Bearer ${token}` };
  const { items } = (await (await fetch(desk, { headers })).json()) as { items: { id: string }[] };
  const path = `${desk}/${items[0]!.id}/publish`;
  const { status } = await fetch(path, { method: 'POST', headers: { ...headers, 'if-match': '*' } });
  if (status !== 200) throw new Error(`${path}: ${status}`);
}

/** Lists of both at the same time of day: by turns, so that whatever else the machine does meanwhile hits both alike. */
async function lists(few: Serving, many: Serving): Promise<void> {
  const all = [few, many].map((of) => ({ of, times: [] as number[] }));
  for (const { of } of all) await closed(4, 2, () => list(of.url));
  for (let round = 0; round < LIST_ROUNDS; round++)
    for (const { of, times } of all) times.push(...(await closed(4, 1, () => list(of.url))).times);
  for (const [n, { times }] of all.entries())
    show(
      `list p99 of ${TOTALS[n]} requests (median; of ${times.length})`,
      `${ms(p99(times))} (${ms(median(times))})`,
    );
  show('  ratio (at most 2)', (p99(all[1]!.times) / p99(all[0]!.times)).toFixed(2));
}

try {
  await buildCommand();
  for (const of of [place, large])
    command(
      of,
      'board',
      'create',
      'qingxi',
      '--template',
      'epidemic',
      '--title',
      '清溪',
      '--region',
      '清溪县',
    );
  const first = await start(place);
  await publishOne(place, first.url);
  await stop(first);

  show('fdatasync of a page, median', ms(syncTime()));
  await submits(place, 0, stop);
  await submits(place, 5, stop);

  const second = await start(large);
  await publishOne(large, second.url);
  await stop(second);
  await fillTo(place, TOTALS[0]);
  await fillTo(large, TOTALS[1]);
  const few = await start(place);
  const many = await start(large);
  await lists(few, many);
  await stop(few);

  const { url } = many;
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
  for (const serving of started) await stop(serving);
  removeCommand();
  for (const of of [place, large]) removePlace(of);
}
process.exit();
