import { createHash } from 'node:crypto';
import type { Level } from '../../model/index.js';
import type { Body } from '../http/body-cache.js';
import type { Storage } from '../storage/index.js';
import { periodOf } from './period.js';
import { countStats, statsOf } from './stats.js';

export interface PreparedStats {
  etag: string;
  body: Body;
}

interface Kept {
  bucket: number;
  made: Promise<PreparedStats>;
}

/** Answers that are kept: periods times levels times boards are few, made-up periods many. */
const KEPT_MAX = 500;

/**
 * The figures that everybody may read, counted once for each stretch of time however many ask. Only in steps: figures that
 * followed every post would tell that somebody has just posted something that is not for the public.
 */
export class PublicStats {
  readonly #storage: Storage;
  readonly #every: number;
  readonly #kept = new Map<string, Kept>();

  /** @param every milliseconds for which an answer stands */
  constructor(storage: Storage, every: number) {
    this.#storage = storage;
    this.#every = every;
  }

  get(board: string, level: Level, period: string, now: number): Promise<PreparedStats> {
    const bucket = Math.floor(now / this.#every);
    const key = JSON.stringify([board, level, period]);
    const known = this.#kept.get(key);
    if (known?.bucket === bucket) return known.made;
    const made = this.#make(board, level, period, now);
    this.#kept.delete(key);
    this.#kept.set(key, { bucket, made });
    if (this.#kept.size > KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    // What failed is tried again by the next who asks.
    made.catch(() => this.#kept.get(key)?.made === made && this.#kept.delete(key));
    return made;
  }

  async #make(board: string, level: Level, period: string, at: number): Promise<PreparedStats> {
    const counts = await countStats(this.#storage, { board, level, period: periodOf(period, at), at });
    const raw = Buffer.from(JSON.stringify(statsOf(this.#storage.boards, counts)));
    const etag = `W/"${createHash('sha256').update(raw).digest('base64url').slice(0, 16)}"`;
    return { etag, body: { raw } };
  }
}
