import {
  showingAt,
  shownBefore,
  type HelpRequest,
  type HomeSlot,
  type PreviewedSlot,
  type SlotContent,
  type SlotEmergency,
  type SlotEmergencyAnswer,
  type SlotPreview,
  type SlotReason,
  type SlotShowing,
  type SlotState,
  type SlotVersion,
} from '../../model/index.js';
import { HelpBoardError } from '../errors.js';
import type { SeenVersion, SlotDraft } from '../slot.js';
import { randomCode } from './random.js';

const BY = '编辑';
const PREVIEW_MS = 7 * 86_400_000;

/** What an editor wrote of what pages get. */
const contentOf = ({ version: _, emergency: __, items: ___, ...content }: HomeSlot): SlotContent => content;

/** The public request of an id. */
type Find = (id: string) => HelpRequest | undefined;

/** The versions of a board's slot and when each is shown, by the same rules as at the gateway. */
export class MemorySlot {
  private readonly versions: SlotVersion[] = [];
  private readonly showings: SlotShowing[] = [];
  private readonly previews = new Map<string, { number: number; expiresAt: string }>();
  private readonly pages = new Map<string, number>();
  private readonly board: { key: string; title: string };
  private readonly find: Find;

  constructor(board: { key: string; title: string; home?: HomeSlot }, find: Find) {
    this.board = board;
    this.find = find;
    if (!board.home) return;
    this.show(this.save({ content: contentOf(board.home) }).number, 'publish');
  }

  /** What the public reads. */
  get shown(): HomeSlot | undefined {
    const now = this.inForce();
    if (!now) return undefined;
    return { ...this.opened(now.version), ...(now.reason === 'emergency' && { emergency: true }) };
  }

  read(): SlotState {
    const { shown } = this;
    const all = [...this.pages.values()];
    const live = all.filter((version) => version === shown?.version).length;
    return {
      versions: [...this.versions].reverse(),
      showings: [...this.showings].reverse(),
      pages: { live, behind: all.length - live },
      ...(shown && { now: this.inForce()!.id, shown }),
    };
  }

  save({ content, ...of }: SlotDraft): SlotVersion {
    if (!content.headline.trim()) throw new HelpBoardError('invalid', { fields: { headline: 'missing' } });
    this.checkContent(content);
    const at = new Date().toISOString();
    if (of.number === undefined) {
      const number = this.versions.length + 1;
      const version: SlotVersion = { number, content, draft: true, revision: 1, by: BY, at };
      this.versions.push(version);
      return version;
    }
    const before = this.version(of.number);
    if (!before.draft || before.revision !== of.revision)
      throw new HelpBoardError('conflict', { fields: { version: 'changed, or has been shown' } });
    return Object.assign(before, { content, revision: before.revision + 1, changedAt: at });
  }

  preview(seen: SeenVersion): SlotPreview {
    const { number } = this.seen(seen);
    for (const [code, of] of this.previews) if (of.number === number) this.previews.delete(code);
    const code = randomCode(16);
    const expiresAt = new Date(Date.now() + PREVIEW_MS).toISOString();
    this.previews.set(code, { number, expiresAt });
    return { code, expiresAt };
  }

  open(code: string): PreviewedSlot {
    const preview = this.previews.get(code);
    if (!preview) throw new HelpBoardError('not-found');
    const { number, expiresAt } = preview;
    return { ...this.opened(number), expiresAt };
  }

  publish(seen: SeenVersion, { from, until }: { from?: string; until?: string } = {}): SlotState {
    const { number, content } = this.seen(seen);
    this.checkContent(content);
    const begins = Math.max(Date.now(), from ? Date.parse(from) : 0);
    if (until && Date.parse(until) <= begins)
      throw new HelpBoardError('invalid', { fields: { until: 'over before it begins' } });
    this.show(number, 'publish', begins, until);
    return this.read();
  }

  end(id: string): SlotState {
    const showing = this.showings.find((one) => one.id === id);
    if (!showing) throw new HelpBoardError('not-found');
    const end = new Date(Math.max(Date.now(), Date.parse(showing.from))).toISOString();
    if (showing.until && showing.until <= end)
      throw new HelpBoardError('conflict', { fields: { showing: 'over' } });
    Object.assign(showing, { until: end, endedBy: BY });
    return this.read();
  }

