import {
  canonical,
  dueAt,
  groupedCode,
  hotScore,
  maskName,
  maskText,
  plainCode,
  stageAfter,
  type Addition,
  type Attachment,
  type Board,
  type CommentPage,
  type HelpRequest,
  type NewComment,
  type OwnRequest,
  type Prefill,
  type Publication,
  type Rating,
  type Receipt,
  type Stats,
  type RequestPage,
  type Submission,
  type Suggestions,
  type Tracked,
} from '../../model/index.js';
import type { ListQuery, OwnHandle } from '../contract.js';
import { HelpBoardError } from '../errors.js';
import { figuresOf, statsOf } from './figures.js';
import { admitted } from './intake.js';
import { mayMove, rate, reopen, urge } from './own.js';
import { pageOf } from './pages.js';
import { randomCode } from './random.js';
import { suggestionsFor } from './suggest.js';

interface Kept {
  /** What the public would read. */
  shown: HelpRequest;
  publication: Publication;
  body: string;
  title?: string;
  token?: string;
  code?: string;
  additions: OwnRequest['additions'];
  rating?: Rating;
  /** Those that were counted: `meToo …`, `thanks …`. */
  devices: Set<string>;
}

/** What came under a key: the same again gets the same answer. */
interface Taken<T> {
  body: string;
  answer: T;
}

const isPublic = ({ publication, shown }: Kept): boolean =>
  publication === 'public' && shown.stage !== 'withdrawn';

/** The records of a board, kept as long as the page lives. It knows nothing of promises, delays or copies. */
export class MemoryBackend {
  private readonly kept = new Map<string, Kept>();
  private readonly submissions = new Map<string, Taken<Receipt>>();
  private readonly additions = new Map<string, string>();
  private readonly comments = new Map<string, string>();
  private readonly photos = new Map<string, Blob>();
  private readonly prefills = new Map<string, Prefill>();
  private readonly board: Board;

  constructor(board: Board, requests: readonly HelpRequest[]) {
    this.board = board;
    for (const shown of requests) {
      const { id, publicBody: body, title } = shown;
      this.kept.set(id, { shown, publication: 'public', body, title, additions: [], devices: new Set() });
    }
  }

  loadBoard(): Board {
    const counts: Record<string, number> = {};
    for (const kept of this.kept.values())
      if (isPublic(kept)) counts[kept.shown.category] = (counts[kept.shown.category] ?? 0) + 1;
    return { ...this.board, figures: this.figures(), counts };
  }

  /** Of everything it has had, whatever period is asked for: it lives as long as a page. */
  stats(): Stats {
    return statsOf(this.board, this.figures());
  }

  figures() {
    return figuresOf([...this.kept.values()].map(({ shown }) => shown));
  }

  list(query: ListQuery): RequestPage {
    return pageOf(
      [...this.kept.values()].filter(isPublic).map(({ shown }) => shown),
      query,
    );
  }

  get(id: string): HelpRequest {
    return this.visible(id).shown;
  }

  /** The request as anybody reads it; nothing where it is not public. */
  public(id: string): HelpRequest | undefined {
    const kept = this.kept.get(id);
    return kept && isPublic(kept) ? kept.shown : undefined;
  }

  keepPrefill(prefill: Prefill): string {
    const code = groupedCode(randomCode(12));
    this.prefills.set(plainCode(code), prefill);
    return code;
  }

  prefill(code: string): Prefill {
    const prefill = this.prefills.get(plainCode(code));
    if (!prefill) throw new HelpBoardError('not-found');
    return prefill;
  }

