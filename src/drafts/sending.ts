import { createDecisions } from './decisions.js';
import { createDrain, type DrainOptions } from './drain.js';
import { editIn } from './edit.js';
import { aged } from './expiry.js';
import { forkIn } from './fork.js';
import { freezeIn } from './freeze.js';
import type { LastWords } from './last-words.js';
import { reuniteIn } from './merge.js';
import { createPhotos } from './photos.js';
import { takeOverBy } from './take-over.js';
import type { Stored } from './record.js';
import { salvageFrom } from './salvage.js';
import type { Sessions } from './sessions.js';
import type { OutboxOptions } from './types.js';
import { worker } from './worker.js';

export { sendWith } from './send.js';

export type Sending = ReturnType<typeof createSending>;

export interface SendingOptions extends DrainOptions, Pick<OutboxOptions, 'draftDays' | 'background'> {
  sessions: Sessions;
  words: LastWords;
  /** This page. */
  me: string;
}

/**
 * All but keeping what is typed: photos, the way to the backend, what a person decides about the entries, what time does to
 * drafts, and memory's way back to the disk.
 */
export function createSending(options: SendingOptions) {
  const { ledger, claims, device, draftDays = 14, background, sessions, words, me } = options;
  const { writing, end } = sessions;
  const fork = forkIn(ledger, device);

  /** Warns of drafts that nobody has touched for long, and takes those that were warned of long enough. */
  const age = async () => {
    for (const [key, stored] of [...ledger.records]) {
      const now = device.now();
      const isDue = stored.entry.delivery === 'draft' && aged(stored, draftDays, now) !== stored;
      const hold = isDue && !sessions.all.has(key) && (await claims.claim(`draft:${key}`));
      if (!hold) continue;
      await ledger.change(key, (found) => {
        // By the clock of this moment: the device may have slept since it was looked at.
        const next = found?.entry.delivery === 'draft' ? aged(found, draftDays, device.now()) : found;
        return next === found ? {} : next ? { put: [next] } : { remove: found };
      });
      hold.release();
    }
  };

  const drain = createDrain(options);
  const decisions = createDecisions(ledger, device);
  const photos = createPhotos(ledger, writing, device, me);

  return {
    ...drain,
    ...decisions,
    async retry(key: string) {
      await decisions.retry(key);
      void drain.run();
    },
    addPhoto: (key: string, photo: Blob, alt?: string) => photos.add(sessions.of(key), photo, alt),
    removePhoto: (key: string, hash: string) => photos.remove(sessions.of(key), hash),
    photo: photos.read,
    salvage: () => salvageFrom(ledger),
    edit: editIn(sessions, ledger, me),

    fork,
    freeze: freezeIn(ledger, device, writing, { me, background, end }),

    /** While the page can: by the time there is a connection, it may have gone. */
    callWorker() {
      const waits = ({ entry }: Stored) => entry.delivery !== 'draft' && entry.delivery !== 'sent';
      if (background && [...ledger.records.values()].some(waits)) void worker.call();
    },

    takeOver: takeOverBy(writing, fork, words),
    reunite: reuniteIn(ledger, device),
    age,
  };
}
