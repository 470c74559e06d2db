// `npm start`: the fictional county's news site on the real gateway. Only what Node brings, until the packages are installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfStale } from '../test/support/install.js';

const NODE = [20, 19];
const BOARD = 'qingxi';
const HOST = '127.0.0.1';
const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'src/gateway/dist/main.js');
const data = resolve(process.env.HELP_BOARD_DATA || join(root, '.data'));
/** Says that this folder's database is the demonstration's, and keeps its token. */
const noteFile = join(data, 'demo.json');

class Failure extends Error {}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return;
  throw new Failure(`help-board needs Node ${NODE.join('.')} or newer; this is ${process.versions.node}.`);
}

/** The time of the newest file under these paths. What the build writes, and what it does not read, is left out. */
function newest(paths) {
  let time = 0;
  for (const path of paths) {
    const file = join(root, path);
    const info = statSync(file, { throwIfNoEntry: false });
    if (!info) continue;
    if (!info.isDirectory()) time = Math.max(time, info.mtimeMs);
    else if (!/(^|[\\/])(dist|node_modules)$/.test(path))
      time = Math.max(time, newest(readdirSync(file).map((name) => join(path, name))));
  }
  return time;
}

function buildIfStale() {
  const built = ['dist/help-board.js', 'dist/modern/help-board.js', 'src/gateway/dist/main.js'];
  const times = built.map((file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const sources = newest(['src', 'rollup.config.js', 'package.json', 'tsconfig.json', 'package-lock.json']);
  if (Math.min(...times) >= sources) return;
  console.log('building (npm run build) …');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Failure('The build failed: see above.');
}

/** One command of the gateway; gives what it printed. */
function gateway(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args, '--data', data], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Failure((stderr || stdout).trim() || `gateway ${args[0]} ended with ${status}`);
  return stdout;
}

function readNote() {
  try {
    return JSON.parse(readFileSync(noteFile, 'utf8'));
  } catch {
    return undefined;
  }
}

const writeNote = (note) =>
  writeFileSync(noteFile, `${JSON.stringify({ board: BOARD, ...note })}\n`, { mode: 0o600 });

/**
 * A board from the epidemic template with the demonstration's requests and an editor's token, where there is no database
 * yet. One that somebody else has made is served as it is: no board, no request and no token is added to it.
 */
function prepareData() {
  mkdirSync(data, { recursive: true });
  const used = existsSync(join(data, 'help-board.db'));
  let note = used || !readNote()?.created ? readNote() : undefined;
  if (!note && used) return undefined;
  // Each step is noted when it is done: an interrupted first start is finished by the next one.
  const step = (name, run) => {
    if (!note?.[name]) {
      const result = run();
      note = { ...note, [name]: result };
      writeNote(note);
    }
  };
  if (!note) writeNote((note = {}));
  step('created', () => {
    try {
      gateway(
        'board',
        'create',
        BOARD,
        '--template',
        'epidemic',
        '--title',
        '清溪县求助平台',
        '--region',
        '清溪县',
      );
    } catch (error) {
      if (!/exist|already/.test(error.message)) throw error;
    }
    return true;
  });
  step('seeded', () => {
    console.log('seeding the demonstration …');
    try {
      gateway('seed', BOARD);
    } catch (error) {
      if (!/holds requests/.test(error.message)) throw error;
    }
    return true;
  });
  step('token', () => {
    const printed = gateway('token', 'create', '--role', 'editor', '--name', '演示编辑');
    return /\S{20,}/.exec(printed)[0];
  });
  return note.token;
}

/** Whether somebody else has the port. */
const isTaken = (port) =>
  new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', (error) => (error.code === 'EADDRINUSE' ? done(true) : fail(error)));
    probe.listen(port, HOST, () => probe.close(() => done(false)));
  });

async function freePort() {
  const asked = process.env.PORT || '8080';
  let port = Number(asked);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Failure(`PORT=${asked} is not a port.`);
  while (port && (await isTaken(port))) {
    console.log(`port ${port} is taken, trying ${port + 1}`);
    if (++port > 65535) throw new Failure('No free port.');
  }
  return port;
}

function introduce(url, token) {
  const lines = [
    '',
    `  ${url}          the county's home page with the slot`,
    `  ${url}help      the board in an article`,
    `  ${url}memory    a board without any server`,
    `  ${url}api/openapi.json`,
    '',
    `  data: ${relative(process.cwd(), data) || data}   (delete the folder to begin anew)`,
  ];
  if (token) {
    const desk = `${url}api/desk/boards/${BOARD}`;
    lines.push(
      '',
      `  demo editor's token: ${token}`,
      '  what waits for an editor, and how to publish it:',
      `    curl -s -H 'Authorization: Bearer ${token}' '${desk}/requests?publication=pending'`,
      `    curl -X POST -H 'Authorization: Bearer ${token}' '${desk}/requests/<id>/publish'`,
    );
  } else {
    lines.push(
      '',
      '  this database was there before: nothing was seeded, no token made (token create makes one)',
    );
  }
  console.log([...lines, '', '  Ctrl+C ends it', ''].join('\n'));
}

/** Serves until it is told to stop; resolves with the exit code. */
function serve(port, token) {
  const options = ['--port', port, '--demo', join(root, 'demo/site'), '--widget', join(root, 'dist')];
  const child = spawn(process.execPath, [command, 'start', '--data', data, ...options.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A terminal sends Ctrl+C to the gateway as well; it ends by itself, and this process after it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGTERM'));
  let ready = false;
  let line = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    if (ready) return;
    line += chunk;
    const url = /ready (http:\/\/\S+)/.exec(line)?.[1];
    if (!url || !line.slice(line.indexOf(url)).includes('\n')) return;
    ready = true;
    introduce(url.endsWith('/') ? url : `${url}/`, token);
  });
  return new Promise((done) => {
    child.on('error', (error) => (console.error(error.message), done(1)));
    child.on('close', (code, signal) => done(code ?? (signal ? 0 : 1)));
  });
}

try {
  checkNode();
  if (!installIfStale(root)) throw new Failure('npm ci failed: see above.');
  buildIfStale();
  const token = prepareData();
  process.exitCode = await serve(await freePort(), token);
} catch (error) {
  console.error(error instanceof Failure ? error.message : error);
  process.exitCode = 1;
}
