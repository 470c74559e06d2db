import type { WriteContext } from '../storage/group-commit.js';
import type { Storage } from '../storage/index.js';
import type { Reader } from '../storage/tables.js';

const HOUR = 3_600_000;
/** Pages that have not shown the slot for so long are not counted. */
const COUNTED_MS = 24 * HOUR;
export const ARRIVALS_KEPT_MS = 30 * 24 * HOUR;
/** Pages counted of one board. */
export const PAGES_MAX = 5000;
const REMEMBERED_MAX = 20_000;

/** What a page says of itself: its address and the version it shows. Nothing of who looks at it. */
export interface Arrival {
  page: string;
  version: number;
}

/**
 * On which pages a version of the slot has arrived. What is kept is a hash of the page's address, without its query, and the
 * hour: not who saw it, nor how many. However many readers a page has, and whatever they claim, it writes once an hour, and
 * once more when it shows what is in force.
 */
export class Arrivals {
  readonly #storage: Storage;
  readonly #now: () => number;
  /** What has been written of a page. */
  #known = new Map<string, { version: number; seen_at: number }>();

  constructor(storage: Storage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  async report(board: string, { page, version }: Arrival): Promise<void> {
    const { writes, secret, boards } = this.#storage;
    const { origin, pathname } = new URL(page);
    const page_hash = secret.hash('slot-page', board, origin + pathname);
    const seen_at = Math.floor(this.#now() / HOUR) * HOUR;
    const name = `${board} ${page_hash}`;
    const known = this.#known.get(name);
    // A reader with an old copy says no more of the page than the first did.
    const isNews = version === boards.get(board)?.board.home?.version && version !== known?.version;
    if (known?.seen_at === seen_at && !isNews) return;
    await writes.write((context) => note(context, { board, page_hash, version, seen_at }));
    if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
    this.#known.set(name, { version, seen_at });
  }
}

async function note(
  { db }: WriteContext,
  row: { board: string; page_hash: string; version: number; seen_at: number },
): Promise<void> {
  const { board, page_hash, version, seen_at } = row;
  const { numUpdatedRows } = await db
    .updateTable('slot_page')
    .set({ version, seen_at })
    .where('board', '=', board)
    .where('page_hash', '=', page_hash)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows) return;
  const { n } = await db
    .selectFrom('slot_page')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('board', '=', board)
    .executeTakeFirstOrThrow();
  if (Number(n) >= PAGES_MAX) await forgetOldest(db, board);
  await db.insertInto('slot_page').values(row).execute();
}

/** Whoever makes addresses up neither fills the disk nor keeps the pages there are from being counted: these come again. */
async function forgetOldest(db: WriteContext['db'], board: string): Promise<void> {
  const oldest = db
    .selectFrom('slot_page')
    .select('page_hash')
    .where('board', '=', board)
    .orderBy('seen_at')
    .orderBy('page_hash')
    .limit(1);
  await db.deleteFrom('slot_page').where('board', '=', board).where('page_hash', '=', oldest).execute();
}

/** How many pages show this version, and how many were seen last with another one. */
export async function pagesOf(
  { db }: Reader,
  board: string,
  version: number | undefined,
  at: number,
): Promise<{ live: number; behind: number }> {
  const rows = await db
    .selectFrom('slot_page')
    .select((eb) => ['version', eb.fn.countAll<number>().as('n')])
    .where('board', '=', board)
    .where('seen_at', '>', at - COUNTED_MS - HOUR)
    .groupBy('version')
    .execute();
  const pages = { live: 0, behind: 0 };
  for (const row of rows) pages[row.version === version ? 'live' : 'behind'] += Number(row.n);
  return pages;
}
