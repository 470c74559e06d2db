// Posts with a durable commit, 64 in flight and 1, to the gateway and to the least that could take them (floor.ts).
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place } from '../../../src/gateway/storage/index.js';
import { readyUrl, serveUnder, type Serving } from '../../gateway/support/process.js';
import { processorTime } from '../../support/processor-time.js';
import { countingDisk, type Disk } from './disk.js';
import { closed, median, submit } from './load.js';

const ROUNDS = 3;
const SECONDS = 4;
const FLOOR = fileURLToPath(new URL('./floor.ts', import.meta.url));

const variables = (disk: Disk | undefined): string[] => [
  'env',
  ...Object.entries(disk?.env ?? {}).map(([name, value]) => `${name}=${value}`),
];

async function startFloor(folder: string, disk: Disk | undefined): Promise<Serving> {
  const [program, ...rest] = [...variables(disk), process.execPath, '--import', 'tsx', FLOOR, folder];
  const child = spawn(program!, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, url: await readyUrl(child) };
}

/** Medians of all rounds. */
interface Figures {
  one: number;
  many: number;
  cost: number;
  shared: number;
  ratio: number;
}

/** What one of the two bears. */
class Taken {
  readonly #one: number[] = [];
  readonly #many: number[] = [];
  readonly #cost: number[] = [];
  readonly #shared: number[] = [];

  constructor(
    readonly serving: Serving,
    readonly disk: Disk | undefined,
  ) {}

  async round(): Promise<void> {
    const { child, url } = this.serving;
    const post = () => submit(url);
    this.#one.push((await closed(1, SECONDS, post)).perSecond);
    const [processor, synced] = [processorTime(child.pid!), this.disk?.synced() ?? NaN];
    const { perSecond, times } = await closed(64, SECONDS, post);
    this.#many.push(perSecond);
    this.#cost.push((processorTime(child.pid!) - processor) / times.length);
    this.#shared.push(times.length / ((this.disk?.synced() ?? NaN) - synced));
  }

  get figures(): Figures {
    const [one, many] = [median(this.#one), median(this.#many)];
    return { one, many, cost: median(this.#cost), shared: median(this.#shared), ratio: many / one };
  }
}

/** Prints both beside each other. @param slowerMs what every sync takes beyond its own time */
export async function submits(
  place: Place,
  slowerMs: number,
  stop: (serving: Serving) => Promise<void>,
): Promise<void> {
  const folder = () => mkdtempSync(join(place.dataDir, 'disk-'));
  const [disk, floorDisk] = [countingDisk(folder(), slowerMs), countingDisk(folder(), slowerMs)];
  if (slowerMs && !disk) return console.log('no C compiler: no disk is slowed down');
  const both = [
    new Taken(await serveUnder(variables(disk), place), disk),
    new Taken(await startFloor(folder(), floorDisk), floorDisk),
  ];
  // Warm, both: what is compiled late is compiled.
  for (const { serving } of both) await closed(64, 3, () => submit(serving.url));
  for (let round = 0; round < ROUNDS; round++) for (const taken of both) await taken.round();
  for (const { serving } of both) await stop(serving);

  const [gateway, floor] = both.map(({ figures }) => figures);
  const title = slowerMs ? `every fdatasync ${slowerMs} ms slower` : 'the disk as it is';
  console.log(`${title.padEnd(62)} ${'gateway'.padStart(9)} ${'floor'.padStart(9)}`);
  const row = (what: string, digits: number, name: keyof Figures) =>
    console.log(
      `  ${what.padEnd(60)} ${[gateway!, floor!].map((of) => of[name].toFixed(digits).padStart(9)).join(' ')}`,
    );
  row('submits a second, 1 in flight', 0, 'one');
  row('submits a second, 64 in flight', 0, 'many');
  row('    processor time for one of these, ms', 2, 'cost');
  row('    of these for one fdatasync', 1, 'shared');
  row('64 in flight to 1 (at least 10, where the disk leaves room for it)', 1, 'ratio');
}
