// The model on a real database, as often as it is asked for: `OUTBOX_RUNS=300`, or a failure again by its seed and path.
import base from '../support/web-test-runner.config.js';

const { OUTBOX_RUNS: runs = '300', OUTBOX_SEED: seed, OUTBOX_PATH: path } = process.env;
const asked = { runs: Number(runs), ...(seed && { seed: Number(seed), path }) };

export default {
  ...base,
  files: ['test/elements/drafts/never-lost-never-twice.test.ts'],
  testsFinishTimeout: 600_000,
  testRunnerHtml: (framework) =>
    `<!doctype html><script>window.outboxModel = ${JSON.stringify(asked)}</script><script type="module" src="${framework}"></script>`,
};
