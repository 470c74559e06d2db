import { array, boolean, object, oneOf, string, type Infer } from '../../model/index.js';
import type { Storage } from '../storage/index.js';
import type { WriteContext } from '../storage/group-commit.js';

/** When a post costs its sender's device a second of work: `busy` where many come from one address. */
export const CHALLENGES = ['never', 'busy', 'always'] as const;

const WORDS_MAX = 5000;

/** What stands between the open internet and a board. Nothing of it is public, and nothing of it refuses anybody. */
export const boardGuardSchema = object(
  {
    challenge: oneOf(CHALLENGES),
    /** A post with one of these waits for an editor, also where posts are shown at once. */
    words: array(string({ minLength: 1, maxLength: 40 }), { maxItems: WORDS_MAX }),
  },
  {
    /** Is asked about every new post; see `moderation.ts`. */
    moderation: object({
      url: string({ maxLength: 500 }),
      /** Signs what is sent there. */
      secret: string({ minLength: 16, maxLength: 200 }),
    }),
    /** Who may post over Open311 beside those with a key; nobody at all where this is left out. */
    open311: object({
      anonymous: boolean(),
      keys: array(
        object({
          name: string({ minLength: 1, maxLength: 40 }),
          key: string({ minLength: 16, maxLength: 200 }),
        }),
        {
          maxItems: 50,
        },
      ),
    }),
  },
);
export type BoardGuard = Infer<typeof boardGuardSchema>;

export const OPEN: BoardGuard = { challenge: 'never', words: [] };

/** How long another process's change may go unseen here. */
const FRESH_MS = 2000;
const place = (board: string) => ['guard', board];

/** The guards of all boards, read at most every other second. They hold a secret, so they are stored sealed. */
export class BoardGuards {
  readonly #storage: Storage;
  readonly #now: () => number;
  readonly #known = new Map<string, { guard: BoardGuard; until: number }>();

  constructor(storage: Storage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  async of(board: string): Promise<BoardGuard> {
    const known = this.#known.get(board);
    if (known && known.until > this.#now()) return known.guard;
    const { db, secret } = this.#storage;
    const row = await db.selectFrom('board').select('guard').where('key', '=', board).executeTakeFirst();
    const guard = row?.guard
      ? (JSON.parse(secret.seal.openText(row.guard, place(board))) as BoardGuard)
      : OPEN;
    this.#known.set(board, { guard, until: this.#now() + FRESH_MS });
    return guard;
  }

  async set({ db, afterCommit }: WriteContext, board: string, guard: BoardGuard): Promise<void> {
    const sealed = this.#storage.secret.seal.sealText(JSON.stringify(guard), place(board));
    await db.updateTable('board').set({ guard: sealed }).where('key', '=', board).execute();
    afterCommit(() => this.#known.delete(board));
  }
}
