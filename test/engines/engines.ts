import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { findBrowser } from '../support/find-browser.js';
import { installBrowserIfMissing, installPackages } from '../support/install-browser.js';
import { startChromium } from './chromium.js';
import { startFirefox } from './firefox.js';
import { oldChromium } from './old-chromium.js';
import type { Engine } from './page.js';
import { startWebKit } from './webkit.js';
import { screen } from './screen.js';

const has = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Where Debian keeps the small browser that comes with WebKitGTK; the folder is named after the processor. */
const miniBrowser = (): string | undefined =>
  readdirSync('/usr/lib', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.endsWith('-linux-gnu'))
    .map(({ name }) => `/usr/lib/${name}/webkit2gtk-4.1`)
    .filter((folder) => existsSync(`${folder}/MiniBrowser`))
    .map((folder) => `${folder}/MiniBrowser`)[0];

const chromium: Engine = {
  name: 'Chromium',
  needs: 'a current Chromium (CHROME_PATH)',
  get: async () => Boolean(await installBrowserIfMissing()),
  start: async (surroundings) => startChromium((await findBrowser())!, surroundings),
};

/** Out of npm: the floor of the widget, and the first years of constructable sheets without `.at()`. */
const old = (name: string, version: string): Engine => ({
  name,
  needs: `the npm package chrome-aws-lambda@${version}`,
  get: () =>
    oldChromium(version).then(
      () => true,
      () => false,
    ),
  start: async (surroundings) => startChromium(await oldChromium(version), surroundings),
});
const chromium64 = old('Chromium 64', '64.0.3264');
const chromium78 = old('Chromium 78', '1.20.4');

const firefox: Engine = {
  name: 'Firefox ESR',
  needs: 'the Debian package firefox-esr',
  get: async () => has('firefox-esr') || installPackages('firefox-esr'),
  start: (surroundings) => startFirefox('firefox-esr', surroundings),
};

const webKitGtk: Engine = {
  name: 'WebKitGTK',
  needs: 'the Debian packages libwebkit2gtk-4.1-0 and xvfb',
  get: async () => (!!miniBrowser() && has('Xvfb')) || installPackages('libwebkit2gtk-4.1-0', 'xvfb'),
  start: async (surroundings) =>
    startWebKit(
      {
        name: 'WebKitGTK',
        command: miniBrowser()!,
        args: ['--javascript-can-open-windows-automatically=true'],
        env: { DISPLAY: await screen() },
        tabs: true,
      },
      surroundings,
    ),
};

/** Of the age of Safari 16.0: no constructable style sheets. */
const wpe: Engine = {
  name: 'WPE 2.38',
  needs: 'the Debian package cog',
  get: async () => has('cog') || installPackages('cog'),
  start: (surroundings) =>
    startWebKit({ name: 'WPE', command: 'cog', args: ['--platform=headless'], tabs: false }, surroundings),
};

export const ENGINES: readonly Engine[] = [chromium, chromium64, chromium78, firefox, webKitGtk, wpe];
