import type { Hold } from './ownership.js';
import { freshStored, type Stored, type Text } from './record.js';
import type { Entry } from './types.js';

/** One draft in the hands of this tab. */
export interface Session {
  key: string;
  readonly fresh: Entry;
  hold?: Hold;
  /** A form of this page has it. */
  held: boolean;
  /** Typed, and not on the disk yet. */
  text?: Text;
  /** The content as this tab last read or wrote it, and its edition. */
  known: unknown;
  base: string;
  /** What it was given to the queue with: the second of two clicks finds nothing to do, wherever the first has got to. */
  sent?: unknown;
  waiters: Array<() => void>;
  lastWrite: number;
  /** Takes back the write that is planned. */
  cancel?: () => void;
  /** Ends when everything asked so far is done. */
  tail: Promise<unknown>;
}

export const createSession = (fresh: Entry, held: boolean, hold?: Hold, edition = ''): Session => ({
  key: fresh.key,
  fresh,
  hold,
  held,
  known: fresh.content,
  base: edition,
  waiters: [],
  lastWrite: 0,
  tail: Promise.resolve(),
});

/** What the form is to show. */
export const view = ({ key, fresh, text }: Session, stored: Stored | undefined): Entry => ({
  ...(stored ? stored.entry : fresh),
  ...(text && { content: text.content, summary: text.summary }),
  key,
});

/** The record of a draft that was never written. */
export const blank = ({ key, fresh }: Session) => freshStored({ ...fresh, key });

/** One after the other. */
export function inTurn<T>(queue: { tail: Promise<unknown> }, task: () => Promise<T>): Promise<T> {
  const turn = queue.tail.then(task);
  queue.tail = turn.catch(() => {});
  return turn;
}
