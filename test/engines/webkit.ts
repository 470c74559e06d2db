import { setTimeout as pause } from 'node:timers/promises';
import { connect, type Calls } from './calls.js';
import { freePort } from './free-port.js';
import { visit, type Browser, type Page, type Surroundings } from './page.js';
import { run } from './process.js';
import { WebKitView } from './webkit-view.js';

/** How one of the WebKits is started. */
export interface WebKitBrowser {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** False: it has one window, which has one tab. */
  tabs: boolean;
}

/** Waits until one more view than we know can be inspected, and gives the calls to it. */
async function connectToNew(inspector: string, known: Set<string>): Promise<Calls> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`http://${inspector}/`).catch(() => undefined);
    const paths = (await answer?.text())?.match(/socket\/\d+\/\d+\/WebPage/g) ?? [];
    const path = paths.find((path) => !known.has(path));
    if (path) {
      known.add(path);
      return connect(`ws://${inspector}/${path}`);
    }
    await pause(50);
  }
  throw new Error('WebKit shows no view to inspect');
}

/**
 * Starts WebKit under its remote inspector. WebDriver would be the usual way, but with it WebKit keeps nothing: its
 * profile is in memory, so that what survives a crash could not be told.
 */
export async function startWebKit(
  { name, command, args, env, tabs }: WebKitBrowser,
  { profile, port }: Surroundings,
): Promise<Browser> {
  const inspector = `127.0.0.1:${await freePort()}`;
  const { kill } = await run(
    command,
    // It resolves names by the system only; as a proxy, our own server gets every host.
    [
      ...args,
      '--enable-developer-extras=true',
      `--proxy=http://127.0.0.1:${port}`,
      '--ignore-host=127.0.0.1',
      'about:blank',
    ],
    {
      env: {
        ...process.env,
        ...env,
        HOME: profile,
        XDG_DATA_HOME: `${profile}/data`,
        XDG_CACHE_HOME: `${profile}/cache`,
        XDG_CONFIG_HOME: `${profile}/config`,
        WEBKIT_INSPECTOR_HTTP_SERVER: inspector,
      },
    },
  );
  try {
    const known = new Set<string>();
    const first = new WebKitView(await connectToNew(inspector, known));
    const version = /Version\/([\d.]+)/.exec(await first.evaluate<string>('navigator.userAgent'))?.[1];
    const engine = `${name}, Safari ${version}`;

    const frames = async (urls: string[]): Promise<Page[]> => {
      await visit(
        first.page(engine),
        `${new URL(urls[0]!).origin}/frames?${urls.map(encodeURIComponent).join('&')}`,
      );
      return urls.map((_, i) => first.page(engine, i));
    };
    const open = async (...urls: string[]) => {
      if (!tabs && urls.length > 1) return frames(urls);
      const pages: Page[] = [];
      for (const [i, url] of urls.entries()) {
        // Without an opener, as a person's own tab has none.
        if (i) await first.evaluate("void window.open('about:blank', '_blank', 'noopener')");
        const page = (i ? new WebKitView(await connectToNew(inspector, known)) : first).page(engine);
        await visit(page, url);
        pages.push(page);
      }
      return pages;
    };
    return { engine, open, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}
