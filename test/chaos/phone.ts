import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { browserArgs, findBrowser } from '../support/find-browser.js';
import { recorder, REPORT, type Report } from './recorder.js';
import { wait } from './dice.js';

/** Longer than anything takes that is going to happen at all, on a slow machine. */
const PATIENCE = 10_000;
/** A process that was killed takes a moment to let go of the files of its profile. */
const AFTER_KILL = 200;

/** Chromium on a profile that outlives it. */
export class Phone {
  kills = 0;
  readonly #profile = mkdtempSync(join(tmpdir(), 'help-board-phone-'));
  #browser?: ChildProcess;
  #context?: BrowserContext;

  constructor(
    private readonly log: (what: string) => void,
    private readonly heard: (report: Report) => void,
  ) {}

  get isUp(): boolean {
    return Boolean(this.#context);
  }

  get pages(): Page[] {
    return this.#context?.pages() ?? [];
  }

  /** Started by hand, not by playwright: a kill is to hit the whole process group, and nobody is to tidy up after it. */
  async up(): Promise<void> {
    if (this.#context) return;
    const args = [
      ...browserArgs,
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${this.#profile}`,
      '--disable-breakpad',
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
    ];
    const path = await findBrowser();
    if (!path) throw new Error('no Chromium: set CHROME_PATH');
    this.#browser = spawn(path, [...args, 'about:blank'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const address = await this.#address(this.#browser);
    const context = (await chromium.connectOverCDP(address)).contexts()[0]!;
    context.setDefaultTimeout(PATIENCE);
    await context.exposeBinding(REPORT, (_source, report: Report) => this.heard(report));
    await context.addInitScript(recorder, REPORT);
    this.#context = context;
    this.log('phone: up');
  }

  /** One tab is open and shows the address. */
  async tab(url: string): Promise<Page> {
    await this.up();
    const page = this.pages[0] ?? (await this.#context!.newPage());
    if (!page.url().startsWith(url)) await page.goto(url);
    return page;
  }

  async newTab(url: string): Promise<Page> {
    const page = await this.#context!.newPage();
    await page.goto(url);
    return page;
  }

  async setOffline(offline: boolean): Promise<void> {
    await this.#context?.setOffline(offline).catch(() => {});
  }

  /** SIGKILL for every process of it. */
  async kill(): Promise<void> {
    const browser = this.#browser;
    if (!browser) return;
    this.#browser = this.#context = undefined;
    this.kills++;
    this.log('phone: SIGKILL');
    await end(browser);
  }

  /** One tab's process dies, the browser lives on. */
  async crash(page: Page): Promise<void> {
    this.kills++;
    this.log('phone: tab crashes');
    const session = await page.context().newCDPSession(page);
    // It never answers.
    session.send('Page.crash').catch(() => {});
    await Promise.race([page.waitForEvent('crash'), wait(1_000)]).catch(() => {});
    await page.close().catch(() => {});
  }

  async close(): Promise<void> {
    if (this.#browser) await end(this.#browser);
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #address(browser: ChildProcess): Promise<string> {
    let said = '';
    return new Promise((resolve, reject) => {
      browser.stderr!.on('data', (data) => {
        said += data;
        const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
        if (address) resolve(address);
      });
      browser.on('exit', () => reject(new Error(`Chromium did not start: ${said.slice(-500)}`)));
    });
  }
}

async function end(browser: ChildProcess): Promise<void> {
  const gone = browser.exitCode === null && !browser.signalCode ? once(browser, 'exit') : undefined;
  try {
    process.kill(-browser.pid!, 'SIGKILL');
  } catch {
    // It was gone already.
  }
  await gone;
  await wait(AFTER_KILL);
}
