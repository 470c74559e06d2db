import type { Device } from './device.js';
import type { Ledger, Step, StoredPhoto } from './ledger.js';
import type { Claims, Hold } from './ownership.js';
import {
  freshEntry,
  freshStored,
  isEmpty,
  isWritable,
  queued,
  reopened,
  sameText,
  snapshot,
  typed,
  type Stored,
} from './record.js';
import { Session } from './session.js';
import type { Entry, PhotoRef } from './types.js';

/** Between two writes of the same draft, ms; the first one is immediate. What a reload can take is what was typed in it. */
const SAVE_EVERY = 100;

/** What a step on a draft came to: `lost`: another tab writes it now, or it is not a draft any more. */
type Outcome = 'ok' | 'lost';

/** The drafts this tab writes: opening, saving sparingly, forking what was lost to another tab, freezing what is sent. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();
  /** Keys that forms still hold → keys their text went on under. */
  private readonly forks = new Map<string, string>();
  private opening: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ledger: Ledger,
    private readonly claims: Claims,
    private readonly device: Device,
    /** In memory only: a duplicated tab has another one. */
    private readonly me: string,
  ) {}

  keyOf(key: string): string {
    const next = this.forks.get(key);
    return next ? this.keyOf(next) : key;
  }

  open(form: string, fresh: boolean): Promise<Entry> {
    const opened = this.opening.then(() => (fresh ? this.start(form) : this.find(form)));
    this.opening = opened.catch(() => {});
    return opened;
  }

  /** The form is closed: what it typed is written, then the draft is anybody's. */
  giveBack(key: string) {
    const session = this.sessions.get(this.keyOf(key));
    if (session) void this.write(session).then(() => session.unsaved || this.leave(session));
  }

  save(key: string, content: unknown, summary: string): Promise<void> {
    const session = this.session(key);
    session.unsaved = { content: snapshot(content), summary };
    return new Promise((resolve) => {
      session.waiters.push(resolve);
      if (session.cancel) return;
      const wait = Math.max(0, session.lastWrite + SAVE_EVERY - this.device.now());
      if (!wait || wait > SAVE_EVERY) void this.write(session);
      else session.cancel = this.device.later(wait, () => void this.write(session));
    });
  }

  /** Everything typed goes to the disk now. */
  async flush() {
    await Promise.all([...this.sessions.values()].map((session) => this.write(session)));
  }

  /** Gives the drafts back: the next page, or the next outbox of this one, may have them at once. */
  async close() {
    await this.flush();
    for (const { hold } of this.sessions.values()) hold?.release();
  }

  addPhoto(key: string, ref: PhotoRef, photo: StoredPhoto): Promise<void> {
    return this.withPhotos(key, ref.sha256, photo, (photos) => {
      const others = photos.filter(({ sha256 }) => sha256 !== ref.sha256);
      return others.length === photos.length
        ? [...photos, ref]
        : photos.map((old) => (old.sha256 === ref.sha256 ? ref : old));
    });
  }

  removePhoto(key: string, sha256: string): Promise<void> {
    return this.withPhotos(key, sha256, undefined, (photos) => photos.filter((old) => old.sha256 !== sha256));
  }

  /** Freezes the text and gives it to the queue. */
  async enqueue(key: string, payload: unknown, summary: string): Promise<void> {
    const session = this.session(key);
    const frozen = snapshot(payload);
    session.leaving = true;
    await session.inTurn(async () => {
      const { unsaved } = session;
      const waiters = session.takeWaiters();
      const content = unsaved ? unsaved.content : session.known;
      const now = this.device.now();
      const step = (found: Stored | undefined): Step<Outcome> => {
        const stored = found || session.blank(this.me);
        const { delivery } = stored.entry;
        if (delivery === 'queued' || delivery === 'sending' || delivery === 'sent')
          return { result: unsaved && !sameText(content, stored.entry.content) ? 'lost' : 'ok' };
        // Another tab's newer text is not to be sent under this tab's older one.
        if (!isWritable(stored, this.me) && !sameText(content, stored.entry.content))
          return { result: 'lost' };
        const text = unsaved ? typed(stored, this.me, { content }, this.device.key(), now) : stored;
        return { put: [queued(text, frozen, summary, this.device.key(), now)], result: 'ok' };
      };
      if ((await this.ledger.change(session.key, step, { strict: true })) === 'lost') {
        await this.fork(session, content, summary);
        await this.ledger.change(session.key, step, { strict: true });
      }
      // Typed while the text before it was being frozen: it goes on as a draft of its own.
      if (session.unsaved) session.leaving = false;
      else this.leave(session);
      for (const done of waiters) done();
    });
  }

  async edit(key: string): Promise<boolean> {
    await this.sessions.get(key)?.tail;
    const stored = this.ledger.records.get(key);
    const mine = this.sessions.get(key);
    if (mine) {
      // The one a person asked for is the one the form opens next, whatever other draft this tab has.
      this.sessions.delete(key);
      this.sessions.set(key, mine);
    }
    if (!stored || (mine && stored.entry.delivery === 'draft')) return Boolean(mine);
    const hold = await this.claims.claim(`draft:${key}`, 0);
    if (!hold && stored.entry.delivery === 'draft') return false;
    const taken = await this.take(key, (found) => ['sending', 'sent'].indexOf(found.entry.delivery) < 0);
    if (!taken) hold?.release();
    else this.begin(taken.entry, hold, taken.entry.content);
    return Boolean(taken);
  }

  /** Forgets what this tab was about to write under the key. */
  drop(key: string) {
    const session = this.sessions.get(this.keyOf(key));
    if (!session) return;
    for (const done of session.takeWaiters()) done();
    this.leave(session);
  }

  /** After the page was away: takes the locks again; a draft that another tab has taken meanwhile is forked when edited. */
  async resume() {
    for (const session of this.sessions.values()) {
      session.hold = await this.claims.claim(`draft:${session.key}`, 0);
    }
  }

  private async find(form: string): Promise<Entry> {
    for (const session of [...this.sessions.values()].reverse()) {
      if (session.fresh.form !== form || session.leaving) continue;
      const stored = this.ledger.records.get(session.key);
      if (!stored) return this.view(session);
      if (isWritable(stored, this.me)) return this.view(session);
      if (!session.unsaved) this.leave(session);
    }
    const left = [...this.ledger.records.values()]
      .filter(
        ({ entry }) => entry.form === form && entry.delivery === 'draft' && !this.sessions.has(entry.key),
      )
      .sort((a, b) => b.entry.updatedAt - a.entry.updatedAt);
    for (const { entry } of left) {
      const hold = await this.claims.claim(`draft:${entry.key}`, 0);
      if (!hold) continue;
      const taken = await this.take(entry.key, (found) => found.entry.delivery === 'draft');
      if (taken) return this.view(this.begin(taken.entry, hold, taken.entry.content));
      hold.release();
    }
    return this.start(form);
  }

  private async start(form: string): Promise<Entry> {
    const fresh = freshEntry(this.device.key(), form, this.device.now());
    return this.view(this.begin(fresh, await this.claims.claim(`draft:${fresh.key}`, 0), undefined));
  }

  private take(key: string, may: (stored: Stored) => boolean): Promise<Stored | undefined> {
    const now = this.device.now();
    return this.ledger.change(key, (stored) => {
      if (!stored || !may(stored)) return { result: undefined };
      const mine =
        stored.entry.delivery === 'draft' ? { ...stored, writer: this.me } : reopened(stored, this.me, now);
      return { put: [mine], result: mine };
    });
  }

  private begin(fresh: Entry, hold: Hold | undefined, known: unknown): Session {
    const { key } = fresh;
    this.forks.delete(key);
    const session = new Session(fresh, hold, known);
    this.sessions.set(key, session);
    return session;
  }

  /** The session of a key; a key nobody opened here is written all the same. */
  private session(key: string): Session {
    const current = this.keyOf(key);
    const { entry } = this.ledger.records.get(current) || {};
    const form = entry ? entry.form : 'request';
    return (
      this.sessions.get(current) ||
      this.begin(freshEntry(current, form, this.device.now()), undefined, entry?.content)
    );
  }

  private view(session: Session): Entry {
    return session.view(this.ledger.records.get(session.key));
  }

  private leave(session: Session) {
    session.forget();
    session.hold?.release();
    if (this.sessions.get(session.key) === session) this.sessions.delete(session.key);
  }

  private write(session: Session): Promise<void> {
    return session.inTurn(async () => {
      const { unsaved } = session;
      const waiters = session.takeWaiters();
      if (unsaved) {
        const { content, summary } = unsaved;
        session.lastWrite = this.device.now();
        const step = (found: Stored | undefined) => this.typedStep(session, found, content, summary);
        if ((await this.ledger.change(session.key, step)) === 'lost')
          await this.fork(session, content, summary);
        session.known = content;
      }
      for (const done of waiters) done();
    });
  }

  private typedStep(
    session: Session,
    found: Stored | undefined,
    content: unknown,
    summary: string,
  ): Step<Outcome> {
    const stored = found || session.blank(this.me);
    if (!isWritable(stored, this.me))
      return { result: sameText(content, stored.entry.content) ? 'ok' : 'lost' };
    const { me, device } = this;
    const next = typed(stored, me, { content, summary }, device.key(), device.now());
    if (!isEmpty({ ...next.entry, payload: undefined })) return { put: [next], result: 'ok' };
    return { remove: found, result: 'ok' };
  }

  /** The text of this tab goes on under a key of its own: as an addition, when the old key's text has arrived. */
  private async fork(session: Session, content: unknown, summary: string) {
    const from = session.key;
    const to = this.device.key();
    const old = this.ledger.records.get(from);
    const receipt = old?.entry.receipt;
    const form = receipt ? `addition:${receipt.id}` : old ? old.entry.form : session.fresh.form;
    const raw = old ? await this.ledger.copyPhotos(old, to) : {};
    const photos = (old?.entry.photos || []).filter(({ sha256 }) => raw[this.ledger.names.photo(to, sha256)]);
    const now = this.device.now();
    const stored = freshStored({ ...freshEntry(to, form, now), content, summary, photos }, this.me);
    session.hold?.release();
    session.hold = await this.claims.claim(`draft:${to}`, 0);
    await this.ledger.change(to, () => ({ put: [stored], raw, result: undefined }));
    session.known = content;
    session.key = to;
    this.forks.set(from, to);
    if (this.sessions.get(from) === session) this.sessions.delete(from);
    this.sessions.set(to, session);
  }

  private withPhotos(
    key: string,
    sha256: string,
    photo: StoredPhoto | undefined,
    edit: (photos: PhotoRef[]) => PhotoRef[],
  ): Promise<void> {
    const session = this.session(key);
    return session.inTurn(async () => {
      const step = (found: Stored | undefined): Step<Outcome> => {
        const stored = found || session.blank(this.me);
        if (!isWritable(stored, this.me)) return { result: 'lost' };
        const { me, device } = this;
        const next = typed(stored, me, { photos: edit(stored.entry.photos) }, device.key(), device.now());
        const raw = { [this.ledger.names.photo(session.key, sha256)]: photo };
        return isEmpty(next.entry)
          ? { remove: found, raw, result: 'ok' }
          : { put: [next], raw, result: 'ok' };
      };
      if ((await this.ledger.change(session.key, step)) !== 'lost') return;
      await this.fork(session, session.known, this.ledger.records.get(session.key)?.entry.summary || '');
      await this.ledger.change(session.key, step);
    });
  }
}
