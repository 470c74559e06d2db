import { arrived, readStored, sameText, type Stored } from './record.js';

export interface Reconciled {
  value: unknown;
  /** A text that needs a place of its own, under the spare key. */
  rest?: Stored;
}

/**
 * One record was written in this page's memory while the disk was refused (`base` is what it had then), and perhaps on the
 * disk by another tab meanwhile. Receipts always win, and no text is dropped: where both have changed it, the one in memory
 * moves to a key of its own.
 */
export function reconcile(
  disk: unknown,
  memory: unknown,
  base: unknown,
  spare: string,
  now: number,
): Reconciled {
  const ours = readStored(memory);
  const theirs = readStored(disk);
  if (!theirs || sameText(disk, base)) return { value: memory };
  const was = readStored(base);
  const weWrote = ours && ours.edition !== was?.edition;
  const theyWrote = theirs.edition !== was?.edition;
  if (ours?.entry.receipt) {
    if (theirs.entry.receipt) return { value: memory };
    const { sent, rest } = arrived(
      theirs,
      ours.entry.receipt,
      theyWrote ? undefined : theirs.edition,
      spare,
      now,
    );
    return { value: sent, rest };
  }
  if (!weWrote) return { value: disk };
  const { receipt } = theirs.entry;
  if (receipt) return { value: disk, rest: arrived(ours, receipt, undefined, spare, now).rest };
  return theyWrote ? { value: disk, rest: branch(ours, was, spare) } : { value: memory };
}

/** Our text under another key: sent only where it surely has not been sent under the old one. */
function branch(ours: Stored, was: Stored | undefined, spare: string): Stored {
  const { entry } = ours;
  const untried = entry.tries === (was ? was.entry.tries : 0);
  const next: Stored = {
    ...ours,
    // Its photos lie under the old key, with the text that stayed there.
    entry: { ...entry, key: spare, photos: [], tries: 0 },
    attempt: undefined,
    patience: undefined,
  };
  if (entry.delivery === 'draft' || (entry.delivery === 'queued' && untried)) return next;
  const { content, payload } = entry;
  next.entry.delivery = 'attention';
  next.entry.failure = { code: 'conflict' };
  next.entry.content = content === undefined ? payload : content;
  next.entry.payload = next.entry.nextTryAt = undefined;
  return next;
}
