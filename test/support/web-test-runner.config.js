// Element tests in a real Chromium: `npm test -- elements`, or one file with
// `npx wtr --config test/support/web-test-runner.config.js --files test/elements/board/feed.test.ts`.
import { fileURLToPath } from 'node:url';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { bundledTests } from './bundled-tests.js';
import { browserArgs, findBrowser } from './find-browser.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Ends with `N passed, N failed` alone on a line, for test/run.mjs to sum. */
const totals = () => ({
  onTestRunFinished({ sessions }) {
    let passed = 0;
    let failed = 0;
    const count = (suite) => {
      for (const test of suite.tests) if (!test.skipped) test.passed ? passed++ : failed++;
      suite.suites.forEach(count);
    };
    for (const session of sessions) {
      if (session.testResults) count(session.testResults);
      // A file that did not load, or threw outside its tests, has no failed test to show for it.
      if (session.errors.length || (!session.testResults && !session.passed)) failed++;
    }
    console.log(`\n${passed} passed, ${failed} failed`);
  },
});

export default {
  rootDir: root,
  files: ['test/elements/**/*.test.ts'],
  // One page at a time: one that lies behind another gets no animation frames, and waits for them for ever.
  concurrency: 1,
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: await findBrowser(), args: browserArgs },
      // Storage of its own for each file.
      createBrowserContext: ({ browser }) => browser.createBrowserContext(),
    }),
  ],
  plugins: [bundledTests(root, 'test/elements')],
  middleware: [
    // msw's worker must live at the root to see every request.
    (context, next) => {
      if (context.path === '/mockServiceWorker.js')
        context.url = '/node_modules/msw/lib/mockServiceWorker.js';
      return next();
    },
  ],
  testFramework: { config: { ui: 'bdd', timeout: 10_000 } },
  testsFinishTimeout: 180_000,
  filterBrowserLogs: ({ args }) => !String(args[0]).includes('lit.dev/msg/dev-mode'),
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: Boolean(process.stdout.isTTY) }),
    totals(),
  ],
};
