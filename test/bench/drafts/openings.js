import { measure } from '../browser.js';
import { helpBoard } from '../peers/help-board.js';
import { startServer } from '../server.js';

const ITEMS = 20;

/**
 * Cold loads of a board, by turns with nothing on the device and with so many entries that wait: the backend asks every
 * post to come back in an hour.
 */
export async function openings(browser, count, rounds, script) {
  const peer = await helpBoard();
  const server = await startServer(peer, ITEMS);
  const scope = `rest|${server.origin}/api|bench`;
  const prepareWith = (entries) => async (page) => {
    await page.addScriptTag({ content: script });
    await page.evaluate(([scope, count]) => window.drafts.fill(scope, count), [scope, entries]);
  };
  const found = { empty: { first: [], all: [] }, full: { first: [], all: [] } };
  for (let round = -1; round < rounds; round++) {
    for (const [name, columns] of Object.entries(found)) {
      const figures = await measure(browser, peer, server.origin, {
        n: ITEMS,
        prepare: prepareWith(name === 'full' ? count : 0),
      });
      if (round >= 0) for (const column of Object.keys(columns)) columns[column].push(figures[column]);
    }
  }
  server.close();
  return found;
}
