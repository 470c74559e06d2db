#!/usr/bin/env node
import { boardCreate, seed, tokenCreate } from './commands/manage.js';
import { readCommandLine, type Given } from './commands/options.js';
import { start } from './commands/start.js';
import { USAGE, UsageError } from './commands/usage.js';
import { GatewayError } from './gateway.js';
import { SeedRefusedError } from './seed/index.js';
import { DatabaseUnavailableError } from './storage/index.js';
import { NewerSchemaError } from './storage/migrations/index.js';
import { SecretError } from './storage/secret-file.js';

const COMMANDS: Record<string, (given: Given) => Promise<void>> = {
  start,
  'board create': boardCreate,
  seed,
  'token create': tokenCreate,
};

async function run(line: string[]): Promise<void> {
  const given = readCommandLine(line);
  if (given.values.help || !given.words.length) return void process.stdout.write(USAGE);
  const [first, second] = given.words;
  const command = COMMANDS[`${first} ${second}`] ?? COMMANDS[first!];
  if (!command) throw new UsageError(`There is no command ${given.words.slice(0, 2).join(' ')}.`);
  await command(given);
}

/** What people can do something about is told in a sentence; everything else with its stack. */
function tell(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  const { code, port } = error as { code?: string; port?: number };
  const expected = [GatewayError, DatabaseUnavailableError, NewerSchemaError, SeedRefusedError, SecretError];
  if (code === 'EADDRINUSE') console.error(`Port ${port} is taken.`);
  else if (expected.some((kind) => error instanceof kind)) console.error((error as Error).message);
  else console.error(error);
  return 1;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = tell(error);
});
