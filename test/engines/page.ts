import { setTimeout as pause } from 'node:timers/promises';

/** The least that every engine's driver can do. Expressions are ES5 source: they run in Chromium 64 too. */
export interface Page {
  readonly engine: string;
  /** What was thrown in the page and caught by nobody, where the driver can tell. */
  readonly errors: string[];
  goto(url: string): Promise<void>;
  /** The value of an expression, or of the promise it gives. Must be JSON. */
  evaluate<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

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
    await pause(100);
  }
  throw new Error(
    `${page.engine}: ${what} did not happen within ${seconds} s (last: ${String(last)})\n${page.errors.join('\n')}`,
  );
}
