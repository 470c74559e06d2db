import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { browserArgs } from '../support/find-browser.js';
import type { Page } from './page.js';

interface Thrown {
  exceptionDetails?: { text: string; exception?: { description?: string } };
}
interface Answer {
  id?: number;
  method?: string;
  params?: unknown;
  error?: { message: string };
  result?: unknown;
}
interface Evaluated<T> extends Thrown {
  result: { value: T };
}

const described = ({ exceptionDetails }: Thrown): string =>
  exceptionDetails?.exception?.description ?? exceptionDetails?.text ?? '';

/** Raw DevTools protocol: it works with Chromium 64 as with today's, which no current driver library does. */
async function connect(address: string) {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  const listening = new Map<string, (params: unknown) => void>();
  socket.on('message', (data) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id) waiting.get(answer.id)?.(answer);
    else if (answer.method) listening.get(answer.method)?.(answer.params);
  });
  let last = 0;
  return {
    send: <T>(method: string, params: object = {}): Promise<T> =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, ({ error, result }) => {
          waiting.delete(id);
          if (error) reject(new Error(`${method}: ${error.message}`));
          else resolve(result as T);
        });
        socket.send(JSON.stringify({ id, method, params }));
      }),
    on: (event: string, listener: (params: unknown) => void) => listening.set(event, listener),
    next: (event: string): Promise<void> => new Promise((resolve) => listening.set(event, () => resolve())),
    close: () => socket.close(),
  };
}

/** Opens a page in a headless Chromium of any age. */
export async function openChromium(binary: string, args: string[] = []): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'help-board-chromium-'));
  const browser = spawn(
    binary,
    [...browserArgs, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, ...args],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const exited = once(browser, 'exit');
  const stop = async () => {
    // All of its processes: a child that outlives the first one still writes into the profile.
    process.kill(-browser.pid!, 'SIGKILL');
    await exited;
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    let log = '';
    const port = await new Promise<string>((resolve, reject) => {
      browser.stderr.on('data', (chunk) => {
        log += chunk;
        const found = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(log)?.[1];
        if (found) resolve(found);
      });
      browser.on('error', reject);
      browser.on('exit', (code) => reject(new Error(`${binary} ended with ${code}: ${log.slice(-600)}`)));
    });
    const base = `http://127.0.0.1:${port}/json`;
    const { Browser: engine } = (await (await fetch(`${base}/version`)).json()) as { Browser: string };
    // PUT since Chromium 111, GET before.
    let made = await fetch(`${base}/new?about:blank`, { method: 'PUT' });
    if (!made.ok) made = await fetch(`${base}/new?about:blank`);
    const tab = (await made.json()) as { webSocketDebuggerUrl: string };
    const session = await connect(tab.webSocketDebuggerUrl);
    const errors: string[] = [];
    session.on('Runtime.exceptionThrown', (params) => errors.push(described(params as Thrown)));
    await session.send('Page.enable');
    await session.send('Runtime.enable');
    return {
      engine,
      errors,
      async goto(url) {
        const loaded = session.next('Page.loadEventFired');
        await session.send('Page.navigate', { url });
        await loaded;
      },
      async evaluate<T>(expression: string) {
        const { result, exceptionDetails } = await session.send<Evaluated<T>>('Runtime.evaluate', {
          expression,
          awaitPromise: true,
          returnByValue: true,
        });
        if (exceptionDetails) throw new Error(described({ exceptionDetails }));
        return result.value;
      },
      async close() {
        session.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
