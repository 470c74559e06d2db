import type { ReactiveController, ReactiveElement } from 'lit';
import type { EnqueueOptions, Entry, Outbox } from '../../../drafts/types.js';
import { HelpBoardEvent } from '../../events.js';
import { adrift } from './adrift.js';
import { LeaveGuard } from './leave-guard.js';
import { Photos } from './photos.js';
import { placeIn, type Place } from './place.js';
import { summaryOf } from './summary.js';
import type { DraftHost, Written } from './written.js';
import { toJson } from '../../../model/json.js';

const clock = (): string => {
  const now = new Date();
  return `${now.getHours()}:${`0${now.getMinutes()}`.slice(-2)}`;
};

/** What is being written, from the first keystroke until it is sent: a form's side of one outbox entry. */
export class Draft<T extends Written> implements ReactiveController {
  form: T;
  readonly photos: Photos;
  /** When the text of an earlier visit was last touched, if one was found. */
  restored?: number;
  /** When the newest text that is on the device was put there. */
  savedAt = '';
  /** Something was typed that is not on the device yet. */
  unsaved = false;
  /** The device refused to keep it at all. */
  private failed = false;
  private outbox?: Outbox;
  private key = '';
  private opening?: Promise<void>;
  /** Typed since the form was opened or emptied. */
  private typed: Partial<T>;
  private guard = new LeaveGuard();

  constructor(
    private element: ReactiveElement,
    private host: DraftHost<T>,
  ) {
    element.addController(this);
    this.form = host.read({});
    this.typed = {};
    this.photos = new Photos({
      get photoSize() {
        return host.board().photoSize;
      },
      keep: async (photo) => {
        await this.open();
        const ref = await this.outbox!.addPhoto(this.key, photo);
        this.change({});
        return ref;
      },
      load: async (sha256) => this.outbox?.photo(sha256),
      changed: this.redraw,
    });
  }

  hostConnected(): void {
    window.addEventListener('pagehide', this.saveNow);
    document.addEventListener('visibilitychange', this.saveNow);
    const { outbox } = this;
    // What is typed meanwhile waits for it.
    if (outbox) this.opening = this.attempt(() => this.rejoin(outbox));
  }

  hostDisconnected(): void {
    window.removeEventListener('pagehide', this.saveNow);
    document.removeEventListener('visibilitychange', this.saveNow);
    this.unfollow();
    this.photos.hide();
    this.guard.set(false);
    // A disconnect may be a move within the page: only one that lasts closes the form.
    void Promise.resolve().then(() => this.element.isConnected || this.close());
  }

  private close(): void {
    this.setAdrift();
    this.letGo();
  }

  /** No outbox has it yet: it must not go with the form or the page. */
  private setAdrift(): void {
    const { host } = this;
    if (this.unsaved && (this.failed || !this.key)) adrift.put(host.board().scope, host.form(), this.typed);
  }

  private dropAdrift(): void {
    adrift.drop(this.host.board().scope, this.host.form());
  }

  /** The form has nothing more to do with its entry. */
  private letGo(): void {
    const { entry, outbox, key } = this;
    // Its receipt has been on the screen: on somebody else's device it stays no longer.
    if (entry?.forget && entry.delivery === 'sent') void outbox?.discard(entry.key);
    outbox?.leave(key);
  }

  /** What is typed lives in this page only: the outbox says so, or could not be had at all. */
  get inMemory(): boolean {
    return this.failed || this.outbox?.keeping === 'memory';
  }

  get isBlank(): boolean {
    return this.host.isBlank(this.form) && !this.photos.list.length;
  }

  /** The key under which it is kept and sent. */
  get sentAs(): string {
    return this.outbox?.keyOf(this.key) ?? this.key;
  }

  /** The entry on its way, once send was pressed; undefined as long as nothing but the form knows it. */
  get entry(): Entry | undefined {
    const key = this.sentAs;
    return this.entries.find((entry) => entry.key === key);
  }

  /** Everything the outbox knows of. */
  get entries(): readonly Entry[] {
    return this.outbox?.entries() ?? [];
  }

  /** Opens the left-over draft or a fresh one; what was typed meanwhile stays. After a failure, the next call tries again. */
  open(fresh = false): Promise<void> {
    return (this.opening ??= this.attempt(() => this.read(fresh)));
  }

  private attempt(work: () => Promise<void>): Promise<void> {
    return work().catch(() => {
      this.failed = true;
      this.opening = undefined;
      this.redraw();
    });
  }

  private async read(fresh: boolean): Promise<void> {
    const { host } = this;
    const outbox = this.outbox ?? (await host.openOutbox());
    const entry = await outbox.open(host.form(), { fresh });
    this.outbox = outbox;
    this.key = entry.key;
    if (this.element.isConnected) this.follow(outbox);
    else outbox.leave(entry.key);
    const kept = host.read(entry.content);
    const found = !host.isBlank(kept) || entry.photos.length > 0;
    this.restored = found ? entry.updatedAt : undefined;
    const waited = adrift.of(host.board().scope, host.form()) as Partial<T> | undefined;
    this.typed = { ...waited, ...this.typed };
    const { body = kept.body } = this.typed;
    const both = body.startsWith(kept.body) ? body : `${kept.body}\n${body}`;
    const form: T = { ...kept, ...this.typed, body: both };
    this.form = host.fill?.(form) ?? form;
    this.failed = false;
    this.redraw();
    if (waited && !fresh) {
      this.unsaved = true;
      void this.save();
    }
    await this.photos.show(entry.photos);
  }

