import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

const onPath = (name) => {
  try {
    return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
};

/** The Chromium that playwright-core downloaded itself, if it did. */
const playwrights = async () => {
  try {
    const { chromium } = await import('playwright-core');
    return chromium.executablePath();
  } catch {
    return '';
  }
};

/**
 * The path of a current Chromium: CHROME_PATH, else an installed one, else playwright's. Undefined where there is none.
 * @returns {Promise<string | undefined>}
 */
export async function findBrowser() {
  const candidates = [process.env.CHROME_PATH ?? '', ...NAMES.map(onPath), ...PLACES, await playwrights()];
  return candidates.find((path) => path && existsSync(path));
}

/** Switches every test browser starts with: no sandbox (CI runs as root), nothing that phones home. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
