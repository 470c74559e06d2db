import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Place } from '../../../src/gateway/storage/index.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Below the packages it needs, one for each test process. */
const folder = join(root, `node_modules/.cache/help-board/gateway-${process.pid}`);
const main = join(folder, 'main.mjs');

/** Makes JavaScript of the command: started twenty times, it must not be compiled twenty times. */
export async function buildCommand(): Promise<void> {
  await build({
    entryPoints: [join(root, 'src/gateway/main.ts')],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // As it is built for use: what a command does not need is not loaded.
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
}

export const removeCommand = (): void => rmSync(folder, { force: true, recursive: true });

const environment = ({ databaseUrl }: Place): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: databaseUrl ?? '',
});

/** One command on a site's data, to its end. */
export const run = (place: Place, ...line: string[]) =>
  spawnSync(process.execPath, [main, ...line, '--data', place.dataDir], {
    encoding: 'utf8',
    env: environment(place),
  });

/** The same, while this process goes on: for commands that speak to a gateway in it. */
export async function runBeside(place: Place, ...line: string[]) {
  const child = spawn(process.execPath, [main, ...line, '--data', place.dataDir], {
    env: environment(place),
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (chunk) => (said[stream] += String(chunk)));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, ...said };
}

export interface Serving {
  child: ChildProcess;
  url: string;
}

/** The command itself, serving; resolves when it says that it is ready. */
export const serve = (place: Place, ...line: string[]): Promise<Serving> => serveUnder([], place, ...line);

/** The same, started by another program that looks on. */
export async function serveUnder(observer: string[], place: Place, ...line: string[]): Promise<Serving> {
  const options = ['start', '--port', '0', '--log', 'error', '--data', place.dataDir, ...line];
  const [program, ...rest] = [...observer, process.execPath, main, ...options];
  const child = spawn(program!, rest, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment(place),
  });
  return { child, url: await readyUrl(child) };
}

/** The address that a server says it is ready at. */
export async function readyUrl({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of stdout!) {
    said += String(chunk);
    const url = /^ready (http:\S+)$/m.exec(said)?.[1];
    if (url) return url;
  }
  throw new Error(`The gateway never got ready: ${said}`);
}
