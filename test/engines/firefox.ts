import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from './calls.js';
import { PLAIN_HOST, visit, type Browser, type Page, type Surroundings } from './page.js';
import { run } from './process.js';

const PREFERENCES = {
  'network.dns.localDomains': PLAIN_HOST,
  'dom.security.https_first': false,
  // As root, and in containers, there are no namespaces to build its sandbox from.
  'security.sandbox.content.level': 0,
  // A browser that was killed opens with a page of apologies otherwise.
  'browser.sessionstore.resume_from_crash': false,
  'toolkit.startup.max_resumed_crashes': -1,
  'browser.shell.checkDefaultBrowser': false,
  // Nothing that phones home.
  'app.normandy.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

interface Evaluated {
  type: 'success' | 'exception';
  result?: { value?: string };
  exceptionDetails?: { text: string };
}
interface Logged {
  type: string;
  level: string;
  text: string;
  source: { context?: string };
}

/** Starts a headless Firefox over WebDriver BiDi, which it speaks itself. */
export async function startFirefox(binary: string, { profile }: Surroundings): Promise<Browser> {
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const { found: address, kill } = await run(
    binary,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'],
    { ready: /WebDriver BiDi listening on (ws:\S+)/ },
  );
  const calls = await connect(`${address}/session`);
  const { capabilities } = await calls.send<{ capabilities: { browserVersion: string } }>('session.new', {
    capabilities: {},
  });
  await calls.send('session.subscribe', { events: ['log.entryAdded'] });
  const engine = `Firefox ${capabilities.browserVersion}`;
  const errors = new Map<string, string[]>();
  calls.on<Logged>('log.entryAdded', ({ type, level, text, source }) => {
    if (type === 'javascript' && level === 'error') errors.get(source.context ?? '')?.push(text);
  });

  const tab = async (): Promise<Page> => {
    const { context } = await calls.send<{ context: string }>('browsingContext.create', { type: 'tab' });
    const thrown: string[] = [];
    errors.set(context, thrown);
    return {
      engine,
      errors: thrown,
      async evaluate<T>(expression: string) {
        // BiDi describes values in a language of its own: JSON is simpler.
        const { type, result, exceptionDetails } = await calls.send<Evaluated>('script.evaluate', {
          expression: `Promise.resolve().then(function () { return ${expression}; }).then(JSON.stringify)`,
          target: { context },
          awaitPromise: true,
        });
        if (type === 'exception') throw new Error(exceptionDetails?.text);
        return (result?.value === undefined ? undefined : JSON.parse(result.value)) as T;
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
