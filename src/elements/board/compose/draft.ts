import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Entry, Outbox, PhotoRef } from '../../../drafts/types.js';
import type { HostUser, Prefill } from '../../contexts.js';
import { isBlank, prefilled, readForm, summaryOf, type Form } from './form.js';
import { compressPhoto } from './photo.js';

const FORM = 'request';

/** What the draft needs of its element. */
export interface DraftHost {
  openOutbox(): Promise<Outbox>;
  readonly user: HostUser;
  takePrefill(): Prefill | undefined;
  /** Called after each change that is on the device. */
  saved(key: string): void;
}

const clock = (): string => {
  const now = new Date();
  return `${now.getHours()}:${`0${now.getMinutes()}`.slice(-2)}`;
};

/** What is being written, from the first keystroke until the backend has it: the form's side of one outbox entry. */
export class Draft implements ReactiveController {
  form: Form = readForm({});
  photos: PhotoRef[] = [];
  /** Thumbnails by hash, as blob URLs. */
  previews = new Map<string, string>();
  /** An earlier visit's text was found. */
  restored = false;
  /** When the newest text that is on the device was put there. */
  savedAt = '';
  /** The device refused to keep it at all. */
  failed = false;
  /** What is wrong with the last photo. */
  photoTrouble?: 'failed' | 'too-many';
  /** Photos that are being made small. */
  shrinking = 0;
  private outbox?: Outbox;
  private key = '';
  private opening?: Promise<void>;
  private work: Promise<unknown> = Promise.resolve();
  /** Typed since the form was opened or emptied. */
  private typed: Partial<Form> = {};
  private dirty = false;

  constructor(
    private element: ReactiveControllerHost,
    private host: DraftHost,
  ) {
    element.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('pagehide', this.saveNow);
    document.addEventListener('visibilitychange', this.saveNow);
    this.outbox?.addEventListener('change', this.redraw);
    if (this.outbox) void this.rejoin(this.outbox);
  }

  hostDisconnected(): void {
    window.removeEventListener('pagehide', this.saveNow);
    document.removeEventListener('visibilitychange', this.saveNow);
    this.outbox?.removeEventListener('change', this.redraw);
    this.forgetPreviews();
  }

  /** What is typed lives in this page only: the outbox says so, or could not be had at all. */
  get inMemory(): boolean {
    return this.failed || this.outbox?.keeping === 'memory';
  }

  /** Something was typed that is not on the device yet. */
  get unsaved(): boolean {
    return this.dirty;
  }

  /** The entry on its way, once send was pressed; undefined as long as nothing but the form knows it. */
  get entry(): Entry | undefined {
    const key = this.outbox?.keyOf(this.key);
    return this.outbox?.entries().filter((entry) => entry.key === key)[0];
  }

  /** Opens the left-over draft or a fresh one; what was typed meanwhile stays. After a failure, the next call tries again. */
  open(): Promise<void> {
    this.opening ??= this.read().catch(() => {
      this.failed = true;
      this.opening = undefined;
      this.element.requestUpdate();
    });
    return this.opening;
  }

  /** Back on the page: the outbox of before may have been closed, and sends nothing any more. The text goes on in the new one. */
  private async rejoin(before: Outbox): Promise<void> {
    const outbox = await this.host.openOutbox().catch(() => before);
    if (outbox !== before) {
      await outbox.ready;
      const key = before.keyOf(this.key);
      const draft = outbox.entries().some((entry) => entry.key === key && entry.delivery === 'draft');
      if (draft) await outbox.edit(key);
      before.removeEventListener('change', this.redraw);
      outbox.addEventListener('change', this.redraw);
      this.outbox = outbox;
      this.key = key;
      if (this.dirty) void this.save();
    }
    await this.showPhotos();
  }

  private async read(): Promise<void> {
    const outbox = this.outbox ?? (await this.host.openOutbox());
    const entry = await outbox.open(FORM);
    if (!this.outbox) outbox.addEventListener('change', this.redraw);
    this.outbox = outbox;
    this.key = entry.key;
    this.photos = entry.photos.slice();
    const kept = readForm(entry.content);
    this.restored = !isBlank(kept) || this.photos.length > 0;
    const { body } = this.typed;
    this.form = prefilled({ ...kept, ...this.typed }, this.host.user, this.host.takePrefill());
    if (kept.body && body && kept.body !== body) this.form.body = `${kept.body}\n${body}`;
    this.failed = false;
    this.element.requestUpdate();
    await this.showPhotos();
  }

