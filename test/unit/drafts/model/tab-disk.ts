import type { Change, Storage } from '../../../../src/drafts/storage.js';
import type { Tab } from './tab.js';
import { watchWrite } from './truth.js';

/** What the disk does to one write. */
export const DISK_FAULTS = [
  'refuses',
  /** The browser's own second try after a first one that only seemed to have failed. */
  'writes-twice',
  'writes-and-says-no',
  /** No answer for so long that it counts as refused; then it is written after all. */
  'writes-later-and-says-no',
] as const;
export type DiskFault = (typeof DISK_FAULTS)[number];

const refused = (): never => {
  throw Object.assign(new Error('refused'), { name: 'QuotaExceededError' });
};

/** A tab's disk. Asking, doing and answering are moments of their own: a tab may die, or another be quicker, between any two. */
export class TabDisk implements Storage {
  /** Every write is refused. */
  full = false;
  readonly faults: DiskFault[] = [];
  private readonly disk: Storage;

  constructor(private readonly tab: Tab) {
    this.disk = tab.world.host.disk();
  }

  get(keys: readonly string[]) {
    return this.between(() => this.disk.get(keys));
  }

  list(prefix: string) {
    return this.between(() => this.disk.list(prefix));
  }

  update<T>(keys: readonly string[], change: (values: unknown[]) => Change<T>, strict?: boolean) {
    const { world } = this.tab;
    const watched = (values: unknown[]) => {
      const outcome = change(values);
      watchWrite(this.tab, keys, values, outcome.put);
      return outcome;
    };
    return this.between(async () => {
      const fault = this.full ? 'refuses' : this.faults.shift();
      if (fault) world.log.diskFailed = true;
      if (fault === 'refuses') return refused();
      const write = () => this.disk.update(keys, watched, strict);
      if (fault === 'writes-later-and-says-no') {
        world.later(undefined, write).catch(() => {});
        return refused();
      }
      if (fault === 'writes-twice') await write();
      const result = await write();
      return fault === 'writes-and-says-no' ? refused() : result;
    });
  }

  clear(prefix: string) {
    return this.between(() => this.disk.clear(prefix));
  }

  release() {
    this.disk.release();
  }

  private async between<T>(work: () => Promise<T>): Promise<T> {
    const { world } = this.tab;
    await world.later(this.tab, () => {});
    const outcome = await work().then(
      (value) => () => value,
      (error: unknown) => () => {
        throw error;
      },
    );
    return world.later(this.tab, outcome);
  }
}
