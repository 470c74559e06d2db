import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packagesIn = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {});

/**
 * True when an installed package differs from the lock file. Optional ones may be absent: they are other platforms' binaries.
 * @param {string} root
 */
export function isStale(root) {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(wanted).some(([path, { version, link, optional, peer }]) => {
    if (!path.includes('node_modules') || link) return false;
    if (!installed[path]) return !optional && !peer;
    return installed[path].version !== version;
  });
}

/** `npm ci` where it is needed. Returns false when that failed. */
export function installIfStale(root) {
  if (!isStale(root)) return true;
  console.log('installing packages (npm ci) …');
  return spawnSync('npm', ['ci', '--loglevel=error'], { cwd: root, stdio: 'inherit' }).status === 0;
}
