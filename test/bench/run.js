// `npm run bench`: our feed beside the floors, in one run. See README.md in this folder.
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { launch, measure, networks } from './browser.js';
import { benchActions } from './actions.js';
import { median } from './median.js';
import { lit, litContentVisibility, vanilla } from './peers/floors.js';
import { helpBoard } from './peers/help-board.js';
import { homeSlot, litSlot, pageWithTag, plainPage } from './peers/slot.js';
import { startServer } from './server.js';

const makers = {
  ...{ vanilla, lit, 'lit-cv': litContentVisibility, 'help-board': helpBoard },
  ...{ 'lit-slot': litSlot, home: homeSlot, page: plainPage, 'page+slot': pageWithTag },
};
/** What a peer is measured against, by which figure; everything else by the first item of a list. */
const AGAINST = {
  ...{ 'lit-slot': ['lit-slot', 'first'], home: ['lit-slot', 'first'] },
  ...{ page: ['page', 'fcp'], 'page+slot': ['page', 'fcp'] },
};

const { values } = parseArgs({
  options: {
    peer: { type: 'string', default: 'vanilla,lit,lit-cv,help-board' },
    n: { type: 'string', default: '20' },
    cpu: { type: 'string', default: '1' },
    net: { type: 'string', default: 'none' },
    reps: { type: 'string', default: '7' },
    warm: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const wanted = values.peer.split(',');
const wrong = [
  ...wanted.filter((name) => !makers[name]),
  ...values.net.split(',').filter((net) => !(net in networks)),
];
if (
  wrong.length ||
  (wanted.some((name) => /help-board|home|slot/.test(name)) && !existsSync('dist/help-board.js'))
) {
  console.error(wrong.length ? `unknown: ${wrong.join(', ')}` : 'not built yet: npm run build');
  process.exit(2);
}

const columns = { first: 0, all: 0, fcp: 0, tbt: 0, cpu: 0, heap: 1, bytes: 0, reqs: 0, cls: 3 };

const peers = await Promise.all(wanted.map((name) => makers[name]()));
const settings = values.n
  .split(',')
  .flatMap((n) =>
    values.cpu.split(',').flatMap((cpu) => values.net.split(',').map((net) => ({ n: +n, cpu: +cpu, net }))),
  );
const rows = [];
const browser = await launch();
try {
  for (const setting of settings) {
    const servers = await Promise.all(peers.map((peer) => startServer(peer, setting.n)));
    const runs = peers.map(() => []);
    for (let repetition = -1; repetition < +values.reps; repetition++) {
      const warmUp = repetition < 0;
      for (const [index, peer] of peers.entries()) {
        const { origin } = servers[index];
        const run = warmUp ? { n: setting.n } : { ...setting, warm: values.warm };
        const figures = await measure(browser, peer, origin, run);
        if (!warmUp) runs[index].push(figures);
      }
    }
    servers.forEach((server) => server.close());

    const medians = runs.map((list) =>
      Object.fromEntries(
        Object.keys(columns).map((key) => [key, median(list.map((figures) => figures[key]))]),
      ),
    );
    console.log(`\nn=${setting.n} cpu=${setting.cpu}x net=${setting.net}${values.warm ? ' warm' : ''}`);
    console.log(`| peer | × floor | ${Object.keys(columns).join(' | ')} |`);
    console.log(`|---|${'---|'.repeat(Object.keys(columns).length + 1)}`);
    for (const [index, figures] of medians.entries()) {
      const [floor, by] = AGAINST[wanted[index]] ?? ['lit', 'first'];
      const least = medians[wanted.indexOf(floor)]?.[by];
      const ratio = least ? (figures[by] / least).toFixed(2) : '–';
      const cells = Object.entries(columns).map(([key, digits]) => figures[key].toFixed(digits));
      console.log(`| ${wanted[index]} | ${ratio} | ${cells.join(' | ')} |`);
      rows.push({
        peer: wanted[index],
        ...setting,
        warm: values.warm,
        reps: +values.reps,
        ratio,
        ...figures,
      });
    }
  }
  const [floor, ours] = ['lit', 'help-board'].map((name) => peers[wanted.indexOf(name)]);
  if (floor && ours && !(await benchActions(browser, floor, ours))) process.exitCode = 1;
} finally {
  await browser.close();
}
if (values.out) writeFileSync(values.out, JSON.stringify(rows, null, 1));
