import { page, type Device } from './device.js';
import { createLastWords } from './last-words.js';
import { createLedger, type StoredPhoto } from './ledger.js';
import { changed } from './record.js';
import { createSafeStorage } from './safe-storage.js';
import type { Sending } from './sending.js';
import { createSessions } from './sessions.js';
import { sha256 } from './sha256.js';
import type { Entry, Outbox, OutboxOptions, PhotoRef } from './types.js';

/** Without a word between tabs, storage is read again this often while anything is unsent. */
const READ_AGAIN = 5_000;
/** `change` is told at once, and after that so often at most: a thousand entries may be on their way. */
const TELL_EVERY = 50;

/**
 * Everything a person posts goes through it: on disk first, then sent under one key until the receipt is here. It is the
 * queue, the drafts of this tab, and what the page goes through. See `Outbox`.
 */
export function createOutbox(
  { scope, send, dedupe = 'key', background, draftDays = 14 }: OutboxOptions,
  device: Device = page,
): Outbox {
  const me = device.key();
  // An event target that old engines can construct.
  const events: EventTarget = new AbortController().signal;
  let list: readonly Entry[] | undefined;
  let telling = false;
  let lastTold = 0;
  let suspended = false;
  let closed = false;
  let stopReading: (() => void) | undefined;
  let sending: Sending | undefined;
  let loading: Promise<void> | undefined;

  const tell = () => {
    list = undefined;
    if (telling) return;
    telling = true;
    const wait = lastTold + TELL_EVERY - device.now();
    if (wait > 0 && wait <= TELL_EVERY) device.later(wait, told);
    else void Promise.resolve().then(told);
  };
  const told = () => {
    telling = false;
    lastTold = device.now();
    writing.tidy();
    events.dispatchEvent(new Event('change'));
    const unsent = entries().some(({ delivery }) => delivery !== 'sent');
    if (ledger.connected || stopReading || !unsent || suspended || closed) return;
    stopReading = device.later(READ_AGAIN, () => {
      stopReading = undefined;
      if (!suspended && !closed) void ledger.load().catch(() => {});
    });
  };

  const storage = createSafeStorage(device.disk(), {
    merge: () => sending?.merge,
    changed: tell,
    moved: () => void ledger.announce().catch(() => {}),
    later: device.later,
  });
  const ledger = createLedger(storage, scope, device, tell, () => {
    if (sending) sending.heard();
    else void run();
  });
  const words = createLastWords(device, ledger.names.root);
  const claims = device.claims(storage, ledger.names, me);
  const sessions = createSessions({ ledger, storage, claims, device, words, me, background });
  const { writing } = sessions;
  const { records } = ledger;

  const entries = (): readonly Entry[] =>
    (list =
      list ||
      Array.from(records.values(), ({ entry }) => entry).sort(
        (a, b) => b.createdAt - a.createdAt || b.updatedAt - a.updatedAt,
      ));

  /**
   * The half that sends comes a moment later, as code of its own. Offline it does not come, and no event tells when a gateway
   * is back: then it is asked for again and again.
   */
  const run = async (hurry = false) => {
    if (suspended || closed) return;
    loading =
      loading ||
      device.sending().then(
        ({ createSending }) => {
          sending = createSending({ ledger, claims, device, send, dedupe }, draftDays);
        },
        () => {
          loading = undefined;
          device.later(READ_AGAIN, () => void run());
        },
      );
    await loading;
    if (!sending || suspended || closed) return;
    if (device.visible?.()) void sessions.alone(() => sending!.age(sessions.has));
    await sending.run(hurry);
  };

  const wake = () => {
    if (suspended || closed) return;
    const read = ledger.connected ? ready : ledger.load();
    void read
      .then(writing.takeOver)
      .catch(() => {})
      .then(() => run(device.online()));
  };

  /** The worker is called while the page can: by the time there is a connection, it may have gone. */
  const callWorker = () => {
    if (background && entries().some(({ delivery }) => delivery !== 'draft' && delivery !== 'sent'))
      device.callWorker?.();
  };

  const hide = () => {
    writing.sayLast();
    callWorker();
    return sessions.flush();
  };

  const unwatch = device.watch({
    wake,
    hide: () => void hide(),
    /** Nothing is waited for: these may be the last milliseconds of the page. */
    suspend() {
      if (suspended || closed) return;
      suspended = true;
      void hide().then(storage.release);
      void sending?.stop();
      claims.releaseAll();
      ledger.disconnect();
    },
    resume() {
      if (closed || !suspended) return wake();
      suspended = false;
      void ledger
        .load()
        .then(sessions.resume)
        .catch(() => {})
        .then(() => {
          sending?.resume();
          wake();
        });
    },
  });

  /** What an earlier page sent from a device that is not the person's own. */
  const forget = () =>
    Promise.all(
      entries()
        .filter((entry) => entry.forget && entry.delivery === 'sent')
        .map(({ key }) => ledger.change(key, (stored) => ({ remove: stored, result: 0 }))),
    );

  const ready = ledger
    .load()
    .then(forget)
    .then(writing.takeOver)
    .catch(() => {});
  void ready.then(() => run());

  return {
    ready,
    entries,
    keyOf: sessions.keyOf,
    leave: sessions.leave,
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    dispatchEvent: events.dispatchEvent.bind(events),

    get keeping() {
      return storage.keeping;
    },

    get unreadable() {
      return ledger.unreadable;
    },

    async open(form, { fresh = false } = {}) {
      await ready;
      return sessions.open(form, fresh);
    },

    async keep(key) {
      await ready;
      await ledger.change(key, (stored) =>
        stored?.entry.delivery === 'draft'
          ? {
              put: [{ ...stored, since: device.now(), entry: { ...stored.entry, expiresAt: undefined } }],
              result: 0,
            }
          : { result: 0 },
      );
    },

    save: (key, content, summary) => writing.save(sessions.of(key), content, summary),

    async addPhoto(key, photo, alt) {
      const bytes = await new Response(photo).arrayBuffer();
      const { type } = photo;
      const hash = await sha256(new Uint8Array(bytes));
      const ref: PhotoRef = { sha256: hash, type, size: bytes.byteLength };
      if (alt !== undefined) ref.alt = alt;
      const stored: StoredPhoto = { type, bytes };
      await writing.photos(sessions.of(key), hash, stored, (photos) => {
        const known = photos.some((old) => old.sha256 === hash);
        return known ? photos.map((old) => (old.sha256 === hash ? ref : old)) : [...photos, ref];
      });
      return ref;
    },

    removePhoto: (key, hash) =>
      writing.photos(sessions.of(key), hash, undefined, (photos) =>
        photos.filter((old) => old.sha256 !== hash),
      ),

    async photo(hash) {
      await ready;
      for (const { key, photos } of entries()) {
        const blob = photos.some((photo) => photo.sha256 === hash) && (await ledger.photo(key, hash));
        if (blob) return blob;
      }
      return undefined;
    },

    async enqueue(key, payload, summary, how) {
      await writing.enqueue(sessions.of(key), payload, summary, how);
      callWorker();
      void run();
    },

    async flush() {
      await ready;
      await run(true);
    },

    async retry(key) {
      await ready;
      const now = device.now();
      await ledger.change(key, (stored) => {
        const { payload, delivery = 'draft', tries = 0 } = stored?.entry || {};
        if (!stored || payload === undefined || ['queued', 'attention', 'maybe'].indexOf(delivery) < 0)
          return { result: 0 };
        const next = changed(stored, now, { delivery: 'queued', nextTryAt: undefined });
        return { put: [{ ...next, patience: tries }], result: 0 };
      });
      void run();
    },

    async edit(key, { open = false } = {}) {
      await ready;
      return sessions.edit(key, open);
    },

    async discard(key) {
      await ready;
      sessions.drop(key);
      words.drop(key);
      await ledger.change(key, (stored) => ({
        remove: stored?.entry.delivery === 'sending' ? undefined : stored,
        result: 0,
      }));
    },

    async clear() {
      await ready;
      sessions.clear();
      words.clear();
      await ledger.clear();
      events.dispatchEvent(new Event('cleared'));
    },

    close() {
      if (closed) return;
      closed = true;
      unwatch();
      // What only this outbox's memory has goes with it.
      writing.sayLast();
      stopReading?.();
      void Promise.all([sessions.close(), sending?.stop()])
        .catch(() => {})
        .then(() => {
          claims.releaseAll();
          ledger.disconnect();
          storage.release();
        });
    },
  };
}
