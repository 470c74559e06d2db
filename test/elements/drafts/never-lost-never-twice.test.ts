import { IdbStorage } from '../../../src/drafts/idb-storage.js';
import type { Storage } from '../../../src/drafts/storage.js';
import { check, type CheckOptions } from '../../unit/drafts/model/check.js';
import type { Host } from '../../unit/drafts/model/host.js';
import { memoryHost } from '../../unit/drafts/model/memory-host.js';

/** 300 are played by `npm test -- outbox-model`, which says so in the page. */
const { outboxModel: asked = { runs: 40, seed: 1 } } = globalThis as { outboxModel?: CheckOptions };

const task = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

/** The device of the model with a browser's real database: every tab has a connection of its own. */
function deviceWithDatabase(): Host {
  let busy = 0;
  const counted = <T>(work: Promise<T>): Promise<T> => {
    busy++;
    return work.finally(() => busy--);
  };
  /** Until the database has answered all that it was asked, and what follows from that has been done. */
  const turn = async () => {
    do await task();
    while (busy);
  };
  const disk = (): Storage => {
    const idb = new IdbStorage();
    return {
      get: (keys) => counted(idb.get(keys)),
      list: (prefix) => counted(idb.list(prefix)),
      update: (keys, change, strict) => counted(idb.update(keys, change, strict)),
      clear: (prefix) => counted(idb.clear(prefix).then(() => {})),
      release: () => idb.release(),
    };
  };
  return { ...memoryHost(turn), disk, idle: () => !busy };
}

describe('outbox on IndexedDB: two tabs of two forms, crashes between any two awaits, a hostile line and disk', () => {
  it('records exactly one row per submission that was sent, loses no text, and never says otherwise', async function () {
    this.timeout(asked.runs * 2_000);
    await check(deviceWithDatabase, asked);
  });
});
