import { settled, openDatabase, storeOf } from './idb-storage.js';

const NAME = /^([^/]+)\/entry\//;

/** Every scope that has entries on this device. */
export async function scopesOnDevice(): Promise<string[]> {
  const db = await openDatabase();
  // Names only: photos lie in the same store.
  const names = await settled(storeOf(db, 'readonly').getAllKeys());
  db.close();
  const roots = names.map((name) => NAME.exec(String(name))?.[1]).filter((root) => root !== undefined);
  return Array.from(new Set(roots), decodeURIComponent);
}