  submit(given: Submission, key: string): Receipt {
    const body = canonical(given);
    const taken = this.submissions.get(key);
    if (taken && taken.body !== body)
      throw new HelpBoardError('already-received', { receipt: { ...taken.answer } });
    if (taken) return taken.answer;

    const submission = admitted(given, this.board);
    const attachments = submission.attachments.map(({ sha256, alt }) => this.attachment(key, sha256, alt));
    const now = Date.now();
    const due = dueAt(now, this.board.promise);
    const id = randomCode(12).toLowerCase();
    const receipt: Receipt = {
      key,
      id,
      trackingCode: groupedCode(randomCode(12)),
      token: randomCode(26).toLowerCase(),
      stage: 'submitted',
      receivedAt: new Date(now).toISOString(),
      dueAt: new Date(due).toISOString(),
    };
    const { title, urgency, category, region = '', contact, visibility } = submission;
    const counted = { meToo: 0, thanks: 0, comments: 0 };
    this.kept.set(id, {
      shown: {
        id,
        board: this.board.key,
        region: maskText(region),
        category,
        urgency,
        ...(title && { title: maskText(title) }),
        publicBody: maskText(submission.body),
        author: maskName(contact.name),
        createdAt: receipt.receivedAt,
        updatedAt: receipt.receivedAt,
        stage: 'submitted',
        flags: [],
        dueAt: receipt.dueAt,
        replies: [],
        timeline: [{ at: receipt.receivedAt, stage: 'submitted' }],
        attachments,
        ...counted,
        pinned: false,
        featured: false,
        explainers: [],
        score: hotScore({ urgency, createdAt: now, ...counted }),
      },
      // What was meant for the desk is never published.
      publication: visibility === 'desk' ? 'desk' : this.board.features.review ? 'pending' : 'public',
      body: submission.body,
      title,
      token: receipt.token,
      code: receipt.trackingCode,
      additions: [],
      devices: new Set(),
    });
    this.submissions.set(key, { body, answer: receipt });
    return receipt;
  }

