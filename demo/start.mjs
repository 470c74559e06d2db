// `npm start`: the fictional county's news site on the real gateway. Only what Node brings, until the packages are installed.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { newCms } from './cms.mjs';
import { installIfStale } from '../test/support/install.js';

const NODE = [20, 19];
const BOARD = 'qingxi';
const HOST = '127.0.0.1';
const root = fileURLToPath(new URL('..', import.meta.url));
const built = {
  script: join(root, 'dist/help-board.js'),
  board: join(root, 'dist/modern/help-board.js'),
  gateway: join(root, 'src/gateway/dist/index.js'),
};
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
  const times = Object.values(built).map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
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

function readNote() {
  try {
    return JSON.parse(readFileSync(noteFile, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * A board from the epidemic template with the demonstration's requests and an editor's token, where there is no board yet.
 * A database that somebody else has made is served as it is: no board, no request and no token is added to it.
 * Every step is noted, so that a first start which was interrupted is finished by the next one.
 */
async function prepare(gateway) {
  const isEmpty = gateway.storage.boards.keys().length === 0;
  let note = isEmpty ? { board: BOARD } : readNote();
  if (!note) return undefined;
  const remember = (more) => {
    note = { ...note, ...more };
    writeFileSync(noteFile, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  };
  if (isEmpty) {
    remember({});
    await gateway.createBoard({
      key: BOARD,
      template: 'epidemic',
      title: '清溪县求助平台',
      region: '清溪县',
    });
  }
  if (!note.seeded) {
    await gateway.seed(BOARD).catch((error) => {
      // It was seeded, and the process ended before that was noted; or people have posted since.
      if (error.name !== 'SeedRefusedError') throw error;
    });
    remember({ seeded: true });
  }
  if (!note.token) remember({ token: await gateway.createToken({ name: '演示编辑', role: 'editor' }) });
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
    `  ${url}admin     the county's CMS with the editor of the slot, signed in by the CMS's own token`,
    `  ${url}desk      the newsroom: sorting, answering, handing over`,
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
      `    curl -X POST -H 'Authorization: Bearer ${token}' -H 'If-Match: *' '${desk}/requests/<id>/publish'`,
    );
  } else {
    lines.push(
      '',
      '  this database was there before: nothing was seeded, no token made (token create makes one)',
    );
  }
  console.log([...lines, '', '  Ctrl+C ends it', ''].join('\n'));
}

/** Serves until a signal comes; resolves when everything is on the disk. */
async function serve() {
  const { createGateway } = await import(pathToFileURL(built.gateway).href);
  const cms = newCms();
  const gateway = await createGateway({
    dataDir: data,
    hostKeys: cms.hostKeys,
    widget: join(root, 'dist'),
    demo: join(root, 'demo/site'),
    logLevel: process.env.LOG_LEVEL || 'warn',
    logStream: process.stderr,
  });
  cms.serve(gateway.app);
  const signalled = new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, done);
  });
  try {
    const token = await prepare(gateway);
    // Only in the demonstration's own database is somebody a colleague by the word of its CMS.
    if (token) await cms.addEditor(gateway, BOARD);
    const url = await gateway.listen({ port: await freePort(), host: HOST });
    console.log(`ready ${url}`);
    introduce(url, token);
    await signalled;
    console.log('closing …');
  } finally {
    await gateway.close();
  }
}

try {
  checkNode();
  if (!installIfStale(root)) throw new Failure('npm ci failed: see above.');
  buildIfStale();
  await serve();
} catch (error) {
  const expected = error instanceof Failure || error.name === 'DatabaseBusyError';
  console.error(expected ? error.message : error);
  process.exitCode = 1;
}
