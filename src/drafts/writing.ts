import type { Device } from './device.js';
import type { LastWords } from './last-words.js';
import type { Ledger } from './ledger.js';
import {
  freshEntry,
  freshStored,
  hasMoved,
  isEmpty,
  isOvertaken,
  isWritable,
  readStored,
  sameText,
  snapshot,
  typed,
  type Stored,
  type Text,
} from './record.js';
import type { SafeStorage } from './safe-storage.js';
import { inTurn, type Session } from './session.js';
import type { EnqueueOptions } from './types.js';

/** Between two writes of the same draft, ms; the first one is immediate. */
const SAVE_EVERY = 100;

export interface WritingOptions {
  ledger: Ledger;
  storage: SafeStorage;
  device: Device;
  words: LastWords;
  /** This page. In memory only: a duplicated tab has another one. */
  me: string;
  /** Resolves when the other half is there. */
  half(): Promise<OtherHalf>;
  there(): unknown;
  sessions: ReadonlyMap<string, Session>;
  /** The session goes on under another key, where `put` puts its text. */
  move(session: Session, to: string, put: () => Promise<unknown>): Promise<void>;
}

/** What the half that comes later does for it. */
export interface OtherHalf {
  /** Puts a text under its own name. */
  fork(from: string, form: string, text: Text, writer: string): Promise<void>;
  /** Freezes what was `typed` when the person pressed send, and gives it to the queue. */
  freeze(
    session: Session,
    payload: unknown,
    summary: string,
    typed: Text | undefined,
    how?: EnqueueOptions,
  ): Promise<void>;
}

export type Writing = ReturnType<typeof createWriting>;

/** Text on its way to the disk: sparingly, each tab into its own drafts, and at the last moment too. */
export function createWriting(options: WritingOptions) {
  const { ledger, storage, device, words, me, half, there, sessions, move } = options;
  const { names, records } = ledger;
  let typing = 0;

  /** What the disk has of an entry whose newest text is in memory only. */
  const behind = (key: string): Pick<Stored, 'edition' | 'writer'> | undefined => {
    const held = storage.memory.get(names.entry(key));
    const unsafe = held && records.get(key)?.entry.content !== undefined;
    return unsafe ? readStored(held.base) || { edition: '' } : undefined;
  };
  /** Once nothing is in memory only: a text may have moved from key to key since it was written down. */
  const tidy = () => {
    if (!storage.memory.size && ![...sessions.values()].some(({ text }) => text)) words.tidy();
  };

  /** Puts a text into its entry; undefined where that belongs to another text by now. */
  const put = (key: string, form: string, text: Text, writer: string, base: string, isWord?: boolean) =>
    ledger.change<Stored | undefined>(key, (found) => {
      const { content, summary, name, nth } = text;
      const now = device.now();
      const stored = found || freshStored(freshEntry(key, form, now));
      const known = stored.edition === name || stored.took === name || isOvertaken(text, writer, stored);
      if (known || sameText(content, stored.entry.content)) return { result: stored };
      if ((found && hasMoved(found, base, nth && writer)) || !isWritable(stored, writer)) return {};
      const next = typed(stored, writer, { content, summary }, name, now, nth);
      if (!nth) next.said = undefined;
      if (isWord) next.took = name;
      if (isEmpty({ ...next.entry, payload: undefined })) return { remove: found, result: next };
      return { put: [next], result: next };
    });

  /** Runs a step on a session's entry, and again on its fork, where the entry belongs to another text by now. */
  const step = async (session: Session, text: Text, change: () => Promise<Stored | undefined>) => {
    let stored = await change();
    if (!stored) {
      const { fork } = await half();
      await move(session, text.name, () => fork(session.key, session.fresh.form, text, me));
      session.base = text.name;
      stored = await change();
    }
    session.known = text.content;
    // The same words in another tab, which has photos that this one has never seen: that is not the same text.
    if (stored && (stored.writer === me || !stored.entry.photos.length)) session.base = stored.edition;
  };

  /** Takes what is planned for a session; the answer ends the waiting for it. */
  const take = (session: Session) => {
    const { waiters } = session;
    session.cancel?.();
    session.cancel = undefined;
    session.waiters = [];
    return () => {
      tidy();
      for (const done of waiters) done();
    };
  };

  const putText = async (session: Session) => {
    const { text } = session;
    if (!text) return;
    session.lastWrite = device.now();
    await step(session, text, () => put(session.key, session.fresh.form, text, me, session.base));
    if (session.text === text) session.text = undefined;
  };

  const write = (session: Session) =>
    inTurn(session, async () => {
      const done = take(session);
      await putText(session);
      done();
    });

  const say = (key: string, form: string, text: Text, base: string) => {
    const { edition, writer = me } = behind(key) || { edition: base };
    // This page's count says nothing of where it stands among another's texts.
    const nth = writer === me ? text.nth : undefined;
    words.say({ ...text, key, form, base: edition, writer, nth });
  };

  return {
    tidy,
    put,
    step,
    write,

    save(session: Session, content: unknown, summary: string): Promise<void> {
      session.held = true;
      if (!session.text && sameText(content, session.known)) return Promise.resolve();
      session.text = { content: snapshot(content), summary, name: device.key(), nth: ++typing };
      return new Promise((resolve) => {
        session.waiters.push(resolve);
        if (session.cancel) return;
        const wait = Math.max(0, session.lastWrite + SAVE_EVERY - device.now());
        if (!wait || wait > SAVE_EVERY) void write(session);
        else session.cancel = device.later(wait, () => void write(session));
      });
    },

    /** Freezes the text and gives it to the queue. */
    enqueue(session: Session, payload: unknown, summary: string, how?: EnqueueOptions): Promise<void> {
      const frozen = snapshot(payload);
      const { text } = session;
      session.held = true;
      return inTurn(session, async () => {
        const done = take(session);
        // Where the other half is still to come, the text waits for it on the disk.
        if (!there()) await putText(session);
        const { freeze } = await half();
        await freeze(session, frozen, summary, text, how);
        done();
      });
    },

    /** The page may be about to go: what is not on the disk is written down. */
    sayLast() {
      sessions.forEach(({ key, fresh, text, base }) => text && say(key, fresh.form, text, base));
      records.forEach(({ entry: { form, content, summary }, edition, said }, key) => {
        if (storage.memory.size && behind(key) && !sessions.get(key)?.text)
          say(key, form, { content, summary, name: edition, nth: said?.nth }, '');
      });
    },
  };
}
