import { IdbStorage } from './idb-storage.js';
import { newKey } from './new-key.js';
import { lateClaims, lockClaims, lockPrefix, type Claims } from './ownership.js';
import type { createSending } from './sending.js';
import type { Storage, StorageNames } from './storage.js';

/** What other tabs are told through: keys of records that have changed; none for "all may have". */
export interface Channel {
  post(keys: string[]): void;
  close(): void;
}

/** What the page goes through. */
export interface Life {
  /** Online again, or looked at again: what waits may be tried. */
  wake(): void;
  /** Out of sight: perhaps the last moment that scripts run. */
  hide(): void;
  /** The page goes, or is frozen: give back what others may need. */
  suspend(): void;
  resume(): void;
}

/** All that the outbox wants of its surroundings. Tests bring their own. */
export interface Device {
  now(): number;
  random(): number;
  key(): string;
  /** Runs once, later; the answer cancels. */
  later(ms: number, run: () => void): () => void;
  online(): boolean;
  disk(): Storage;
  /** The half that sends, code of its own. Rejects where it cannot be had: offline. */
  sending(): Promise<{ createSending: typeof createSending }>;
  claims(storage: Storage, names: StorageNames, owner: string): Claims;
  /** Undefined where tabs cannot talk: then storage is read again now and then. */
  channel(names: StorageNames, hear: (keys: string[]) => void): Channel | undefined;
  watch(life: Life): () => void;
  /** What is written at once, without waiting. Workers have nothing of the kind. May throw. */
  notes?(): Notes | undefined;
  /** Whether somebody is there to be warned. Where nobody ever is, nothing expires. */
  visible?(): boolean;
  /**
   * WebKit puts a page into its back/forward cache with its transactions as they are, and every other page of the origin waits
   * for them as long as it lies there (seen in 2.38 and 2.50, for minutes).
   */
  freezes?(): boolean;
}

export type Notes = Pick<globalThis.Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

const watch = (life: Life): (() => void) => {
  const seen = () => (document.visibilityState === 'hidden' ? life.hide() : life.wake());
  const wiring: Array<[EventTarget, string, () => void]> = [
    [window, 'online', life.wake],
    [document, 'visibilitychange', seen],
    [window, 'pagehide', life.suspend],
    [window, 'pageshow', life.resume],
    [document, 'freeze', life.suspend],
    [document, 'resume', life.resume],
  ];
  for (const [target, type, listener] of wiring) target.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of wiring) target.removeEventListener(type, listener);
  };
};

/** A browser's page. */
export const page: Device = {
  now: () => Date.now(),
  random: () => Math.random(),
  key: newKey,
  later(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  online: () => navigator.onLine !== false,
  disk: () => new IdbStorage(),
  sending: () => import('./sending.js'),
  claims: (storage, names, owner) =>
    navigator.locks
      ? lockClaims(navigator.locks, lockPrefix(names))
      : lateClaims(async () => (await import('./leases.js')).leaseClaims(storage, page, names, owner)),
  channel(names, hear) {
    if (typeof BroadcastChannel !== 'function') return undefined;
    const channel = new BroadcastChannel(`help-board:${names.root}`);
    channel.onmessage = ({ data }) => {
      if (Array.isArray(data)) hear(data.map(String));
    };
    return { post: (keys) => channel.postMessage(keys), close: () => channel.close() };
  },
  watch,
  notes: () => localStorage,
  visible: () => document.visibilityState === 'visible',
  freezes: () => /^Apple/.test(navigator.vendor),
};
