import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../engines/free-port.js';
import { installPackages } from '../support/install-browser.js';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** What runs it. None of them starts a service. */
const PROGRAMS = ['php-cli', 'php-mysql', 'php-gd', 'mariadb-server-core'];
/** Unpacked for the test alone: installed, WordPress would bring a web server. */
const UNPACKED = ['wordpress', 'wordpress-theme-twentytwentyone', 'wordpress-theme-twentytwentythree', 'libjs-underscore', 'libjs-cropper', 'php-getid3']; // prettier-ignore

export interface WordPress {
  /** Address of a post, in a theme. */
  post(kind: 'html' | 'shortcode', theme: string): string;
  close(): Promise<void>;
}

/** True: what it needs is here, or could be installed. */
export const canRun = (): boolean =>
  (existsSync('/usr/bin/php') && existsSync('/usr/sbin/mariadbd')) || installPackages(...PROGRAMS);

function unpack(folder: string): string {
  const packages = join(folder, 'packages');
  mkdirSync(packages);
  execFileSync('apt-get', ['download', '-q', ...UNPACKED], { cwd: packages, stdio: 'ignore' });
  for (const file of readdirSync(packages)) execFileSync('dpkg', ['-x', join(packages, file), folder]);
  return join(folder, 'usr/share/wordpress');
}

const config = (socket: string, script: string) => `<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:${socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'HELP_BOARD_SCRIPT', '${script}' );
// Nothing that looks for updates, or asks others.
define( 'DISABLE_WP_CRON', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
// A theme for each visit: a test need not wait for the other's.
if ( isset( $_GET['theme'] ) ) define( 'TEST_THEME', preg_replace( '/\\W/', '', $_GET['theme'] ) );
$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require ABSPATH . 'wp-settings.php';
`;

const OF_A_VISIT = `<?php
// As on a Chinese site: its texts are a package of their own, its pages say which language they are in.
add_filter( 'locale', fn() => 'zh_CN' );
if ( defined( 'TEST_THEME' ) )
	foreach ( array( 'template', 'stylesheet' ) as $what ) add_filter( "pre_option_$what", fn() => TEST_THEME );
`;

/** WordPress as Debian has it, on a database of its own, in a folder that goes with it. */
export async function startWordPress(script: string): Promise<WordPress> {
  const folder = mkdtempSync(join(tmpdir(), 'help-board-wordpress-'));
  const children: ChildProcess[] = [];
  const start = (command: string, ...args: string[]) => {
    const child = spawn(command, args, { stdio: 'ignore' });
    children.push(child);
  };
  const close = async () => {
    for (const child of children) {
      if (child.exitCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const data = join(folder, 'data');
    const socket = join(folder, 'mysql.sock');
    execFileSync(
      'mariadb-install-db',
      [
        '--no-defaults',
        `--datadir=${data}`,
        '--user=root',
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
      ],
      { stdio: 'ignore' },
    );
    const init = join(folder, 'init.sql');
    writeFileSync(init, 'CREATE DATABASE wordpress CHARACTER SET utf8mb4;\n');
    start('mariadbd', '--no-defaults', '--user=root', `--datadir=${data}`, `--socket=${socket}`, '--skip-networking', `--init-file=${init}`, '--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=32M'); // prettier-ignore
    const root = unpack(folder);
    for (let tries = 0; !existsSync(socket); tries++) {
      if (tries > 300) throw new Error('MariaDB does not start');
      await pause(100);
    }
    const content = join(root, 'wp-content');
    mkdirSync(join(content, 'mu-plugins'), { recursive: true });
    mkdirSync(join(content, 'plugins'), { recursive: true });
    writeFileSync(join(root, 'wp-config.php'), config(socket, script));
    writeFileSync(join(content, 'mu-plugins/of-a-visit.php'), OF_A_VISIT);
    copyFileSync(here('../../demo/wordpress/help-board.php'), join(content, 'plugins/help-board.php'));

    const site = `http://127.0.0.1:${await freePort()}`;
    const said = execFileSync('php', [here('setup.php'), root, site, script], { encoding: 'utf8' });
    const ids = JSON.parse(said.slice(said.lastIndexOf('{'))) as Record<string, number>;
    start('php', '-S', site.slice('http://'.length), '-t', root);
    for (let tries = 0; tries < 100 && !(await fetch(site).catch(() => undefined)); tries++) await pause(100);
    return { post: (kind, theme) => `${site}/?p=${ids[kind]}&theme=${theme}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}
