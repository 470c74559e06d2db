import { page, type Device } from './device.js';
import { Drain } from './drain.js';
import { Ledger, type StoredPhoto } from './ledger.js';
import type { Claims } from './ownership.js';
import { reconcile } from './reconcile.js';
import { requeued } from './record.js';
import { SafeStorage } from './safe-storage.js';
import { Sessions } from './sessions.js';
import { sha256 } from './sha256.js';
import { Target } from './target.js';
import type { Entry, Keeping, Outbox, OutboxOptions, PhotoRef } from './types.js';

/** Without a word between tabs, storage is read again this often while anything is unsent. */
const READ_AGAIN = 5_000;

/** The outbox of one scope: the queue, the drafts of this tab, and what the page goes through. See `Outbox`. */
class DeviceOutbox extends Target implements Outbox {
  readonly ready: Promise<void>;
  private readonly storage: SafeStorage;
  private readonly ledger: Ledger;
  private readonly claims: Claims;
  private readonly sessions: Sessions;
  private readonly drain: Drain;
  private readonly unwatch: () => void;
  private list?: readonly Entry[];
  private told = false;
  private suspended = false;
  private closed = false;
  private stopReading?: () => void;

  constructor(
    { scope, send, dedupe = 'key' }: OutboxOptions,
    private readonly device: Device,
  ) {
    super();
    const me = device.key();
    this.storage = new SafeStorage(device.disk(), {
      reconcile: (key, disk, memory, base) => {
        const spare = device.key();
        const kept = reconcile(disk, memory, base, spare, device.now());
        return { [key]: kept.value, ...(kept.rest && { [this.ledger.names.entry(spare)]: kept.rest }) };
      },
      changed: () => this.tell(),
      moved: () => void this.ledger.announce().catch(() => {}),
      later: device.later,
    });
    this.ledger = new Ledger(
      this.storage,
      scope,
      device,
      () => this.tell(),
      () => this.drain.schedule(true),
    );
    this.claims = device.claims(this.storage, this.ledger.names, me);
    this.sessions = new Sessions(this.ledger, this.claims, device, me);
    this.drain = new Drain({ ledger: this.ledger, claims: this.claims, device, send, dedupe });
    this.unwatch = device.watch({
      wake: () => this.wake(),
      hide: () => void this.sessions.flush(),
      suspend: () => this.suspend(),
      resume: () => this.resume(),
    });
    this.ready = this.ledger.load().catch(() => {});
    void this.ready.then(() => this.drain.run());
  }

  get keeping(): Keeping {
    return this.storage.keeping;
  }

  entries(): readonly Entry[] {
    this.list =
      this.list ||
      [...this.ledger.records.values()]
        .map(({ entry }) => entry)
        .sort((a, b) => b.createdAt - a.createdAt || b.updatedAt - a.updatedAt);
    return this.list;
  }

  keyOf(key: string) {
    return this.sessions.keyOf(key);
  }

  async open(form: string, { fresh = false } = {}) {
    await this.ready;
    return this.sessions.open(form, fresh);
  }

  leave(key: string) {
    this.sessions.giveBack(key);
  }

  async keep(key: string) {
    await this.ready;
    const now = this.device.now();
    await this.ledger.change(key, (stored) =>
      stored?.entry.delivery === 'draft'
        ? { put: [{ ...stored, entry: { ...stored.entry, updatedAt: now } }], result: true }
        : { result: false },
    );
  }

  async save(key: string, content: unknown, summary: string) {
    await this.sessions.save(key, content, summary);
  }

  async addPhoto(key: string, photo: Blob, alt?: string) {
    const bytes = await new Response(photo).arrayBuffer();
    const ref: PhotoRef = {
      sha256: await sha256(new Uint8Array(bytes)),
      type: photo.type,
      size: bytes.byteLength,
      ...(alt === undefined ? {} : { alt }),
    };
    const stored: StoredPhoto = { type: photo.type, bytes };
    await this.sessions.addPhoto(key, ref, stored);
    return ref;
  }

  async removePhoto(key: string, hash: string) {
    await this.sessions.removePhoto(key, hash);
  }

  async photo(hash: string) {
    await this.ready;
    for (const { key, photos } of this.entries()) {
      if (!photos.some((photo) => photo.sha256 === hash)) continue;
      const blob = await this.ledger.photo(key, hash);
      if (blob) return blob;
    }
    return undefined;
  }

  async enqueue(key: string, payload: unknown, summary: string) {
    await this.sessions.enqueue(key, payload, summary);
    void this.drain.run();
  }

  async flush() {
    await this.ready;
    await this.drain.run(true);
  }

  async retry(key: string) {
    await this.ready;
    const now = this.device.now();
    const delivers = ['queued', 'attention', 'maybe'];
    await this.ledger.change(key, (stored) => {
      const may = stored?.entry.payload !== undefined && delivers.indexOf(stored.entry.delivery) >= 0;
      return may ? { put: [requeued(stored, now)], result: true } : { result: false };
    });
    void this.drain.run();
  }

  async edit(key: string) {
    await this.ready;
    return this.sessions.edit(key);
  }

  async discard(key: string) {
    await this.ready;
    this.sessions.drop(key);
    await this.ledger.change(key, (stored) => ({
      remove: stored?.entry.delivery === 'sending' ? undefined : stored,
      result: undefined,
    }));
  }

  async clear() {
    await this.ready;
    for (const { key } of this.entries()) this.sessions.drop(key);
    await this.ledger.clear();
  }

  close() {
    if (this.closed) return;
    this.closed = true;
    this.unwatch();
    this.stopReading?.();
    void Promise.all([this.sessions.close(), this.drain.stop()])
      .catch(() => {})
      .then(() => this.letGo());
  }

  private wake() {
    if (this.suspended || this.closed) return;
    const read = this.ledger.connected ? this.ready : this.ledger.load().catch(() => {});
    void read.then(() => this.drain.run(this.device.online()));
  }

  /** Nothing is waited for: these may be the last milliseconds of the page. */
  private suspend() {
    if (this.suspended || this.closed) return;
    this.suspended = true;
    void this.sessions.flush();
    void this.drain.stop();
    this.letGo();
  }

  private resume() {
    if (this.closed) return;
    if (!this.suspended) return this.wake();
    this.suspended = false;
    void this.ledger
      .load()
      .then(() => this.sessions.resume())
      .catch(() => {})
      .then(() => {
        this.drain.resume();
        void this.drain.run(this.device.online());
      });
  }

  private letGo() {
    this.claims.releaseAll();
    this.ledger.disconnect();
    this.storage.release();
  }

  /** One `change` for all that happens in one turn of the loop. */
  private tell() {
    this.list = undefined;
    if (this.told) return;
    this.told = true;
    void Promise.resolve().then(() => {
      this.told = false;
      this.dispatchEvent(new Event('change'));
      this.readAgain();
    });
  }

  private readAgain() {
    const unsent = this.entries().some(({ delivery }) => delivery !== 'sent');
    if (this.ledger.connected || this.stopReading || !unsent || this.suspended || this.closed) return;
    this.stopReading = this.device.later(READ_AGAIN, () => {
      this.stopReading = undefined;
      if (!this.suspended && !this.closed) void this.ledger.load().catch(() => {});
    });
  }
}

/** Everything a person posts goes through it: on disk first, then sent under one key until the receipt is here. */
export function createOutbox(options: OutboxOptions, device: Device = page): Outbox {
  return new DeviceOutbox(options, device);
}
