#!/usr/bin/env node
import { backup, restore } from './commands/backup.js';
import { explainProfile, hotlineReconcile, hotlineSimulator } from './commands/hotline.js';
import { boardCreate, boardPlace, boardRetention, seed } from './commands/manage.js';
import { keyList, keyRetire, keyRotate } from './commands/key.js';
import { readCommandLine, type Given } from './commands/options.js';
import { csp, tag } from './commands/page.js';
import { start } from './commands/start.js';
import { tokenCreate, tokenList, tokenRevoke } from './commands/token.js';
import { verify } from './commands/verify.js';
import { USAGE, UsageError } from './commands/usage.js';
import { userAdd, userList, userLock, userPassword, userRole, userUnlock } from './commands/user.js';
import { GatewayError } from './gateway-error.js';

const COMMANDS: Record<string, (given: Given) => Promise<void>> = {
  start,
  backup,
  restore,
  verify,
  'board create': boardCreate,
  'board place': boardPlace,
  'board retention': boardRetention,
  seed,
  'hotline reconcile': hotlineReconcile,
  'hotline-simulator': hotlineSimulator,
  'explain-profile': explainProfile,
  'key list': keyList,
  'key rotate': keyRotate,
  'key retire': keyRetire,
  tag,
  csp,
  'token create': tokenCreate,
  'token list': tokenList,
  'token revoke': tokenRevoke,
  'user add': userAdd,
  'user list': userList,
  'user role': userRole,
  'user lock': userLock,
  'user unlock': userUnlock,
  'user password': userPassword,
};

async function run(line: string[]): Promise<void> {
  const given = readCommandLine(line);
  if (given.values.help || !given.words.length) return void process.stdout.write(USAGE);
  const [first, second] = given.words;
  const command = COMMANDS[`${first} ${second}`] ?? COMMANDS[first!];
  if (!command) throw new UsageError(`There is no command ${given.words.slice(0, 2).join(' ')}.`);
  await command(given);
}

/** PostgreSQL's own word for it. */
const PG_DISK_FULL = '53100';

/** What people can do something about is told in a sentence; everything else with its stack. */
function tell(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') console.error(`Port ${port} is taken.`);
  else if (code === 'SQLITE_FULL' || code === PG_DISK_FULL)
    console.error('There is no room left on the disk of the database: nothing was changed.');
  else if (error instanceof GatewayError) console.error(error.message);
  else console.error(error);
  return 1;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = tell(error);
});