  /** Takes over what was typed, and puts it on the device. */
  change(patch: Partial<Form>): void {
    this.form = { ...this.form, ...patch };
    this.typed = { ...this.typed, ...patch };
    this.dirty = true;
    this.element.requestUpdate();
    void this.save();
  }

  private saveNow = (event: Event): void => {
    if (this.dirty && (event.type === 'pagehide' || document.visibilityState === 'hidden')) void this.save();
  };

  private async save(): Promise<void> {
    if (!this.outbox) await this.open();
    const { outbox, key, form } = this;
    if (!outbox) return;
    try {
      await outbox.save(key, form, summaryOf(form));
      this.failed = false;
      if (form === this.form) {
        this.dirty = false;
        this.savedAt = clock();
      }
      this.host.saved(outbox.keyOf(key));
    } catch {
      this.failed = true;
    }
    this.element.requestUpdate();
  }

  /** Makes photos small and keeps them, one after the other: two at once are too much for an old phone's memory. */
  addPhotos(files: readonly File[], max: number): Promise<unknown> {
    const room = Math.max(0, max - this.photos.length - this.shrinking);
    this.photoTrouble = files.length > room ? 'too-many' : undefined;
    const taken = files.slice(0, room);
    this.shrinking += taken.length;
    this.element.requestUpdate();
    for (const file of taken) this.work = this.work.then(() => this.addPhoto(file));
    return this.work;
  }

  private async addPhoto(file: File): Promise<void> {
    try {
      const photo = await compressPhoto(file);
      await this.open();
      const ref = await this.outbox!.addPhoto(this.key, photo);
      if (!this.photos.some(({ sha256 }) => sha256 === ref.sha256)) this.photos = this.photos.concat(ref);
      this.preview(ref.sha256, photo);
      this.change({});
    } catch {
      this.photoTrouble = 'failed';
    }
    this.shrinking--;
    this.element.requestUpdate();
  }

  async removePhoto(sha256: string): Promise<void> {
    this.photos = this.photos.filter((photo) => photo.sha256 !== sha256);
    this.photoTrouble = undefined;
    const alts = { ...this.form.alts };
    delete alts[sha256];
    this.change({ alts });
    await this.outbox?.removePhoto(this.key, sha256);
  }

  /** Resolves when all photos chosen so far are made small and kept. */
  async settled(): Promise<void> {
    await this.work;
  }

  /** On its way: resolves when it is safely queued; false when the device would not take it. */
  async enqueue(payload: unknown): Promise<boolean> {
    await this.open();
    const { outbox, key } = this;
    if (!outbox) return false;
    try {
      await outbox.enqueue(key, payload, summaryOf(this.form));
      this.dirty = false;
      return true;
    } catch {
      this.failed = true;
      return false;
    }
  }

  /** The key under which it is kept and sent. */
  get sentAs(): string {
    return this.outbox?.keyOf(this.key) ?? this.key;
  }

  /** Sends again what is parked. */
  async retry(): Promise<void> {
    await this.outbox?.retry(this.sentAs);
  }

  /** Takes it back into the form; false when it is on its way or has arrived. */
  async edit(): Promise<boolean> {
    return (await this.outbox?.edit(this.sentAs)) ?? false;
  }

  /** The person throws the draft away. */
  async startOver(): Promise<void> {
    await this.outbox?.discard(this.sentAs);
    await this.another(readForm({}));
  }

  /** A fresh form, for another request; who is asking stays. */
  async another({ name, phone }: Form = this.form): Promise<void> {
    this.forgetPreviews();
    this.form = readForm({ name, phone });
    this.typed = name || phone ? { name, phone } : {};
    this.photos = [];
    this.restored = this.dirty = false;
    this.savedAt = '';
    this.photoTrouble = undefined;
    this.opening = undefined;
    await this.open();
  }

  private async showPhotos(): Promise<void> {
    for (const { sha256 } of this.photos) {
      const photo = this.previews.has(sha256) ? undefined : await this.outbox!.photo(sha256);
      if (photo) this.preview(sha256, photo);
    }
    this.element.requestUpdate();
  }

  private preview(sha256: string, photo: Blob): void {
    if (!this.previews.has(sha256)) this.previews.set(sha256, URL.createObjectURL(photo));
  }

  private forgetPreviews(): void {
    this.previews.forEach((url) => URL.revokeObjectURL(url));
    this.previews.clear();
  }

  private redraw = (): void => this.element.requestUpdate();
}
