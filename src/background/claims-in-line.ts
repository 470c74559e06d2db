import type { Device } from '../drafts/device.js';
import { leaseClaims } from '../drafts/leases.js';
import { lockClaims, lockPrefix, type Claims } from '../drafts/ownership.js';
import type { Storage, StorageNames } from '../drafts/storage.js';

/**
 * The claims of pages, but whoever asks waits for its turn: a page that is sending finishes, or dies. Told "not now", a
 * worker would have to give up, and the browser asks it a few times only.
 */
export function claimsInLine(device: Device, storage: Storage, names: StorageNames): Claims {
  const { locks } = navigator;
  // Chromium 64 to 68 sync without locks: the lease of a page that died ends by itself, and then the browser asks again.
  if (!locks) return leaseClaims(storage, device, names, device.key());
  const request = (name: string, _: LockOptions, granted: LockGrantedCallback<unknown>) =>
    locks.request(name, granted);
  return lockClaims({ request } as Pick<LockManager, 'request'>, lockPrefix(names));
}
