import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.js';

const run = (command, ...args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;

/** The path of a Chromium, installed first where there is none: Debian's as root, else the one playwright-core knows. */
export async function installBrowserIfMissing() {
  const found = await findBrowser();
  if (found) return found;
  console.log('no Chromium found, installing one …');
  const asRoot = process.getuid?.() === 0 && run('apt-get', 'update', '-q');
  // Without a Chinese font every screenshot is boxes, and text has the wrong height.
  const packages = ['chromium', 'fonts-wqy-microhei'];
  if (!asRoot || !run('apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages)) {
    run('npx', 'playwright-core', 'install', 'chromium');
  }
  return findBrowser();
}
