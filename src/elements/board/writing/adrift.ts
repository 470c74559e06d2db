import type { Written } from './written.js';
import { toJson } from '../../../model/json.js';

const PREFIX = 'help-board-adrift:';
/** What the tab's own storage refuses lives as long as the page. */
const inMemory = new Map<string, string>();

const nameOf = (scope: string, form: string) => `${PREFIX}${form}:${scope}`;

/** Storage that is refused throws, on the first touch in some WebViews. */
const tried = <T>(work: (storage: Storage) => T): T | undefined => {
  try {
    return work(sessionStorage);
  } catch {
    return undefined;
  }
};

/**
 * What was typed while no outbox had it yet: its code could not be had, or storage was still opening. Neither closing the
 * form nor reloading the page may lose it, so it lies in the tab's own storage until it is in an entry of the outbox.
 */
export const adrift = {
  put(scope: string, form: string, typed: Partial<Written>): void {
    const name = nameOf(scope, form);
    const text = toJson(typed);
    inMemory.set(name, text);
    tried((storage) => storage.setItem(name, text));
  },

  of(scope: string, form: string): Partial<Written> | undefined {
    const name = nameOf(scope, form);
    const text = inMemory.get(name) ?? tried((storage) => storage.getItem(name));
    try {
      const typed: unknown = text && JSON.parse(text);
      return typed && typeof typed === 'object' ? typed : undefined;
    } catch {
      return undefined;
    }
  },

  /** It is in the outbox now, or the person does not want it. */
  drop(scope: string, form: string): void {
    const name = nameOf(scope, form);
    inMemory.delete(name);
    tried((storage) => storage.removeItem(name));
  },

  /** The person has everything taken off this device. */
  clear(): void {
    inMemory.clear();
    tried((storage) =>
      Object.keys(storage)
        .filter((name) => name.startsWith(PREFIX))
        .forEach((name) => storage.removeItem(name)),
    );
  },
};
