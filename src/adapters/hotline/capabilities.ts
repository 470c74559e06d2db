import type { Capabilities } from '../contract.js';
import type { HotlineProfile } from './profile.js';

/**
 * What a backend can do, derived from what its profile maps. An order that is sent again is the same one only where they say
 * so (`key`), or where ours can be looked for first (`lookup`).
 */
export function capabilitiesOf({ operations, attachments }: HotlineProfile): Capabilities {
  const { submit, find, track, add, withdraw } = operations;
  const upload = submit && attachments && attachments.send !== 'urls';
  return {
    dedupe: submit?.idempotent ? 'key' : submit && find ? 'lookup' : 'none',
    ...(upload && { upload: true }),
    ...(track && { track: true }),
    ...(add && { add: true }),
    ...(withdraw && { withdraw: true }),
  };
}
