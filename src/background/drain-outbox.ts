import { createRestAdapter } from '../adapters/rest/index.js';
import { isWaiting } from '../drafts/delivery.js';
import { page } from '../drafts/device.js';
import { createDrain } from '../drafts/drain.js';
import { IdbStorage } from '../drafts/idb-storage.js';
import { createLedger } from '../drafts/ledger.js';
import type { Stored } from '../drafts/record.js';
import { scopesOnDevice } from '../drafts/scopes.js';
import { sendWith } from '../drafts/send.js';
import type { Send } from '../drafts/types.js';
import { claimsInLine } from './claims-in-line.js';

/** A worker has what the outbox wants of a page, as long as nobody asks for a screen. */
const device = page;

const isOurs = (stored: Stored) => Boolean(stored.background) && isWaiting(stored);

const nothing = () => {};

/** Sends what waits in one scope; gives the number of entries that still do. */
async function drainScope(scope: string): Promise<number> {
  // No memory behind the disk: where that refuses, nothing is sent, and the entry stays for the page.
  const storage = new IdbStorage();
  const ledger = createLedger(storage, scope, device, nothing, nothing);
  const { names, records } = ledger;
  const claims = claimsInLine(device, storage, names);
  const send: Send = (entry, options) => {
    const adapter = createRestAdapter(records.get(entry.key)!.background!);
    const entries = () => [...records.values()].map((stored) => stored.entry);
    return sendWith(adapter, entries)(entry, options);
  };
  const drain = createDrain({ ledger, claims, device, send, isWaiting: isOurs });
  const left = () => [...records.values()].filter(isOurs).length;
  try {
    await ledger.load();
    if (left()) await drain.run(true);
    return left();
  } finally {
    await drain.stop();
    claims.releaseAll();
    ledger.disconnect();
    storage.release();
  }
}

/**
 * Sends what the boards of this origin have queued on this device, as their pages would: under the same keys, one at a time,
 * taking turns with pages that are open. For the `sync` event of the host's own service worker, under the tag `SYNC_TAG`.
 *
 * It sends what the REST adapter can send without its page. What the host's user is signed in for (`user.getToken`) and what
 * goes to another backend waits for the page, as everything does where there is no Background Sync.
 *
 * Rejects while anything is left that it could send: the browser then asks again later. Receipts lie where the page finds
 * them.
 */
export async function drainOutbox(): Promise<void> {
  let left = 0;
  for (const scope of await scopesOnDevice()) left += await drainScope(scope);
  if (left) throw new Error(`help-board: ${left} still to be sent`);
}
