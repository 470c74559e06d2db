// What a visitor does once the page stands: the same on our board and on the lit floor, in one run, as ratios.
import { median } from './median.js';
import { startServer } from './server.js';

const ITEMS = 20;
const CPU = 6;
const LIMIT = 1.5;
const TIMES = 12;

/** Runs in the page: `all` finds through shadow roots. Starts an action and resolves with the ms until the frame after `there` holds. */
const timed = (act, there) =>
  new Promise((resolve) => {
    const all = (selector, root = document.querySelector('help-board, lit-list').shadowRoot) => [
      ...root.querySelectorAll(selector),
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
        shadowRoot ? all(selector, shadowRoot) : [],
      ),
    ];
    const channel = new MessageChannel();
    const start = performance.now();
    channel.port1.onmessage = () => resolve(performance.now() - start);
    const poll = () =>
      there(all) ? requestAnimationFrame(() => channel.port2.postMessage(0)) : setTimeout(poll);
    act(all);
    poll();
  });

/** Runs in the page. Ms from every `input` event to the frame that shows it. */
const watchTyping = () => {
  window.__typed = [];
  addEventListener(
    'input',
    () => {
      const start = performance.now();
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.__typed.push(performance.now() - start);
      requestAnimationFrame(() => channel.port2.postMessage(0));
    },
    true,
  );
};

const TEXT = '社区封控第三天家里老人的降压药快吃完了请问怎样才能买到药';

/** One page of a peer: every action so often as it takes for a median. */
async function measureActions(browser, peer, origin) {
  const { actions } = peer;
  const context = await browser.newContext({ viewport: { width: 400, height: 800 }, locale: 'zh-CN' });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await page.goto(`${origin}/`);
    await page.waitForFunction(`(${peer.items})().length >= ${peer.total(ITEMS)}`);
    // What comes at idle has come.
    await page.waitForTimeout(2_500);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU });
    const found = {};
    for (const name of ['switch tab', 'open, 100 replies']) {
      const { go, there, back, home } = actions[name];
      const times = [];
      for (let i = 0; i <= TIMES; i++) {
        times.push(await page.evaluate(`(${timed})(${go}, ${there})`));
        await page.evaluate(`(${timed})(${back}, ${home})`);
      }
      // The first pays for what is compiled and fetched once; it counts like any other, but does not make the median.
      found[name] = median(times);
    }
    const { go, there } = actions.type;
    if (go) await page.evaluate(`(${timed})(${go}, ${there})`);
    await page.waitForTimeout(500);
    await page.evaluate(watchTyping);
    await page.locator('textarea').first().focus();
    for (const letter of TEXT) {
      await cdp.send('Input.insertText', { text: letter });
      await page.waitForTimeout(80);
    }
    found['a keystroke'] = median(await page.evaluate(() => window.__typed));
    return found;
  } finally {
    await context.close();
  }
}

/** Prints a table and resolves with whether all limits hold. */
export async function benchActions(browser, floor, ours, rounds = 3) {
  const peers = [floor, ours];
  const servers = await Promise.all(peers.map((peer) => startServer(peer, ITEMS)));
  const found = [[], []];
  try {
    for (let round = 0; round < rounds; round++) {
      for (const [at, peer] of peers.entries())
        found[at].push(await measureActions(browser, peer, servers[at].origin));
    }
  } finally {
    servers.forEach((server) => server.close());
  }
  console.log(`\nn=${ITEMS} cpu=${CPU}x, ms until the frame that shows it`);
  console.log('| action | × lit | limit | lit | help-board |\n|---|---|---|---|---|');
  let good = true;
  for (const name of Object.keys(found[0][0])) {
    const [least, mine] = found.map((rounds) => median(rounds.map((figures) => figures[name])));
    good &&= mine <= LIMIT * least;
    console.log(
      `| ${name} | ${(mine / least).toFixed(2)} | ${LIMIT} | ${least.toFixed(1)} | ${mine.toFixed(1)} |`,
    );
  }
  return good;
}
