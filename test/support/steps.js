import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compile, compiled } from './compile.js';

/** The node:test files of a folder; node 20 has no globs for them. */
const testFiles = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter((file) => /\.test\.(ts|js)$/.test(file))
        .map((file) => join(folder, file))
        .sort()
    : [];

export const command = (...line) => ({ line });

/** A folder of node:test files, written in TypeScript. */
export const nodeTests = (folder, { concurrency = 2, minutes = 5, only } = {}) => {
  const files = testFiles(folder);
  const flags = [
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${minutes * 60_000}`,
    '--test-reporter=spec',
    ...(only ? [`--test-name-pattern=${only}`] : []),
  ];
  return {
    ...command(
      process.execPath,
      '--enable-source-maps',
      '--test',
      ...flags,
      ...files.map((file) => compiled(folder, file)),
    ),
    prepare: () => compile(folder, files),
  };
};

/** What a step's output says about its tests: node:test's summary, or our own closing line. */
const countTests = (output) => {
  const sum = (pattern) =>
    [...output.matchAll(pattern)].reduce((total, [, number]) => total + Number(number), 0);
  return {
    passed: sum(/^ℹ pass (\d+)$/gm) + sum(/^(\d+) passed, \d+ failed$/gm),
    failed: sum(/^ℹ (?:fail|cancelled) (\d+)$/gm) + sum(/^\d+ passed, (\d+) failed$/gm),
  };
};

/**
 * Runs one step, shows its output as it comes, and counts. A step without tests of its own (lint, build) counts as one.
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function runStep({ line: [program, ...args], prepare, env = {}, minutes = 6 }, cwd) {
  await prepare?.();
  return new Promise((done) => {
    let output = '';
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of ['stdout', 'stderr']) {
      child[stream].on('data', (chunk) => {
        output += chunk;
        process[stream].write(chunk);
      });
    }
    // The step and the browsers and servers it started are one process group, so that none outlives it.
    const stop = (why) => {
      console.log(`\n${why}`);
      process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => stop(`stopped after ${minutes} minutes`), minutes * 60_000);
    const interrupted = () => (stop('interrupted'), process.exit(130));
    process.once('SIGINT', interrupted);
    child.on('error', (error) => {
      clearTimeout(timer);
      console.log(error.message);
      done({ passed: 0, failed: 1 });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      const { passed, failed } = countTests(output.replace(/\x1b\[\d*m/g, ''));
      if (passed + failed === 0) done({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 });
      else done({ passed, failed: code !== 0 && failed === 0 ? 1 : failed });
    });
  });
}
