import { browserArgs } from '../support/find-browser.js';
import { connect } from './calls.js';
import { PLAIN_HOST, visit, type Browser, type Page, type Surroundings } from './page.js';
import { run } from './process.js';

interface Thrown {
  exceptionDetails?: { text: string; exception?: { description?: string } };
}
interface Evaluated<T> extends Thrown {
  result: { value: T };
}

const described = ({ exceptionDetails }: Thrown): string =>
  exceptionDetails?.exception?.description ?? exceptionDetails?.text ?? '';

/** Starts a headless Chromium of any age over the raw DevTools protocol, which no driver library of today does. */
export async function startChromium(
  binary: string,
  { profile }: Pick<Surroundings, 'profile'>,
): Promise<Browser> {
  const { found: port, kill } = await run(
    binary,
    [
      ...browserArgs,
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`,
    ],
    { ready: /DevTools listening on ws:\/\/[^:]+:(\d+)/ },
  );
  const base = `http://127.0.0.1:${port}/json`;
  const { Browser: product } = (await (await fetch(`${base}/version`)).json()) as { Browser: string };
  const engine = product.replace('HeadlessChrome', 'Chromium').replace('/', ' ');

  const tab = async (): Promise<Page> => {
    // PUT since Chromium 111, GET before.
    let made = await fetch(`${base}/new?about:blank`, { method: 'PUT' });
    if (!made.ok) made = await fetch(`${base}/new?about:blank`);
    const { webSocketDebuggerUrl } = (await made.json()) as { webSocketDebuggerUrl: string };
    const calls = await connect(webSocketDebuggerUrl);
    const errors: string[] = [];
    calls.on<Thrown>('Runtime.exceptionThrown', (thrown) => errors.push(described(thrown)));
    await calls.send('Page.enable');
    await calls.send('Runtime.enable');
    return {
      engine,
      errors,
      async evaluate<T>(expression: string) {
        const { result, exceptionDetails } = await calls.send<Evaluated<T>>('Runtime.evaluate', {
          expression,
          awaitPromise: true,
          returnByValue: true,
        });
        if (exceptionDetails) throw new Error(described({ exceptionDetails }));
        return result.value;
      },
    };
  };
  const open = async (...urls: string[]) => {
    const pages: Page[] = [];
    for (const url of urls) {
      const page = await tab();
      await visit(page, url);
      pages.push(page);
    }
    return pages;
  };
  return { engine, open, kill };
}
