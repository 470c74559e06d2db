import type { Device } from './device.js';
import type { Ledger } from './ledger.js';
import { changed } from './record.js';
import type { Delivery } from './types.js';

const RETRIED: readonly Delivery[] = ['queued', 'attention', 'maybe'];

/** What a person decides about an entry of the list. See `Outbox`. */
export const createDecisions = (ledger: Ledger, device: Device) => ({
  keep: (key: string): Promise<void> =>
    ledger.change(key, (stored) =>
      stored?.entry.delivery === 'draft'
        ? {
            put: [{ ...stored, since: device.now(), entry: { ...stored.entry, expiresAt: undefined } }],
          }
        : {},
    ),

  retry: (key: string) =>
    ledger.change(key, (stored) => {
      const { payload, delivery = 'draft', tries = 0 } = stored?.entry || {};
      if (!stored || payload === undefined || RETRIED.indexOf(delivery) < 0) return {};
      const next = changed(stored, device.now(), { delivery: 'queued', nextTryAt: undefined });
      return { put: [{ ...next, patience: tries }] };
    }),

  /** Of what is being sent at the moment nobody knows what has arrived. */
  discard: (key: string) =>
    ledger.change(key, (stored) => ({
      remove: stored?.entry.delivery === 'sending' ? undefined : stored,
    })),
});
