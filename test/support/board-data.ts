import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built gateway's command. */
export const COMMAND = fileURLToPath(new URL('../../src/gateway/dist/main.js', import.meta.url));
const ROLES = ['editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

function command(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  return new Promise((resolve, reject) =>
    child.on('exit', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`${args.join(' ')}: ${err || out}`)),
    ),
  );
}

/** The board `qingxi` from the epidemic template, and a token of each role, as an operator's commands make them. */
async function make(folder: string, seed: boolean): Promise<void> {
  const data = join(folder, 'data');
  await command(
    'board', 'create', 'qingxi', '--data', data, '--template', 'epidemic',
    '--title', '清溪县求助平台', '--region', '清溪县',
  ); // prettier-ignore
  if (seed) await command('seed', 'qingxi', '--data', data);
  const tokens: Partial<Record<Role, string>> = {};
  for (const role of ROLES) {
    const printed = await command('token', 'create', '--data', data, '--role', role, '--name', '测试编辑');
    tokens[role] = /\S{20,}/.exec(printed)?.[0];
  }
  writeFileSync(join(folder, 'tokens.json'), JSON.stringify(tokens));
}

function keep(made: string, kept: string): void {
  const copy = mkdtempSync(join(dirname(kept), 'copy-'));
  cpSync(made, copy, { recursive: true });
  try {
    renameSync(copy, kept);
  } catch {
    // Two files that began together have both made one.
    rmSync(copy, { recursive: true });
  }
}

/**
 * A folder of its own with a board in `data`. Making it takes five processes; of what one file has made the others of the
 * same run (test/run.mjs) get copies.
 */
export async function boardData(seed: boolean): Promise<{ folder: string; tokens: Record<Role, string> }> {
  const folder = mkdtempSync(join(tmpdir(), 'help-board-'));
  const shared = process.env.HELP_BOARD_TEST_BOARDS;
  const kept = shared && join(shared, seed ? 'seeded' : 'empty');
  if (kept && existsSync(kept)) cpSync(kept, folder, { recursive: true });
  else {
    await make(folder, seed);
    if (kept) keep(folder, kept);
  }
  return { folder, tokens: JSON.parse(readFileSync(join(folder, 'tokens.json'), 'utf8')) };
}
