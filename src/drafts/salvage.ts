import { IdbStorage } from './idb-storage.js';
import { readStored } from './record.js';
import { storageNames } from './storage.js';

/** Words, not keys, hashes, codes and times: something in them is no visible ASCII character, were it a space. */
const isWords = (text: string) => /[^!-~]/.test(text);

/** Every text in a value, whatever it is. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return isWords(value) ? [value] : [];
  if (!value || typeof value !== 'object' || value instanceof ArrayBuffer) return [];
  return Object.values(value).reduce((all: string[], part) => all.concat(textsIn(part)), []);
}

/**
 * What people wrote in the records of a scope that this version cannot read (see `Outbox.unreadable`): to be copied and sent
 * anew. Nothing of them is changed. Rejects where the disk does not answer.
 */
export async function salvage(scope: string): Promise<string> {
  const disk = new IdbStorage();
  try {
    const found = await disk.list(storageNames(scope).entries);
    return found
      .filter(([, value]) => !readStored(value))
      .map(([, value]) => {
        const texts = Array.from(new Set(textsIn(value)));
        // The summary is the beginning of what follows.
        return texts.filter((one) => !texts.some((other) => other !== one && other.includes(one))).join('\n');
      })
      .filter(Boolean)
      .join('\n\n');
  } finally {
    disk.release();
  }
}
