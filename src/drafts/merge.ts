import { arrived } from './delivery.js';
import type { Device } from './device.js';
import type { Ledger } from './ledger.js';
import { readStored, sameText, type Stored } from './record.js';
import type { Held, Reunite } from './safe-storage.js';

export interface Merged {
  value: unknown;
  /** A text that needs a place of its own, under the spare key. */
  rest?: Stored;
}

/** Whether somebody typed or pressed send since. */
const differs = (stored: Stored, was: Stored | undefined) =>
  stored.edition !== was?.edition || stored.frozen !== was.frozen;

/**
 * One record was written in this page's memory while the disk was refused (`base` is what it had then), and perhaps on the
 * disk by another tab meanwhile. Receipts always win, and no text is dropped: where both have changed it, the one in memory
 * moves to a key of its own.
 */
export function merged(disk: unknown, memory: unknown, base: unknown, spare: string, now: number): Merged {
  const ours = readStored(memory);
  const theirs = readStored(disk);
  if (!theirs || sameText(disk, base)) return { value: memory };
  const was = readStored(base);
  const theyWrote = differs(theirs, was);
  if (ours?.entry.receipt) {
    if (theirs.entry.receipt) return { value: memory };
    const { edition } = theyWrote ? ours : theirs;
    const { sent, rest } = arrived(theirs, ours.entry.receipt, edition, spare, now);
    return { value: sent, rest };
  }
  if (!ours || !differs(ours, was)) return { value: disk };
  const { receipt } = theirs.entry;
  if (receipt) return { value: disk, rest: arrived(ours, receipt, theirs.edition, spare, now).rest };
  if (theyWrote && ours.edition === theirs.edition) return { value: further(ours, theirs) ? memory : disk };
  return theyWrote ? { value: disk, rest: branch(ours, was, spare) } : { value: memory };
}

/** Whether, of two records of the same text, the first has gone further on its way. */
const further = ({ entry: a }: Stored, { entry: b }: Stored) =>
  a.tries > b.tries || (a.tries === b.tries && a.delivery !== 'draft' && b.delivery === 'draft');

/** Our text under another key: sent only where it surely has not been sent under the old one. */
function branch(ours: Stored, was: Stored | undefined, spare: string): Stored {
  const { entry } = ours;
  const untried = entry.tries === (was ? was.entry.tries : 0);
  const next: Stored = {
    ...ours,
    entry: { ...entry, key: spare, tries: 0, ventured: undefined },
    attempt: undefined,
    patience: undefined,
    ventured: undefined,
  };
  if (entry.delivery === 'draft' || (entry.delivery === 'queued' && untried)) return next;
  const { content, payload } = entry;
  next.entry.delivery = 'attention';
  next.entry.failure = { code: 'conflict' };
  next.entry.content = content === undefined ? payload : content;
  next.entry.payload = next.entry.nextTryAt = undefined;
  return next;
}

/** How memory's records go back to the disk: a text that gets a key of its own takes its photos along. */
export const reuniteIn = ({ names, photoNames }: Ledger, device: Pick<Device, 'key' | 'now'>): Reunite => {
  const photosOf = (value: unknown): string[] => {
    const stored = readStored(value);
    return stored ? photoNames(stored) : [];
  };

  const back = (
    name: string,
    disk: unknown,
    { value, base }: Held,
    beside: (name: string) => unknown,
  ): Record<string, unknown> => {
    const spare = device.key();
    const { value: kept, rest } = merged(disk, value, base, spare, device.now());
    const put = { [name]: kept };
    if (!rest) return put;
    const { entry } = readStored(kept)!;
    const stays = entry.photos.map(({ sha256 }) => sha256);
    const photos = rest.entry.photos.filter(({ sha256 }) => {
      const from = names.photo(entry.key, sha256);
      const photo = beside(from);
      if (stays.indexOf(sha256) < 0) put[from] = undefined;
      if (photo) put[names.photo(spare, sha256)] = photo;
      return photo;
    });
    put[names.entry(spare)] = { ...rest, entry: { ...rest.entry, photos } };
    return put;
  };

  return async (disk, memory, keys, change, strict) => {
    const held = keys.filter((key) => memory.has(key));
    const both = held.map((key) => memory.get(key)!.value).concat(await disk.get(held));
    const all = keys.concat(...both.map(photosOf));
    let written: string[] = [];
    const result = await disk.update(
      all,
      (values) => {
        const put: Record<string, unknown> = {};
        const beside = (name: string) => (memory.get(name) || { value: values[all.indexOf(name)] }).value;
        const merged = keys.map((key, i) => {
          const ours = memory.get(key);
          if (!ours) return values[i];
          Object.assign(put, back(key, values[i], ours, beside));
          return put[key];
        });
        const outcome = change(merged);
        Object.assign(put, outcome.put);
        written = Object.keys(put);
        return { put, result: outcome.result };
      },
      strict,
    );
    for (const key of written) memory.delete(key);
    return result;
  };
};
