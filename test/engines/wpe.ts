import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from './page.js';

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

/** Debian's WPE WebKit 2.38, of the age of Safari 16.0. Installed when it is missing and we may. */
export function hasWpe(): boolean {
  const present = () => spawnSync('which', ['cog', 'WPEWebDriver']).status === 0;
  if (present()) return true;
  if (process.getuid?.() !== 0) return false;
  const apt = (...args: string[]) => spawnSync('apt-get', [...args, '-q'], { stdio: 'ignore' });
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'cog', 'wpewebkit-driver');
  return present();
}

/** Opens a page in headless WPE over plain WebDriver. */
export async function openWpe(): Promise<Page> {
  const port = await freePort();
  const driver = spawn('WPEWebDriver', [`--port=${port}`], { stdio: 'ignore' });
  const exited = once(driver, 'exit');
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error} ${value.message}`);
    return value;
  };
  const stop = async () => {
    driver.kill('SIGKILL');
    await exited;
  };
  try {
    for (let tries = 0; ; tries++) {
      const ready = await call<{ ready: boolean }>('GET', '/status').catch(() => ({ ready: false }));
      if (ready.ready) break;
      if (tries > 100) throw new Error('WPEWebDriver does not answer');
      await pause(50);
    }
    const { sessionId, capabilities } = await call<{
      sessionId: string;
      capabilities: { browserVersion?: string };
    }>('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          browserName: 'cog',
          'wpe:browserOptions': { binary: '/usr/bin/cog', args: ['--automation', '--platform=headless'] },
        },
      },
    });
    const session = `/session/${sessionId}`;
    return {
      engine: `WPE ${capabilities.browserVersion ?? ''}`.trim(),
      errors: [],
      async goto(url) {
        await call('POST', `${session}/url`, { url });
      },
      async evaluate<T>(expression: string) {
        // WebKit waits for a promise that an async script resolves, not for one that a sync script returns.
        const script = `var done = arguments[arguments.length - 1];
          Promise.resolve().then(function () { return ${expression}; })
            .then(function (value) { done({ value: value }); }, function (error) { done({ error: String(error) }); });`;
        const { value, error } = await call<{ value: T; error?: string }>(
          'POST',
          `${session}/execute/async`,
          {
            script,
            args: [],
          },
        );
        if (error) throw new Error(error);
        return value;
      },
      async close() {
        await call('DELETE', session).catch(() => undefined);
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
