import type { PhotoRef } from '../../../drafts/types.js';
import type { PhotoSize } from '../../contexts.js';
import { compressPhoto } from './compress-photo.js';

/** Where the photos of a draft are kept. */
export interface PhotoKeeper {
  readonly photoSize: PhotoSize;
  keep(photo: Blob): Promise<PhotoRef>;
  load(sha256: string): Promise<Blob | undefined>;
  /** Something is to be drawn anew. */
  changed(): void;
}

/** The photos of one draft: made small, kept, shown. */
export class Photos {
  list: PhotoRef[] = [];
  /** Thumbnails by hash, as blob URLs. */
  previews = new Map<string, string>();
  /** What is wrong with the last photo. */
  trouble?: 'failed' | 'too-many';
  /** How many are being made small. */
  shrinking = 0;
  /** Hashes of those the device has lost. */
  lost = new Set<string>();
  /** Taken out by the person: what is still on its way must not bring them back. */
  private removed = new Set<string>();
  private work: Promise<unknown> = Promise.resolve();

  constructor(private keeper: PhotoKeeper) {}

  /** Makes photos small and keeps them, one after the other: two at once are too much for an old phone's memory. */
  add(files: readonly File[], max: number): Promise<unknown> {
    const room = Math.max(0, max - this.list.length - this.shrinking);
    this.trouble = files.length > room ? 'too-many' : undefined;
    const taken = files.slice(0, room);
    this.shrinking += taken.length;
    this.keeper.changed();
    for (const file of taken) this.work = this.work.then(() => this.addOne(file));
    return this.work;
  }

  private async addOne(file: File): Promise<void> {
    try {
      const photo = await compressPhoto(file, this.keeper.photoSize);
      const ref = await this.keeper.keep(photo);
      this.removed.delete(ref.sha256);
      if (!this.list.some(({ sha256 }) => sha256 === ref.sha256)) this.list = this.list.concat(ref);
      this.preview(ref.sha256, photo);
    } catch {
      this.trouble = 'failed';
    }
    this.shrinking--;
    this.keeper.changed();
  }

  /** Takes a photo out of the list. */
  remove(sha256: string): void {
    this.removed.add(sha256);
    this.list = this.list.filter((photo) => photo.sha256 !== sha256);
    this.trouble = undefined;
  }

  /** Resolves when all photos chosen so far are made small and kept. */
  async settled(): Promise<void> {
    await this.work;
  }

  /** Shows those of a draft that was kept. */
  async show(list: readonly PhotoRef[] = this.list): Promise<void> {
    this.list = list.slice();
    for (const { sha256 } of list) {
      if (this.previews.has(sha256)) continue;
      const photo = await this.keeper.load(sha256);
      if (photo) this.preview(sha256, photo);
      else this.lost.add(sha256);
    }
    if (list.length) this.keeper.changed();
  }

  /** Takes in what has come to the draft since it was opened: a photo may have been on its way from a form before. */
  async join(list: readonly PhotoRef[]): Promise<void> {
    const late = list.filter(
      ({ sha256 }) => !this.removed.has(sha256) && !this.list.some((known) => known.sha256 === sha256),
    );
    if (late.length) await this.show(this.list.concat(late));
  }

  /** Gives the thumbnails' memory back; the photos stay where they are kept. */
  hide(): void {
    this.previews.forEach((url) => URL.revokeObjectURL(url));
    this.previews.clear();
  }

  /** For another draft. */
  reset(): void {
    this.hide();
    this.list = [];
    this.lost.clear();
    this.removed.clear();
    this.trouble = undefined;
  }

  private preview(sha256: string, photo: Blob): void {
    this.lost.delete(sha256);
    if (!this.previews.has(sha256)) this.previews.set(sha256, URL.createObjectURL(photo));
  }
}