  private follow(outbox: Outbox): void {
    this.unfollow();
    this.outbox = outbox;
    outbox.addEventListener('change', this.heard);
    outbox.addEventListener('cleared', this.cleared);
  }

  private unfollow(): void {
    this.outbox?.removeEventListener('change', this.heard);
    this.outbox?.removeEventListener('cleared', this.cleared);
  }

  /** Back on the page. The outbox of before may have been closed, and sends nothing any more: the text goes on in the new one. */
  private async rejoin(before: Outbox): Promise<void> {
    const outbox = await this.host.openOutbox().catch(() => before);
    await outbox.ready;
    this.key = before.keyOf(this.key);
    this.follow(outbox);
    // Another form may have gone on with it meanwhile: then this one goes on with something else.
    if (this.entry?.delivery === 'draft' && !(await this.regain(outbox, outbox !== before))) {
      if (!this.unsaved) this.typed = {};
      await this.read(false);
    } else await this.photos.show();
    if (this.unsaved) void this.save(this.failed);
    this.redraw();
  }

  /** The outbox of before gives its drafts back a moment after it was closed. */
  private async regain(outbox: Outbox, patient: boolean): Promise<boolean> {
    for (let tries = patient ? 10 : 1; tries; tries--) {
      if (await outbox.edit(this.key, { open: true })) return true;
      if (tries > 1) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  }

  private place(): Place | undefined {
    return placeIn(this.element.shadowRoot!);
  }

  /** Takes over what was typed, and puts it on the device. */
  change(patch: Partial<T>): void {
    const { form } = this;
    this.form = { ...form, ...patch, at: this.place() ?? form.at };
    this.typed = { ...this.typed, ...patch };
    this.unsaved = true;
    this.redraw();
    void this.save();
  }

  /** The caret has moved. Somebody who has written nothing has no place to come back to. */
  moved = (): void => {
    const at = this.place();
    const { form } = this;
    if (!at || this.isBlank || this.unsaved || toJson(at) === toJson(form.at)) return;
    this.form = { ...form, at };
    void this.save(false);
  };

  private saveNow = (event: Event): void => {
    if (event.type !== 'pagehide' && document.visibilityState !== 'hidden') return;
    this.moved();
    this.setAdrift();
    if (this.unsaved) void this.save(this.failed);
  };

  /** `news`: what was typed, and its host is to hear of it. The caret's place, or the same text once more, is none. */
  private async save(news = true): Promise<void> {
    await this.open();
    const { outbox, key, form } = this;
    if (!outbox) return;
    try {
      await outbox.save(key, form, summaryOf(form));
      this.failed = false;
      this.dropAdrift();
      if (form === this.form) {
        this.unsaved = false;
        this.savedAt = clock();
      }
      if (news) this.host.board().emit(new HelpBoardEvent('draft-saved', { key: outbox.keyOf(key) }));
    } catch {
      this.failed = true;
    }
    this.redraw();
  }

  async removePhoto(sha256: string): Promise<void> {
    this.photos.remove(sha256);
    const alts = { ...this.form.alts };
    delete alts[sha256];
    this.change({ alts } as Partial<T>);
    await this.outbox?.removePhoto(this.key, sha256);
  }

  /** On its way: resolves when it is safely queued; false when the device would not take it. */
  async enqueue(payload: unknown, how?: EnqueueOptions): Promise<boolean> {
    await this.open();
    const { outbox, key } = this;
    if (!outbox) return false;
    try {
      await outbox.enqueue(key, payload, summaryOf(this.form), how);
      this.dropAdrift();
      this.unsaved = false;
      return true;
    } catch {
      this.failed = true;
      return false;
    }
  }

  /** Sends again what is parked. */
  async retry(): Promise<void> {
    await this.outbox?.retry(this.sentAs);
  }

  /** Takes it back into the form; false when it is on its way or has arrived. */
  async edit(): Promise<boolean> {
    return (await this.outbox?.edit(this.sentAs, { open: true })) ?? false;
  }

  /** The person throws the draft away. */
  async discard(): Promise<void> {
    this.dropAdrift();
    await this.outbox?.discard(this.sentAs);
    await this.begin({});
  }

  /** A fresh form beginning with `typed`. What was in the form before stays on the device, to be gone on with later. */
  async begin(typed: Partial<T>): Promise<void> {
    this.letGo();
    this.photos.reset();
    this.typed = typed;
    this.form = { ...this.host.read({}), ...typed };
    this.restored = undefined;
    this.unsaved = false;
    this.savedAt = '';
    this.opening = undefined;
    await this.open(true);
  }

  private cleared = (): void => {
    void this.begin({}).then(() => this.host.cleared?.());
  };

  private heard = (): void => {
    const { entry } = this;
    if (entry?.delivery === 'draft') void this.photos.join(entry.photos);
    this.redraw();
  };

  private redraw = (): void => {
    this.guard.set(this.element.isConnected && this.inMemory && !this.isBlank);
    this.element.requestUpdate();
  };
}
