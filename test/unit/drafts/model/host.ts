import type { Channel } from '../../../../src/drafts/device.js';
import type { Storage, StorageNames } from '../../../../src/drafts/storage.js';
import type { Tab } from './tab.js';

/** What a world stands on: plain memory, or a real browser's database, locks and channels. */
export interface Host {
  /** Lets everything happen that happens by itself. */
  turn(): Promise<void>;
  /** Nothing of the browser's is under way. */
  idle(): boolean;
  /** A connection of its own; tabs share what lies behind. */
  disk(): Storage;
  /** Gives back what a tab holds when it dies. */
  locks(tab: Tab): Pick<LockManager, 'request'> & { drop(): void };
  channel(tab: Tab, names: StorageNames, hear: (keys: string[]) => void): Channel;
}
