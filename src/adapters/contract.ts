import type { SlotCalls } from './slot.js';
import type {
  Addition,
  Board,
  CommentPage,
  HelpRequest,
  Level,
  NewComment,
  OwnRequest,
  FoundReceipt,
  Prefill,
  Rating,
  Receipt,
  RequestPage,
  Stage,
  Stats,
  Submission,
  Suggestions,
  Tracked,
} from '../model/index.js';

export interface CallOptions {
  /** Ends the call with code `aborted`. */
  signal?: AbortSignal;
}

export const TABS = ['hot', 'featured', 'latest'] as const;
export type Tab = (typeof TABS)[number];

/** What a list is asked for. */
export interface ListQuery {
  sort: Tab;
  category?: string;
  stage?: Stage;
  region?: string;
  /** Search words. */
  q?: string;
  /** `next` of the page before. */
  cursor?: string;
  /** Items a page, 1 to 50 (20). */
  limit?: number;
  /** Of the board alone (the default), or of all boards below it as well. */
  scope?: 'own' | 'subtree';
}

/** What a backend can do; the UI hides what is missing. */
export interface Capabilities {
  /**
   * What may be done after an unknown outcome: `key` sends again under the same key; `lookup` first searches by our own
   * id; `none` never sends again by itself.
   */
  dedupe: 'key' | 'lookup' | 'none';
  upload?: boolean;
  track?: boolean;
  own?: boolean;
  add?: boolean;
  withdraw?: boolean;
  urge?: boolean;
  rate?: boolean;
  reopen?: boolean;
  erase?: boolean;
  version?: boolean;
  meToo?: boolean;
  thank?: boolean;
  /** Readers' comments, read and written. */
  comment?: boolean;
  suggest?: boolean;
  /** Forms that somebody else has filled in, opened by a code. */
  prefill?: boolean;
  stats?: boolean;
  /** What editors do with the slot on home pages. */
  slot?: boolean;
}

/** A photo on its way: the bytes and their SHA-256 in lower-case hex. */
export interface Upload {
  sha256: string;
  blob: Blob;
}

/** Opens the own request: both come with the receipt. */
export type OwnHandle = Pick<Receipt, 'id' | 'token'>;

/**
 * A backend behind the board. Every method rejects with `HelpBoardError` and with nothing else; every answer has been
 * decoded against the schemas of `help-board/model`.
 */
export interface HelpBoardAdapter {
  /** A short name; outbox entries are bound to it. */
  readonly name: string;
  readonly capabilities: Capabilities;
  loadBoard(options?: CallOptions): Promise<Board>;
  list(query: ListQuery, options?: CallOptions): Promise<RequestPage>;
  get(id: string, options?: CallOptions): Promise<HelpRequest>;
  /** Records the submission under the key: however often it is called, once. */
  submit(submission: Submission, options: CallOptions & { key: string }): Promise<FoundReceipt>;
  /** Behind `upload`: idempotent by key and hash; before `submit`. */
  upload?(upload: Upload, options: CallOptions & { key: string }): Promise<void>;
  /** Behind `track`. */
  track?(code: string, options?: CallOptions): Promise<Tracked>;
  /** Behind `own`. */
  own?(handle: OwnHandle, options?: CallOptions): Promise<OwnRequest>;
  /** Behind `add`. */
  add?(handle: OwnHandle, addition: Addition, options: CallOptions & { key: string }): Promise<void>;
  /** Behind `withdraw`. */
  withdraw?(handle: OwnHandle, options?: CallOptions): Promise<void>;
  /** Behind `urge`: once the time is over; again without harm. */
  urge?(handle: OwnHandle, options?: CallOptions): Promise<void>;
  /** Behind `rate`: how it was handled; the last rating counts. */
  rate?(handle: OwnHandle, rating: Rating, options?: CallOptions): Promise<void>;
  /** Behind `reopen`: taken up again for the reason given, once under the key. */
  reopen?(handle: OwnHandle, reason: Addition, options: CallOptions & { key: string }): Promise<void>;
  /** Behind `erase`: deleted with all that belongs to it, for good; `not-found` means that it is gone. */
  erase?(handle: OwnHandle, options?: CallOptions): Promise<void>;
  /** Behind `version`: changes with every public change of the board, and is cheap to ask for. */
  version?(options?: CallOptions): Promise<string>;
  /** Behind `meToo`: once per device; gives the new count. */
  meToo?(id: string, options: CallOptions & { device: string }): Promise<number>;
  /** Behind `thank`: once per device; gives the new count. */
  thank?(id: string, options: CallOptions & { device: string }): Promise<number>;
  /** Behind `comment`: what an editor has let through, the oldest first, from `cursor` on. */
  comments?(id: string, options?: CallOptions & { cursor?: string }): Promise<CommentPage>;
  /** Behind `comment`: recorded once under the key; an editor reads it before anybody else. */
  comment?(id: string, comment: NewComment, options: CallOptions & { key: string }): Promise<void>;
  /** Behind `suggest`: what a text that is still being written is like. Numbers in it are covered before. */
  suggest?(text: string, options?: CallOptions): Promise<Suggestions>;
  /** Behind `prefill`: as often as somebody needs; `not-found` for a code that is unknown or whose time is over. */
  prefill?(code: string, options?: CallOptions): Promise<Prefill>;
  /** Behind `stats`: totals, rates, units and areas of a period: `today`, `7d`, `30d`, `all`, `2026-03` or `2026-03-20`. */
  stats?(query: { period: string; level?: Level }, options?: CallOptions): Promise<Stats>;
  /** Behind `slot`: its code comes when it is asked for. */
  slot?(): Promise<SlotCalls>;
  /** Behind `slot`: a page shows this version of it; nothing is said of who looks. */
  arrived?(page: string, version: number, options?: CallOptions): Promise<void>;
  /**
   * Fetches the code that writing needs, at idle: a failed `import()` is remembered by some browsers until the next page
   * load, so a page that was offline at the wrong moment could not send any more. Rejects when it cannot be had.
   */
  prepare?(): Promise<unknown>;
  /** Server time minus device time in milliseconds, from the quickest answer so far; 0 while unknown. */
  clockOffset?(): number;
}

/** What a factory is given. */
export interface AdapterOptions {
  /** URL of the backend, absolute or relative to the page, without a trailing slash. */
  backend: string;
  board: string;
  /** Fetched when needed, never stored. */
  getToken?: () => Promise<string | undefined> | string | undefined;
  /** The answer to a public read that was asked for before this code had loaded; each is taken once. */
  early?: (url: string) => Promise<Response> | undefined;
}
export type AdapterFactory = (options: AdapterOptions) => HelpBoardAdapter;
