import type { Ledger } from './ledger.js';
import { readStored } from './record.js';

/** Words, not keys, hashes, codes and times: something in them is no visible ASCII character, were it a space. */
const isWords = (text: string) => /[^!-~]/.test(text);

/** Every text in a value, whatever it is. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return isWords(value) ? [value] : [];
  if (!value || typeof value !== 'object' || value instanceof ArrayBuffer) return [];
  return Object.values(value).reduce((all: string[], part) => all.concat(textsIn(part)), []);
}

/** What people wrote in the records that this version cannot read. See `Outbox.salvage`. */
export async function salvageFrom({ storage, names }: Ledger): Promise<string> {
  const found = await storage.list(names.entries);
  return found
    .filter(([, value]) => !readStored(value))
    .map(([, value]) => {
      const texts = [...new Set(textsIn(value))];
      // The summary is the beginning of what follows.
      return texts.filter((one) => !texts.some((other) => other !== one && other.includes(one))).join('\n');
    })
    .filter(Boolean)
    .join('\n\n');
}
