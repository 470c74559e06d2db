// `node test/support/postgres.js COMMAND …`: runs a command with a PostgreSQL of its own, and HELP_BOARD_TEST_POSTGRES naming it.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isRoot = process.getuid?.() === 0;

/** The folder of `initdb`, the newest where Debian has several; installed first where there is none. */
function findPrograms() {
  const versions = '/usr/lib/postgresql';
  const folders = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(versions, version, 'bin'))
    : [];
  return [...folders, ...(process.env.PATH ?? '').split(':')].find((folder) =>
    existsSync(join(folder, 'initdb')),
  );
}

function installPrograms() {
  console.log('no PostgreSQL found, installing one …');
  const apt = (...line) => spawnSync('apt-get', [...line, '-q'], { stdio: 'inherit' });
  apt('update');
  // Its package would start a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'postgresql'], {
    stdio: 'inherit',
    env,
  });
  return findPrograms();
}

/** PostgreSQL does not run as root: it is given to the user that its package has made. */
function ownerOf(programs) {
  if (!isRoot) return {};
  const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g'), cwd: programs };
}

const programs = findPrograms() ?? installPrograms();
if (!programs) {
  console.error('PostgreSQL is missing and could not be installed');
  process.exit(1);
}
const owner = ownerOf(programs);
const folder = mkdtempSync(join(tmpdir(), 'help-board-postgres-'));
if (isRoot) chownSync(folder, owner.uid, owner.gid);
const data = join(folder, 'data');

// Another order of letters than bytes have: what relies on the order of bytes must say so itself.
const made = spawnSync(
  join(programs, 'initdb'),
  [
    ...['--pgdata', data, '--username', 'help_board', '--auth', 'trust', '--no-sync', '--encoding', 'UTF8'],
    ...['--locale', 'C.UTF-8', '--locale-provider', 'icu', '--icu-locale', 'zh'],
  ],
  { ...owner, encoding: 'utf8' },
);
if (made.status !== 0) {
  console.error(made.stderr || made.error);
  process.exit(1);
}
const settings = [
  ...['listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=200'],
  // These tests kill gateways, never the server.
  ...['fsync=off', 'full_page_writes=off', 'shared_buffers=64MB'],
].flatMap((setting) => ['-c', setting]);
const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], {
  ...owner,
  stdio: ['ignore', 'ignore', 'pipe'],
});
let log = '';
server.stderr.on('data', (chunk) => (log += chunk));

const ready = () =>
  spawnSync(join(programs, 'pg_isready'), ['-q', '-h', folder, '-U', 'help_board'], owner).status === 0;
while (!ready()) {
  if (server.exitCode !== null) {
    console.error(log);
    process.exit(1);
  }
  await new Promise((next) => setTimeout(next, 50));
}

const [command, ...line] = process.argv.slice(2);
const child = spawn(command, line, {
  stdio: 'inherit',
  env: { ...process.env, HELP_BOARD_TEST_DATABASE: 'postgres', HELP_BOARD_TEST_POSTGRES: folder },
});
const end = (code) => {
  // Immediate shutdown: nothing of it is kept.
  server.kill('SIGQUIT');
  server.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(code);
  });
};
child.on('exit', (code) => end(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
