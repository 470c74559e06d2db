import { createDrain, type DrainOptions } from './drain.js';
import { aged } from './expiry.js';
import { mergeInto } from './merge.js';

export type Sending = ReturnType<typeof createSending>;

/** What nobody waits for while typing: the way to the backend, what time does to drafts, and memory's way back to the disk. */
export function createSending(options: DrainOptions, draftDays: number) {
  const { ledger, claims, device } = options;

  /** Warns of drafts that nobody has touched for long, and takes those that were warned of long enough. */
  const age = async (isOpen: (key: string) => boolean) => {
    for (const [key, stored] of Array.from(ledger.records)) {
      const now = device.now();
      const isDue = stored.entry.delivery === 'draft' && aged(stored, draftDays, now) !== stored;
      const hold = isDue && !isOpen(key) && (await claims.claim(`draft:${key}`));
      if (!hold) continue;
      await ledger.change(key, (found) => {
        // By the clock of this moment: the device may have slept since it was looked at.
        const next = found?.entry.delivery === 'draft' ? aged(found, draftDays, device.now()) : found;
        return next === found
          ? { result: 0 }
          : { ...(next ? { put: [next] } : { remove: found }), result: 0 };
      });
      hold.release();
    }
  };

  return { ...createDrain(options), age, merge: mergeInto(ledger, device) };
}
