import { setTimeout as pause } from 'node:timers/promises';

/** A tab: the least that every engine's driver can do. Expressions are ES5 source: they run in Chromium 64 too. */
export interface Page {
  readonly engine: string;
  /** What was thrown in the page and caught by nobody. */
  readonly errors: string[];
  /** The value of an expression, or of the promise it gives. Must be JSON. */
  evaluate<T>(expression: string): Promise<T>;
}

export interface Browser {
  /** Name and version. */
  readonly engine: string;
  /** Opens each in a tab of its own; where a browser has but one window, several are frames of one page. */
  open(...urls: string[]): Promise<Page[]>;
  /** Ends it as a crash does: no page hears of it. The profile stays. */
  kill(): Promise<void>;
}

/** What every browser is started with. */
export interface Surroundings {
  /** Folder that outlives the browser. */
  profile: string;
  /** Where the site is, on 127.0.0.1; on every other host name too. */
  port: number;
}

export interface Engine {
  readonly name: string;
  /** What must be installed, in words. */
  readonly needs: string;
  /** Makes it ready to start, fetching what is missing where we may; false: it cannot be had here. */
  get(): Promise<boolean>;
  start(surroundings: Surroundings): Promise<Browser>;
}

/** Name under which browsers find the site on plain http: not a secure context, unlike 127.0.0.1. */
export const PLAIN_HOST = 'help.test';

/** Waits until an expression is truthy in the page, and gives its value. */
export async function until<T>(page: Page, expression: string, what: string, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const value = await page.evaluate<T>(expression);
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    await pause(50);
  }
  throw new Error(
    `${page.engine}: ${what} did not happen within ${seconds} s (last: ${String(last)})\n${page.errors.join('\n')}`,
  );
}

/** Whatever was there before has gone, and what is there now is complete. */
const ARRIVED = "!window.leaving && document.readyState === 'complete' && location.href !== 'about:blank'";

/** Tells the page to leave. It may be gone before it has answered: WebKit then has nobody to ask for the answer. */
async function leave(page: Page, deed: string): Promise<void> {
  await page.evaluate(`void (window.leaving = true, ${deed})`).catch((error: Error) => {
    if (!/Missing injected script|the page has gone/.test(error.message)) throw error;
  });
}

/** Goes to another page by the page's own means, so that no driver need know how; a deed before that in the same breath. */
export async function visit(page: Page, url: string, deed = '0'): Promise<void> {
  await leave(page, `${deed}, location.href = ${JSON.stringify(url)}`);
  await until(page, ARRIVED, `the visit to ${url}`);
}

/** Does something and reloads in the same breath: no task and no timer of the page runs in between. */
export async function reloadAtOnce(page: Page, deed: string): Promise<void> {
  await leave(page, `${deed}, location.reload()`);
  await until(page, ARRIVED, 'the reload');
}