  turn(on: boolean): SlotState {
    this.refuseEmergency();
    const { shown } = this;
    const content = shown ? contentOf(shown) : { headline: this.board.title };
    this.show(this.save({ content: { ...content, on } }).number, 'switch');
    return this.read();
  }

  rollBack(version?: number): SlotState {
    this.refuseEmergency();
    const began = this.timed().filter(
      ({ reason, from, until }) => reason !== 'emergency' && from <= Date.now() && until !== from,
    );
    const now = showingAt(began, Date.now());
    const words = (one: { version: number }) => this.version(one.version).content;
    const isElse = (one: { version: number }) =>
      words(one).on && (!now || JSON.stringify(words(one)) !== JSON.stringify(words(now)));
    const before =
      version !== undefined
        ? began.find((one) => one.version === version)
        : now
          ? shownBefore(began, now, isElse)
          : began.filter(isElse).pop();
    if (!before) throw new HelpBoardError('conflict', { fields: { version: 'none was shown before' } });
    this.show(before.version, 'roll-back');
    return this.read();
  }

  private refuseEmergency(): void {
    if (this.inForce()?.reason === 'emergency')
      throw new HelpBoardError('conflict', { fields: { emergency: 'on' } });
  }

  /** There is one board here: its subtree is itself. */
  emergency({ on, headline, lead, confirm: given }: SlotEmergency): SlotEmergencyAnswer {
    const { key, title } = this.board;
    const now = this.inForce();
    const off = !on && now?.reason !== 'emergency';
    const confirm = JSON.stringify([on, headline, lead, now?.id]).slice(0, 80);
    const shown = this.shown ?? { on: false, headline: title };
    const boards = off
      ? []
      : [{ key, title, headline: (on && headline) || shown.headline, pages: this.pages.size }];
    if (given !== confirm) return { done: false, confirm, boards };
    if (on) {
      const words: SlotContent = {
        ...contentOf(shown),
        on: true,
        ...(headline && { headline }),
        ...(lead && { lead }),
      };
      this.show(this.save({ content: words }).number, 'emergency');
    } else for (const one of this.showings) if (one.reason === 'emergency' && !one.until) this.end(one.id);
    return { done: true, confirm, boards };
  }

  arrived(page: string, version: number): void {
    const { origin, pathname } = new URL(page);
    this.pages.set(origin + pathname, version);
  }

  private items = ({ pins = [] }: SlotContent): HelpRequest[] =>
    pins.map(this.find).filter((request) => request !== undefined);

  private checkContent(content: SlotContent): void {
    if (content.opens === 'page' && !content.href)
      throw new HelpBoardError('invalid', { fields: { href: 'missing: it opens a page' } });
    if (this.items(content).length < (content.pins?.length ?? 0))
      throw new HelpBoardError('invalid', { fields: { pins: 'not public' } });
  }

  /** A version as pages get it. */
  private opened(number: number): HomeSlot {
    const { content } = this.version(number);
    const items = this.items(content);
    return { ...content, version: number, ...(items.length && { items }) };
  }

  private version(number: number): SlotVersion {
    const found = this.versions[number - 1];
    if (!found) throw new HelpBoardError('not-found');
    return found;
  }

  /** One that says what somebody saw. */
  private seen({ number, revision }: SeenVersion): SlotVersion {
    const found = this.version(number);
    if (found.revision !== revision)
      throw new HelpBoardError('conflict', { fields: { revision: 'stale' }, revision: found.revision });
    return found;
  }

  private timed() {
    return this.showings.map(({ id, version, reason, from, until }) => ({
      ...{ id, version, reason, from: Date.parse(from) },
      until: until ? Date.parse(until) : null,
    }));
  }

  private inForce(): SlotShowing | undefined {
    const now = showingAt(this.timed(), Date.now());
    return this.showings.find(({ id }) => id === now?.id);
  }

  private show(version: number, reason: SlotReason, begins = Date.now(), until?: string): void {
    this.version(version).draft = false;
    const id = String(this.showings.length + 1).padStart(6, '0');
    const from = new Date(begins).toISOString();
    const at = new Date().toISOString();
    this.showings.push({ id, version, reason, from, by: BY, at, ...(until && { until }) });
  }
}
