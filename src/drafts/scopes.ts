import { promisifyRequest } from 'idb-keyval';
import { openStore } from './idb-storage.js';

const NAME = /^([^/]+)\/entry\//;

/** Every scope that has entries on this device. */
export function scopesOnDevice(): Promise<string[]> {
  return openStore()('readonly', async (store) => {
    const { db } = store.transaction;
    // Names only: photos lie in the same store.
    const names = await promisifyRequest(store.getAllKeys());
    db.close();
    const roots = names.map((name) => NAME.exec(String(name))?.[1]).filter((root) => root !== undefined);
    return [...new Set(roots)].map(decodeURIComponent);
  });
}
