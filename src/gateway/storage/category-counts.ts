import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';

/** Milliseconds for which a count stands: a board of a million requests is not counted with each of its changes. */
const EVERY = 60_000;

/** How many public requests there are of each category. */
export class CategoryCounts {
  readonly #db: Kysely<Tables>;
  readonly #now: () => number;
  readonly #kept = new Map<string, { at: number; counts: Promise<Record<string, number>> }>();

  constructor(db: Kysely<Tables>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  of(board: string): Promise<Record<string, number>> {
    const known = this.#kept.get(board);
    const now = this.#now();
    if (known && Math.abs(now - known.at) < EVERY) return known.counts;
    const counts = this.#count(board);
    this.#kept.set(board, { at: now, counts });
    // What failed is tried again by the next who asks.
    counts.catch(() => this.#kept.get(board)?.counts === counts && this.#kept.delete(board));
    return counts;
  }

  async #count(board: string): Promise<Record<string, number>> {
    const rows = await this.#db
      .selectFrom('public_request')
      .select((eb) => ['category', eb.fn.countAll().as('count')])
      .where('board', '=', board)
      .groupBy('category')
      .execute();
    return Object.fromEntries(rows.map(({ category, count }) => [category, Number(count)]));
  }
}
