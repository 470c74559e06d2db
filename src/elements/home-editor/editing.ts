import type { HelpBoardAdapter } from '../../adapters/contract.js';
import { HelpBoardError } from '../../adapters/errors.js';
import type { SlotCalls } from '../../adapters/slot.js';
import type { Board } from '../../model/board.js';
import type { HelpRequest } from '../../model/request.js';
import type { SlotContent, SlotState, SlotVersion } from '../../model/slot.js';
import { changedFields, plain } from './changes.js';
import { contentFaults, type ContentFaults } from './faults.js';
import { forgetUnsaved, keepUnsaved, unsavedOf, type Unsaved } from './unsaved.js';

/** Who may not go on, and why; what was written stays. */
export type Barred = 'signed-out' | 'forbidden';

/** A draft that somebody else has changed, or shown, since it was taken up. */
export interface Conflict {
  theirs: SlotVersion;
}

const asError = (cause: unknown): HelpBoardError =>
  cause instanceof HelpBoardError ? cause : new HelpBoardError('bad-answer', { cause });

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
  of?: { number: number; revision: number };
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

  constructor(
    readonly adapter: HelpBoardAdapter,
    readonly scope: string,
    private readonly changed: () => void,
  ) {}

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
    return versions.find(({ number, content }) =>
      this.of ? number === this.of.number : changedFields(content, this.content).length === 0,
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
    const unsaved = unsavedOf(this.scope);
    const [newest] = versions;
    if (newest?.draft) this.takeUp(newest);
    else {
      const now = versions.find(({ number }) => number === shown?.version) ?? newest;
      if (now) this.takeUp(now);
      else this.content = this.saved = { on: true, headline: this.board?.title ?? '' };
    }
    if (!unsaved) return;
    const before = unsaved.of && versions.find(({ number }) => number === unsaved.of!.number);
    if (before) this.takeUp(before);
    this.of = before?.draft ? unsaved.of : undefined;
    this.content = unsaved.content;
    if (this.isDirty) this.restored = unsaved.at;
    else forgetUnsaved(this.scope);
  }

  /** Puts a version into the fields: a draft to go on with, anything else to make a new one of. */
  takeUp({ number, revision, draft, content }: SlotVersion): void {
    this.of = draft ? { number, revision } : undefined;
    this.content = this.saved = { ...plain(content), on: true };
    this.restored = undefined;
    this.conflict = undefined;
    forgetUnsaved(this.scope);
    void this.lookUp(this.content.pins ?? []);
    this.changed();
  }

  /** Throws away what the backend does not have. */
  giveUp(): void {
    const version = this.of && this.state?.versions.find(({ number }) => number === this.of!.number);
    if (version) return this.takeUp(version);
    this.content = this.saved;
    this.restored = undefined;
    forgetUnsaved(this.scope);
    this.changed();
  }

  /** Somebody types, chooses or moves. */
  write(change: Partial<SlotContent>): void {
    this.content = { ...this.content, ...change };
    const unsaved: Unsaved = {
      content: plain(this.content),
      at: Date.now(),
      ...(this.of && { of: this.of }),
    };
    if (!('headline' in unsaved.content))
      unsaved.content = { ...(unsaved.content as object), headline: '' } as SlotContent;
    if (this.isDirty) this.refused = !keepUnsaved(this.scope, unsaved);
    else forgetUnsaved(this.scope);
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
      if (written === this.content || !this.isDirty) forgetUnsaved(this.scope);
      return version;
    } catch (cause) {
      if (asError(cause).code === 'conflict' && of) await this.compare(of.number);
      throw cause;
    }
  }

  private async compare(number: number): Promise<void> {
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

  /** The version of what is written, saved first where it has to be. */
  async ready(): Promise<SlotVersion> {
    return this.version ?? this.save();
  }

  async publish(time: { from?: string; until?: string } = {}): Promise<void> {
    const { number } = await this.ready();
    this.state = await this.ask((calls) => calls.publish(number, time));
    // What has been shown stays as it was: what is changed from now on is another version.
    this.of = undefined;
  }

  /** Takes the slot off all pages, or puts it on again, as a version like any other. */
  async switchTo(on: boolean): Promise<void> {
    const { versions, shown } = this.state!;
    const now = versions.find(({ number }) => number === shown?.version);
    const content = { ...(now ? now.content : plain(this.content)), on };
    const { number } = await this.ask((calls) => calls.save({ content }));
    this.state = await this.ask((calls) => calls.publish(number));
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
