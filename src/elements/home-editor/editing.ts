import type { HelpBoardAdapter } from '../../adapters/contract.js';
import { HelpBoardError } from '../../adapters/errors.js';
import type { SeenVersion, SlotCalls } from '../../adapters/slot.js';
import type { Board } from '../../model/board.js';
import type { HelpRequest } from '../../model/request.js';
import type { SlotContent, SlotPreview, SlotState, SlotVersion } from '../../model/slot.js';
import { asError } from '../../store/board-store.js';
import { changedFields, plain } from './changes.js';
import { contentFaults, type ContentFaults } from './faults.js';
import { forgetUnsaved, keepUnsaved, newCopy, unsavedOf } from './unsaved.js';

/** Who may not go on, and why; what was written stays. */
export type Barred = 'signed-out' | 'forbidden';

/** A draft that somebody else has changed, or shown, since it was taken up. */
export interface Conflict {
  theirs: SlotVersion;
}

/**
 * An editor's work on the slot of one board: what is written, what the backend has of it, and what else happened to it
 * meanwhile. No DOM but the device's storage: the element subscribes and draws. Whatever is written is on the device at
 * once, and stays there until the backend has it.
 */
export class Editing {
  state?: SlotState;
  board?: Board;
  /** What the fields hold. */
  content: SlotContent = { on: true, headline: '' };
  /** The draft that the fields are a change of; none where saving makes a new one. */
  of?: SeenVersion;
  /** When what the fields hold was left on the device, where it came from there. */
  restored?: number;
  /** The device takes nothing. */
  refused = false;
  conflict?: Conflict;
  barred?: Barred;
  /** Why it could not be read. */
  error?: HelpBoardError;
  busy = false;
  /** Requests by id; `null` for one that is not public. */
  readonly requests = new Map<string, HelpRequest | null>();
  /** What the backend has of it. */
  private saved: SlotContent = this.content;
  /** What is written, as this editor keeps it on the device. */
  private readonly copy: string;

  constructor(
    readonly adapter: HelpBoardAdapter,
    readonly scope: string,
    private readonly changed: () => void,
  ) {
    this.copy = newCopy(scope);
  }

  get isDirty(): boolean {
    return changedFields(this.saved, this.content).length > 0;
  }

  get faults(): ContentFaults {
    return contentFaults(this.content, (id) => this.requests.get(id) === null);
  }

  /** The version that says the same as the fields, where the backend has one. */
  get version(): SlotVersion | undefined {
    const { versions = [] } = this.state ?? {};
    if (this.isDirty) return undefined;
    return versions.find(({ number, revision, content }) =>
      this.of
        ? number === this.of.number && revision === this.of.revision
        : changedFields(content, this.content).length === 0,
    );
  }

  /** Reads how everything stands; what is written is left alone. */
  async load(): Promise<void> {
    const isFirst = !this.state;
    try {
      const [board, state] = await Promise.all([this.adapter.loadBoard(), this.ask((calls) => calls.read())]);
      this.error = undefined;
      this.barred = undefined;
      this.board = board;
      for (const request of board.home?.items ?? []) this.requests.set(request.id, request);
      this.state = state;
      if (isFirst) this.begin();
      await this.lookUp(this.content.pins ?? []);
    } catch (cause) {
      this.fail(cause);
    }
    this.changed();
  }

  /** Where an editor begins: at what was left on the device, at the last draft, or at what is shown. */
  private begin(): void {
    const { versions, shown } = this.state!;
    const [newest] = versions;
    if (newest?.draft) this.put(newest);
    else {
      const now = versions.find(({ number }) => number === shown?.version) ?? newest;
      if (now) this.put(now);
      else this.content = this.saved = { on: true, headline: this.board?.title ?? '' };
    }
    const left = unsavedOf(this.scope);
    if (!left) return;
    const { copy, unsaved } = left;
    const before = unsaved.of && versions.find(({ number }) => number === unsaved.of!.number);
    if (before) this.put(before);
    this.of = before?.draft ? unsaved.of : undefined;
    this.content = unsaved.content;
    if (this.isDirty) this.restored = unsaved.at;
    // It is this editor's own from now on; the one before goes only when there is another.
    if (!this.isDirty || this.keep(unsaved.at)) forgetUnsaved(copy);
  }

  /** Puts a version into the fields: a draft to go on with, anything else to make a new one of. */
  takeUp(version: SlotVersion): void {
    this.put(version);
    forgetUnsaved(this.copy);
    void this.lookUp(this.content.pins ?? []);
    this.changed();
  }

  private put({ number, revision, draft, content }: SlotVersion): void {
    this.of = draft ? { number, revision } : undefined;
    this.content = { ...plain(content), on: true };
    // A draft that is switched off is another one when it is put on.
    this.saved = draft ? plain(content) : this.content;
    this.restored = undefined;
    this.conflict = undefined;
  }

  /** Throws away what the backend does not have. */
  giveUp(): void {
    const version = this.of && this.state?.versions.find(({ number }) => number === this.of!.number);
    if (version) return this.takeUp(version);
    this.content = this.saved;
    this.restored = undefined;
    forgetUnsaved(this.copy);
    this.changed();
  }

  /** Keeps what the fields hold on the device; false where that refuses. */
  private keep(at: number): boolean {
    const content = { ...plain(this.content), headline: this.content.headline };
    this.refused = !keepUnsaved(this.copy, { content, at, ...(this.of && { of: this.of }) });
    return !this.refused;
  }

