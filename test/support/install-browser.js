import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.js';

const run = (command, ...args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;

let updated = false;

/**
 * Installs Debian packages where we may: as root, on a system that has apt. True when that worked.
 * @param {...string} packages
 */
export function installPackages(...packages) {
  if (process.getuid?.() !== 0) return false;
  console.log(`installing ${packages.join(', ')} …`);
  updated ||= run('apt-get', 'update', '-q');
  return updated && run('apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages);
}

/** The path of a Chromium, installed first where there is none: Debian's as root, else the one playwright-core knows. */
export async function installBrowserIfMissing() {
  const found = await findBrowser();
  if (found) return found;
  // Without a Chinese font every screenshot is boxes, and text has the wrong height.
  if (!installPackages('chromium', 'fonts-wqy-microhei'))
    run('npx', 'playwright-core', 'install', 'chromium');
  return findBrowser();
}