  upload(sha256: string, blob: Blob, key: string): void {
    if (!/^image\//.test(blob.type)) throw new HelpBoardError('unsupported-type');
    this.photos.set(`${key}/${sha256}`, blob);
  }

  track(code: string): Tracked {
    const plain = plainCode(code);
    const found = [...this.kept.values()].find((kept) => kept.code && plainCode(kept.code) === plain);
    if (!found) throw new HelpBoardError('not-found');
    const { stage, flags, createdAt, dueAt, replies, timeline, answeredAt, assignee } = found.shown;
    return {
      stage,
      flags,
      createdAt,
      dueAt,
      replies,
      timeline,
      ...(answeredAt && { answeredAt }),
      ...(assignee && { assignee }),
    };
  }

  own(handle: OwnHandle): OwnRequest {
    const { shown, publication, body, title, additions, rating } = this.owned(handle);
    const { answeredAt, assignee } = shown;
    const { id, stage, flags, category, urgency, createdAt, dueAt, replies, timeline } = shown;
    return {
      ...{ id, stage, publication, flags, category, urgency, body, createdAt, dueAt },
      ...{ replies, timeline, additions },
      ...(rating && { rating }),
      ...(title && { title }),
      ...(answeredAt && { answeredAt }),
      ...(assignee && { assignee }),
    };
  }

  add(handle: OwnHandle, addition: Addition, key: string): void {
    const kept = this.owned(handle);
    const body = canonical([handle.id, addition]);
    const before = this.additions.get(key);
    if (before === body) return;
    if (before !== undefined) throw new HelpBoardError('already-received');
    if (!addition.body.trim()) throw new HelpBoardError('invalid', { fields: { body: 'missing' } });
    if (kept.shown.stage === 'withdrawn') throw new HelpBoardError('conflict');
    this.additions.set(key, body);
    kept.additions.push({ id: randomCode(12).toLowerCase(), body: addition.body, at: now() });
    // An addition answers the open question: the clock runs on.
    kept.shown.flags = kept.shown.flags.filter((flag) => flag !== 'needs-info');
  }

  withdraw(handle: OwnHandle): void {
    const { shown } = this.owned(handle);
    if (shown.stage === 'withdrawn') return;
    const stage = stageAfter(shown.stage, 'withdraw');
    if (!stage) throw new HelpBoardError('conflict');
    shown.stage = stage;
    shown.updatedAt = now();
    shown.timeline.push({ at: shown.updatedAt, stage });
  }

  urge(handle: OwnHandle): void {
    urge(this.owned(handle).shown);
  }

  rate(handle: OwnHandle, rating: Rating): void {
    const kept = this.owned(handle);
    rate(kept.shown, rating);
    kept.rating = rating;
  }

  reopen(handle: OwnHandle, reason: Addition, key: string): void {
    const { shown } = this.owned(handle);
    // The same again is known by its key, whatever stage it is in by then.
    if (!this.additions.has(key)) mayMove(shown, 'reopen');
    const before = this.additions.size;
    this.add(handle, reason, key);
    if (this.additions.size > before) reopen(shown, this.board.promise);
  }

  erase(handle: OwnHandle): void {
    this.kept.delete(this.owned(handle).shown.id);
  }

  /** Of what the public sees. */
  version(): string {
    const shown = [...this.kept.values()].filter(isPublic);
    return shown.map(({ shown: { id, updatedAt, meToo, thanks } }) => [id, updatedAt, meToo, thanks]).join();
  }

  meToo(id: string, device: string): number {
    return this.count(this.visible(id), 'meToo', device);
  }

  thank(id: string, device: string): number {
    const kept = this.visible(id);
    if (!stageAfter(kept.shown.stage, 'thank')) throw new HelpBoardError('conflict');
    return this.count(kept, 'thanks', device);
  }

  private count({ shown, devices }: Kept, vote: 'meToo' | 'thanks', device: string): number {
    const name = `${vote} ${device}`;
    if (!devices.has(name)) {
      devices.add(name);
      shown[vote]++;
      shown.score = hotScore({ ...shown, createdAt: Date.parse(shown.createdAt) });
    }
    return shown[vote];
  }

  /** Nobody is here to let a comment through: none is ever public. */
  commentsOn(id: string): CommentPage {
    this.commented(id);
    return { items: [] };
  }

  comment(id: string, comment: NewComment, key: string): void {
    this.commented(id);
    if (!comment.body.trim()) throw new HelpBoardError('invalid', { fields: { body: 'missing' } });
    const body = canonical([id, comment]);
    if ((this.comments.get(key) ?? body) !== body) throw new HelpBoardError('already-received');
    this.comments.set(key, body);
  }

  private commented(id: string): void {
    if (!this.board.features.comments) throw new HelpBoardError('unsupported');
    this.visible(id);
  }

  suggest(text: string): Suggestions {
    const shown = [...this.kept.values()].filter(isPublic);
    return suggestionsFor(
      maskText(text),
      this.board,
      shown.map((kept) => kept.shown),
    );
  }

  publish(id: string, publication: Publication): void {
    const kept = this.kept.get(id);
    if (!kept) throw new HelpBoardError('not-found');
    kept.publication = publication;
    kept.shown.updatedAt = now();
  }

  private visible(id: string): Kept {
    const kept = this.kept.get(id);
    if (!kept || !isPublic(kept)) throw new HelpBoardError('not-found');
    return kept;
  }

  /** A wrong token and a request that does not exist get the same answer: an id tells nobody anything. */
  private owned({ id, token }: OwnHandle): Kept {
    const kept = this.kept.get(id);
    if (!kept?.token || kept.token !== token) throw new HelpBoardError('not-found');
    return kept;
  }

  private attachment(key: string, sha256: string, alt?: string): Attachment {
    const blob = this.photos.get(`${key}/${sha256}`);
    if (!blob) throw new HelpBoardError('missing-upload');
    return { url: URL.createObjectURL(blob), type: blob.type, ...(alt && { alt: maskText(alt) }) };
  }
}

const now = (): string => new Date().toISOString();
