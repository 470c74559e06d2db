import type { Device, Life } from '../../../../src/drafts/device.js';
import { createOutbox } from '../../../../src/drafts/outbox.js';
import { leaseClaims } from '../../../../src/drafts/leases.js';
import { lockClaims } from '../../../../src/drafts/ownership.js';
import * as sending from '../../../../src/drafts/sending.js';
import type { Storage } from '../../../../src/drafts/storage.js';
import type { Outbox } from '../../../../src/drafts/types.js';
import { watchTruth } from './truth.js';
import { TabDisk } from './tab-disk.js';
import type { World } from './world.js';

/** One tab: its outbox dies with it, in the middle of whatever it was doing. */
export class Tab {
  dead = false;
  /** Nothing of it runs, but nothing of it is given back by itself either. */
  frozen = false;
  /** localStorage is refused. */
  noNotes = false;
  life?: Life;
  readonly outbox: Outbox;
  readonly disk: TabDisk;
  private readonly drop: () => void;
  private readonly closers: Array<() => void> = [];

  constructor(readonly world: World) {
    world.tabs.add(this);
    const { settings, host } = world;
    const locks = host.locks(this);
    this.drop = () => locks.drop();
    this.disk = new TabDisk(this);
    const device: Device = {
      now: () => world.time,
      random: () => world.random(),
      key: () => world.key(),
      online: () => world.online,
      later: (ms, run) => world.timer(this, ms, run),
      disk: () => this.disk,
      sending: () => world.later(this, () => (world.online ? sending : refuse('code'))),
      notes: () => (this.noNotes ? refuse('localStorage') : notesIn(world.notes)),
      claims: (storage: Storage, names, owner) =>
        settings.locks
          ? lockClaims(locks, names.root)
          : leaseClaims(storage, device, names, owner, () => undefined),
      channel: (names, hear) => {
        if (!settings.channel) return undefined;
        const heard = (keys: string[]) => void world.later(this, () => hear(keys));
        const channel = host.channel(this, names, heard);
        this.closers.push(() => channel.close());
        return channel;
      },
      visible: () => !this.frozen,
      watch: (life) => {
        this.life = life;
        return () => (this.life = undefined);
      },
    };
    this.outbox = createOutbox(
      { scope: world.scope, send: world.backend.send(this), dedupe: settings.dedupe },
      device,
    );
    watchTruth(this);
  }

  /** Gone without a word: out of memory, battery, SIGKILL. */
  die() {
    this.dead = true;
    this.life = undefined;
    this.world.forget(this);
    for (const close of this.closers) close();
    this.drop();
    this.disk.release();
  }

  /** `pagehide` or `freeze`, and then nothing of it runs any more. */
  freeze() {
    if (this.frozen) return;
    this.life?.suspend();
    this.frozen = true;
  }

  /** Stands still without having been told: a phone that sleeps, a debugger, a hung process. */
  stall() {
    this.frozen = true;
  }

  thaw() {
    this.frozen = false;
    this.life?.resume();
  }
}

const refuse = (what: string): never => {
  throw new Error(`${what} is refused`);
};

const notesIn = (notes: Map<string, string>) => ({
  get length() {
    return notes.size;
  },
  key: (i: number) => [...notes.keys()][i] ?? null,
  getItem: (name: string) => notes.get(name) ?? null,
  setItem: (name: string, value: string) => void notes.set(name, value),
  removeItem: (name: string) => void notes.delete(name),
});
