import type { Device, Notes } from './device.js';
import type { Text } from './record.js';
import { toJson } from '../model/json.js';

/** A text that may not reach the disk any more, and what is needed to put it where its page would have. */
export interface Word extends Text {
  key: string;
  form: string;
  /** The edition it was typed over. */
  base: string;
  writer: string;
}

export type LastWords = ReturnType<typeof createLastWords>;

/**
 * IndexedDB takes a moment, and a page that goes does not always have one: what is not on the disk yet is written to
 * localStorage, at once. There it lies only until its text is in its entry, by this page or by the next.
 */
export function createLastWords(device: Device, root: string) {
  const prefix = `help-board:${root}`;
  /** Names of the texts that this page has to do with → keys of their entries. */
  const own = new Map<string, string>();

  /** Refused, full, or not there at all: then there are no last words. */
  const noted = <T>(work: (notes: Notes) => T): T | undefined => {
    try {
      const notes = device.notes?.();
      return notes && work(notes);
    } catch {
      return undefined;
    }
  };
  const items = (notes: Notes) =>
    [...Array(notes.length).keys()].map((i) => notes.key(i)!).filter((item) => item.startsWith(prefix));
  const forget = (name: string) => {
    own.delete(name);
    noted((notes) => notes.removeItem(prefix + name));
  };

  return {
    say(word: Word) {
      const { key, name } = word;
      noted((notes) => {
        notes.setItem(prefix + name, toJson(word));
        own.forEach((of, old) => of === key && old !== name && forget(old));
        own.set(name, key);
      });
    },

    /** What other pages have left. */
    left(): Word[] {
      const found = noted((notes) =>
        items(notes).map((item) => noted(() => JSON.parse(notes.getItem(item)!) as Word)),
      );
      return (found || []).filter((word): word is Word =>
        Boolean(word?.key && word.name && !own.has(word.name)),
      );
    },

    /** The text is in the entry with this key now. */
    taken: (name: string, key: string) => own.set(name, key),

    /** All of it is safe where it belongs. */
    tidy: () => own.forEach((_, name) => forget(name)),

    /** The person has thrown away what is under the key. */
    drop: (key: string) => own.forEach((of, name) => (of === key || name === key) && forget(name)),

    clear: () => noted((notes) => items(notes).forEach((item) => notes.removeItem(item))),
  };
}
