// `npm test`: everything. `npm test -- unit e2e`: only these. Needs nothing installed to begin with.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfStale } from './support/install.js';
import { command, nodeTests, runStep } from './support/steps.js';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const bin = (name, ...line) => command(`node_modules/.bin/${name}`, ...line);
const steps = {
  format: () =>
    bin('prettier', '--check', '--log-level', 'warn', '--cache', '--cache-strategy', 'content', '.'),
  lint: () => bin('eslint', '.'),
  // The build looks at the types of src, the tests' project at theirs.
  typecheck: () => bin('tsc', '-p', 'test/tsconfig.json'),
  build: () => command('npm', 'run', '--silent', 'build'),
  unit: () => nodeTests('test/unit'),
  elements: () => bin('wtr', '--config', 'test/support/web-test-runner.config.js'),
  gateway: () => ({ ...nodeTests('test/gateway'), minutes: 10 }),
  package: () => nodeTests('test/package'),
  e2e: () => ({ ...nodeTests('test/e2e'), minutes: 10 }),
};
/** Only when they are asked for by name: they take their time, or what they need is slow to fetch. */
const onDemand = {
  postgres: () => {
    const { line, prepare } = nodeTests('test/gateway');
    return { ...command(process.execPath, 'test/support/postgres.js', ...line), prepare, minutes: 10 };
  },
  chaos: () => ({
    ...command(process.execPath, '--import', 'tsx', 'test/chaos/run.ts', '--rounds', '20'),
    minutes: 10,
  }),
  connector: () => ({
    ...nodeTests('test/gateway/hotline', { only: 'poor lines' }),
    env: { CONNECTOR_REQUESTS: '500' },
    minutes: 10,
  }),
  kit: () => ({ ...nodeTests('test/kit', { concurrency: 1 }), minutes: 10 }),
  'outbox-model': () => ({
    ...command(process.execPath, '--import', 'tsx', 'test/outbox-model/run.ts'),
    minutes: 15,
  }),
  review: () => ({ ...command(process.execPath, '--import', 'tsx', 'test/review/take.ts'), minutes: 5 }),
  frameworks: () => ({ ...nodeTests('test/frameworks', { concurrency: 1 }), minutes: 5 }),
  wordpress: () => ({ ...nodeTests('test/wordpress', { concurrency: 1 }), minutes: 5 }),
  hostile: () => ({ ...nodeTests('test/hostile', { concurrency: 1 }), minutes: 5 }),
  kill: () => ({ ...nodeTests('test/kill'), minutes: 15 }),
  proofs: () => ({ ...nodeTests('test/proofs'), minutes: 10 }),
  engines: () => ({ ...nodeTests('test/engines', { concurrency: 1, minutes: 20 }), minutes: 20 }),
};
const needBrowser = [
  'elements',
  'outbox-model',
  'package',
  'e2e',
  'proofs',
  'review',
  'hostile',
  'frameworks',
  'chaos',
  'engines',
];
const needBuild = [
  'kit',
  'package',
  'e2e',
  'proofs',
  'review',
  'hostile',
  'frameworks',
  'wordpress',
  'chaos',
  'engines',
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps) && !(name in onDemand));
if (unknown.length) {
  console.error(
    `no step ${unknown.join(', ')}; there are ${Object.keys({ ...steps, ...onDemand }).join(', ')}`,
  );
  process.exit(2);
}
const names = asked.length ? asked : Object.keys(steps);
if (needBuild.some((name) => names.includes(name)) && !names.includes('build') && !existsSync('dist')) {
  names.unshift('build');
}

if (!installIfStale(root)) {
  console.error('npm ci failed');
  process.exit(1);
}
if (needBrowser.some((name) => names.includes(name))) {
  const { installBrowserIfMissing } = await import('./support/install-browser.js');
  const browser = await installBrowserIfMissing();
  if (browser) process.env.CHROME_PATH = browser;
  else console.error('no Chromium: set CHROME_PATH');
}

// What gateways of this run begin with (see support/board-data.ts).
process.env.HELP_BOARD_TEST_BOARDS = mkdtempSync(join(tmpdir(), 'help-board-boards-'));
process.on('exit', () => rmSync(process.env.HELP_BOARD_TEST_BOARDS, { recursive: true, force: true }));

const total = { passed: 0, failed: 0 };
const summary = [];
const run = async (name) => {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const { passed, failed } = await runStep({ ...steps, ...onDemand }[name](), root);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  summary.push(
    `${name.padEnd(10)} ${seconds.padStart(6)} s  ${passed} passed${failed ? `, ${failed} FAILED` : ''}`,
  );
  total.passed += passed;
  total.failed += failed;
};
// The lanes of a row ask nothing of each other, and share two cores; the next row waits for both.
const rows = [
  [
    ['build', 'lint'],
    ['typecheck', 'format', 'unit'],
  ],
  [
    ['elements', 'e2e'],
    ['gateway', 'package'],
  ],
];
for (const lanes of rows)
  await Promise.all(
    lanes.map(async (lane) => {
      for (const name of lane) if (names.includes(name)) await run(name);
    }),
  );
for (const name of names) if (!rows.flat(2).includes(name)) await run(name);
console.log(`\n${summary.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
