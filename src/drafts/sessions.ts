import type { Device } from './device.js';
import type { Ledger } from './ledger.js';
import type { LastWords } from './last-words.js';
import type { Claims } from './ownership.js';
import { freshEntry, isWritable, reopened, type Stored } from './record.js';
import type { SafeStorage } from './safe-storage.js';
import { createSession, inTurn, view, type Session } from './session.js';
import type { Delivery, Entry } from './types.js';
import { createWriting, type WritingOptions } from './writing.js';

export interface SessionsOptions {
  ledger: Ledger;
  storage: SafeStorage;
  claims: Claims;
  device: Device;
  words: LastWords;
  /** This page. In memory only: a duplicated tab has another one. */
  me: string;
  half: WritingOptions['half'];
  there: WritingOptions['there'];
}

export type Sessions = ReturnType<typeof createSessions>;

/** The drafts this tab has in its hands: which form has which, what was left over, what has gone to another tab. */
export function createSessions(options: SessionsOptions) {
  const { ledger, claims, device, me } = options;
  const { records } = ledger;
  const sessions = new Map<string, Session>();
  /** Keys that forms still hold → keys their text went on under. */
  const forks = new Map<string, string>();
  /** Forms open one after the other. */
  const door = { tail: Promise.resolve() as Promise<unknown> };

  const keyOf = (key: string): string => {
    const next = forks.get(key);
    return next ? keyOf(next) : key;
  };
  const claim = (key: string) => claims.claim(`draft:${key}`);

  const begin = (...given: Parameters<typeof createSession>) => {
    const session = createSession(...given);
    sessions.set(session.key, session);
    return session;
  };

  const end = (session: Session) => {
    session.cancel?.();
    session.cancel = session.text = undefined;
    session.hold?.release();
    if (sessions.get(session.key) === session) sessions.delete(session.key);
  };

  /** Whoever waits for it has nothing to wait for any more. */
  const drop = (session: Session) => {
    const waiters = session.waiters.splice(0);
    end(session);
    for (const done of waiters) done();
  };

  const writing = createWriting({
    ...options,
    sessions,
    async move(session, to, put) {
      const from = session.key;
      // Before it is there: it must not be found by another form of this page as something left over.
      sessions.set(to, session);
      session.hold?.release();
      session.hold = await claim(to);
      await put();
      session.key = to;
      // A form that has closed meanwhile calls nothing by its old key any more, and another may be about to.
      if (session.held) forks.set(from, to);
      if (sessions.get(from) === session) sessions.delete(from);
    },
  });

  /** The session of a key; a key nobody opened here is written all the same, by somebody who has seen nothing of it. */
  const of = (key: string): Session => {
    const current = keyOf(key);
    const { form = 'request' } = records.get(current)?.entry || {};
    return sessions.get(current) || begin(freshEntry(current, form, device.now()), true);
  };

  const show = (session: Session) => view(session, records.get(session.key));

  const start = async (form: string) => {
    const fresh = freshEntry(device.key(), form, device.now());
    return show(begin(fresh, true, await claim(fresh.key)));
  };

  /** Makes a record this tab's, if it is still in a state to be written. */
  const take = async (key: string, deliveries: readonly Delivery[], held: boolean) => {
    // A form of this page still calls its own text so.
    if (forks.has(key)) return undefined;
    const hold = await claim(key);
    const now = device.now();
    const isDraft = records.get(key)?.entry.delivery === 'draft';
    const taken =
      hold || !isDraft
        ? await ledger.change<Stored | undefined>(key, (stored) => {
            if (!stored || deliveries.indexOf(stored.entry.delivery) < 0) return {};
            const { delivery } = stored.entry;
            const mine = delivery === 'draft' ? { ...stored, writer: me } : reopened(stored, me, now);
            return { put: [mine], result: mine };
          })
        : undefined;
    const meanwhile = sessions.get(key);
    if (taken && !meanwhile) return begin(taken.entry, held, hold, taken.edition);
    if (taken && meanwhile && !meanwhile.hold) meanwhile.hold = hold;
    else hold?.release();
    return undefined;
  };

  const find = async (form: string): Promise<Entry> => {
    for (const session of [...sessions.values()].reverse()) {
      if (session.held || session.fresh.form !== form) continue;
      // A photo may still be on its way to the disk: the form is to see it.
      await session.tail;
      if (session.held || sessions.get(session.key) !== session) continue;
      const stored = records.get(session.key);
      if (!stored || isWritable(stored, me)) {
        session.held = true;
        return show(session);
      }
      if (!session.text) end(session);
    }
    const left = [...records.values()]
      .map(({ entry }) => entry)
      .filter((entry) => entry.form === form && entry.delivery === 'draft' && !sessions.has(entry.key))
      .sort((a, b) => b.updatedAt - a.updatedAt);
    for (const { key } of left) {
      const session = await take(key, ['draft'], true);
      if (session) return show(session);
    }
    return start(form);
  };

  const flush = () => Promise.all([...sessions.values()].map(writing.write));

  return {
    writing,
    end,
    of,
    keyOf,
    flush,
    all: sessions,
    take,

    open: (form: string, fresh: boolean) => inTurn(door, () => (fresh ? start(form) : find(form))),

    /** The form closes: what it typed is written, then the draft is anybody's; until then any form's of this page. */
    leave(key: string) {
      const session = sessions.get(keyOf(key));
      for (let old = key, next; (next = forks.get(old)); old = next) forks.delete(old);
      if (!session) return;
      session.held = false;
      void writing.write(session).then(() => session.held || session.text || end(session));
    },

    /** Runs while no form is being opened. */
    alone: <T>(task: () => Promise<T>) => inTurn(door, task),

    /** Forgets what this tab was about to write under the key. */
    drop(key: string) {
      const session = sessions.get(key);
      if (session) drop(session);
    },

    clear: () => sessions.forEach(drop),

    /** Gives the drafts back: the next page, or the next outbox of this one, may have them at once. */
    async close() {
      await flush();
      sessions.forEach(({ hold }) => hold?.release());
    },

    /** After the page was away: takes the locks again; a draft that another tab has taken meanwhile is forked when edited. */
    async resume() {
      for (const session of [...sessions.values()]) session.hold = await claim(session.key);
    },
  };
}
