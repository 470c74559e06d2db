import type { FoundReceipt, Receipt } from '../model/submission.js';

/**
 * Delivery, the third axis: where a person's text is. One truthful state each (design §8.6):
 * `draft` 仅存本机 · `queued` 等待联网，将自动发送 · `sending` 正在发送 · `maybe` 可能已送达，请确认 · `attention` 需要您处理 · `sent` 已送达.
 */
export type Delivery = 'draft' | 'queued' | 'sending' | 'maybe' | 'attention' | 'sent';

/** A photo kept on the device under the SHA-256 of its bytes, lower-case hex. */
export interface PhotoRef {
  sha256: string;
  type: string;
  size: number;
  alt?: string;
}

/** Why the last try did not arrive: what a failure says of itself, whatever its class. */
export interface Failure {
  code: string;
  status?: number;
  /** Seconds. */
  retryAfter?: number;
  fields?: Record<string, string>;
}

/** One submission from the first keystroke to the receipt. Its key never changes on the way. */
export interface Entry {
  /** UUID; the Idempotency-Key of every try. */
  readonly key: string;
  /** Which form it belongs to: `request`, or `addition:{request id}`. */
  readonly form: string;
  delivery: Delivery;
  /** What the form holds, as typed; JSON. Gone once sent. */
  content: unknown;
  /** What is sent, frozen when the person pressed send; JSON. Gone once sent. */
  payload?: unknown;
  /** Words by which the person recognises it in "my requests"; kept after sending. No contact data. */
  summary: string;
  photos: PhotoRef[];
  tries: number;
  /** Epoch milliseconds of the device. */
  createdAt: number;
  updatedAt: number;
  nextTryAt?: number;
  /** Only drafts, and only once a page has warned of it: when the device deletes it. `keep` or any edit takes it back. */
  expiresAt?: number;
  failure?: Failure;
  /**
   * Summary of the first text under this key whose fate is not known: it may have arrived, whatever the entry says by now.
   * A `draft` with it is not on this device only.
   */
  ventured?: string;
  receipt?: Receipt;
  /**
   * Not the person's own device: once it has arrived, not even its receipt stays longer than the page. If it arrives when no
   * page is open (sent by a service worker), nobody sees its number: the next page may be another person's. Who wants the
   * number waits for it on the page.
   */
  forget?: boolean;
}

export interface EnqueueOptions {
  /** The device is not the person's own: see `Entry.forget`. */
  forget?: boolean;
}

/** How well what is typed is kept: `disk`, or only `memory` (refused, full, corrupt): then the screen says so. */
export type Keeping = 'unknown' | 'disk' | 'memory';

export interface SendOptions {
  /** Aborted when the try takes too long. */
  signal: AbortSignal;
  /** Undefined: the device has lost it (memory only, evicted); the rest is sent without it. */
  photo(sha256: string): Promise<Blob | undefined>;
}

/**
 * Delivers one entry: photos first, then the payload under the key. Resolves with the receipt, which must echo the key of
 * the entry; rejects with something that has a `code`. Fetches its token anew for every try.
 */
export type Send = (entry: Entry, options: SendOptions) => Promise<FoundReceipt>;

/** What may be done after an unknown outcome (see `Capabilities.dedupe` of the adapters). */
export type Dedupe = 'key' | 'lookup' | 'none';

/** All that a service worker needs to deliver an entry (see `help-board/sw`): there is no page to ask. */
export interface Background {
  /** Absolute, or from the root of the page's origin. */
  backend: string;
  board: string;
}

export interface OutboxOptions {
  /** Entries are bound to it: adapter name, backend and board. */
  scope: string;
  send: Send;
  /** `key` if left out. With `none` nothing is sent again by itself after an unknown outcome: it becomes `maybe`. */
  dedupe?: Dedupe;
  /**
   * Asked when something is queued: how a service worker can deliver it without its page. Undefined: it cannot, the entry
   * waits for a page.
   */
  background?(): Background | undefined;
  /**
   * Days a draft lies untouched before the warning (14). It is kept at least three more, counted from the moment a page was
   * open that could show the warning. Only drafts expire.
   */
  draftDays?: number;
}

/**
 * The outbox of one scope on this device. Events: `change` after any entry or `keeping` changed, in this tab or another;
 * `cleared` after `clear`: what forms of this page still show must not be written again.
 *
 * A draft is written by one tab. If another tab took it over meanwhile (a duplicated tab, one that was frozen), the first
 * edit of this tab goes on as a draft of its own under a new key: calls with the old key still reach it, `entries()` lists
 * it under the new one, and `keyOf` tells.
 *
 * When the backend answers `already-received` (an earlier text under this key has arrived), the entry becomes `sent`, and
 * the newer text stays as an entry of its own: form `addition:{request id}`, `attention`, failure `already-received`,
 * without a payload. `edit` opens it, `enqueue` sends it as an addition.
 */
export interface Outbox extends EventTarget {
  /** Resolved when what is on the device has been read. Never rejects. */
  readonly ready: Promise<void>;
  readonly keeping: Keeping;
  /** How many records there are that this version cannot read: written by a newer one, or damaged. They are left alone. */
  readonly unreadable: number;
  /** What people wrote in them: to be copied, and sent anew. Nothing of them is changed. */
  salvage(): Promise<string>;
  /** Everything known, newest first: drafts, what waits, what is parked, receipts. Synchronous: as of the last `change`. */
  entries(): readonly Entry[];
  /**
   * A draft for a form to write: a left-over one of the same form that no other form of this page and no other tab holds,
   * else a fresh one. `fresh`: always a new one; what is left over stays.
   */
  open(form: string, options?: { fresh?: boolean }): Promise<Entry>;
  /** The form closes: what was typed stays on the device for whoever opens it next, in this page or another. */
  leave(key: string): void;
  /** The person wants the draft kept that would expire: as if it had been touched now. */
  keep(key: string): Promise<void>;
  /** Puts what was typed on disk. Resolves when it is there (or in memory, see `keeping`). Sparing: call as often as keys are pressed. */
  save(key: string, content: unknown, summary: string): Promise<void>;
  addPhoto(key: string, photo: Blob, alt?: string): Promise<PhotoRef>;
  removePhoto(key: string, sha256: string): Promise<void>;
  /** The key under which what a form of this tab writes as `key` is kept and sent, until it leaves. */
  keyOf(key: string): string;
  photo(sha256: string): Promise<Blob | undefined>;
  /** The person pressed send: on disk strictly, then on its way. Resolves when it is safely queued. Twice is once. */
  enqueue(key: string, payload: unknown, summary: string, options?: EnqueueOptions): Promise<void>;
  /** Tries now what waits; resolves when nothing is left to try at the moment. */
  flush(): Promise<void>;
  /** Back to the queue, after `attention` or `maybe`; at once, when it is waiting for its next try. */
  retry(key: string): Promise<void>;
  /**
   * Back into a form, under the same key: the next `open` of its form gets it, or with `open` the form that calls has it.
   * Refused (false) while it is being sent, after it arrived, and while another form or tab is writing it.
   */
  edit(key: string, options?: { open?: boolean }): Promise<boolean>;
  /** The person throws it away: a draft, a waiting or parked entry, a receipt. What is being sent at the moment stays. */
  discard(key: string): Promise<void>;
  /** Everything of this scope on this device, receipts included. */
  clear(): Promise<void>;
  /** Releases locks, timers and the database. What is on its way is waited for; everything unsent stays on the device. */
  close(): void;
}