  /** Somebody types, chooses or moves. */
  write(change: Partial<SlotContent>): void {
    this.content = { ...this.content, ...change };
    if (this.isDirty) this.keep(Date.now());
    else forgetUnsaved(this.copy);
    this.changed();
  }

  /** Saves what is written as a draft; gives its version. Throws where the backend does not take it. */
  async save(): Promise<SlotVersion> {
    const content = plain(this.content);
    const { of } = this;
    const written = this.content;
    try {
      const version = await this.ask((calls) => calls.save(of ? { content, ...of } : { content }));
      this.of = { number: version.number, revision: version.revision };
      this.saved = version.content;
      this.restored = undefined;
      this.conflict = undefined;
      const { versions } = this.state!;
      this.state = {
        ...this.state!,
        versions: [version, ...versions.filter(({ number }) => number !== version.number)],
      };
      // Somebody may have typed on while it was under way.
      if (written === this.content || !this.isDirty) forgetUnsaved(this.copy);
      else this.keep(Date.now());
      return version;
    } catch (cause) {
      if (of) await this.compare(of.number, cause);
      throw cause;
    }
  }

  /** Where somebody else was faster, what they wrote is put beside what is in the fields. */
  private async compare(number: number, cause: unknown): Promise<void> {
    if (asError(cause).code !== 'conflict') return;
    this.state = await this.ask((calls) => calls.read());
    const theirs = this.state.versions.find((one) => one.number === number);
    if (theirs) this.conflict = { theirs };
  }

  /** What is written goes over what somebody else wrote. */
  overwrite(): Promise<SlotVersion> {
    const { number, revision, draft } = this.conflict!.theirs;
    this.of = draft ? { number, revision } : undefined;
    return this.save();
  }

  /** Both stay: what is written becomes a version of its own. */
  keepBoth(): Promise<SlotVersion> {
    this.of = undefined;
    return this.save();
  }

  /** Decides on a version: on what is in the fields, saved first where it has to be, or on another one that is seen. */
  private async decide<T>(
    call: (calls: SlotCalls, seen: SeenVersion) => Promise<T>,
    version?: SlotVersion,
  ): Promise<T & { number: number }> {
    // What the fields hold is what is meant, whatever the list has learnt of that draft since.
    const { of } = this;
    const seen = version ?? (of && !this.isDirty ? of : (this.version ?? (await this.save())));
    const { number, revision } = seen;
    try {
      return { ...(await this.ask((calls) => call(calls, { number, revision }))), number };
    } catch (cause) {
      await this.compare(number, cause);
      throw cause;
    }
  }

  /** A code that opens what is in the fields. */
  preview(): Promise<SlotPreview & { number: number }> {
    return this.decide((calls, seen) => calls.preview(seen));
  }

  async publish(time: { from?: string; until?: string } = {}, version?: SlotVersion): Promise<void> {
    const { number: _, ...state } = await this.decide((calls, seen) => calls.publish(seen, time), version);
    this.state = state;
    // What has been shown stays as it was: what is changed from now on is another version.
    if (!version) this.of = undefined;
  }

  /** A call that gives how everything stands then. */
  async change(call: (calls: SlotCalls) => Promise<SlotState>): Promise<void> {
    this.state = await this.ask(call);
  }

  /** Learns of requests that are to stand first. */
  async lookUp(ids: readonly string[]): Promise<void> {
    const unknown = ids.filter((id) => !this.requests.get(id));
    await Promise.all(
      unknown.map(async (id) => {
        try {
          this.requests.set(id, await this.adapter.get(id));
        } catch (cause) {
          // Only what the backend says is gone is gone.
          if (asError(cause).code === 'not-found') this.requests.set(id, null);
        }
      }),
    );
    if (unknown.length) this.changed();
  }

  /** Does something that may fail, one at a time; gives why it did. */
  async attempt(work: () => Promise<unknown>): Promise<HelpBoardError | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.changed();
    try {
      await work();
      this.barred = undefined;
      return undefined;
    } catch (cause) {
      const error = asError(cause);
      this.bar(error);
      if (error.code === 'invalid' && error.fields?.['pins']) await this.lookUpAnew();
      return error;
    } finally {
      this.busy = false;
      this.changed();
    }
  }

  /** Something that stood first has been taken down meanwhile. */
  private async lookUpAnew(): Promise<void> {
    for (const id of this.content.pins ?? []) this.requests.delete(id);
    await this.lookUp(this.content.pins ?? []);
  }

  /** With a token whose time is over the page's own fresh one is asked for once. */
  async ask<T>(call: (calls: SlotCalls) => Promise<T>): Promise<T> {
    if (!this.adapter.slot) throw new HelpBoardError('unsupported');
    const calls = await this.adapter.slot();
    try {
      return await call(calls);
    } catch (cause) {
      if (asError(cause).code !== 'unauthorized') throw cause;
      return call(calls);
    }
  }

  private bar({ code }: HelpBoardError): void {
    if (code === 'unauthorized') this.barred = 'signed-out';
  }

  private fail(cause: unknown): void {
    const error = asError(cause);
    this.bar(error);
    if (error.code === 'forbidden') this.barred = 'forbidden';
    this.error = error;
  }
}
