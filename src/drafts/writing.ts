import type { Device } from './device.js';
import type { LastWords } from './last-words.js';
import type { Ledger, Step, StoredPhoto } from './ledger.js';
import {
  freshEntry,
  freshStored,
  hasMoved,
  isEmpty,
  isOvertaken,
  isWritable,
  queued,
  readStored,
  sameText,
  snapshot,
  typed,
  type Stored,
  type Text,
} from './record.js';
import type { SafeStorage } from './safe-storage.js';
import { blank, inTurn, type Session } from './session.js';
import type { EnqueueOptions, OutboxOptions, PhotoRef } from './types.js';

/** Between two writes of the same draft, ms; the first one is immediate. */
const SAVE_EVERY = 100;

export interface WritingOptions {
  ledger: Ledger;
  storage: SafeStorage;
  device: Device;
  words: LastWords;
  /** This page. In memory only: a duplicated tab has another one. */
  me: string;
  background: OutboxOptions['background'];
  sessions: ReadonlyMap<string, Session>;
  /** The session goes on under another key, where `put` puts its text. */
  move(session: Session, to: string, put: () => Promise<unknown>): Promise<void>;
  /** The text is in the queue. */
  end(session: Session): void;
}

/** Text and photos on their way to the disk: sparingly, each tab into its own drafts, and at the last moment too. */
export function createWriting(options: WritingOptions) {
  const { ledger, storage, device, words, me, background, sessions, move, end } = options;
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
    if (!storage.memory.size && !Array.from(sessions.values()).some(({ text }) => text)) words.tidy();
  };

  /** Puts a text into its entry; undefined where that belongs to another text by now. */
  const put = (key: string, form: string, text: Text, writer: string, base: string, isWord?: boolean) =>
    ledger.change<Stored | undefined>(key, (found) => {
      const { content, summary, name, nth } = text;
      const now = device.now();
      const stored = found || freshStored(freshEntry(key, form, now));
      const known = stored.edition === name || stored.took === name || isOvertaken(text, writer, stored);
      if (known || sameText(content, stored.entry.content)) return { result: stored };
      if ((found && hasMoved(found, base, nth && writer)) || !isWritable(stored, writer))
        return { result: undefined };
      const next = typed(stored, writer, { content, summary }, name, now, nth);
      if (!nth) next.said = undefined;
      if (isWord) next.took = name;
      if (isEmpty({ ...next.entry, payload: undefined })) return { remove: found, result: next };
      return { put: [next], result: next };
    });

  /** Puts a text under its own name: as an addition, when the old key's text has arrived. Once, whoever does it. */
  const fork = async (from: string, form: string, { content, summary, name }: Text, writer: string) => {
    const old = records.get(from);
    const { form: was = form, receipt, photos = [] } = old?.entry || {};
    const raw = old ? await ledger.copyPhotos(old, name) : {};
    const entry = {
      ...freshEntry(name, receipt ? `addition:${receipt.id}` : was, device.now()),
      content,
      summary,
      photos: photos.filter(({ sha256 }) => raw[names.photo(name, sha256)]),
    };
    const stored = { ...freshStored(entry, writer), edition: name };
    await ledger.change(name, (found) => ({ put: found ? [] : [stored], raw: found ? {} : raw, result: 0 }));
  };

  /** Runs a step on a session's entry, and again on its fork, where the entry belongs to another text by now. */
  const step = async (session: Session, text: Text, change: () => Promise<Stored | undefined>) => {
    let stored = await change();
    if (!stored) {
      await move(session, text.name, () => fork(session.key, session.fresh.form, text, me));
      session.base = text.name;
      stored = await change();
    }
    session.known = text.content;
    // The same words in another tab, which has photos that this one has never seen: that is not the same text.
    const isSame = stored?.writer === me || !stored?.entry.photos.length;
    if (isSame) session.base = stored ? stored.edition : text.name;
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

  const write = (session: Session) =>
    inTurn(session, async () => {
      const done = take(session);
      const { text } = session;
      if (text) {
        session.lastWrite = device.now();
        await step(session, text, () => put(session.key, session.fresh.form, text, me, session.base));
        if (session.text === text) session.text = undefined;
      }
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
      const way = background?.();
      session.held = true;
      return inTurn(session, async () => {
        const done = take(session);
        const { text, known } = session;
        if (!text && session.sent !== undefined && sameText(frozen, session.sent)) return done();
        const latest = text || { content: known, summary, name: device.key() };
        const now = device.now();
        const freeze = () =>
          ledger.change<Stored | undefined>(
            session.key,
            (found) => {
              const stored = found || blank(session);
              const other = !sameText(latest.content, stored.entry.content);
              if (['queued', 'sending', 'sent'].indexOf(stored.entry.delivery) >= 0)
                return { result: text && other && stored.edition !== text.name ? undefined : stored };
              // What another tab has changed since this one saw it is not to be sent with this one's text, or gone with it.
              const moved = found && stored.edition !== session.base;
              if (
                found &&
                (hasMoved(found, session.base, me) || ((other || moved) && !isWritable(stored, me)))
              )
                return { result: undefined };
              // Nor over what was typed after it.
              if (text && stored.edition !== text.name && isOvertaken(text, me, stored))
                return { result: undefined };
              const next = queued(
                text ? typed(stored, me, { content: text.content }, text.name, now, text.nth) : stored,
                frozen,
                summary,
                latest.name,
                now,
                how,
              );
              return { put: [{ ...next, background: way }], result: next };
            },
            { strict: true },
          );
        await step(session, latest, freeze);
        session.sent = frozen;
        // Typed while the text before it was being frozen: it goes on as a draft of its own.
        if (!session.text || sameText(session.text.content, latest.content)) {
          session.text = undefined;
          end(session);
        }
        done();
      });
    },

    photos(
      session: Session,
      sha256: string,
      photo: StoredPhoto | undefined,
      edit: (photos: PhotoRef[]) => PhotoRef[],
    ): Promise<void> {
      session.held = true;
      return inTurn(session, async () => {
        const { known } = session;
        const { summary = '' } = records.get(session.key)?.entry || {};
        const change = () =>
          ledger.change<Stored | undefined>(session.key, (found): Step<Stored | undefined> => {
            const stored = found || blank(session);
            if (!isWritable(stored, me)) return { result: undefined };
            const photos = edit(stored.entry.photos);
            const next = typed(stored, me, { photos }, device.key(), device.now());
            const raw = { [names.photo(session.key, sha256)]: photo };
            return isEmpty(next.entry)
              ? { remove: found, raw, result: next }
              : { put: [next], raw, result: next };
          });
        await step(session, { content: known, summary, name: device.key() }, change);
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

    /** Puts what other pages wrote down on their way out where they would have put it themselves. */
    async takeOver() {
      for (const word of words.left()) {
        const { key, form, base, writer, name } = word;
        const there = await put(key, form, word, writer, base, true);
        if (!there) await fork(key, form, word, writer);
        words.taken(name, there ? key : name);
      }
      tidy();
    },
  };
}
