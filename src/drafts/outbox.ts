import { page, type Device } from './device.js';
import { createLastWords } from './last-words.js';
import { createLedger } from './ledger.js';
import { createSafeStorage } from './safe-storage.js';
import type { Sending } from './sending.js';
import { createSessions } from './sessions.js';
import type { Entry, Outbox, OutboxOptions } from './types.js';

/** How often the other half is asked for again. */
const ASK_AGAIN = 5_000;
/** `change` is told at once, and after that so often at most: a thousand entries may be on their way. */
const TELL_EVERY = 50;

type Later = 'keep' | 'retry' | 'edit' | 'salvage' | 'addPhoto' | 'removePhoto' | 'photo' | 'discard';

/**
 * Everything a person posts goes through it: on disk first, then sent under one key until the receipt is here. It is the
 * queue, the drafts of this tab, and what the page goes through. See `Outbox`.
 */
export function createOutbox(options: OutboxOptions, device: Device = page): Outbox {
  const me = device.key();
  // An event target that old engines can construct.
  const events: EventTarget = new AbortController().signal;
  let list: readonly Entry[] | undefined;
  let telling = false;
  let lastTold = 0;
  let suspended = false;
  let rouse: (() => void) | undefined;
  let closed = false;
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
    events.dispatchEvent(new CustomEvent('change'));
    sending?.readAgain();
  };

  const storage = createSafeStorage(device.disk(), {
    reunite: () => sending?.reunite,
    changed: tell,
    moved: () => void ledger.announce().catch(() => {}),
    later: device.later,
  });
  const ledger = createLedger(storage, options.scope, device, tell, () => {
    if (sending) sending.heard();
    else void run();
  });
  const words = createLastWords(device, ledger.names.root);
  const claims = device.claims(storage, ledger.names, me);
  const sessions = createSessions({
    ledger,
    storage,
    claims,
    device,
    words,
    me,
    half: () => half(),
    there: () => sending,
  });
  const { writing } = sessions;
  const { records } = ledger;

  const entries = (): readonly Entry[] =>
    (list =
      list ||
      [...records.values()]
        .map(({ entry }) => entry)
        .sort((a, b) => b.createdAt - a.createdAt || b.updatedAt - a.updatedAt));

  /**
   * The other half comes a moment later, as code of its own. Offline it does not come, and no event tells when a gateway is
   * back: then it is asked for again and again.
   */
  const load = () =>
    (loading =
      loading ||
      device.sending().then(
        ({ createSending }) => {
          sending = createSending({ ...options, ledger, claims, device, sessions, words, me });
          return sending.takeOver();
        },
        () => {
          loading = undefined;
          device.later(ASK_AGAIN, () => void run());
        },
      ));

  /** Whatever else has to wait for it. */
  const half = async (): Promise<Sending> => {
    await ready;
    await load();
    if (sending) return sending;
    await new Promise<void>((resolve) => device.later(ASK_AGAIN, resolve));
    return half();
  };

  const later = <K extends Later>(name: K): Outbox[K] =>
    (async (...args: unknown[]) =>
      ((await half())[name] as (...given: unknown[]) => unknown)(...args)) as Outbox[K];

  const run = async (hurry = false) => {
    if (suspended || closed) return;
    await load();
    if (!sending || suspended || closed) return;
    if (device.visible?.()) void sessions.alone(sending.age);
    await sending.run(hurry);
  };

  const wake = () => {
    if (suspended || closed) return;
    const read = ledger.connected ? ready : ledger.load();
    void read
      .then(() => sending?.takeOver())
      .catch(() => {})
      .then(() => run(device.online()));
  };

  const hide = () => {
    writing.sayLast();
    sending?.callWorker();
    return sessions.flush();
  };

  const unwatch = device.watch({
    wake,
    hide: () => void hide(),
    /** Nothing is waited for: these may be the last milliseconds of the page. */
    suspend() {
      if (suspended || closed) return;
      suspended = true;
      if (device.freezes?.()) storage.sleep(new Promise((resolve) => (rouse = resolve)));
      void hide().then(storage.release);
      void sending?.stop();
      claims.releaseAll();
      ledger.disconnect();
    },
    resume() {
      if (closed || !suspended) return wake();
      suspended = false;
      rouse?.();
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
      entries().map(
        ({ key, forget, receipt }) => forget && receipt && ledger.change(key, (remove) => ({ remove })),
      ),
    );

  const ready = ledger
    .load()
    .then(forget)
    .then(load)
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

    open: (form, { fresh = false } = {}) => ready.then(() => sessions.open(form, fresh)),

    keep: later('keep'),
    retry: later('retry'),
    edit: later('edit'),
    salvage: later('salvage'),
    addPhoto: later('addPhoto'),
    removePhoto: later('removePhoto'),
    photo: later('photo'),

    save: (key, content, summary) => writing.save(sessions.of(key), content, summary),

    async enqueue(key, payload, summary, how) {
      await writing.enqueue(sessions.of(key), payload, summary, how);
      sending?.callWorker();
      void run();
    },

    flush: () => ready.then(() => run(true)),

    async discard(key) {
      sessions.drop(key);
      words.drop(key);
      await later('discard')(key);
    },

    async clear() {
      await ready;
      sessions.clear();
      words.clear();
      await ledger.clear();
      events.dispatchEvent(new CustomEvent('cleared'));
    },

    close() {
      if (closed) return;
      closed = true;
      unwatch();
      // What only this outbox's memory has goes with it.
      writing.sayLast();
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
