// `npm test -- outbox-model`: 10,000 runs of the model, 300 more on a browser's database, and the proof that it would notice:
// the same property on outboxes that are broken in the ways of others must fail. Ends with one line of totals.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { mutants } from './mutants.js';

const RUNS = 10_000;
const RUNS_IN_DATABASE = 300;
/** A mutant that is still alive after so many has escaped. */
const CHANCES = 40_000;
const FAILED = 3;
/** The gate plays the same runs every time; `OUTBOX_SEED=N` plays others. */
const SEED = Number(process.env.OUTBOX_SEED ?? 1);

const root = fileURLToPath(new URL('../..', import.meta.url));
const processes = Math.min(4, availableParallelism());

function run(line: string[], more: Record<string, string>): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(process.execPath, line, { cwd: root, env: { ...process.env, ...more } });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code, output }));
  });
}

const shard = (runs: number, mutant = '', seed = SEED) =>
  run(['--import', 'tsx', '--import', './test/outbox-model/mutate.ts', 'test/outbox-model/shard.ts'], {
    OUTBOX_RUNS: String(runs),
    OUTBOX_SEED: String(seed),
    MUTANT: mutant,
  });
const inDatabase = () =>
  run(['node_modules/.bin/wtr', '--config', 'test/outbox-model/database.config.js'], {
    OUTBOX_RUNS: String(RUNS_IN_DATABASE),
  });

let passed = 0;
let failed = 0;
const tell = (good: boolean, text: string) => {
  if (good) passed++;
  else failed++;
  console.log(`${good ? '✔' : '✖'} ${text}`);
};
const seconds = (since: number) => `${((performance.now() - since) / 1_000).toFixed(0)} s`;

const start = performance.now();
const shards = await Promise.all(
  Array.from({ length: processes }, (_, i) => shard(Math.ceil(RUNS / processes), '', SEED + i)),
);
for (const { code, output } of shards) if (code) console.log(output);
tell(
  shards.every(({ code }) => code === 0),
  `${RUNS} runs: one row for every submission that was sent, no text lost (${seconds(start)})`,
);

const since = performance.now();
const database = await inDatabase();
if (database.code) console.log(database.output);
tell(database.code === 0, `${RUNS_IN_DATABASE} runs on IndexedDB likewise (${seconds(since)})`);

const left = [...mutants];
const hunt = async () => {
  for (let mutant; (mutant = left.shift());) {
    const { name, file, from, complaint } = mutant;
    const since = performance.now();
    const isThere = existsSync(root + file) && readFileSync(root + file, 'utf8').includes(from);
    const { code, output } = isThere ? await shard(CHANCES, name) : { code: null, output: 'no such line' };
    const [, after = '?'] = /failed after (\d+) test/.exec(output) ?? [];
    const why = /Got error: (.*)/.exec(output)?.[1] ?? output.slice(0, 2_000);
    const noticed = code === FAILED && complaint.test(why);
    tell(
      noticed,
      `${name}: ${noticed ? `noticed in run ${after}` : 'NOT noticed'} (${seconds(since)}) ${why}`,
    );
  }
};
await Promise.all(Array.from({ length: processes }, hunt));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
