// Ends the build with a table of what every first load costs, and fails it when one is over its budget.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { firstLoad, gzipped } from './first-load.js';
import { outboxBytes } from './outbox-bytes.js';

const KILOBYTE = 1000;
const budgets = [
  { name: 'board, modern', tree: 'dist/modern', entry: 'help-board.js', limit: 16 * KILOBYTE },
  { name: 'board, legacy', tree: 'dist/legacy', entry: 'help-board.js', limit: 21 * KILOBYTE },
  // Alone on its page. A page with a board too takes both from where they share their code.
  { name: 'home slot, modern', tree: 'dist/modern/slot', entry: 'home.js', limit: 12 * KILOBYTE },
  { name: 'home slot, legacy', tree: 'dist/legacy/slot', entry: 'home.js', limit: 16 * KILOBYTE },
  // For the CMS: no visitor loads it.
  { name: 'home editor, modern', tree: 'dist/modern/editor', entry: 'home-editor.js', limit: 36 * KILOBYTE },
];
const LOADER = 'dist/help-board.js';
/** Beside the first load, told and not limited, but for the whole in one file. */
const besides = [
  { name: 'tags and places with data-*', file: 'dist/help-board-place.js', limit: Infinity },
  // Plain ASCII, so that a GBK page reads its Chinese right: that costs 3.7 kB.
  { name: 'all in one file, for hashes', file: 'dist/help-board.one.js', limit: 128 * KILOBYTE },
];

const line = (name, bytes, note = '') =>
  console.log(`${name.padEnd(44)}${String(bytes).padStart(7)}  ${note}`);

let failed = false;
console.log('gzip -9, bytes');
for (const { name, tree, entry, limit } of budgets) {
  const files = [LOADER, ...firstLoad(tree, entry).map((file) => join(tree, file))];
  const total = files.reduce((sum, file) => sum + gzipped(file), 0);
  const over = total > limit || files.length === 1;
  failed ||= over;
  line(name, total, over ? `OVER the budget of ${limit}` : limit < Infinity ? `of ${limit}` : '');
  for (const file of files) line(`  ${file}`, gzipped(file));
}

for (const { name, file, limit } of besides) {
  const bytes = gzipped(file);
  failed ||= bytes > limit;
  line(name, bytes, bytes > limit ? `OVER the budget of ${limit}` : limit < Infinity ? `of ${limit}` : '');
}

const counted = new Set(
  budgets.flatMap(({ tree, entry }) => firstLoad(tree, entry).map((file) => join(tree, file))),
);
console.log('on demand');
const filesOf = (tree) =>
  readdirSync(tree, { recursive: true })
    .sort()
    .map((file) => join(tree, file))
    .filter((path) => path.endsWith('.js') && !counted.has(path));
for (const path of filesOf('dist/modern')) line(`  ${path}`, gzipped(path));

/**
 * Of the outbox: what is there at once; what comes at idle or when somebody is about to write, and keeps what is typed; the
 * other half, which sends; and leases, which only browsers without Web Locks fetch.
 */
const first = firstLoad('dist/modern', 'help-board.js').map((file) => join('dist/modern', file));
const onDemand = filesOf('dist/modern').filter((path) => !/[\\/]slot[\\/]/.test(path));
const isLater = (path) => /\/(sending|leases)-/.test(path);
const outbox = [
  { name: 'outbox, in the first load', files: first, limit: KILOBYTE },
  {
    name: 'outbox, at idle or first intent',
    files: onDemand.filter((path) => !isLater(path)),
    limit: 6 * KILOBYTE,
  },
  { name: 'outbox, the half that sends, and leases', files: onDemand.filter(isLater), limit: 6.5 * KILOBYTE },
];
for (const { name, files, limit } of outbox) {
  const total = files.reduce((sum, file) => sum + outboxBytes(file), 0);
  const over = total > limit || !files.length;
  failed ||= over;
  line(name, total, over ? `OVER the budget of ${limit}` : `of ${limit}`);
}
process.exitCode = failed ? 1 : 0;
