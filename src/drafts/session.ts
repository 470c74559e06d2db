import type { Hold } from './ownership.js';
import { freshStored, type Stored } from './record.js';
import type { Entry } from './types.js';

/** One draft in the hands of this tab. */
export class Session {
  key: string;
  /** Typed, and not on the disk yet. */
  unsaved?: { content: unknown; summary: string };
  readonly waiters: Array<() => void> = [];
  lastWrite = 0;
  /** Takes back the write that is planned. */
  cancel?: () => void;
  /** The person has pressed send: the form's next text is another one. */
  leaving = false;
  /** Ends when everything asked so far is done. */
  tail: Promise<unknown> = Promise.resolve();

  constructor(
    readonly fresh: Entry,
    public hold: Hold | undefined,
    /** The text as this tab last read or wrote it. */
    public known: unknown,
  ) {
    this.key = fresh.key;
  }

  /** What the form is to show. */
  view(stored: Stored | undefined): Entry {
    const { key, unsaved } = this;
    const entry = { ...(stored ? stored.entry : this.fresh), key };
    return unsaved ? { ...entry, ...unsaved } : entry;
  }

  /** The record of a draft that was never written. */
  blank(me: string): Stored {
    return freshStored({ ...this.fresh, key: this.key }, me);
  }

  forget() {
    this.cancel?.();
    this.cancel = this.unsaved = undefined;
  }

  /** Those who wait for what is unsaved; whoever takes them writes it. */
  takeWaiters() {
    this.forget();
    return this.waiters.splice(0);
  }

  inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.tail.then(task);
    this.tail = turn.catch(() => {});
    return turn;
  }
}
